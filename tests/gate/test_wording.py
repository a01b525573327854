"""Words are held against the list of words and the campaign's own names, and the list against itself."""

from __future__ import annotations

import pickle
import re
import time
from pathlib import Path

import pytest
from campaign import Diagnostic, Memory, Record, load
from campaign.finder import Finder
from campaign.findings import Findings
from campaign.markdown import Body
from campaign.prose import of_body
from campaign.rules.typography import check_blocks
from campaign.rules.wording import Vocabulary
from campaign.wording import Wording
from campaign.wordlist import PATH as LIST
from campaign.wordlist import read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ..conftest import GOLDENS, Docs, read_folder

ROOT = Path(__file__).parents[2]
BASE = read_folder(GOLDENS / "_base" / "docs")
OWN = (ROOT / "docs" / LIST).read_bytes()
PATH = "guide/reader.md"
ITEMS = ("零返工", "零事故", "零投诉", "零浪费")


def criterion(order: int, title: str) -> bytes:
    return (
        f"---\ntitle: {title}\ngroup: line\norder: {order}\nmeaning: {title}。\n"
        "indicators:\n  - id: one\n    text: 有记录。\n---\n"
    ).encode()


def guide(body: str, front: str = "") -> bytes:
    return f"---\ntitle: 甲\n{front}---\n\n{body}\n".encode()


def about_words(docs: Docs) -> list[Diagnostic]:
    return [one for one in load(docs)[1] if one.code.startswith(("wording-", "official-"))]


def found(body: str, words: str = "", **more: bytes) -> list[Diagnostic]:
    docs = {**BASE, **more, PATH: guide(body)}
    if words:
        docs[LIST] = f"terms:\n{words}".encode()
    return about_words(docs)


def term(right: str, wrong: str = "", **more: str) -> str:
    lines = {"right": right, **({"wrong": f"[{wrong}]"} if wrong else {}), "source": "示例规范", **more}
    return "  - " + "\n    ".join(f"{name}: {value}" for name, value in lines.items()) + "\n"


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        ("台帐、台帐", [1, 4]),
        ("**台帐**", [3]),
        ("台**帐**", [1]),
        ("台\n帐", [1]),
        ("[台帐](a.md)", [2]),
        ("## 台帐", [4]),
        ("- 台帐", [3]),
        ("| 台帐 | 乙 |\n| - | - |\n| 丙 | 丁 |", [3]),
        ("𠮷\U00031350台帐", [3]),
        ("> 台帐", []),
        ("> 引\n台帐", []),
        ("- > 台帐", []),
        ("> 台帐\n\n台帐", [1]),
        ("台帐 <!-- 原文如此 -->", []),
        ("`台帐`", []),
        ("```\n台帐\n```", []),
        ("<!-- 台帐 -->", []),
        ("[甲](台帐.md)", []),
        ("舞台帐篷、台帐", [6]),
    ],
)
def test_where_a_word_is_looked_for(body: str, columns: list[int]) -> None:
    said = found(body, term("台账", "台帐", **{"except": "[台帐篷]"}))
    assert [(one.code, one.column) for one in said] == [("wording-hint", column) for column in columns]


def test_front_matter_but_not_what_others_wrote() -> None:
    case = BASE["cases/2031/kanban.md"].decode()
    case = re.sub("^title: .*$", "title: 台帐（示例）", case, flags=re.MULTILINE)
    case = case.replace("  - 看板\n", "  - 台帐\naliases:\n  - cases/台帐.html\n", 1)
    case = case.replace("---\n", "---\nsource:\n  title: 台帐\n  note: 台帐\n", 1)
    said = about_words(
        {**BASE, LIST: f"terms:\n{term('台账', '台帐')}".encode(), "cases/2031/kanban.md": case.encode()}
    )
    lines = case.split("\n")
    assert [lines[one.line - 1].strip() for one in said] == ["note: 台帐", "title: 台帐（示例）", "- 台帐"]
    assert all(lines[one.line - 1][one.column - 1 :].startswith("台帐") for one in said)


@pytest.mark.parametrize(
    ("dated", "limits", "holds"),
    [
        ("2010-05", {"since": "2010-01"}, True),
        ("2010-05", {"since": "2011-01"}, False),
        ("2010-05", {"until": "2010-05"}, True),
        ("2010-05", {"until": "2010-04"}, False),
        ("2010-05/2011-06", {"since": "2011-01"}, True),
        ("2010/..", {"since": "2011-01"}, False),
        ("20XX", {"until": "2011-01"}, False),
        ("20XX", {"since": "2011-01"}, True),
    ],
)
def test_a_term_holds_for_texts_of_its_time(dated: str, limits: dict[str, str], holds: bool) -> None:
    stage = f"---\ntitle: 质检科的阶段\norder: 3\nperiod: {dated}\n---\n"
    words = f"terms:\n{term('质检部', '质检科', **limits)}".encode()
    said = about_words({**BASE, LIST: words, "stages/three.md": stage.encode()})
    assert [one.code for one in said] == ["wording-hint"] * holds


