"""The site model: who is visible, what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from campaign import Site, derive, load, related
from campaign.related import NEIGHBOURS, SHOWN
from campaign.render import feed
from campaign.render.press import Press
from campaign.render.view import View

Docs = dict[str, bytes]
CASE = "cases/2031/kanban.md"


def build(docs: Docs, **options: bool) -> Site:
    records, diagnostics = load(docs)
    assert [one for one in diagnostics if one.severity.value == "error"] == []
    return derive(records, **options)


@pytest.mark.parametrize("status", ["draft", "review", "notice", "archived"])
def test_what_is_not_published_is_in_no_list(edit: Callable[..., Docs], status: str) -> None:
    docs = edit(CASE, "status: published", f"status: {status}")
    site = build(docs)
    assert reachable(site) == {"teacher"}
    shown = build(docs, drafts=True)
    assert reachable(shown) == ({"teacher"} if status == "archived" else {"teacher", "kanban"})


@pytest.mark.parametrize("status", ["suspended", "revoked"])
def test_what_is_taken_down_stays_out_of_drafts_too(edit: Callable[..., Docs], status: str) -> None:
    docs = edit(CASE, "status: published", f"status: {status}\nrevoked:\n  on: 2031-08-01\n  basis: 示例决定")
    for drafts in (False, True):
        site = build(docs, drafts=drafts)
        assert reachable(site) == {"teacher"}
        assert [case.id for case in site.taken_down] == ["kanban"]


def reachable(site: Site) -> set[str]:
    """Every case that any part of the model leads to."""
    found = {case.id for case in site.cases}
    found |= {case.id for values in site.cases_by.values() for cases in values.values() for case in cases}
    found |= {one.case.id for related in site.related.values() for one in related}
    awards = [*site.awards_by_unit.values(), *site.awards_by_round.values(), *site.awards_by_case.values()]
    found |= {award.case.id for group in awards for award in group if award.case}
    return found


def test_relations(base: Docs) -> None:
    site = build(base)
    assert [case.id for case in site.cases] == ["teacher", "kanban"]
    assert [case.id for case in site.cases_by["criterion"]["zero-return"]] == ["kanban"]
    assert [unit.id for unit in site.units] == ["works", "press"]
    assert [award.round.id for award in site.awards_by_unit["press"]] == ["first"]
    assert [(one.record.id, one.clause) for one in site.citations["plan"]] == [("zero-return", "goal")]
    assert [one.case.id for one in site.related["kanban"]] == ["teacher"]
    assert site.related["kanban"][0].reason == "同一单位"


def test_what_shares_most_is_related(base: Docs, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case for each choice of what may be shared; where two weigh the same, that of the heavier reason is the older."""
    docs = {**base, "cases/2031/teacher.md": base["cases/2031/teacher.md"].replace(b"unit: press", b"unit: works")}
    criterion = base["criteria/zero-return.md"].decode().replace("order: 1", "order: 2").replace("零返工", "零杂物")
    docs["criteria/clean-desk.md"] = criterion.encode()
    shared = {
        "同样体现「零返工」": (4, "  - zero-return", "  - clean-desk"),
        "同有关键词「看板」": (3, "  - 看板", "  - 别的"),
        "同一单位": (2, "unit: press", "unit: works"),
        "同次受表彰": (1, "honours:\n  - first\n", ""),
    }
    expected = []
    for choice, kept in enumerate(product((False, True), repeat=len(shared))):
        text = base[CASE].decode().replace("date: 2031-06", f"date: 2031-05-{31 - choice}")
        for keeps, (_, old, new) in zip(kept, shared.values(), strict=True):
            text = text if keeps else text.replace(old, new)
        docs[f"cases/2031/copy-{choice}.md"] = text.encode()
        reasons = [reason for reason, keeps in zip(shared, kept, strict=True) if keeps]
        expected.append((-sum(shared[one][0] for one in reasons), choice, f"copy-{choice}", "、".join(reasons[:2])))
    best = [(id, reason) for *_, id, reason in sorted(expected) if reason]
    assert [(one.case.id, one.reason) for one in build(docs).related["kanban"]] == best[:SHOWN]
    monkeypatch.setattr(related, "SHOWN", len(best) + 1)
    assert [(one.case.id, one.reason) for one in build(docs).related["kanban"]] == best


def test_of_very_many_the_nearest_are_compared(base: Docs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "SHOWN", 2 * NEIGHBOURS)
    docs = dict(base)
    for number in range(1, 2 * NEIGHBOURS):
        text = base[CASE].decode().replace("date: 2031-", f"date: 20{number % 9 + 22}-")
        docs[f"cases/2031/copy-{number:02d}.md"] = text.encode()
    site = build(docs)
    copies = [case.id for case in site.cases if case.id != "teacher"]
    for place, id in enumerate(copies):
        start = max(place - NEIGHBOURS // 2, 0)
        near = [one for one in copies[start : start + NEIGHBOURS + 1] if one != id]
        assert [one.case.id for one in site.related[id] if one.case.id != "teacher"] == near


def test_only_files_of_visible_records_are_published(edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "tags:", "attachments:\n  - files/a.csv\ntags:")
    docs |= {"cases/2031/files/a.csv": b"", "cases/2031/files/b.png": b"", "guide/c.png": b""}
    docs["guide/reader.md"] += "\n![图](c.png)\n".encode()
    assert build(docs).static_files == ("cases/2031/files/a.csv", "guide/c.png")
    assert build(docs).linked_pictures == {"guide/c.png": False}
    hidden = {**docs, CASE: docs[CASE].replace(b"status: published", b"status: draft")}
    assert build(hidden).static_files == ("guide/c.png",)


@pytest.mark.parametrize("status", ["published", "draft"])
def test_files_are_offered_of_papers_and_of_published_cases(edit: Callable[..., Docs], status: str) -> None:
    site = build(edit(CASE, "status: published", f"status: {status}"), drafts=True)
    shown = ["cases/2031/kanban"] * (status == "published") + ["cases/2031/teacher", "policy/plan"]
    for offers in (False, True):
        view = View(Press(site, exports=offers), "guide/reader.html")
        told = [(record.path, view.exports(record)) for record in site.records.all()]
        assert [one for one in told if one[1]] == [
            (f"{path}.md", [("Word", f"../exports/{path}.docx"), ("PDF", f"../exports/{path}.pdf")])
            for path in shown
            if offers
        ]


@pytest.mark.parametrize(
    ("dated", "news"),
    [
        ("20XX-02", ["teacher", "kanban"]),
        ("2031-12-31", ["plan", "teacher", "kanban"]),
        ("2031-07-01", ["teacher", "plan", "kanban"]),  # the day of a case's review
        ("2030", ["teacher", "kanban", "plan"]),
    ],
)
def test_news_come_by_their_day_and_without_one_a_paper_is_none(
    edit: Callable[..., Docs], dated: str, news: list[str]
) -> None:
    site = build(edit("policy/plan.md", "date: 2031-02-01", f"date: {dated}"))
    assert [record.id for _, record in feed.entries(site)] == news


def test_many_fragments_that_quote_each_other_are_gone_through_once(base: Docs) -> None:
    docs = {**base, "guide/reader.md": "---\ntitle: 甲\n---\n\n{!includes/f00.md!}\n".encode()}
    for number in range(40):
        quoted = "".join(f"{{!includes/f{number + 1:02d}.md!}}\n\n" for _ in range(2)) if number < 39 else "末\n"
        docs[f"includes/f{number:02d}.md"] = quoted.encode()
    assert {one.code for one in load(docs)[1]} == {"include-extent"}
