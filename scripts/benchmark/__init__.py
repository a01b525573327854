"""What things cost here and in tools of the same kind, measured on the same pages."""
