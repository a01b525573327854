"""Which cases a reader is offered to learn a criterion from, and in which order."""

from __future__ import annotations

import random

import pytest
from campaign import Site, derive, load
from campaign.lessons import BEST, best_outcome, honour_of, lessons, unit_type
from campaign.records import Record

Docs = dict[str, bytes]

# What one case has over another that is otherwise the same and a year newer.
BETTER = {
    "it happened": ("sample: true", "sample: false"),
    "it was measured before and after": ("tags:", "outcomes:\n  - {text: 返工, before: 9, after: 2}\ntags:"),
    "it was measured": ("tags:", "outcomes:\n  - {text: 返工, after: 2}\ntags:"),
    "its outcome is told": ("tags:", "outcomes:\n  - {text: 返工少了}\ntags:"),
    "it was honoured": ("tags:", "honours:\n  - first\ntags:"),
    "the criterion is its first": ("  - clean-desk\n  - zero-return", "  - zero-return"),
}


def plain(docs: Docs, more: str = "") -> str:
    """A case that shows two criteria and has nothing to recommend it."""
    text = docs["cases/2031/kanban.md"].decode()
    return text.replace("honours:\n  - first\n", "").replace(
        "  - zero-return", f"  - clean-desk\n  - zero-return{more}"
    )


def folder(base: Docs, cases: dict[str, str]) -> Docs:
    docs = {path: data for path, data in base.items() if path != "cases/2031/kanban.md"}
    docs["honours/first.md"] = docs["honours/first.md"].replace(b"    case: kanban\n", b"")
    criterion = docs["criteria/zero-return.md"].decode().replace("order: 1", "order: 2")
    docs["criteria/clean-desk.md"] = criterion.replace("零返工", "零杂物").encode()
    return {**docs, **{f"cases/2031/{id}.md": text.encode() for id, text in cases.items()}}


def site_of(docs: Docs, **options: bool) -> Site:
    records, found = load(docs)
    assert [one for one in found if one.severity.value == "error"] == []
    return derive(records, **options)


def offered(site: Site, criterion: str = "zero-return") -> list[str]:
    return [case.id for case in lessons(site, site.get("criterion", criterion))]


@pytest.mark.parametrize("why", BETTER)
def test_a_better_case_comes_first_though_it_is_older(base: Docs, why: str) -> None:
    old, new = BETTER[why]
    newer = plain(base)
    better = newer.replace("date: 2031-06", "date: 2030-06")
    assert old in better
    assert offered(site_of(folder(base, {"a": newer, "b": better.replace(old, new)}))) == ["b", "a"]


def test_of_equals_the_newest_comes_first_and_so_do_reasons_that_weigh_more(base: Docs) -> None:
    text = plain(base)
    sections = [text.replace("date: 2031-06", f"date: 2031-0{month}") for month in (5, 7, 6)]
    assert offered(site_of(folder(base, dict(zip("abc", sections, strict=True))))) == ["b", "c", "a"]
    ladder = {chr(ord("a") + place): text.replace(*change) for place, change in enumerate(BETTER.values())}
    docs = folder(base, ladder)
    docs["units/other.md"] = docs["units/press.md"].replace(b"type: branch", b"type: office")
    for id in "def":  # the best few of another type of unit, so that all six are seen
        docs[f"cases/2031/{id}.md"] = docs[f"cases/2031/{id}.md"].replace(b"unit: press", b"unit: other")
    assert offered(site_of(docs)) == list("abcdef")


def test_only_visible_cases_that_show_the_criterion_are_offered(base: Docs) -> None:
    revoked = "status: revoked\nrevoked:\n  on: 2031-08-01\n  basis: 示例决定"
    cases = {
        "draft": plain(base).replace("status: published", "status: draft"),
        "gone": plain(base).replace("status: published", revoked),
        "other": plain(base).replace("  - zero-return\n", ""),
        "seen": plain(base),
    }
    docs = folder(base, cases)
    assert offered(site_of(docs)) == ["seen"]
    assert sorted(offered(site_of(docs, drafts=True))) == ["draft", "seen"]
    bare = "---\ntitle: 只有标题\nkind: organisation\nstatus: draft\ncriteria:\n  - zero-return\n---\n"
    site = site_of({**docs, "cases/2031/bare.md": bare.encode()}, drafts=True)
    assert "bare" in offered(site)
    assert unit_type(site, site.get("case", "bare")) is None


def test_each_type_of_unit_has_its_best_and_nobody_is_offered_more(base: Docs) -> None:
    """Held against the plain definition, on many cases drawn by chance."""
    dice = random.Random(1)
    types = ("committee", "general-branch", "branch", "office")
    happened, *outcomes, honoured, first = BETTER.values()
    cases = {}
    for number in range(80):
        text = plain(base).replace("unit: press", f"unit: {dice.choice(types)}-1")
        for change in dice.sample([happened, dice.choice(outcomes), honoured, first], dice.randint(0, 4)):
            text = text.replace(*change)
        cases[f"c-{number:02}"] = text.replace("date: 2031-06", f"date: 2031-{dice.randint(1, 12):02}")
    docs = folder(base, cases)
    for one in types:
        unit = docs["units/press.md"].decode().replace("type: branch", f"type: {one}")
        docs[f"units/{one}-1.md"] = unit.encode()
    site = site_of(docs)
    found = offered(site)
    assert len(found) == BEST * len(types)
    every = site.cases_by["criterion"]["zero-return"]
    best = [case.id for case in sorted(every, key=lambda case: rank(site, case))]
    by_type = {one: [id for id in best if site.get("unit", site.get("case", id).unit).type == one] for one in types}
    expected = {id for ids in by_type.values() for id in ids[:BEST]}
    assert found == [id for id in best if id in expected]
    assert found[:BEST] == best[:BEST]


def rank(site: Site, case: Record) -> tuple[bool, int, bool, int]:
    """The order in words of its own: real, measured, honoured, to the point. Sorting keeps the newest first."""
    outcome = case.outcomes[0] if case.outcomes else None
    told = 3 if outcome is None else 2 if not outcome.after else 1 if not outcome.before else 0
    return (
        case.sample is True,
        told,
        not case.honours,
        list(case.criteria).index("zero-return"),
    )


def test_the_outcome_shown_is_the_one_that_is_measured_best(base: Docs) -> None:
    told = ("甲", "乙, before: 4", "丙, after: 1", "丁, before: 2, after: 1", "戊, before: 3, after: 1")
    outcomes = "".join(f"  - {{text: {one}}}\n" for one in told)
    site = site_of(folder(base, {"a": plain(base).replace("tags:", f"outcomes:\n{outcomes}tags:")}))
    written = site.get("case", "a").outcomes
    best = [best_outcome(written[:count]) for count in range(len(written) + 1)]
    assert [one and one.text for one in best] == [None, "甲", "甲", "丙", "丁", "丁"]


def test_the_honour_shown_is_the_newest_told_or_awarded(base: Docs) -> None:
    told = plain(base).replace("tags:", "honours:\n  - first\ntags:")
    docs = folder(base, {"a": told, "b": plain(base), "c": plain(base)})
    second = docs["honours/first.md"].decode().replace("2031-12-20", "2032-05-20").replace("第一次", "第二次")
    docs["honours/second.md"] = second.replace("    winner: press\n", "    winner: press\n    case: a\n").encode()
    docs["cases/2031/c.md"] = docs["cases/2031/c.md"].replace(b"tags:", b"honours:\n  - first\ntags:")
    site = site_of(docs)
    found = [honour_of(site, site.get("case", id)) for id in "abc"]
    assert [one and one.id for one in found] == ["second", None, "first"]
