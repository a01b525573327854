"""Which step lies in its stage, which stage follows another, and which of the campaign's numbers agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from campaign import load

Edit = Callable[..., dict[str, bytes]]
PERIOD, DUE = "period: 2031-02/2031-05", "    due: 2031-04-30\n"


def codes(docs: dict[str, bytes]) -> list[str]:
    return [one.code for one in load(docs)[1]]


@pytest.mark.parametrize(
    ("stage", "step", "inside"),
    [
        ("2031-02/2031-05", "2031-02-01", True),
        ("2031-02/2031-05", "2031-05-31", True),
        ("2031-02/2031-05", "2031-01-31", False),
        ("2031-02/2031-05", "2031-06-01", False),
        ("2031-02/2031-05", "2031", True),  # a coarse date may reach over both edges
        ("2031-02/2031-05", "2031-02/2031-05", True),
        ("2031-02/2031-05", "2031-01/2031-03", False),
        ("2031-02/2031-05", "2031-04/2031-06", False),
        ("2031-02/2031-05", "2031-03/..", True),
        ("2031-02/2031-05", "../2031-04", True),
        ("2031-02/2031-05", "2031-06/..", False),
        ("2031-02/2031-05", "../2031-01", False),
        ("2031-02/2031-05", "20XX-07", True),  # of a year that nobody knows
        ("2031-02/..", "2035", True),
        ("2031-02/..", "2035/2036", True),
        ("2031-02/..", "2031-01", False),
        ("2031-02/..", "2031-01/2031-03", False),
        ("../2031-05", "2020", True),
        ("../2031-05", "2020/2021", True),
        ("../2031-05", "2031-06", False),
        ("../2031-05", "2031-04/2031-06", False),
        ("20XX-02/20XX-05", "2031-07", True),
    ],
)
def test_a_step_lies_in_its_stage(edit: Edit, stage: str, step: str, inside: bool) -> None:
    docs = edit("stages/one.md", DUE, f"    period: {step}\n", PERIOD, f"period: {stage}")
    found = [one for one in codes(docs) if one != "stage-sequence"]
    assert found == ([] if inside else ["step-outside-stage"])


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("period: 2031-06/2032-03", "period: 2031-02/2031-08", []),  # two may begin on one day
        ("period: 2031-06/2032-03", "period: 2031-01-31/2031-08", ["stage-sequence"]),
        ("period: 2031-06/2032-03", "period: ../2031-08", []),
        ("period: 2031-06/2032-03", "period: 20XX-01", []),
        ("order: 2\n", "", ["missing-field"]),
        ("period: 2031-06/2032-03\n", "", ["missing-field"]),
    ],
)
def test_stages_begin_in_their_order(edit: Edit, old: str, new: str, found: list[str]) -> None:
    assert codes(edit("stages/two.md", old, new)) == found


def test_steps_of_a_stage_without_a_time_are_nowhere_outside(edit: Edit) -> None:
    assert codes(edit("stages/one.md", PERIOD + "\n", "")) == ["missing-field"]


def test_stages_follow_each_other_by_their_order_and_not_by_their_files(edit: Edit) -> None:
    assert codes(edit("stages/one.md", "order: 1", "order: 3")) == ["stage-sequence"]


def test_a_step_behind_one_that_cannot_be_taken_is_told_at_its_own_line(edit: Edit) -> None:
    docs = edit("stages/one.md", DUE, DUE + "  - 普查\n  - id: late\n    title: 复查\n    due: 2031-06-30\n")
    told = [(one.code, one.line) for one in load(docs)[1]]
    assert told == [("wrong-shape", 9), ("step-outside-stage", 12)]


@pytest.mark.parametrize(("left", "said"), [("id: survey\n    due: ", "survey"), ("due: ", "1")])
def test_a_step_without_a_title_is_named_all_the_same(edit: Edit, left: str, said: str) -> None:
    docs = edit("stages/one.md", "id: survey\n    title: 普查\n    due: 2031-04-30", f"{left}2031-06-30")
    (message,) = [one.message for one in load(docs)[1] if one.code == "step-outside-stage"]
    assert message.startswith(f"环节「{said}」的截止")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("stages_stated: 3", "stages_stated: 2", []),
        ("stages_stated: 3", "stages_stated: 1", ["stated-count"]),
        ("steps_stated: 2", "steps_stated: 1", []),
        ("min_chars: 6", "min_chars: 400", ["too-short"]),  # as many as there may be at most
        ("min_chars: 6", "min_chars: 401", ["template-range", "too-short"]),
        ("    min_chars: 6\n", "", []),
        ("    max_chars: 400\n", "", []),
        ("min: 40", "min: 70", ["level-order"]),
        ("min: 40", "min: 69.9", []),
        ("weight: 60", "weight: 60.5", ["weight-sum"]),
        ("      weight: 60\n", "", ["missing-field"]),
        (
            "    - id: own\n      title: 自查\n      weight: 40\n",
            "",
            ["weight-sum", "unknown-reference", "grade-mismatch"],
        ),
    ],
)
def test_the_campaign_s_numbers_agree(edit: Edit, old: str, new: str, found: list[str]) -> None:
    assert codes(edit("campaign.md", old, new)) == found


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("group: line\norder: 1\n", "group: line\norder: 1\n", True),
        ("group: line\norder: 1\n", "group: line\norder: 2\n", False),
        ("group: line\norder: 1\n", "group: hand\norder: 1\n", False),
        ("group: line\n", "group: line\n", False),
        ("order: 1\n", "order: 1\n", False),
    ],
)
def test_no_two_criteria_of_a_group_have_one_place(edit: Edit, one: str, other: str, told: bool) -> None:
    docs = edit("criteria/bright-eye.md", "group: hand\norder: 1\n", one)
    docs["criteria/zero-return.md"] = docs["criteria/zero-return.md"].replace(
        b"group: line\norder: 1\n", other.encode()
    )
    assert codes(docs).count("criterion-order") == told


def test_more_steps_than_the_source_states_are_told(edit: Edit) -> None:
    docs = edit("campaign.md", "steps_stated: 2", "steps_stated: 1")
    docs["stages/two.md"] = docs["stages/two.md"].replace(
        b"order: 2\n", b"order: 2\nsteps:\n  - {id: mend, title: \xe6\x94\xb9}\n"
    )
    assert codes(docs) == ["stated-count"]
