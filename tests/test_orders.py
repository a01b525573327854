"""What belongs to what in the site model, and in which order: never the order of the files."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from campaign import Site, derive, load
from campaign.records import Record

from .conftest import GOLDENS, Docs, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")


def like(path: str, *changes: tuple[str, str]) -> bytes:
    """A file of the base, changed."""
    text = BASE[path].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def site_of(docs: Docs, **options: bool) -> Site:
    records, found = load(docs)
    assert [str(one) for one in found if one.severity.value == "error"] == []
    return derive(records, **options)


def ids(records: Iterable[Record]) -> list[str]:
    return [one.id for one in records]


def test_units_come_after_what_they_belong_to_and_by_name() -> None:
    press = "units/press.md"
    named = {"a": ("装配班", "works"), "m": ("一组", "press"), "z": ("冲洗班", "works"), "y": ("一厂", "")}
    more = {
        f"units/{id}.md": like(press, ("冲压班", title), ("parent: works", f"parent: {parent}"))
        if parent
        else like("units/works.md", ("总厂", title))
        for id, (title, parent) in named.items()
    }
    site = site_of({**BASE, **more})
    assert ids(site.units) == ["y", "works", "press", "m", "z", "a"]
    assert {id: ids(units) for id, units in site.children.items()} == {"works": ["press", "z", "a"], "press": ["m"]}
    assert sorted(site.ladders) == ["a", "m", "press", "z"], "who was never graded has no ladder"


def test_papers_come_newest_first_and_know_what_took_their_place() -> None:
    plan = "policy/plan.md"
    later = like(plan, ("2031-02-01", "2032-02-01"), ("status:", "supersedes:\n  - plan\nstatus:"))
    docs = {
        **BASE,
        plan: like(plan, ("status: in-force", "status: amended")),
        "policy/a.md": later,
        "policy/b.md": like(plan, ("2031-02-01", "2030-02-01")),
    }
    site = site_of(docs)
    assert ids(site.policies) == ["a", "plan", "b"]
    assert {id: ids(found) for id, found in site.superseded_by.items()} == {"plan": ["a"]}


def test_what_cites_a_paper_is_a_criterion_or_a_stage() -> None:
    docs = {**BASE, "stages/one.md": like("stages/one.md", ("steps:", "policy:\n  - id: plan\nsteps:"))}
    cited = {id: [(one.record.id, one.clause) for one in found] for id, found in site_of(docs).citations.items()}
    assert cited == {"plan": [("zero-return", "goal"), ("one", None)]}


def test_honours_come_newest_first_with_their_awards_as_they_are_written() -> None:
    first = "honours/first.md"
    more = "\n  - category: 个人\n    winner: 某人\n    case: gone\n  - category: 团体\n    winner: works"
    older = like(first, ("2031-12-20", "2030-12-20"), ("    case: kanban", "    case: kanban" + more))
    gone = like("cases/2031/kanban.md", ("status: published", "status: draft"))
    docs = {**BASE, "honours/a.md": older, "cases/2031/gone.md": gone, "honours/z.md": like(first, ("2031-", "2032-"))}
    site = site_of(docs)
    assert ids(site.honours) == ["z", "first", "a"]
    told = [
        (one.category, one.winner, one.unit and one.unit.id, one.case and one.case.id)
        for one in site.awards_by_round["a"]
    ]
    assert told == [
        ("质量班组", "冲压班（示例）", "press", "kanban"),
        ("个人", "某人", None, None),
        ("团体", "总厂（示例）", "works", None),
    ]
    assert {id: [one.round.id for one in found] for id, found in site.awards_by_unit.items()} == {
        "press": ["z", "first", "a"],
        "works": ["a"],
    }
    assert {id: [one.round.id for one in found] for id, found in site.awards_by_case.items()} == {
        "kanban": ["z", "first", "a"]
    }


def test_sheets_come_by_period_and_unit() -> None:
    sheet = "commitments/press-2031.md"
    docs = {
        **BASE,
        "commitments/z.md": like(sheet, ("2031", "2030")),
        "commitments/a.md": like(sheet, ("2031", "2030"), ("unit: press", "unit: works")),
    }
    site = site_of(docs)
    assert ids(site.commitments) == ["z", "a", "press-2031"]
    assert {id: ids(found) for id, found in site.sheets_by_unit.items()} == {
        "press": ["z", "press-2031"],
        "works": ["a"],
    }


def test_pages_of_the_guide_come_as_they_are_numbered_then_by_name() -> None:
    reader = "guide/reader.md"
    numbered = {
        f"guide/{id}.md": like(reader, ("title:", f"order: {order}\ntitle:")) for id, order in (("x", 2), ("z", 1))
    }
    site = site_of({**BASE, **numbered, "guide/a.md": BASE[reader], "guide/y.md": numbered["guide/x.md"]})
    assert ids(site.guides) == ["z", "x", "y", "a", "reader"]


def test_criteria_come_in_their_groups_as_they_are_numbered() -> None:
    zero = "criteria/zero-return.md"
    site = site_of({**BASE, "criteria/a.md": like(zero, ("order: 1", "order: 2"), ("title: 零返工", "title: 零杂物"))})
    assert [(group.declared.id, ids(group.criteria)) for group in site.groups] == [
        ("line", ["zero-return", "a"]),
        ("hand", ["bright-eye"]),
    ]
    assert ids(site.criteria) == ["zero-return", "a", "bright-eye"]


def test_cases_come_newest_first_and_drafts_of_no_day_before_them() -> None:
    kanban = "cases/2031/kanban.md"
    bare = "---\ntitle: 只有标题\nkind: organisation\nstatus: draft\ncriteria:\n  - zero-return\n---\n".encode()
    docs = {
        **BASE,
        "cases/2031/a.md": like(kanban, ("2031-06", "2031-07")),
        "cases/2031/b.md": BASE[kanban],
        "cases/2031/z.md": like(kanban, ("2031-06", "20XX-06")),
        "cases/2031/m.md": bare,
    }
    assert ids(site_of(docs).cases)[:4] == ["teacher", "a", "kanban", "b"]
    site = site_of(docs, drafts=True)
    assert ids(site.cases)[:5] == ["m", "teacher", "a", "kanban", "b"]
    assert {facet: {value: ids(cases) for value, cases in found.items()} for facet, found in site.cases_by.items()} == {
        "kind": {"organisation": ["m", "a", "kanban", "b", "z"], "member": ["teacher"]},
        "criterion": {"zero-return": ["m", "a", "kanban", "b", "z"], "bright-eye": ["teacher"]},
        "unit": {"press": ["teacher", "a", "kanban", "b", "z"]},
        "year": {"2031": ["teacher", "a", "kanban", "b"]},
        "stage": {"two": ["a", "kanban", "b", "z"]},
        "honour": {"first": ["a", "kanban", "b", "z"]},
        "tag": {"看板": ["a", "kanban", "b", "z"]},
    }


def test_stages_come_as_they_are_numbered() -> None:
    docs = {path: data for path, data in BASE.items() if path != "stages/one.md"}
    assert ids(site_of({**docs, "stages/z.md": BASE["stages/one.md"]}).stages) == ["z", "two"]


@pytest.mark.parametrize(
    ("stated", "orders", "schedule"),
    [
        ("", (1, 2), [(1, "one"), (2, "two")]),
        ("stages_stated: 1", (1, 2), [(1, "one"), (2, "two")]),
        ("stages_stated: 3", (1, 2), [(1, "one"), (2, "two"), (3, None)]),
        ("stages_stated: 3", (1, 3), [(1, "one"), (2, None), (3, "two")]),
        ("stages_stated: 4", (2, 5), [(1, None), (2, "one"), (3, None), (5, "two")]),
        ("stages_stated: 2", (2, 3), [(2, "one"), (3, "two")]),
    ],
)
def test_a_stage_that_is_stated_and_not_recorded_has_its_place(
    stated: str, orders: tuple[int, int], schedule: list[tuple[int, str | None]]
) -> None:
    docs = {**BASE, "campaign.md": like("campaign.md", ("stages_stated: 3", stated))}
    for path, old, new in zip(("stages/one.md", "stages/two.md"), (1, 2), orders, strict=True):
        docs[path] = like(path, (f"order: {old}", f"order: {new}"))
    assert [(slot.order, slot.stage and slot.stage.id) for slot in site_of(docs).schedule] == schedule


ACTIONS = "rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28\n  - id: a\n    title: 又一件\n    rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2031-02/2032-10", "2031", "2032"),
        ("2031-03/2032-02-27", "", ""),
        ("2032-02-28/..", "2032", "2044"),
        ("2088-02-29/..", "2089", "2100"),  # no day of that name a dozen years later
        ("2031-02/2090-10", "2031", "2042"),
        ("2198-01/..", "2198", "2199"),
        ("20XX-02/..", "", ""),
    ],
)
def test_recurring_actions_are_told_within_the_campaign_for_a_dozen_years(period: str, first: str, last: str) -> None:
    rule = "rule: FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=20"
    docs = {"campaign.md": like("campaign.md", ("2031-02/2032-10", period), (rule, ACTIONS))}
    years = range(int(first), int(last) + 1) if first else ()
    expected = [(f"{year}-02-28", id) for year in years for id in ("a", "audit")]
    assert [(one.date.edtf, one.action.id) for one in site_of(docs).occurrences] == expected


def test_without_grading_there_is_no_ladder() -> None:
    text = BASE["campaign.md"].decode()
    grading = text[text.index("grading:") : text.index("case_templates:")]
    unit = BASE["units/press.md"].decode()
    grades = unit[unit.index("grades:") : unit.index("sample:")]
    docs = {
        **BASE,
        "campaign.md": text.replace(grading, "").encode(),
        "units/press.md": unit.replace(grades, "").encode(),
    }
    assert site_of(docs).ladders == {}
