"""The units: their tree, and a profile of each with its ladder of grades."""

from __future__ import annotations

from dataclasses import dataclass

from ..grading import number, sum_text
from ..records import Record
from ..site import GradeStep, Site
from ..values import Item
from .page import Page
from .press import Leaf, Pages, Press, records_on_card
from .words import label

CASES_SHOWN = 6


@dataclass(frozen=True)
class Branch:
    """A unit's place in the tree: how many lists close before it, whether one opens."""

    unit: Record
    opens: bool
    closes: int


@dataclass(frozen=True)
class Rung:
    """A round of grading in Chinese words: the change, the sum, and why the grade is what it is."""

    step: GradeStep
    change: str
    sum: str
    reasons: tuple[str, ...]


def pages(press: Press) -> Pages:
    """The tree of units, and the profile of each."""
    yield _index(press)
    for unit in press.site.units:
        yield _unit(press, unit)


def _index(press: Press) -> Leaf:
    page = Page("units/index.md", "单位", description="参加活动的单位和隶属关系。", kind="index", record="campaign.md")
    branches, left = _tree(press.site)
    return press.write(page, "units.md.j2", branches=branches, left=left, latest=_latest(press.site))


def _tree(site: Site) -> tuple[list[Branch], int]:
    """The units in reading order, and the number of lists still open after the last."""
    branches: list[Branch] = []
    depths: dict[str, int] = {}
    last = 0
    for unit in site.units:
        depth = depths.get(unit.parent, 0) + 1 if unit.parent else 1
        depths[unit.id] = depth
        branches.append(Branch(unit, depth > last, max(last - depth, 0)))
        last = depth
    return branches, last


def _latest(site: Site) -> dict[str, GradeStep]:
    return {unit: ladder[-1] for unit, ladder in site.ladders.items()}


def _unit(press: Press, unit: Record) -> Leaf:
    site = press.site
    page = Page(
        unit.path,
        press.name(unit),
        description=f"{press.name(unit)}：{label(unit, 'type')}。案例、表彰、定级和承诺。",
        kind="unit",
        record=unit.path,
    )
    ladder = site.ladders.get(unit.id, ())
    sheets = site.sheets_by_unit.get(unit.id, ())
    cases = site.cases_by["unit"].get(unit.id, ())
    awards = site.awards_by_unit.get(unit.id, ())
    named = [*cases[:CASES_SHOWN], *(award.case for award in awards if award.case)]
    return press.write_later(
        page,
        "unit.md.j2",
        [record for case in named for record in records_on_card(press, case)],
        facts=(len(cases), [(award.round.id, award.case and award.case.id) for award in awards]),
        record=unit,
        frame=True,
        parent=site.get("unit", unit.parent) if unit.parent else None,
        children=site.children.get(unit.id, ()),
        cases=cases,
        shown=CASES_SHOWN,
        awards=awards,
        rungs=[rung(site.campaign.grading, step) for step in ladder],
        levels=site.campaign.grading.levels if ladder else (),
        inputs=site.campaign.grading.inputs if ladder else (),
        sheets=sheets,
        open_items=[(sheet, item) for sheet in sheets for item in sheet.items if item.status == "open"],
    )


def rung(grading: Item, step: GradeStep) -> Rung:
    """A round with its sum and the reasons of its grade, in the order the rules apply."""
    reasons = []
    titles = {item.id: item.title for item in grading.inputs}
    levels = {level.id: level for level in grading.levels}
    if step.total is None:
        missing = "、".join(one.declared.title for one in step.contributions if one.score is None)
        reasons.append(f"{missing}未载，不能合计。" if step.entry.scores else "得分未载，只记等次。")
    elif step.by_total is not None:
        reasons.append(f"合计 {number(step.total)}，达到“{step.by_total.title}”（{number(step.by_total.min)} 分起）。")
    for gate in step.gates:
        score = step.entry.scores[gate.input]
        reasons.append(
            f"{titles[gate.input]} {number(score)} 低于 {number(gate.below)}，最高定“{levels[gate.caps_at].title}”。"
        )
    if step.held_by_step:
        reasons.append("逐级晋升：一轮只升一等。")
    if step.entry.reason:
        reasons.append(f"说明：{' '.join(step.entry.reason.split())}")
    if step.computed is not None and step.computed.id != step.recorded.id:
        reasons.append(f"按规则为“{step.computed.title}”，记录为“{step.recorded.title}”。")
    return Rung(step, change_text(step), sum_text(step), tuple(reasons))


def change_text(step: GradeStep) -> str:
    """升 1 级, 降 2 级, 保持, or empty in the first round."""
    if step.change is None:
        return ""
    if step.change == 0:
        return "保持"
    return f"{'升' if step.change > 0 else '降'} {abs(step.change)} 级"
