"""The criteria: their index, the page of each, and the matrix of who has shown which."""

from __future__ import annotations

from collections import Counter

from ..records import Record
from ..site import CriteriaGroup
from .page import Page
from .press import Leaf, Pages, Press

CASES_SHOWN = 8


def pages(press: Press) -> Pages:
    """The index, the matrix, and the page of each criterion."""
    yield _index(press)
    yield _matrix(press)
    for group in press.site.groups:
        for number, criterion in enumerate(group.criteria):
            yield _criterion(press, group, criterion, number)


def _index(press: Press) -> Leaf:
    page = Page(
        "criteria/index.md",
        "标准",
        description="各组标准的含义、指标、佐证和自查问题。",
        kind="index",
        record="campaign.md",
    )
    return press.write(page, "criteria.md.j2")


def _criterion(press: Press, group: CriteriaGroup, criterion: Record, number: int) -> Leaf:
    page = Page(criterion.path, criterion.title, description=criterion.meaning, kind="criterion", record=criterion.path)
    cases = press.site.cases_by["criterion"].get(criterion.id, ())
    having = {case.unit for case in cases}
    return press.write(
        page,
        "criterion.md.j2",
        record=criterion,
        group=group,
        cases=cases,
        shown=CASES_SHOWN,
        units=[unit for unit in press.site.units if unit.id in having],
        before=group.criteria[number - 1] if number else None,
        after=group.criteria[number + 1] if number + 1 < len(group.criteria) else None,
    )


def _matrix(press: Press) -> Leaf:
    """Units down the side: there are many of them, and few criteria."""
    site = press.site
    page = Page(
        "criteria/matrix.md",
        "标准与单位对照表",
        description="哪个单位在哪条标准上已有案例，哪里还空着。",
        kind="matrix",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    counts: Counter[tuple[str, str]] = Counter()
    only: dict[tuple[str, str], Record] = {}
    for case in site.cases:
        for criterion in case.criteria:
            if case.unit:
                counts[case.unit, criterion] += 1
                only[case.unit, criterion] = case
    holes = {
        group.declared.id: sum(
            1 for unit in site.units for criterion in group.criteria if not counts[unit.id, criterion.id]
        )
        for group in site.groups
    }
    return press.write(page, "matrix.md.j2", counts=counts, only=only, holes=holes)
