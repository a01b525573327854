"""The pages of a site, family by family: what the engine, or any other engine, turns into HTML."""

from __future__ import annotations

from . import (
    api,
    calendar,
    campaign_page,
    cases,
    commitments,
    compare,
    criteria,
    editors,
    explorer,
    feed,
    grades,
    guide,
    home,
    honours,
    policy,
    progress,
    register,
    search_page,
    site_index,
    stages,
    timeline,
    units,
)
from .press import Pages, Press

FAMILIES = (
    home,
    campaign_page,
    stages,
    criteria,
    compare,
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
    progress,
    grades,
    calendar,
    feed,
    api,
)


def pages(press: Press) -> Pages:
    """(path, text) of every page, and of the files beside them, family by family; the press remembers the pages."""
    for family in FAMILIES:
        yield from family.pages(press)
