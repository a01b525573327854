"""Recorded grades follow from the scores by the campaign's rules."""

from __future__ import annotations

from ..findings import Findings
from ..grading import is_exempt, ladder, position, sum_text
from ..records import Record, Records
from ..site import GradeStep
from ..values import Item


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """A unit's grades: in the order of the rounds, and as the campaign's rules have them, where these can be used."""
    if records.campaign is None or record.kind.name != "unit" or not record.grades:
        return
    grading = records.campaign.grading
    if not grading:
        findings.report("grading-missing", record.path, record.mark("grades"))
    elif _usable(grading):
        _unit(findings, grading, record)


def _usable(grading: Item) -> bool:
    """Whether the rules can be computed with; what is wrong with them is reported elsewhere."""
    levels, inputs = grading.levels, grading.inputs
    ids = {level.get("id") for level in levels}
    return (
        bool(levels and inputs)
        and all("id" in level and "min" in level and "title" in level for level in levels)
        and all("id" in item and "weight" in item and "title" in item for item in inputs)
        and levels[-1]["min"] == 0
        and all({"input", "below", "caps_at"} <= set(gate) and gate.caps_at in ids for gate in grading.gates)
    )


def _unit(findings: Findings, grading: Item, unit: Record) -> None:
    levels = {level.id for level in grading.levels}
    if any("round" not in entry or entry.get("grade") not in levels for entry in unit.grades):
        return
    for index, rung in enumerate(ladder(grading, unit.grades)):
        before = unit.grades[index - 1] if index else None
        if before and rung.entry.round.sort_key < before.round.sort_key:
            findings.report(
                "grade-order",
                unit.path,
                unit.mark("grades", index, "round"),
                round=rung.entry.round.plain,
                before=before.round.plain,
            )
        if is_exempt(grading, unit, rung.entry):
            findings.report(
                "grade-exempt",
                unit.path,
                unit.mark("grades", index, "round"),
                founded=unit.founded.plain,
                round=rung.entry.round.plain,
            )
        _grade(findings, grading, unit, index, rung)


def _grade(findings: Findings, grading: Item, unit: Record, index: int, rung: GradeStep) -> None:
    mark = unit.mark("grades", index, "grade")
    if rung.computed is None:
        missing = [one.declared.title for one in rung.contributions if one.score is None]
        if rung.entry.scores:
            findings.report("score-missing", unit.path, unit.mark("grades", index), inputs="、".join(missing))
        return
    recorded, computed = position(grading, rung.recorded.id), position(grading, rung.computed.id)
    if recorded == computed or (recorded > computed and rung.entry.reason):
        return
    if rung.held_by_step and recorded < computed:
        before = grading.levels[computed + 1]
        findings.report("grade-jump", unit.path, mark, before=before.title, recorded=rung.recorded.title)
        return
    findings.report(
        "grade-mismatch",
        unit.path,
        mark,
        computed=rung.computed.title,
        sum=sum_text(rung),
        recorded=rung.recorded.title,
    )
