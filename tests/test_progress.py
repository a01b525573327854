"""The holes of a campaign: each is seen where it is, and gone once the record is mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from campaign import derive, load
from campaign.progress import Progress, Unstated, progress

Docs = dict[str, bytes]
Edit = Callable[..., Docs]

OPEN = ("status: done\n    done_on: 2031-05-20", "status: open")


def holes(docs: Docs) -> Progress:
    return progress(derive(load(docs)[0]))


def test_commitments_are_counted_by_period_and_the_open_ones_come_by_their_day(edit: Edit) -> None:
    items = "status: open\n{}".format(
        "  - {id: later, text: 后做, due: 2031-12, status: open}\n"
        "  - {id: some-year, text: 有一年要做, due: 20XX-02, status: open}\n"
        "  - {id: some-day, text: 总要做, status: open}\n"
        "  - {id: soon, text: 先做, due: 2031-03, status: open}\n"
        "  - {id: told, text: 不做了, status: explained, evidence: 没有地}"
    )
    docs = edit("commitments/press-2031.md", OPEN[0], items)
    docs["commitments/works-2030.md"] = docs["commitments/press-2031.md"].replace(b"unit: press", b"unit: works")
    docs["commitments/works-2030.md"] = docs["commitments/works-2030.md"].replace(b"period: 2031", b"period: 2030")
    found = holes(docs)
    assert [(one.title, one.counts, one.total) for one in found.periods] == [
        (year, {"open": 5, "done": 0, "explained": 1, "withdrawn": 0}, 6) for year in ("2031年", "2030年")
    ]
    assert [(part.record.unit, part.item.id) for part in found.promises] == [
        (unit, id) for id in ("soon", "chart", "later") for unit in ("works", "press")
    ] + [(unit, id) for unit in ("works", "press") for id in ("some-year", "some-day")]


def test_a_criterion_or_a_unit_is_a_hole_until_a_visible_case_shows_it(base: Docs, edit: Edit) -> None:
    def named(docs: Docs) -> tuple[list[str], list[str]]:
        found = holes(docs)
        return [one.id for one in found.criteria], [one.id for one in found.units]

    assert named(base) == ([], ["works"])
    assert named(edit("cases/2031/kanban.md", "unit: press", "unit: works")) == ([], [])
    draft = edit("cases/2031/teacher.md", "status: published", "status: draft")
    assert named(draft) == (["bright-eye"], ["works"])


@pytest.mark.parametrize(
    ("step", "due"),
    [
        ("    due: 2031-04-30\n", "2031-04-30"),
        ("    due: 2031-04-30\n    output: 清单\n", None),
        ("    period: 2031-03\n", "2031-03-31"),
        ("", "2031-05-31"),  # the end of its stage
    ],
)
def test_a_step_says_what_it_left_or_is_due(edit: Edit, step: str, due: str | None) -> None:
    found = holes(edit("stages/one.md", "    due: 2031-04-30\n", step)).steps
    assert [part.due.end.isoformat() for part in found if part.due and part.due.end] == ([due] if due else [])


def test_what_can_never_be_past_is_not_due(edit: Edit) -> None:
    docs = edit("stages/one.md", "    due: 2031-04-30\n", "", "period: 2031-02/2031-05", "period: 2031-02/..")
    assert holes(docs).steps == ()


@pytest.mark.parametrize(
    ("stages", "steps", "expected", "bare"),
    [
        ("stages_stated: 3", "steps_stated: 2", ((3,), 1), ["two"]),
        ("stages_stated: 2", "steps_stated: 1", ((), 0), []),
        ("stages_stated: 2", "steps_stated: 4", ((), 3), ["two"]),
    ],
)
def test_what_is_stated_is_held_against_what_is_on_record(
    edit: Edit, stages: str, steps: str, expected: tuple[tuple[int, ...], int], bare: list[str]
) -> None:
    unstated = holes(edit("campaign.md", "stages_stated: 3", stages, "steps_stated: 2", steps)).unstated
    assert (unstated.stages, unstated.steps) == expected
    assert [stage.id for stage in unstated.bare] == bare
    assert unstated.total == len(expected[0]) + expected[1]


def test_where_nothing_is_stated_nothing_is_missing(edit: Edit) -> None:
    docs = edit("campaign.md", "stages_stated: 3", "", "steps_stated: 2", "")
    front, _, step = docs["stages/one.md"].partition(b"steps:")
    for one in (front + b"steps:" + step, front + b"---\n"):
        assert holes({**docs, "stages/one.md": one}).unstated == Unstated((), 0, ())


@pytest.mark.parametrize("status", ["in-force", "amended", "repealed", "lapsed"])
def test_a_policy_that_changed_is_named_with_what_cites_it(edit: Edit, status: str) -> None:
    found = holes(edit("policy/plan.md", "status: in-force", f"status: {status}")).bases
    citing = [(basis.policy.id, [one.record.id for one in basis.citations]) for basis in found]
    assert citing == ([] if status == "in-force" else [("plan", ["zero-return"])])


def test_a_policy_that_nobody_cites_may_lapse(edit: Edit) -> None:
    docs = edit("policy/plan.md", "status: in-force", "status: lapsed")
    docs["criteria/zero-return.md"] = docs["criteria/zero-return.md"].replace(
        b"policy:\n  - id: plan\n    clause: goal\n", b""
    )
    assert holes(docs).bases == ()


@pytest.mark.parametrize(("status", "seen"), [("suspended", ["teacher"]), ("revoked", [])])
def test_suspended_cases_wait_and_revoked_ones_do_not(edit: Edit, status: str, seen: list[str]) -> None:
    taken = f"status: {status}\nrevoked:\n  on: 2032-01-05\n  basis: 核实"
    docs = edit("cases/2031/teacher.md", "status: published", taken)
    assert [case.id for case in holes(docs).suspended] == seen


def test_guides_come_by_the_day_of_their_review_and_without_one_not_at_all(edit: Edit) -> None:
    docs = edit("guide/reader.md", "title: 怎么看", "title: 怎么看\nreview_by: 2033-01-01")
    docs["guide/writer.md"] = docs["guide/reader.md"].replace(b"2033-01-01", b"2032-01-01")
    docs["guide/other.md"] = docs["guide/reader.md"].replace(b"review_by: 2033-01-01\n", b"")
    assert [guide.id for guide in holes(docs).guides] == ["writer", "reader"]
