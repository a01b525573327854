"""What a site is built from: a folder read, made ready, dated, and handed to whatever builds."""
