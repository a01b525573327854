"""The page of each stage: tasks, steps, and what the source does not say."""

from __future__ import annotations

from .page import Page
from .press import Pages, Press

CASES_SHOWN = 6


def pages(press: Press) -> Pages:
    """The page of each stage."""
    site = press.site
    for number, stage in enumerate(site.stages):
        page = Page(
            stage.path,
            stage.title,
            description=f"{stage.title}，{stage.period.text}。",
            kind="stage",
            section="timeline",
            record=stage.path,
        )
        yield press.write(
            page,
            "stage.md.j2",
            record=stage,
            total=max(site.campaign.stages_stated or 0, len(site.schedule)),
            cases=site.cases_by["stage"].get(stage.id, ()),
            shown=CASES_SHOWN,
            before=site.stages[number - 1] if number else None,
            after=site.stages[number + 1] if number + 1 < len(site.stages) else None,
        )
