"""The site model: who is visible, what belongs together, which fragments a fingerprint covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from campaign import Site, derive, fingerprint, load
from campaign.records import Record
from campaign.related import NEIGHBOURS, SHOWN

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


def test_what_shares_most_is_related(base: Docs) -> None:
    """Many more cases than are compared: each leads to those that share most, the newest first of equals."""
    written = base[CASE].decode()
    docs = dict(base)
    for number in range(1, 90):
        text = written.replace("date: 2031-", f"date: 20{number % 9 + 22}-")
        docs[f"cases/2031/copy-{number:02d}.md"] = text.encode()
    site = build(docs)
    places = {case.id: place for place, case in enumerate(site.cases)}
    copies = [case.id for case in site.cases if case.id != "teacher"]
    for place, id in enumerate(copies):
        start = max(place - NEIGHBOURS // 2, 0)
        near = [one for one in copies[start : start + NEIGHBOURS + 1] if one != id]
        assert [one.case.id for one in site.related[id]] == sorted(near, key=places.__getitem__)[:SHOWN]
        assert all(one.reason.count("、") <= 1 and one.reason for one in site.related[id])


def test_stages_that_are_stated_and_not_recorded_keep_their_place(base: Docs) -> None:
    assert [(slot.order, slot.stage.id if slot.stage else None) for slot in build(base).schedule] == [
        (1, "one"),
        (2, "two"),
        (3, None),
    ]


def test_occurrences_lie_within_the_campaign(base: Docs) -> None:
    days = [one.date.edtf for one in build(base).occurrences]
    assert days == ["2031-03-20", "2031-09-20", "2032-03-20", "2032-09-20"]


def test_only_files_of_visible_records_are_published(edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "tags:", "attachments:\n  - files/a.csv\ntags:")
    docs |= {"cases/2031/files/a.csv": b"", "cases/2031/files/b.png": b"", "guide/c.png": b""}
    docs["guide/reader.md"] += "\n![图](c.png)\n".encode()
    assert build(docs).static_files == ("cases/2031/files/a.csv", "guide/c.png")
    assert build(docs).pictures == {"guide/c.png": False}
    hidden = {**docs, CASE: docs[CASE].replace(b"status: published", b"status: draft")}
    assert build(hidden).static_files == ("guide/c.png",)


def signed(docs: Docs) -> str:
    records, _ = load(docs)
    case = records.get("case", "kanban")
    assert isinstance(case, Record)
    return fingerprint(case, records.includes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 看板上墙", "title: 看板上架"),
        ("summary: 把问题", "summary: 把毛病"),
        ("挂一块看板。", "挂两块看板。"),
        ("tags:", "outcomes:\n  - text: 返工\ntags:"),
    ],
)
def test_what_is_signed_changes_the_fingerprint(base: Docs, edit: Callable[..., Docs], old: str, new: str) -> None:
    assert signed(edit(CASE, old, new)) != signed(base)


def test_what_is_not_signed_does_not(base: Docs, edit: Callable[..., Docs]) -> None:
    assert signed(edit(CASE, "  - 看板\n", "  - 公开\n")) == signed(base)
    assert signed({**base, CASE: base[CASE].replace(b"\n", b"\r\n")}) == signed(base)
    assert signed(edit(CASE, "挂一块看板。\n", "挂一块看板。  \n")) == signed(base)


def test_a_fragment_is_signed_with_the_text_that_quotes_it(edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "挂一块看板。", "挂一块看板。\n\n{!includes/goal.md!}")
    one = signed({**docs, "includes/goal.md": "一次做对。\n".encode()})
    other = signed({**docs, "includes/goal.md": "次次做对。\n".encode()})
    assert one != other


def test_a_signed_text_passes_and_a_changed_one_does_not(base: Docs, edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "  on: 2031-07-01", f"  on: 2031-07-01\n  fingerprint: {signed(base)}")
    assert load(docs)[1] == []
    docs[CASE] = docs[CASE].replace("挂一块".encode(), "挂两块".encode())
    assert [one.code for one in load(docs)[1]] == ["fingerprint-mismatch"]


def test_many_fragments_that_quote_each_other_are_gone_through_once(base: Docs) -> None:
    docs = {**base, "guide/reader.md": "---\ntitle: 甲\n---\n\n{!includes/f00.md!}\n".encode()}
    for number in range(40):
        quoted = "".join(f"{{!includes/f{number + 1:02d}.md!}}\n\n" for _ in range(2)) if number < 39 else "末\n"
        docs[f"includes/f{number:02d}.md"] = quoted.encode()
    assert {one.code for one in load(docs)[1]} == {"include-extent"}
