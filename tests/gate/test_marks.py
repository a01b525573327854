"""Secrecy marks and inside papers are found however they are typed; talk about them is not."""

from __future__ import annotations

import pytest
from campaign import Diagnostic, Severity, load
from campaign.catalogue import CATALOGUE
from campaign.rules.protected import secrecy
from hypothesis import given, settings
from hypothesis import strategies as st

from .labelled import found

Docs = dict[str, bytes]


def test_what_a_mark_is_and_where() -> None:
    told = secrecy.marks("一\n二 机密&#9733;5年，𠮷\n工 作 秘密★1年")
    assert [(one.mark.line, one.mark.column, one.text, one.work) for one in told] == [
        (2, 3, "机密★5年", False),
        (3, 1, "工 作 秘密★1年", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "机密\n★5年",
        "  机密  \n\n★ 5年",
        "| 机密 |\n★5年",
        "**秘密**\r★1年".replace("\r", "\n"),
        "★机密★",
        "★ 秘密\n其他",
    ],
)
def test_a_mark_over_two_lines_or_alone(text: str) -> None:
    assert [one.mark.line for one in secrecy.marks(text)] == [1]


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ("机密★ 5 年以上", "机密★ 5 年", 1),
        ("机密★2031年5月1日，甲", "机密★2031年", 1),
        ("机密★会议开始以前在座的各位同志", "机密★会议开始以前在座的各位同", 1),
        *((f"甲机密★长期{sign}乙", "机密★长期", 2) for sign in ' ，．；：、。|（）<>"*_`'),
        ("★ 机密 1年", "★ 机密 1年", 1),
        ("- *机密*\n> ★5年", "机密* > ★5年", 4),
        ("<b>机密</b>\n★5年", "机密 ★5年", 4),
    ],
)
def test_what_is_said_of_a_mark(text: str, said: str, column: int) -> None:
    (told,) = secrecy.marks(text)
    assert (told.text, told.mark.line, told.mark.column) == (said, 1, column)


@pytest.mark.parametrize(
    "text",
    ["保守国家秘密\n★ 第二节", "严守机密\n\n* 3年来没有出过事", "- 秘密\n- ★★★", "★ 秘密投票", "机密★★★★"],
)
def test_lines_that_merely_follow_one_another(text: str) -> None:
    assert secrecy.marks(text) == []


HIDDEN = [
    "",
    " ",
    "\u3000",
    "\u200b",
    "\u00ad",
    "**",
    "\u2060",
    "<b>",
    "</i>",
    "&nbsp;",
    "&#8203;",
    "<!-- x -->",
    "\ufe0f",
]
STARS = ["★", "☆", "⭐", "✭", "&#9733;", "&#x2605;", "&starf;", "&amp;#9733;", "\\u2605", "\uf0ab"]
LEVELS = ["绝密", "机密", "秘密", "絕密", "機密", "祕密", "&#26426;密", "\uf95f".replace("\uf95f", "机") + "密"]


@settings(deadline=None)
@given(
    st.sampled_from(LEVELS),
    st.lists(st.sampled_from(HIDDEN), min_size=3, max_size=3),
    st.sampled_from(STARS),
    st.sampled_from(["1年", "５年", "长期", "2031年5月1日", "会议开始前", ""]),
    st.text("甲乙𠮷𪚥，。 ", max_size=5),
)
def test_nothing_between_hides_a_mark(level: str, gaps: list[str], star: str, term: str, before: str) -> None:
    text = f"{before}{level[:-1]}{gaps[0]}密{gaps[1]}{star}{gaps[2]}{term}"
    (told,) = secrecy.marks(text)
    assert told.mark.column == len(before) + 1 or gaps[0].startswith("<")


@settings(deadline=None)
@given(st.text("绝机秘密国家工作保守不得，。**`_ 级1年"))
def test_without_a_star_there_is_no_mark(text: str) -> None:
    stars = any(f"密{gap}*" in text.replace("_", " ") for gap in ("", " ", "  ", "   ", "    "))
    assert stars or secrecy.marks(text) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("files/机密★5年.pdf", "secrecy-mark"),
        ("files/【秘密】方案.docx", "secrecy-mark"),
        *((f"files/{one}方案.docx", "secrecy-mark") for one in ("机密-", "绝密_", "秘密—", "机密 ", "机密.", "机密+")),
        *((f"files/{one}方案.docx", "secrecy-mark") for one in ("【机密】", "〔绝密〕", "（秘密）", "[机密]")),
        ("机密-方案.docx", "secrecy-mark"),
        ("files/工作秘密★1年.pdf", "work-secret-mark"),
        ("files/13800001234.jpg", "personal-data"),
        ("files/湘A12345.jpg", "vehicle-plate"),
    ],
)
def test_names_of_files(base: Docs, name: str, code: str) -> None:
    assert code in [one.code for one in load({**base, name: b""})[1] if one.path == name]


@pytest.mark.parametrize(
    "name",
    [
        "files/保密承诺书.pdf",
        "files/秘密投票.docx",
        "files/论秘密-方案.docx",
        "files/【机密方案.docx",
        "files/2010-138.pdf",
        "files/plan.txt",
    ],
)
def test_names_that_say_nothing(base: Docs, name: str) -> None:
    assert [one.code for one in load({**base, name: b""})[1] if one.path == name] == ["unused-file"]


def of_level(base: Docs, level: str) -> list[Diagnostic]:
    campaign = base["campaign.md"].replace(b"\nsource:", f"\nsite_level: {level}\nsource:".encode(), 1)
    page = "---\ntitle: 怎么看\n---\n\n内部资料，注意保管\n".encode()
    return load({**base, "campaign.md": campaign, "guide/more.md": page})[1]


def test_inside_papers_weigh_more_where_anybody_reads(base: Docs) -> None:
    (internal,), (public,) = of_level(base, "internal"), of_level(base, "public")
    assert (internal.code, internal.severity) == ("internal-mark", Severity.WARNING)
    assert (public.code, public.severity) == ("internal-mark", Severity.ERROR)


def test_the_help_pages_show_nothing_they_forbid() -> None:
    texts = [text for one in CATALOGUE.values() for text in (one.message, one.hint, one.about, one.wrong, one.right)]
    assert [text for text in texts if found(text)] == []
