"""A built site bound to the address it is read at. Only what must name that address changes; no page is built anew.

The result is, byte for byte, what the engine makes when it is told the address beforehand.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

from publishing import names
from publishing.package import Content, Contents, content

LOST = "404.html"
SITEMAP = "sitemap.xml"
FEED = "feed.xml"
_UNKNOWN = date(1970, 1, 1)

_CANONICAL = b'<link rel="canonical"'
# The engine puts the canonical address after the last of these.
_BEFORE_CANONICAL = re.compile(rb'<meta name="viewport"[^>]*>\n(?:<meta name="(?:description|author)"[^>]*>\n)*')
# Of the page for addresses that do not exist: it is sent for any, so its own links count from the server's root.
_FROM_ROOT = re.compile(rb'((?:href|src|action|data-base)="|"(?:base|search)": ")/(?!/)')
_FEED_LINK = re.compile(rb'(<link rel="(?:self|alternate)" href=")')


def bind(files: Contents, url: str, *, served: bool, dated: date) -> dict[str, Content]:
    """The files as they are to lie at the target, by path.

    ``url``: the site's public address with a slash at its end, empty if it is not known. ``served``: whether a web
    server answers. ``dated``: the day the content dates from.
    """
    bound = {path: one for path, one in files.items() if path not in (SITEMAP, f"{SITEMAP}.gz")}
    if not served:
        bound.pop(LOST, None)
    if not url:
        return bound
    pages = []
    for path, one in files.items():
        if names.is_page(path) and path != LOST:
            page = _with_canonical(one.read(), _address(url, path))
            if page is not None:
                pages.append(path)
                bound[path] = content(page)
    base = urlsplit(url).path.encode("ascii")
    if LOST in bound:
        bound[LOST] = content(_FROM_ROOT.sub(lambda match: match[1] + base, bound[LOST].read()))
    if FEED in bound:
        bound[FEED] = content(_FEED_LINK.sub(lambda match: match[1] + escape(url).encode(), bound[FEED].read()))
    if served:
        bound[SITEMAP] = content(_sitemap(url, pages, dated))
    return dict(sorted(bound.items()))


def _address(url: str, path: str) -> str:
    return url + quote(path)


def _with_canonical(page: bytes, address: str) -> bytes | None:
    """None for what is no page of the engine's: one that only leads on to another."""
    place = _BEFORE_CANONICAL.search(page)
    if place is None or _CANONICAL in page[: place.end() + 200]:
        return None
    return page[: place.end()] + b'<link rel="canonical" href="%s">\n' % escape(address).encode() + page[place.end() :]


def _sitemap(url: str, pages: list[str], dated: date) -> bytes:
    """Sitemaps 0.9 (sitemaps.org)."""
    # Without a history nobody knows when the content changed.
    lastmod = f"         <lastmod>{dated.isoformat()}</lastmod>\n" if dated > _UNKNOWN else ""
    entries = "".join(
        f"    <url>\n         <loc>{escape(_address(url, path))}</loc>\n{lastmod}    </url>\n" for path in sorted(pages)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>'
    ).encode()
