"""The self-check: a form for each group of criteria, to be filled in with a pen or in the browser."""

from __future__ import annotations

from ..kinds import ANSWERS
from ..site import CriteriaGroup
from .campaign_page import bands, gates
from .compare_data import data, form_address, outcome_text, rules
from .page import Page
from .press import Leaf, Pages, Press
from .questions import Part, parts

# On the form as it is without script: cases to a criterion, and rows for measures.
CASES_SHOWN = 3
ROWS = 6


def pages(press: Press) -> Pages:
    """The index of the self-check, and for each group that asks anything its form and the data of its script."""
    asked = [(group, found) for group in press.site.groups if (found := parts(press.site, group))]
    yield _index(press, asked)
    for group, questions in asked:
        yield _form(press, group, questions)
        yield form_address(group).replace(".html", ".js"), data(press, group, questions)


def _index(press: Press, asked: list[tuple[CriteriaGroup, tuple[Part, ...]]]) -> Leaf:
    page = Page(
        "compare/index.md",
        "对标自查",
        description="对照标准逐条自问，找出差距，看做到了的案例，写出措施和时限。",
        kind="index",
        record="campaign.md",
    )
    return press.write(page, "compare.md.j2", asked=asked, answers=ANSWERS, address=form_address)


def _form(press: Press, group: CriteriaGroup, asked: tuple[Part, ...]) -> Leaf:
    title = group.declared.title
    page = Page(
        form_address(group).replace(".html", ".md"),
        f"{title}对标自查表",
        description=f"对照“{title}”逐条自查：问题、佐证、差距和措施。",
        kind="compare",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    grading = rules(press.site, group)
    return press.write(
        page,
        "compare_group.md.j2",
        group=group,
        parts=asked,
        cases=list(dict.fromkeys(case for part in asked for case in part.lessons)),
        answers=ANSWERS,
        shown=CASES_SHOWN,
        rows=ROWS,
        outcome=outcome_text,
        grading=grading,
        bands=bands(grading) if grading else [],
        gates=gates(grading) if grading else [],
    )
