"""All the pages and files of a site: what the engine, or any other engine, turns into HTML."""

from __future__ import annotations

from itertools import chain

from .. import search
from ..site import Site
from . import (
    api,
    calendar,
    campaign_page,
    cases,
    commitments,
    criteria,
    editors,
    explorer,
    feed,
    guide,
    home,
    honours,
    policy,
    register,
    search_page,
    site_index,
    stages,
    timeline,
    units,
)
from .page import Rendered
from .press import Press

FAMILIES = (
    home,
    campaign_page,
    stages,
    criteria,
    explorer,
    cases,
    units,
    honours,
    commitments,
    policy,
    guide,
    editors,
    register,
    search_page,
    site_index,
    timeline,
    calendar,
    feed,
    api,
)


def render(site: Site, *, site_url: str = "", revision: int = 0) -> Rendered:
    """Every page and file of a site, sorted by path.

    ``site_url`` is the site's public address, empty where it is not known; ``revision`` is
    the second since 1970 that the content dates from.
    """
    press = Press(site, site_url=site_url, revision=revision)
    texts: dict[str, str | bytes] = {}
    # Search comes last: it covers the pages that the others have made.
    for path, text in chain(*(family.pages(press) for family in FAMILIES), search.files(press)):
        if path in texts:
            raise ValueError(f"two pages of one path: {path}")
        texts[path] = text
    return Rendered(dict(sorted(texts.items())), dict(sorted(press.sources.items())))
