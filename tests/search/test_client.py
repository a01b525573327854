"""The client over a real index: facets, dates, what was understood, hostile queries, a site replaced meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import Indexed
from .node import node

FIND = """
const library = open(data.folder)
const blank = { q: '', chosen: {}, sort: 'relevance', page: 1, exact: false }
const answers = []
for (const state of data.states) answers.push(await zy.find(library, Object.assign({}, blank, state)))
return answers
"""


def find(indexed: Indexed, *states: dict[str, Any]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = node(FIND, {"folder": str(indexed.folder), "states": states})
    return answers


def titles(answer: dict[str, Any]) -> list[str]:
    return ["".join(text for text, _ in item["title"]) for item in answer["items"]]


def test_nothing_asked_is_nothing_found(own: Indexed) -> None:
    for answer in find(own, {"q": ""}, {"q": "  "}, {"q": "，。"}, {"q": '""'}, {"q": "-"}):
        assert answer["total"] == 0 and answer["items"] == [] and answer["notes"] == []


def test_facets_alone_list_what_has_them_newest_first(own: Indexed) -> None:
    (answer,) = find(own, {"chosen": {"kind": ["case"], "year": ["2011"]}})
    cases = [one for one in own.documents if one.kind == "case" and "2011" in one.facets.get("year", ())]
    assert answer["total"] == len(cases) > 3
    dates = {one.address: one.date.sort_key for one in cases if one.date}
    shown = [dates[item["address"]] for item in answer["items"]]
    assert shown == sorted(shown, reverse=True)


def test_facets_narrow_and_values_of_one_are_alternatives(own: Indexed) -> None:
    everything, cases, both, none = find(
        own,
        {"q": "承诺"},
        {"q": "承诺", "chosen": {"kind": ["case"]}},
        {"q": "承诺", "chosen": {"kind": ["case", "guide"]}},
        {"q": "承诺", "chosen": {"kind": ["case"], "year": ["1999"]}},
    )
    assert everything["total"] > both["total"] > cases["total"] > 0 == none["total"]
    assert {item["kind"] for item in cases["items"]} == {"case"}


def test_counts_are_those_that_choosing_gives(own: Indexed) -> None:
    script = """
    const library = open(data.folder)
    const state = { q: '承诺', chosen: { kind: ['case'] }, sort: 'relevance', page: 1, exact: false }
    const answer = await zy.find(library, state)
    const wrong = []
    let values = 0
    for (const facet of answer.facets) {
      for (const value of await zy.count(library, answer, facet.id)) {
        const chosen = Object.assign({}, state.chosen, { [facet.id]: [value.id] })
        const { total } = await zy.find(library, Object.assign({}, state, { chosen }))
        values++
        if (total !== value.count) wrong.push([facet.id, value, total])
      }
    }
    return { wrong, values }
    """
    found = node(script, {"folder": str(own.folder)})
    assert found["wrong"] == [] and found["values"] > 20


def test_by_date_is_newest_first_and_pages_follow_on(own: Indexed) -> None:
    first, second = find(own, *({"q": "支部", "sort": "date", "page": page} for page in (1, 2)))
    dates = {one.address: one.date.sort_key if one.date else ((0, 0, 0),) for one in own.documents}
    shown = [item["address"] for answer in (first, second) for item in answer["items"]]
    assert len(shown) == len(set(shown)) == 20
    assert [dates[one] for one in shown] == sorted((dates[one] for one in shown), reverse=True)


def test_pages_hold_every_document_once_and_the_last_is_the_last(own: Indexed) -> None:
    (first,) = find(own, {"q": "承诺"})
    answers = find(
        own, *({"q": "承诺", "page": page} for page in range(1, first["pages"] + 1)), {"q": "承诺", "page": 999}
    )
    shown = [item["address"] for answer in answers[:-1] for item in answer["items"]]
    assert len(shown) == len(set(shown)) == first["total"] > 20
    assert answers[-1]["state"]["page"] == first["pages"]


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("cxzy", "initials", "创先争优"),
        ("qzpy", "initials", "群众评议"),
        ("gong kai cheng nuo", "pinyin", "公开承诺"),
        ("gongkaichengn", "pinyin", "公开承诺"),
        ("创现争优", "corrected", "创先争优"),
        ("群众评仪", "corrected", "群众评议"),
        ("領導點評", "script", "领导点评"),
        ("亮诺", "synonym", "公开承诺"),
        ("gkcn", "initials", "公开承诺"),  # the guide quotes these letters, and means them as an example
    ],
)
def test_what_was_understood_is_said_and_can_be_taken_back(own: Indexed, typed: str, kind: str, meant: str) -> None:
    (answer,) = find(own, {"q": typed})
    (note,) = (one for one in answer["notes"] if one["kind"] == kind)
    assert meant in note["text"] and answer["total"] > 0
    assert any(meant in item["words"] for item in answer["items"])
    if kind == "script":
        assert note["undo"] is None  # the same words, written otherwise
        return
    assert note["undo"]["exact"] and note["undo"]["q"] == typed
    (plain,) = find(own, note["undo"])
    assert plain["notes"] == [] and plain["total"] < answer["total"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("公开承诺是什么", "guide/glossary.html"),  # a question about it
        ("2010年6月28号", "honours/2010-qiyi.html"),
        ("20100628", "honours/2010-qiyi.html"),
        ("2010/6/28", "honours/2010-qiyi.html"),
        ("gōngkāi chéngnuò", "guide/glossary.html"),
        ("夜校 手语", "cases/2010/member-yi-night-school.html"),  # both are there, on no page together
        ("亮诺", "guide/glossary.html"),
    ],
)
def test_it_is_found_however_it_is_asked(own: Indexed, typed: str, address: str) -> None:
    (answer,) = find(own, {"q": typed})
    assert address in [item["address"] for item in answer["items"][:2]]


def test_words_that_are_there_are_not_read_as_others(own: Indexed) -> None:
    for typed in ("夜校 手语", "购物卡 夜校", "一次说清 夜校"):
        (answer,) = find(own, {"q": typed})
        assert [note["kind"] for note in answer["notes"]] == ["loose"]


def test_numbers_are_whole(own: Indexed) -> None:
    """A decimal is one word, and no part of a longer number is a match."""
    (answer,) = find(own, {"q": "76.5", "exact": True})
    marks = [text for item in answer["items"] for text, marked in item["excerpt"] if marked]
    assert set(marks) <= {"76.5"}
    (answer,) = find(own, {"q": "1286.5万元", "exact": True})
    assert answer["total"] == 0


def test_a_dash_in_a_sentence_bars_nothing(own: Indexed) -> None:
    plain, dashed, barred = find(own, {"q": "承诺 支部"}, {"q": "承诺 —支部"}, {"q": "承诺 -支部"})
    assert plain["total"] == dashed["total"] > barred["total"] > 0


def test_a_quoted_phrase_is_never_loosened(own: Indexed) -> None:
    phrase, with_more, nowhere = find(own, {"q": "“一次办结”"}, {"q": "“一次办结” 龘靐"}, {"q": "“党总支 支部”"})
    assert phrase["total"] == with_more["total"] > 0
    assert nowhere["total"] == 0 and nowhere["notes"] == []


def test_an_empty_answer_says_what_each_word_finds(own: Indexed) -> None:
    (answer,) = find(own, {"q": "公开承诺 星际穿越", "exact": True})
    assert answer["total"] == 0 and answer["items"] == []
    counts = {one["text"]: one["total"] for one in answer["nothing"]["words"]}
    assert counts["公开承诺"] > 0 == counts["星际穿越"]
    (answer,) = find(own, {"q": "公开承诺星际穿越", "exact": True})
    assert answer["total"] == 0 and "公开承诺" in answer["nothing"]["near"]


def test_half_of_what_was_asked_is_said_to_be_half(own: Indexed) -> None:
    for typed in ("公开承诺星际", "群众评议 星际穿越"):
        (answer,) = find(own, {"q": typed})
        assert answer["total"] > 0 and [note["kind"] for note in answer["notes"]][-1] == "loose"


def test_a_clause_is_found_at_its_own_place_and_marked(own: Indexed) -> None:
    (answer,) = find(own, {"q": "把学习实践活动的成果接下去"})
    first = answer["items"][0]
    assert (first["address"], first["anchor"]) == ("policy/mobilisation-speech.html", "significance-1")
    assert ["把学习实践活动的成果接下去", True] in first["place"]
    assert first["badges"] == [["lapsed", "已失效"]]


def test_samples_say_so(own: Indexed) -> None:
    (answer,) = find(own, {"q": "示例", "chosen": {"kind": ["case"]}})
    for title, item in zip(titles(answer), answer["items"], strict=True):
        assert "示例" in title or ["sample", "示例"] in item["badges"] or "公开报道" in title


HOSTILE = [
    "承" * 10_000,
    "a" * 10_000,
    "a b " * 3000,
    "\ud800",
    "承\udc00诺\ud800",
    "𠀀𠀀𪚥",
    ".*+?^${}()|[]\\",
    "<script>alert(1)</script>",
    '"' * 500,
    '-"' * 300,
    "-" * 2000,
    "“承诺" * 200,
    "2010年" * 400,
    "(2010)5号" * 400,
    "2010-05" * 300,
    "zh" * 300,
    "xianzhengxian" * 40,
    "constructor __proto__ toString hasOwnProperty",
    "\u0000\u0001\u202e\u200b",
    "承诺 " * 300,
    "用a1b2c3d4e5f6g7h8i9",
]


def test_hostile_queries_do_no_harm(own: Indexed) -> None:
    script = """
    const library = open(data.folder)
    const answers = []
    for (const q of data.queries) {
      const answer = await zy.find(library, { q, chosen: {}, sort: 'relevance', page: 1, exact: false })
      answers.push(answer.total)
    }
    return { answers, kept: library.files.size }
    """
    found = node(script, {"folder": str(own.folder), "queries": HOSTILE})
    assert len(found["answers"]) == len(HOSTILE)


def test_memory_stays_bounded(own: Indexed) -> None:
    words = [section.text[:12] for one in own.documents for section in one.sections if section.text][:250]
    script = """
    const library = open(data.folder)
    library.room = 30
    for (const q of data.queries) await zy.find(library, { q, chosen: {}, sort: 'relevance', page: 1, exact: false })
    return { kept: library.files.size, read: read.length }
    """
    found = node(script, {"folder": str(own.folder), "queries": words})
    assert found["read"] > 300 and found["kept"] == 30


def test_a_site_published_anew_meanwhile_is_read_from_the_start(own: Indexed, tmp_path: Path) -> None:
    """The manifest is old, the files it names are gone: read it again instead of failing."""
    shutil.copytree(own.folder / "search", tmp_path / "search")
    script = """
    const fs = require('fs')
    const library = open(data.folder)
    const manifest = await zy.manifest(library)
    for (const name of ['terms', 'sounds', 'names']) manifest[name].files = manifest[name].files.replace(/[a-z]/g, 'q')
    const ask = (q) => zy.find(library, { q, chosen: {}, sort: 'relevance', page: 1, exact: false })
    const again = (await ask('公开承诺')).total
    fs.rmSync(data.folder + '/search', { recursive: true })
    library.files.clear()
    const gone = await ask('群众评议').then(() => '', (error) => error.message)
    return { again, gone }
    """
    found = node(script, {"folder": str(tmp_path)})
    assert found["again"] > 5
    assert "search" in found["gone"]


def test_work_is_cut_into_small_tasks(own: Indexed) -> None:
    """With a clock that runs on at every look, the client pauses between one run's counting and the next."""
    script = """
    let now = 0, pauses = 0
    performance.now = () => (now += 10)
    const timeout = globalThis.setTimeout
    globalThis.setTimeout = (call) => { pauses++; return timeout(call) }
    await zy.find(open(data.folder), { q: '承诺 群众 支部', chosen: {}, sort: 'relevance', page: 1, exact: true })
    return pauses
    """
    assert node(script, {"folder": str(own.folder)}) >= 3 + 10