@pytest.mark.parametrize(("until", "holds"), [("2031-06", True), ("2031-05", False)])
def test_a_term_holds_for_a_text_of_its_day(until: str, holds: bool) -> None:
    case = BASE["cases/2031/kanban.md"].decode().replace("title: ", "title: 质检科", 1)
    words = f"terms:\n{term('质检部', '质检科', until=until)}".encode()
    said = about_words({**BASE, LIST: words, "cases/2031/kanban.md": case.encode()})
    assert [one.code for one in said] == ["wording-hint"] * holds


def test_a_text_without_a_date_is_of_today() -> None:
    assert found("质检科", term("质检部", "质检科", since="2011-01")) != []
    assert found("质检科", term("质检部", "质检科", until="2011-01")) == []


def test_the_text_of_a_document_stays_and_that_of_a_fragment_is_told_once() -> None:
    policy = (
        BASE["policy/plan.md"].decode().replace("issuer: ", "issuer: 台帐").replace("一次做对", "台帐") + "\n台帐\n"
    )
    mention = guide("{!includes/a.md!}")
    docs = {"policy/plan.md": policy.encode(), "includes/a.md": "台帐\n".encode(), PATH: mention, "guide/b.md": mention}
    said = about_words({**BASE, **docs, LIST: f"terms:\n{term('台账', '台帐')}".encode()})
    assert [(one.path, one.line) for one in said] == [("includes/a.md", 1), ("policy/plan.md", 4)]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("一次作对、一次坐对", [("wording-hint", 3), ("official-term", 6)]),
        ("作对一次坐对作对", [("wording-hint", 1), ("official-term", 3), ("wording-hint", 7)]),
        ("“四个零”：零返工、零事故、零投书。", [("wording-hint", 16)]),
        ("“四个零”：零返工、零事故、零投诉。投书。", [("official-set", 7), ("wording-hint", 19)]),
        ("投书“四个零”：零返工、零事故、零投诉。", [("wording-hint", 1), ("official-set", 9)]),
        ("“四个零”：零返攻、零事故、零投诉。", [("wording-hint", 7)]),
        ("“四个零”：零返工、零事故、零投诉的要球", [("official-set", 7), ("wording-hint", 18)]),
    ],
)
def test_a_place_is_told_once(body: str, told: list[tuple[str, int]]) -> None:
    """A slip within an official name, and either in an official list."""
    criteria = {f"criteria/zero-{order}.md": criterion(order, title) for order, title in enumerate(ITEMS[1:], start=2)}
    words = "".join(map(term, ("做对", "投诉", "零返工", "的要求"), ("作对", "投书", "零返攻", "的要球")))
    assert [(one.code, one.column) for one in found(body, words, **criteria)] == told


def test_a_list_with_an_official_name_that_is_misspelt_is_told_by_the_name_alone() -> None:
    names = ("criteria/zero-return.md", "criteria/zero-2.md", "criteria/zero-3.md")
    criteria = {
        path: criterion(order, f"生产{title}") for order, (path, title) in enumerate(zip(names, ITEMS, strict=False), 1)
    }
    said = found("“四个零”：生产零返工、生产零事故、生产零头诉。", **criteria)
    assert [(one.code, one.column) for one in said] == [("official-term", 19)]


def test_a_set_is_called_by_its_name_where_it_has_one() -> None:
    aims = "".join(f"  - id: {id}\n    title: {id * 2}\n    text: {id}\n" for id in "abc")
    campaign = BASE["campaign.md"].replace(b"aims:\n", f"aims:\n{aims}".encode(), 1)
    criteria = {f"criteria/zero-{order}.md": criterion(order, title) for order, title in enumerate(ITEMS[1:], start=2)}
    body = "四个零是零事故、零返工、零投诉、零浪费。\n\n一次做对、bb、cc、aa"
    said = found(body, **criteria, **{"campaign.md": campaign})
    assert [one.message for one in said] == [f"{group}的各项列得不对：次序不对" for group in ("「四个零」", "这一组")]


def test_a_value_that_goes_on_in_the_next_line() -> None:
    docs = {**BASE, LIST: f"terms:\n{term('台账', '台帐')}".encode(), PATH: guide("", "summary: 记台\n  帐\n")}
    assert [(one.line, one.column) for one in about_words(docs)] == [(3, 11)]


