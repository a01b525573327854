"""What a web server says besides the files: the same for nginx, IIS and whatever else is configured after it."""

from __future__ import annotations

# No script, style or frame but from the site itself, none inline. `data:` is for icons drawn as masks; the search form
# sends readers to the site's own search page.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

# A year, for files whose name changes with what they hold; all others are asked for again each time.
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"

# Ending → media type, those that a server may not know or may send without a character set.
TYPES = {
    ".ics": "text/calendar",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".ofd": "application/ofd",
}
TEXT_TYPES = (
    "text/html", "text/css", "text/plain", "text/csv", "text/calendar", "text/xml", "text/javascript",
    "application/javascript", "application/json", "application/xml", "image/svg+xml",
)  # fmt: skip
