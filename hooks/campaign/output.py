"""All that a site is made of: what an engine turns into HTML, and what is served as it is."""

from __future__ import annotations

from itertools import chain

from . import search
from .render import pages
from .render.page import Rendered
from .render.press import Press
from .site import Site


def render(site: Site, *, site_url: str = "", revision: int = 0) -> Rendered:
    """Every page and file of a site, sorted by path.

    ``site_url`` is the site's public address, empty where it is not known; ``revision`` is
    the second since 1970 that the content dates from.
    """
    press = Press(site, site_url=site_url, revision=revision)
    texts: dict[str, str | bytes] = {}
    # Search comes last: it covers the pages that the others have made.
    for path, text in chain(pages(press), search.files(press)):
        if path in texts:
            raise ValueError(f"two pages of one path: {path}")
        texts[path] = text
    return Rendered(dict(sorted(texts.items())), dict(sorted(press.sources.items())))