def test_what_is_offered_and_what_is_said() -> None:
    (one,) = found("质检科", term("质检部", "质检科", level="warning", note="说明。"))
    assert one.fix is not None and (one.fix.length, one.fix.text) == (3, "质检部")
    assert one.hint == "改成「质检部」。说明。出处：示例规范。"


def test_of_words_that_overlap_the_first_is_told() -> None:
    said = found("甲乙丙丁", term("子丑", "甲乙丙") + term("寅卯", "乙丙") + term("辰巳", "丙丁"))
    assert [(one.column, one.fix.text) for one in said if one.fix] == [(1, "子丑")]


def test_the_official_spelling_inside_another_word_is_right() -> None:
    assert found("共产党员", term("共产党员", "产党员")) == []


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("一次作对", "一次做对"),
        ("一次坐对", "一次做对"),
        ("依次做对", "一次做对"),
        ("一次做队", "一次做对"),
        ("**一次作对**", "一次做对"),
        ("一次做对", None),
        ("一次做成", None),
        ("一次作队", None),
        ("一次a对", None),
        ("> 一次作对", None),
    ],
)
def test_official_names_of_one_wrong_sound(body: str, right: str | None) -> None:
    assert [one.fix.text for one in found(body) if one.fix] == ([right] if right else [])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("“四个零”：零返工、零事故、零投诉、零浪费。", ""),
        ("“四个零”（零返工，零事故，零投诉和零浪费）", ""),
        ("“四个零”即零返工、事故、投诉、浪费。", ""),
        ("四个零就是零返工、零事故、零投诉、零浪费的要求", ""),
        ("做到零返工，零事故，零投诉，零浪费，工作就好了。", ""),
        ("体现零返工、零浪费两条。", ""),
        ("四个零中的零返工、零浪费。", ""),
        ("零返工、零事故、零投诉。", ""),
        ("“四个零”：零事故、零返工、零投诉、零浪费。", "次序不对"),
        ("“四个零”：零返工、零事故、零投诉。", "缺「零浪费」"),
        ("“四个零”：零返工、零事故、零投诉、零差错。", "「零差错」不在其中，缺「零浪费」"),
        ("“四个零”是零差错、零事故、零投诉、零浪费。", "「零差错」不在其中，缺「零返工」"),
        ("“四个零”：零返工、零事故、零投诉、零浪费、零差错。", "「零差错」不在其中"),
        ("“四个零”：零返工、零返工、零投诉、零浪费。", "缺「零事故」"),
        ("零返工、零事故、零浪费、零投诉。", "次序不对"),
        ("“四个零”：零返工、投诉、事故、浪费。", "次序不对"),
        ("> 四个零：零事故、零返工。", ""),
    ],
)
def test_official_lists(body: str, reason: str) -> None:
    criteria = {f"criteria/zero-{order}.md": criterion(order, title) for order, title in enumerate(ITEMS[1:], start=2)}
    said = found(body, **criteria)
    assert [one.message.partition("：")[2] for one in said] == ([reason] if reason else [])
    for one in said:
        assert one.fix is not None
        assert one.fix.text == "、".join(ITEMS)
        start = one.column - 1
        mended = body[:start] + one.fix.text + body[start + one.fix.length :]
        assert found(mended, **criteria) == []


def test_the_list_is_read_like_every_other_data_file() -> None:
    docs = {**BASE, LIST: "terms:\n  - rihgt: 甲乙\n    wrong: 甲已\n    level: bad\n".encode()}
    said = [(one.path, one.line, one.column, one.code) for one in load(docs)[1]]
    assert said == [
        (LIST, 2, 5, "missing-field"),
        (LIST, 2, 5, "missing-field"),
        (LIST, 2, 5, "unknown-key"),
        (LIST, 3, 12, "wrong-shape"),
        (LIST, 4, 12, "not-a-choice"),
    ]
    said = load({**BASE, LIST: "terms:\n  - 甲乙\n  - right: 甲乙\n    source: 丙\n".encode()})[1]
    assert [(one.line, one.code) for one in said] == [(2, "wrong-shape"), (3, "wording-entry")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "encoding"),
        (b"terms: [", "yaml-syntax"),
        (b"a: &b c", "yaml-subset"),
        (b"", "missing-essential"),
        ("terms:\n  - right: 甲乙\n    source: 丙\n".encode(), "wording-entry"),
    ],
)
def test_a_bad_list_is_told_and_borne(data: bytes, code: str) -> None:
    assert [one.code for one in load({**BASE, LIST: data})[1]] == [code]


def test_without_a_list_there_is_nothing_to_say() -> None:
    assert load({**BASE, PATH: guide("领导小姐")})[1] == []


