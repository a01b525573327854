"""Signs, characters and ordinals are found where they are wrong, and nowhere else; what is offered mends them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from campaign import Diagnostic, load, parse_each
from campaign.catalogue import typography
from campaign.han import HAN
from campaign.rules.ordinals import number
from hypothesis import example, given, settings
from hypothesis import strategies as st
from source.docs_folder import read_docs

from ..conftest import GOLDENS, read_folder
from .labelled import each

ROOT = Path(__file__).parents[2]
BASE = read_folder(GOLDENS / "_base" / "docs")
PATH = "guide/reader.md"
HEAD = "---\ntitle: 甲\n---\n"
FIRST_LINE = HEAD.count("\n") + 1
CODES = {one.code for one in typography.ENTRIES}


def found(body: str, head: str = HEAD) -> list[Diagnostic]:
    """What the rules of this concern say of a body."""
    diagnostics = parse_each({PATH: (head + body).encode()})[PATH].findings
    return sorted({one for one in diagnostics if one.code in CODES}, key=lambda one: one.order)


def said(body: str) -> list[tuple[str, int, str | None]]:
    """(code, column, what may be written instead) of each."""
    return [(one.code, one.column, one.fix.text if one.fix else None) for one in found(body)]


def mended(text: str, diagnostics: list[Diagnostic]) -> str:
    """The text after one round of all fixes, the last first; one that meets another waits for the next round."""
    lines = text.split("\n")
    taken: tuple[int, int] | None = None
    for one in sorted(diagnostics, key=lambda one: (one.line, one.column), reverse=True):
        if one.fix is None:
            continue
        start, end = one.column - 1, one.column - 1 + one.fix.length
        if taken is not None and one.line == taken[0] and end > taken[1]:
            continue
        line = lines[one.line - 1]
        lines[one.line - 1] = line[:start] + one.fix.text + line[end:]
        taken = (one.line, start)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("body", "code", "column", "right"),
    [
        ("甲,乙", "halfwidth-punctuation", 2, "，"),
        ("甲, 乙", "halfwidth-punctuation", 2, "，"),
        ("**甲**,乙", "halfwidth-punctuation", 6, "，"),
        ("共5件,合格", "halfwidth-punctuation", 4, "，"),
        ("“甲”:乙", "halfwidth-punctuation", 4, "："),
        ("甲(乙)", "halfwidth-punctuation", 2, "（乙）"),
        ("GB/T 9704(修订)", "halfwidth-punctuation", 10, "（修订）"),
        ("甲!", "halfwidth-punctuation", 2, "！"),
        ("[甲](b.md),乙", "halfwidth-punctuation", 10, "，"),
        ("２０１１年", "fullwidth-character", 1, "2011"),
        ("Ａ组", "fullwidth-character", 1, "A"),
        ("商党[2010]5号", "document-number", 3, "〔2010〕5号"),
        ("商党（2010）5号", "document-number", 3, "〔2010〕5号"),
        ("商党【2010】05号", "document-number", 3, "〔2010〕5号"),
        ("商党〔2010〕第5号", "document-number", 3, "〔2010〕5号"),
        ("商党〔 2010 〕5号", "document-number", 3, "〔2010〕5号"),
        ("商党(２０１０)５号", "document-number", 3, "〔2010〕5号"),
        (r"商党\[2010\]5号", "document-number", 4, None),
        ("买买提•艾力", "name-dot", 4, "·"),
        ("买买提・艾力", "name-dot", 4, "·"),
        ("买买提．艾力", "name-dot", 4, None),
        ("买买提.艾力", "name-dot", 4, None),
        ('说"好"', "quotation-mark", 2, "“好”"),
        ("“甲“乙", "quotation-mark", 3, None),
        ("甲”乙”", "quotation-mark", 2, None),
        ("甲...", "ellipsis", 2, "……"),
        ("甲。。。", "ellipsis", 2, "……"),
        ("甲…乙", "ellipsis", 2, "……"),
        ("甲--乙", "dash", 2, "——"),
        ("甲──乙", "dash", 2, "——"),
        ("二0一一年", "mixed-numerals", 1, "二〇一一"),
        ("二○一○年", "mixed-numerals", 1, "二〇一〇"),
        ("一，甲", "ordinal-form", 1, "一、"),
        ("一,甲", "ordinal-form", 1, "一、"),
        ("## 一.甲", "ordinal-form", 4, "一、"),
        ("（一）、甲", "ordinal-form", 1, "（一）"),
        ("1、甲", "ordinal-form", 1, "1."),
        ("第一、甲", "ordinal-form", 1, "第一，"),
    ],
)
def test_what_is_wrong(body: str, code: str, column: int, right: str | None) -> None:
    assert (code, column, right) in said("\n" + body)
    assert {one.code for one in found("\n" + body)} == {code}


@pytest.mark.parametrize(
    "body",
    [
        *("甲，乙：丙；丁？戊！（己）", "9:30到10:00", "3:2取胜", "f(x)=1", "A, B", "Word, WPS", "比例为1:3。"),
        *("http://example.org/a,b:c(d)", "`甲,乙`", "```\n甲,乙\n```", "[甲](b(c).md)", "![甲](a,b.png)", "<br>甲"),
        *("> 甲,乙(丙)\n> 二0一一年", "甲,乙 <!-- 原文如此 -->", "<!-- 甲,乙 -->", "甲[^1]\n\n[^1]: 乙"),
        *("商党〔2010〕5号", "住（2010）6号楼", "第5号", "（2010年）", "示例〔2031〕10号"),
        *("买买提·艾力", "1.甲", "3.5倍", "第1.2节", "文件.docx", "甲。乙"),
        *("“甲”“乙”", "“甲‘乙’丙”", "don’t", 'a "quoted" word', "“甲\n乙”"),
        *("……", "甲……乙", "1...2", "v1.2...", "甲——乙", "2010—2012年", "a--b", "---", "|-|-|\n|甲|乙|"),
        *("二〇一一年", "一千年", "10年", "一一对应年度"),
        *("第一、第二季度", "第一、二组", "一心一意", "十、百、千", "二是甲，一是乙", "第一，甲。第一，乙。"),
        *(
            "1. 甲\n1. 乙",
            "一、甲\n\n## 题\n\n一、乙",
            "## 一、甲\n\n一、子\n\n二、丑\n\n## 二、乙",
            "（三）甲",
            "二、甲",
            "一、甲\n\n（一）子\n\n二、乙\n\n（一）丑",
        ),
        *("{!includes/a.md!}", "## 甲 {#a-b}", "| 甲 | 1. | 3. |", "a@b.cn,c@d.cn", "138****1234", "20**年"),
    ],
)
def test_what_is_right(body: str) -> None:
    assert said("\n" + body) == []


@pytest.mark.parametrize(
    ("form", "code", "right"),
    [
        ("商党{[|［|【|(|（|〔|〖}2010{]|］|】|)|）|〕|〗}05号", "document-number", "〔2010〕5号"),
        ("商党〔{ 2010|2010 |2010年|2010 年|２０１０|2010年 }〕5号", "document-number", "〔2010〕5号"),
        ("商党〔2010〕{ |第|第 |0|００| 第 00}5号", "document-number", "〔2010〕5号"),
        ("商党(2010年)5号", "document-number", "〔2010〕5号"),
        ("商党[1998]50号", "document-number", "〔1998〕50号"),
        ("商党[2010]{500|５００}号", "document-number", "〔2010〕500号"),
        ("商党[2010]1234号{|令|甲}", "document-number", "〔2010〕1234号"),
        ("２０１１Ａｚ", "fullwidth-character", "2011Az"),
        ("{０|９|Ａ|Ｚ|ａ|ｚ}", "fullwidth-character", None),
        ("买买提{•|・|‧|∙|⋅|･|﹒}艾力", "name-dot", "·"),
        ("买买提{．|.}艾力", "name-dot", ""),
        ("甲{...|......|。。|。。。|…}{|乙|。|，|」}", "ellipsis", "……"),
        ("{|“”|a}{...|。。|…}乙", "ellipsis", "……"),
        ("a{...|…}{，|、|；|：|。|？|！|“”|「|」|『|』|（|）|《|》}", "ellipsis", "……"),
        ("{甲|，|。|；|“”|」|』|）|》}{--|----|―|――|──|－－}{乙|“”|「|『|（|《}", "dash", "——"),
        ("二{0|０|o|O|Ｏ|ｏ|○|◯|零}一一年", "mixed-numerals", "二〇一一"),
        ("一九{九|0|零}0年", "mixed-numerals", None),
        ("{甲|“”|」|』|》|）|％}{,|, |,  }乙", "halfwidth-punctuation", "，"),
        ("{9|Z|z|%},{ |}{甲|“”|「|『|《}", "halfwidth-punctuation", "，"),
        *(
            (f"甲{{{sign}|{sign} b}}", "halfwidth-punctuation", right)
            for sign, right in zip(",;:?!", "，；：？！", strict=True)
        ),
        ("甲?!乙", "halfwidth-punctuation", "？！"),
        ("a(甲)b", "halfwidth-punctuation", "（甲）"),
        ("甲(b)乙", "halfwidth-punctuation", "（b）"),
        ('a"甲"b', "quotation-mark", "“甲”"),
        ('{甲"b"|"b"甲}', "quotation-mark", "“b”"),
        ("一{，|,|.|．|:|：|, }{甲|“”|「|『|《|（|A|z}", "ordinal-form", "一、"),
        ("1、二组甲", "ordinal-form", "1."),
        ("甲⏎一{，|,|.|:}乙", "ordinal-form", "一、"),
        ("（一）{、|，|,|.|．|:|：}甲", "ordinal-form", "（一）"),
        ("1{．|、}甲", "ordinal-form", "1."),
        ("（{1|9|10|99}）{、|，|,|.|．|:|：}甲", "ordinal-form", None),
        ("{十二，|二十一，|（十二），|10、|99、}甲", "ordinal-form", None),
        ("{|甲。|甲；|甲：|甲，|甲⏎}第{一|十|十二}、{甲|“”|A}", "ordinal-form", None),
        ("一、甲⏎⏎一、{二科|一组|三组|二〇|百组}甲", "ordinal-jump", None),
        ("一、甲⏎⏎一、{一|九百}、甲", "ordinal-jump", None),
        ("第一，甲。第一二，乙。第三，丙", "ordinal-jump", None),
        ("一是甲{。|；|：|，}三是乙", "ordinal-jump", None),
        ("{第十一，甲。第十三，乙|十是甲。十是乙|九是甲；一是乙；三是丙}", "ordinal-jump", None),
        ("甲{\ue000|\uf8ff|\ufffd|\ufdd0|\ufdef|\U000f0000|\U0010ffff}", "private-use", ""),
    ],
)
def test_each_sign_of_a_rule(form: str, code: str, right: str | None) -> None:
    """``right`` is empty where nothing may be offered, None where it is not looked at."""
    texts = each(form)
    for text, told in [(text, said("\n" + text)) for text in texts]:
        assert [one[0] for one in told] == [code], text
        assert right is None or (told[0][2] or "") == right, text


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("甲, 乙", "甲，乙"),
        ("甲, b", "甲， b"),
        ("甲!  ", "甲！  "),
        ("二０一一年", "二〇一一年"),
        ("一,甲,乙", "一、甲，乙"),
        ("一, 甲", "一、 甲"),
    ],
)
def test_no_more_is_mended_than_is_wrong(body: str, right: str) -> None:
    assert mended(HEAD + body, found(body)) == HEAD + right


@pytest.mark.parametrize(
    "form",
    [
        *(
            "商党[{2110|201|20100}]5号",
            "商党[2010]{50000|a}号",
            "住(2010)6号{楼|院|馆|线}",
            "a[2010]5号",
            "商党[2010}5号",
        ),
        *(
            "{a|9}•{b|9}",
            "a{...|…|。。}",
            "甲a{...|…|。。|(b)}c乙",
            '甲a"b"c乙',
            "甲……乙",
            "甲…………",
            "{a|9}{--|―|──|－－}{b|9}",
            "甲--",
            "--甲",
            "甲{-|─|－}乙",
        ),
        *(
            "一，1",
            "1.{5|甲| 甲|  甲}",
            "（一）{甲| 甲}",
            "1、5",
            "100、甲",
            "一、甲⏎⏎{一二|十一二|十十}、乙",
            "一、甲⏎⏎二、乙⏎⏎一、丙",
            "0、甲",
            "（100）、甲",
        ),
        *(
            "一是甲。⏎⏎## 题⏎⏎三是丙",
            "第一，甲。第二三，乙。第二，丙",
            "第一，甲。⏎⏎## 题⏎⏎第三，丙",
            "一、甲⏎⏎## 题⏎⏎三、丙",
            "第一、{第二|二|十}季度",
            "甲第一、乙",
            "甲一是乙，三是丙",
            "一是甲，一甲三是乙",
            "| 三、甲 |",
            "十是甲，一是乙",
        ),
        "一、甲⏎⏎一、{二组|二班|二队|二村|二楼|二季度|二支部|二车间|二等奖|二号楼|二单元|二分队|二分会|二期|二栋|三、五组}甲",
        *("{三|十|百|千|万|亿|〇|零}二0一一年", "{二0一|三0一一|二〇一一|一一一一}年", "二0一一号"),
        *("{a,b|9:30|a, b|《a》b|a(b)|甲(b)|(b)甲}", 'a"b"c', "{“甲”|甲“乙”丙}"),
    ],
)
def test_each_sign_that_is_right(form: str) -> None:
    assert [(text, told) for text in each(form) if (told := said("\n" + text))] == []


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("## 一、甲\n\n## 三、乙", 3, "前面是第 1 个，这里却是第 3 个"),
        ("## 二、甲", 1, "前面没有第 1 个"),
        ("## 一、甲\n\n### （一）子\n\n## 二、乙\n\n### （二）丑", 7, "前面没有第 1 个"),
        ("（一）甲\n（二）乙\n（二）丙", 3, "和前面的重复"),
        ("1. 甲\n3. 乙", 2, "前面是第 1 个，这里却是第 3 个"),
        ("（1）甲\n\n（4）乙", 3, "前面是第 1 个，这里却是第 4 个"),
        ("第一，甲。第三，乙。", 1, "前面是第 1 个，这里却是第 3 个"),
        ("一是甲；二是乙；四是丙。", 1, "前面是第 2 个，这里却是第 4 个"),
        ("九、甲\n\n十、乙\n\n十二、丙", 5, "前面是第 10 个，这里却是第 12 个"),
    ],
)
def test_ordinals_that_jump(body: str, line: int, reason: str) -> None:
    (one,) = found(body)
    assert (one.code, one.line - FIRST_LINE + 1) == ("ordinal-jump", line) and one.message.endswith(reason)


def test_chinese_numbers() -> None:
    digits = "一二三四五六七八九"
    spelled = [f"{tens}十{ones}" for tens in ["", *digits[1:]] for ones in ["", *digits]]
    assert [number(one) for one in [*digits, *spelled]] == list(range(1, 100))
    assert [number(one) for one in ("", "百", "十十", "二三", "一二三")] == [0] * 5


@pytest.mark.parametrize(
    ("front", "line", "column"),
    [
        ("summary: 甲,乙", 3, 11),
        ('summary: "甲,乙"', 3, 12),
        ("summary: '甲,乙'", 3, 12),
        ('summary: "甲\\"乙,丙"', 3, 15),
        ("summary: >-\n  甲\n  乙,丙", 5, 4),
        ("summary: |\n  甲,乙\n", 4, 4),
        ("summary: 甲\n  乙,丙", 4, 4),
        ("summary: 甲,乙  # 说明,说明", 3, 11),
    ],
)
def test_front_matter_is_found_to_the_column(front: str, line: int, column: int) -> None:
    (one,) = found("", f"---\ntitle: 甲\n{front}\n---\n")
    assert (one.code, one.line, one.column) == ("halfwidth-punctuation", line, column)


@pytest.mark.parametrize("front", ["summary: 甲,乙 # 原文如此", "owner: a,b"])
def test_front_matter_that_is_fine(front: str) -> None:
    assert found("", f"---\ntitle: 甲\n{front}\n---\n") == []


def test_words_of_others_stay() -> None:
    """A document's text, the source's title and the source's wording are as they were written; its number is not."""
    policy = (
        "---\ntitle: 甲\ntype: notice\nissuer: 乙\nnumber: 商党[2010]5号\ndate:\n  edtf: 2010\n  wording: 年初,或年底\n"
        "status: in-force\nsource:\n  title: 甲,乙\n---\n\n甲,乙\ue000\n"
    )
    diagnostics = load({**BASE, "policy/other.md": policy.encode()})[1]
    assert [(one.code, one.line) for one in diagnostics] == [("document-number", 5), ("private-use", 14)]


