"""The roll of honour: all rounds, and each round by category."""

from __future__ import annotations

from collections import defaultdict

from ..records import Record
from ..site import Award
from .page import Page
from .press import Pages, Press
from .words import anchors_for


def pages(press: Press) -> Pages:
    """The roll, and the page of each round."""
    site = press.site
    index = Page("honours/index.md", "表彰", description="历次表彰和获奖名单。", kind="index", record="campaign.md")
    yield press.write(index, "honours.md.j2", roll=[(round, _by_category(press, round)) for round in site.honours])
    for round in site.honours:
        page = Page(
            round.path,
            press.name(round),
            description=f"{round.by}，{round.date.plain}。",
            kind="honour",
            record=round.path,
        )
        yield press.write(
            page,
            "honour.md.j2",
            record=round,
            categories=_by_category(press, round),
            cases=site.cases_by["honour"].get(round.id, ()),
        )


def _by_category(press: Press, round: Record) -> list[tuple[str, str, list[Award]]]:
    """(category, its anchor, awards) in the order of the document."""
    found: dict[str, list[Award]] = defaultdict(list)
    for award in press.site.awards_by_round.get(round.id, ()):
        found[award.category].append(award)
    anchors = anchors_for(found, "zy-")
    return [(category, anchor, found[category]) for category, anchor in zip(found, anchors, strict=True)]