def test_our_own_list_is_in_order() -> None:
    findings = Findings()
    wording = read(OWN, findings.at(LIST))
    assert findings.sorted() == []
    assert len(wording.terms) >= 60
    # What stands in an exception is no slip, what is right is none, and every wrong word is found.
    for one in wording.terms:
        for text in (one.right, *one.fine):
            assert [slip.wrong for slip in wording.slips(text, None) if slip.term is one] == []
        for wrong in one.wrong:
            assert wrong in [slip.wrong for slip in wording.slips(f"甲{wrong}乙", one.until)]


def test_what_is_not_certain_is_a_hint() -> None:
    terms = read(OWN, Findings().at(LIST)).terms
    assert [one.right for one in terms if one.source == "通用规范" and one.level != "hint"] == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text("甲乙丙", min_size=2, max_size=4), min_size=1, max_size=6),
    st.text("甲乙丙\n", max_size=24),
)
@example(["甲乙", "乙丙"], "甲乙丙")
@example(["甲乙", "甲乙丙"], "甲\n乙丙")
def test_the_finder_finds_what_a_plain_search_finds(words: list[str], text: str) -> None:
    expected = []
    for at in range(len(text)):
        here = [re.compile(r"\n?".join(word)).match(text, at) for word in sorted(words, key=len, reverse=True)]
        expected += [match.span() for match in here if match][:1]
    assert [match.span() for match in Finder(words, broken=True).find(text)] == expected


def test_no_words_at_all() -> None:
    assert list(Finder([]).find("甲乙")) == [] and list(Wording().slips("甲乙", None)) == []


def through(docs: Docs, memory: Memory) -> list[Diagnostic]:
    """What a build finds that remembers the last, as it would be kept on the disk."""
    memory.files = {path: parsed.light() for path, parsed in memory.files.items()}
    memory.__dict__.update(pickle.loads(pickle.dumps(memory)).__dict__)
    return load(docs, memory)[1]


def test_a_changed_list_leaves_nothing_stale() -> None:
    memory = Memory()
    docs = {**BASE, PATH: guide("台帐、质检科。")}
    words = [term("台账", "台帐"), term("质检部", "质检科"), ""]
    for chosen in ("", words[0], words[0] + words[1], words[1], words[0], ""):
        docs = {**docs, LIST: f"terms:\n{chosen}".encode()} if chosen else {**BASE, PATH: guide("台帐、质检科。")}
        assert through(docs, memory) == load(docs)[1]
    assert through(docs, memory) == []


def test_a_changed_criterion_leaves_nothing_stale() -> None:
    memory = Memory()
    docs = {**BASE, PATH: guide("工序不返弓。")}
    for title in ("零返工", "工序不返工", "工序不返攻", "零返工"):
        docs = {**docs, "criteria/zero-return.md": criterion(1, title)}
        assert through(docs, memory) == load(docs)[1]
        assert bool(through(docs, memory)) == (title != "零返工")


def test_what_did_not_change_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    docs = {**BASE, LIST: OWN}
    load(docs, memory)
    looked: list[str] = []
    real = Vocabulary.check_record

    def watched(self: Vocabulary, record: Record, findings: Findings) -> None:
        looked.append(record.path)
        real(self, record, findings)

    monkeypatch.setattr(Vocabulary, "check_record", watched)
    assert through(docs, memory) == [] and looked == []
    assert through({**docs, PATH: guide("台帐")}, memory) != []
    assert PATH in looked and not any(path.startswith("cases/") for path in looked)


HOSTILE = (
    "甲",
    "领导小",
    "零返工、",
    "四个零是",
    "(",
    "“",
    '"',
    "[",
    "](",
    "*",
    "`",
    "<",
    "\\",
    "a@",
    "http:",
    "1.",
    "第一",
    "二0",
    "商(2010",
    "好Ａ",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_cost_their_length(unit: str) -> None:
    """Eight times the text in about eight times the time; a quadratic reading would take sixty-four."""
    criteria = {f"criteria/zero-{order}.md": criterion(order, title) for order, title in enumerate(ITEMS[1:], start=2)}
    vocabulary = Vocabulary(load({**BASE, **criteria, LIST: OWN})[0])
    report = Findings().at(PATH)

    def seconds(times: int) -> float:
        best = []
        for _ in range(3):
            body = Body(unit * times)
            body.scan  # noqa: B018  its own cost is another matter
            begun = time.process_time()
            blocks = list(of_body(body))
            check_blocks(blocks, report)
            vocabulary.check_blocks(blocks, None, report)
            best.append(time.process_time() - begun)
        return min(best)

    few, many = seconds(500), seconds(4_000)
    assert many < 0.05 or many < 30 * few