def test_a_fragment_is_told_once() -> None:
    docs = {
        **BASE,
        "includes/a.md": "甲,乙\n".encode(),
        PATH: f"{HEAD}\n{{!includes/a.md!}}\n\n{{!includes/a.md!}}\n".encode(),
    }
    assert [(one.path, one.line, one.column) for one in load(docs)[1]] == [("includes/a.md", 1, 2)]


PIECES = [
    *(
        "甲",
        "乙丙",
        "𠮷",
        "\U00031350",
        "。",
        "，",
        ",",
        ":",
        "(",
        ")",
        '"',
        "“",
        "”",
        "...",
        "…",
        "--",
        "—",
        " ",
        "\n",
        "\n\n",
    ),
    *(
        "５",
        "Ａ",
        "5",
        "年",
        "[2010]",
        "（2010）",
        "5号",
        "05号",
        "•",
        ".",
        "·",
        "一、",
        "一，",
        "（二）",
        "1. ",
        "1、",
        "第一，",
        "二是",
    ),
    *(
        "**",
        "`",
        "```",
        "> ",
        "## ",
        "- ",
        "| ",
        "[甲](b.md)",
        "http://a.cn/,甲",
        "<br>",
        "&nbsp;",
        "二0一一年",
        "<!-- 原文如此 -->",
        "\\",
        "_",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts)
@example("甲(乙,丙)")
@example('"甲“乙"”')
def test_what_is_offered_mends_it(body: str) -> None:
    """Applied over and over, the fixes come to an end, and none of what they mend is left."""
    text = HEAD + "\n" + body
    for _ in range(12):
        fixable = [one for one in found(text[len(HEAD) :]) if one.fix]
        if not fixable:
            return
        text = mended(text, fixable)
    pytest.fail(f"no end: {text!r}")


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["𠮷", "\U00031350", "㐂"]))
def test_a_rare_character_moves_findings_by_one_column(body: str, rare: str) -> None:
    """In front of a line of text, where its place means nothing."""
    before, after = found("\n甲。" + body), found(f"\n{rare}甲。" + body)
    moved = [(one.code, one.line, one.column + (one.line == FIRST_LINE + 1), one.fix) for one in before]
    assert [(one.code, one.line, one.column, one.fix) for one in after] == moved


