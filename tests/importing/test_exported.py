"""Styles that exports use, as they are read: what is the page's, and what goes on with a list."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from importing.exported_text import headed, part
from importing.headings import Heading
from importing.html_blocks import read_blocks
from importing.word.conversion import convert

GIVEN = '<p class="given">网页地址</p>'
TABLE = "<table><tr><td>{}</td><td>{}</td></tr></table>"


def html(*paragraphs: tuple[str, str]) -> str:
    """The reading of a file of paragraphs with styles of these names."""
    document = docx.Document()
    for style, text in paragraphs:
        if style not in [one.name for one in document.styles]:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(text, style)
    out = io.BytesIO()
    document.save(out)
    return convert(out.getvalue()).html


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("争优正文", {"given"}),
        ("争优摘要", {"given", "summary"}),
        ("争优heading 2", {"given"}),
        ("摘要", {"summary"}),
        ("Quote", {"quote"}),
        ("提示标题", {"box-title"}),
        ("提示文字", {"box-text"}),
        ("代码", {"code"}),
        ("Normal", set()),
    ],
)
def test_a_style_says_what_a_paragraph_is(style: str, expected: set[str]) -> None:
    (paragraph,) = read_blocks(html((style, "文字"))).blocks
    names = {"given", "summary", "quote", "box-title", "box-text", "code"}
    assert paragraph.classes & names == expected  # type: ignore[union-attr]


def test_a_lists_further_paragraph_stays_in_its_item() -> None:
    found = html(("List Bullet", "甲"), ("列表续段 1", "甲续"), ("List Bullet", "乙"))
    assert found.count("<ul>") == 1 and found.index("甲续") < found.index("</li>") < found.index("乙")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (GIVEN + "<p>正文</p>", "正文"),
        (f'<p class="title">题</p>{GIVEN}<h1>一、节</h1><p>正文</p>', "一、节正文"),
        (TABLE.format(GIVEN, GIVEN + "<p>贴进来的</p>") + "<p>正文</p>", "正文"),
        (GIVEN + TABLE.format(GIVEN, "<p>甲</p><p>乙</p>"), "网页地址甲乙"),
        ("<p>正文</p>", None),
        (f'<p class="title">题</p>{GIVEN}<p class="title">另一题</p>', None),
    ],
)
def test_what_is_the_cases_own(text: str, own: str | None) -> None:
    from importing.blocks import paragraphs

    found = part(read_blocks(text))
    assert (found and "".join(one.text for one in paragraphs(found.text))) == own


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["一、甲", "（一）乙", "第三章 丙"], ["一、甲", "（一）乙", "第三章 丙"]),
        (["甲", "1.乙", "丙"], ["甲", "1.乙", "第三章 丙"]),
        (["一、甲"], ["甲", "乙", "第三章 丙"]),
    ],
)
def test_the_numbers_of_headings_are_the_cases(written: list[str], expected: list[str]) -> None:
    blocks = read_blocks("<h1>一、甲</h1><h2>（一）乙</h2><h1>第三章 丙</h1>").blocks
    assert [one.text for one in headed(blocks, written) if isinstance(one, Heading)] == expected
