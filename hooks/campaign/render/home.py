"""The home page: search, where the campaign stands, what is due, what is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..dates import Date, day
from ..site import Site
from .page import Page
from .press import Pages, Press

NEW_CASES = 6
NEW_POLICIES = 6
DUE_SHOWN = 3


@dataclass(frozen=True)
class Due:
    """Something to be done by a day, and the address, from the site's root, that says more."""

    on: Date
    title: str
    address: str
    detail: str = ""


def pages(press: Press) -> Pages:
    """The home page."""
    site = press.site
    campaign = site.campaign
    page = Page(
        "index.md",
        campaign.title,
        description=campaign.summary or f"{campaign.organiser}{campaign.title}",
        kind="home",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    yield press.write(
        page,
        "home.md.j2",
        dues=_dues(site),
        due_shown=DUE_SHOWN,
        new_cases=site.cases[:NEW_CASES],
        new_policies=site.policies[:NEW_POLICIES],
    )


def _dues(site: Site) -> list[Due]:
    """All that has a day, in its order; the commitments of one day as one entry."""
    dues = [
        Due(one.date, one.action.title, "timeline/index.html", one.action.wording or "") for one in site.occurrences
    ]
    dues += [
        Due(step.due, step.title, f"{stage.page}#step-{step.id}", stage.title)
        for stage in site.stages
        for step in stage.steps
        if step.due and step.due.end
    ]
    promised = Counter(
        item.due.end
        for sheet in site.commitments
        for item in sheet.items
        if item.status == "open" and item.due and item.due.end
    )
    dues += [Due(day(last), f"{count} 项承诺到期", "commitments/index.html") for last, count in promised.items()]
    return sorted(dues, key=lambda one: (one.on.upper, one.title, one.address))