@settings(max_examples=200, deadline=None)
@given(texts.filter(lambda text: "`" not in text and "\n" not in text and "\\" not in text))
def test_nothing_is_found_in_code_or_addresses(text: str) -> None:
    plain = re.sub(r"\s+", "", text)
    assert found(f"\n甲`{text or '甲'}`乙。\n\n```\n{text}\n```\n") == []
    assert found("\n见 http://example.org/" + re.sub(r"[^!-;=?-~]", "", plain) + " 甲。\n") == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_borne(text: str) -> None:
    found("\n" + text)


def test_all_han_characters_are_han() -> None:
    is_han = re.compile(f"[{HAN}]").fullmatch
    assert all(map(is_han, "一龥㐀䶵𠀀𪛖𫝀𬺡𮯠〇々豈\U00031350\U000323af"))
    assert not any(map(is_han, "a1，。·あア가\ue000 "))


@pytest.mark.parametrize("where", ["docs", "sample"])
def test_real_text_raises_no_false_alarm(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import corpus

    docs = read_docs(ROOT / "docs")
    if where == "sample":
        docs = {path: text.encode() for path, text in corpus.files(300)} | {"wording.yml": docs["wording.yml"]}
    codes = {one.code for one in load(docs)[1]}
    assert codes & CODES == set()
    assert [code for code in codes if code.startswith(("wording", "official"))] == []
