"""Grades: bands without a gap, gates, one level a round, and what the record may differ in."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from campaign import derive, load
from campaign.grading import ladder, number, sum_text
from hypothesis import given
from hypothesis import strategies as st

from .conftest import GOLDENS, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")
GRADING = load(BASE)[0].campaign.grading  # type: ignore[union-attr]
LEVELS = [level.id for level in GRADING.levels]


def unit(*grades: str, founded: str = "2020") -> dict[str, bytes]:
    text = BASE["units/press.md"].decode().replace("founded: 2020", f"founded: {founded}")
    head, _, tail = text.partition("grades:\n")
    tail = tail[tail.index("sample:") :]
    return {**BASE, "units/press.md": (head + "grades:\n" + "".join(grades) + tail).encode()}


def entry(round_: str, own: float, audit: float, grade: str, reason: str = "") -> str:
    said = f"    reason: {reason}\n" if reason else ""
    return f"  - round: {round_}\n    scores:\n      own: {own}\n      audit: {audit}\n    grade: {grade}\n{said}"


def codes(docs: dict[str, bytes]) -> list[str]:
    return [one.code for one in load(docs)[1]]


@pytest.mark.parametrize(
    ("own", "audit", "grade"),
    [
        (100, 100, "gold"),
        (85, 85, "gold"),
        (84.99, 84.99, "silver"),
        (70, 70, "silver"),
        (69.9, 69.9, "bronze"),
        (40, 40, "bronze"),
        (39.9, 39.9, "none"),
        (0, 0, "none"),
        (100, 60, "silver"),  # 76, and 60 is not below the gate
        (100, 59.9, "bronze"),  # 75.94 would be silver: the gate holds it
        (100, 20, "bronze"),  # 52 by the total alone
        (20, 50, "none"),  # the gate caps, it does not lift
    ],
)
def test_bands_and_gates(own: float, audit: float, grade: str) -> None:
    assert codes(unit(entry("2031", own, audit, grade))) == []
    for other in set(LEVELS) - {grade}:
        assert codes(unit(entry("2031", own, audit, other))) == ["grade-mismatch"]


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([entry("2030", 50, 50, "bronze"), entry("2031", 90, 90, "silver")], []),
        ([entry("2030", 50, 50, "bronze"), entry("2031", 90, 90, "gold")], ["grade-jump"]),
        ([entry("2030", 50, 50, "bronze"), entry("2031", 90, 90, "gold", "表现突出，破格")], []),
        ([entry("2030", 90, 90, "gold"), entry("2031", 10, 10, "none")], []),  # down as far as it goes
        ([entry("2031", 90, 90, "silver")], ["grade-mismatch"]),  # lower than earned wants a reason
        ([entry("2031", 90, 90, "silver", "有一票否决事项")], []),
        ([entry("2031", 50, 50, "gold", "理由")], ["grade-mismatch"]),  # no reason lifts above the score
        (
            [entry("2030", 50, 50, "bronze"), entry("2031", 50, 50, "gold", "理由")],
            ["grade-mismatch"],
        ),  # no step held it
        (
            [entry("2029", 50, 50, "bronze"), entry("2030", 90, 90, "silver"), entry("2031", 90, 90, "gold")],
            [],  # each step is from the round just before
        ),
    ],
)
def test_steps_and_reasons(grades: list[str], expected: list[str]) -> None:
    assert codes(unit(*grades)) == expected


def test_a_unit_is_not_graded_in_its_first_year() -> None:
    assert codes(unit(entry("2031", 90, 90, "gold"), founded="2031-06")) == ["grade-exempt"]
    assert codes(unit(entry("2032", 90, 90, "gold"), founded="2031-06")) == []
    assert codes(unit(entry("20XX", 90, 90, "gold"), founded="20XX")) == []  # nobody knows whether they are one year
    never = unit(entry("2031", 90, 90, "gold"))
    never["units/press.md"] = never["units/press.md"].replace(b"founded: 2020\n", b"")
    assert codes(never) == []


def test_a_campaign_may_do_without_steps_and_exemptions() -> None:
    docs = unit(entry("2030", 50, 50, "bronze"), entry("2031", 90, 90, "gold"), founded="2031")
    assert codes(docs) == ["grade-exempt", "grade-jump"]
    free = docs["campaign.md"].replace(b"step_by_step: true", b"step_by_step: false")
    free = free.replace(b"exempt_first_year: true", b"exempt_first_year: false")
    assert codes({**docs, "campaign.md": free}) == []


@pytest.mark.parametrize("missing", ["own", "audit"])
def test_nothing_is_computed_without_all_scores(missing: str) -> None:
    docs = unit(entry("2031", 80, 50, "silver"))
    docs["units/press.md"] = b"".join(
        line
        for line in docs["units/press.md"].splitlines(keepends=True)
        if not line.strip().startswith(missing.encode())
    )
    assert codes(docs) == ["score-missing"]
    (rung,) = derive(load(docs)[0]).ladders["press"]
    assert (rung.total, rung.by_total, rung.computed, rung.held_by_step, rung.gates) == (None, None, None, False, ())
    assert sum_text(rung) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((rf"      {left}\n", "") for left in ("min: 85", "title: 金牌", "title: 自查", "weight: 40")),
        *((rf"      {left}\n", "") for left in ("min: 0", "below: 60", "caps_at: bronze")),
        *((rf"    - {left}\n      ", "    - ") for left in ("id: gold", "id: own", "input: audit")),
        *((rf"  {left}:\n(    .*\n)+", "") for left in ("levels", "inputs")),
        ("min: 0", "min: 1"),
        ("caps_at: bronze", "caps_at: iron"),
    ],
)
def test_nothing_is_computed_by_rules_that_are_not_whole(old: str, new: str) -> None:
    docs = unit(entry("2031", 50, 50, "silver"))
    assert "grade-mismatch" in codes(docs)
    campaign, times = re.subn(old, new, docs["campaign.md"].decode(), count=1)
    found = codes({**docs, "campaign.md": campaign.encode()})
    assert times and found and not [code for code in found if code.startswith(("grade-", "score-"))]


def test_the_sum_is_written_out_exactly() -> None:
    site = derive(load(unit(entry("2031", 80.5, 70, "silver")))[0])
    (rung,) = site.ladders["press"]
    assert rung.total == Decimal("74.2")
    assert sum_text(rung) == "40%×80.5 + 60%×70 = 74.2"
    assert [gate.caps_at for gate in rung.gates] == []


@pytest.mark.parametrize(
    ("value", "said"), [("100", "100"), ("74.20", "74.2"), ("90.00", "90"), ("0", "0"), (None, "—")]
)
def test_numbers_stand_without_needless_zeros(value: str | None, said: str) -> None:
    assert number(None if value is None else Decimal(value)) == said


def test_the_gate_that_decided_is_named() -> None:
    site = derive(load(unit(entry("2031", 100, 59, "bronze")))[0])
    (rung,) = site.ladders["press"]
    assert rung.by_total and rung.by_total.id == "silver"
    assert [gate.input for gate in rung.gates] == ["audit"]


def test_a_gate_that_decided_nothing_is_not_named() -> None:
    (rung,) = derive(load(unit(entry("2031", 60, 50, "bronze")))[0]).ladders["press"]
    assert rung.gates == ()  # the total alone is that low
    docs = unit(entry("2031", 100, 59, "bronze"))
    gates = b"gates:\n    - {input: audit, below: 60, caps_at: silver}"
    docs["campaign.md"] = docs["campaign.md"].replace(b"gates:", gates).replace(b"min: 85", b"min: 75")
    (rung,) = derive(load(docs)[0]).ladders["press"]
    assert [gate.caps_at for gate in rung.gates] == ["bronze"]  # another gate caps lower


def test_a_step_held_a_unit_only_where_it_stood_above() -> None:
    """A unit that earns just one level more than before was not held."""
    docs = unit(entry("2030", 50, 50, "bronze"), entry("2031", 75, 75, "silver"), entry("2032", 90, 90, "gold"))
    assert [rung.held_by_step for rung in derive(load(docs)[0]).ladders["press"]] == [False, False, False]
    docs = unit(entry("2030", 50, 50, "bronze"), entry("2031", 90, 90, "silver"))
    rungs = derive(load(docs)[0]).ladders["press"]
    assert [(rung.held_by_step, rung.change) for rung in rungs] == [(False, None), (True, 1)]


scores = st.decimals(0, 100, places=2, allow_nan=False)


@given(scores, scores)
def test_every_total_has_exactly_one_level(own: Decimal, audit: Decimal) -> None:
    records, _ = load(unit(entry("2031", own, audit, "gold", "理由")))  # type: ignore[arg-type]
    (rung,) = ladder(GRADING, records.by_kind["unit"]["press"].grades)
    assert rung.total == (own * 40 + audit * 60) / 100
    index = LEVELS.index(rung.by_total.id)  # type: ignore[union-attr]
    assert rung.total >= GRADING.levels[index].min
    assert index == 0 or rung.total < GRADING.levels[index - 1].min
    assert LEVELS.index(rung.computed.id) >= index  # type: ignore[union-attr]
