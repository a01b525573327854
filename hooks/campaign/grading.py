"""Grades computed from scores by the campaign's declared rules, and held against the record.

A level reaches from its ``min`` (included) to the next better level's (excluded). A gate
caps the level while one input is below its mark. Where the campaign says step by step, a
unit climbs one level a round unless the entry gives a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .records import Record
from .site import Contribution, GradeStep
from .values import Item


def ladder(grading: Item, entries: Sequence[Item]) -> tuple[GradeStep, ...]:
    """The rungs of one unit in the order recorded.

    ValueError for an entry or a gate that names no level; the last level must begin at 0.
    """
    rungs: list[GradeStep] = []
    for entry in entries:
        rungs.append(_rung(grading, entry, rungs[-1] if rungs else None))
    return tuple(rungs)


def is_exempt(grading: Item, unit: Record, entry: Item) -> bool:
    """Whether a unit should not be graded in a round: where the campaign says so, one founded in the round's year."""
    return bool(
        grading.exempt_first_year and unit.founded and unit.founded.year and unit.founded.year == entry.round.year
    )


def position(grading: Item, id: str) -> int:
    """A level's place from 0, the best; ValueError for an id that is none."""
    return [level.id for level in grading.levels].index(id)


def _rung(grading: Item, entry: Item, before: GradeStep | None) -> GradeStep:
    scores = entry.scores
    contributions = tuple(_contribution(item, scores.get(item.id)) for item in grading.inputs)
    total = None
    if all(one.points is not None for one in contributions):
        total = sum((one.points for one in contributions if one.points is not None), Decimal(0))
    by_total = None if total is None else next(level for level in grading.levels if total >= level.min)
    gates = tuple(gate for gate in grading.gates if gate.input in scores and scores[gate.input] < gate.below)
    computed = by_total
    held = False
    deciding: tuple[Item, ...] = ()
    if by_total is not None:
        place = position(grading, by_total.id)
        lowest = max([place, *(position(grading, gate.caps_at) for gate in gates)])
        deciding = tuple(gate for gate in gates if lowest > place and position(grading, gate.caps_at) == lowest)
        if grading.step_by_step and before is not None and not entry.reason:
            highest = position(grading, before.recorded.id) - 1
            held = lowest < highest
            lowest = max(lowest, highest)
        computed = grading.levels[lowest]
    recorded = grading.levels[position(grading, entry.grade)]
    change = None
    if before is not None:
        change = position(grading, before.recorded.id) - position(grading, recorded.id)
    return GradeStep(entry, contributions, total, by_total, deciding, held, computed, recorded, change)


def _contribution(item: Item, score: Decimal | None) -> Contribution:
    return Contribution(item, score, None if score is None else score * item.weight / 100)


def sum_text(rung: GradeStep) -> str:
    """The weighted sum written out: ``15%×90 + 20%×88 + 65%×91 = 90.25``; empty without all scores."""
    if rung.total is None:
        return ""
    parts = [f"{number(one.declared.weight)}%×{number(one.score)}" for one in rung.contributions]
    return f"{' + '.join(parts)} = {number(rung.total)}"


def number(value: Decimal | None) -> str:
    """A decimal without needless zeros; a dash for none."""
    if value is None:
        return "—"
    return f"{value.normalize():f}"
