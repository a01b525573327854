"""The editors' form in the browser, on loopback. What lies beneath its pages knows no HTML."""
