"""Automatic numbers are what Word shows: text where they carry meaning, a list where HTML counts alike."""

from __future__ import annotations

import re

import pytest
from importing.word import numerals
from importing.word.conversion import convert

from tests.importing.making import STYLES, docx, level, numbering, p

CHINESE = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
DECIMAL = (level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "lowerLetter", "%3."))
BULLETS = (level(0, "bullet", ""), level(1, "bullet", "·"))


def html(*blocks: str, lists: str, styles: str = STYLES) -> str:
    return re.sub(' class="[^"]*"', "", convert(docx(*blocks, numbering=lists, styles=styles)).html)


@pytest.mark.parametrize(
    ("format", "number", "written"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 9999, "九千九百九十九"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 105, "一〇五"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("none", 3, ""),
        ("klingon", 3, "3"),
        ("chineseCounting", 0, "0"),
        ("upperRoman", 10_000_000, "10000000"),
    ],
)
def test_numerals(format: str, number: int, written: str) -> None:
    assert numerals.write(number, format) == written


def test_every_format_writes_every_number() -> None:
    for format in numerals._FORMATS:
        assert all(numerals.write(number, format) or format == "none" for number in (1, 2, 9, 10, 19, 100, 1000, 9999))


def test_chinese_numbers_are_text() -> None:
    made = html(
        p("甲", number=(1, 0)),
        p("子", number=(1, 1)),
        p("丑", number=(1, 1)),
        "正文",
        p("乙", number=(1, 0)),
        p("寅", number=(1, 1)),
        lists=numbering(CHINESE),
    )
    assert made == "<p>一、甲</p><p>（一）子</p><p>（二）丑</p><p>正文</p><p>二、乙</p><p>（一）寅</p>"


def test_a_heading_keeps_its_number_whatever_it_is() -> None:
    made = html(p("甲", style="1", number=(1, 0)), p("乙", style="1", number=(1, 0)), lists=numbering(DECIMAL))
    assert made == "<h1>1. 甲</h1><h1>2. 乙</h1>"


def test_styles_number_their_paragraphs() -> None:
    lists = numbering(
        (level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", more='<w:isLgl/><w:pStyle w:val="n2"/>'))
    )
    styles = STYLES + "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/><w:pPr>{more}'
        f'<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for id, more in (("n1", ""), ("n2", '<w:outlineLvl w:val="1"/>'))
    )
    made = html(p("甲", style="n1"), p("子", style="n2"), p("丑", style="n2"), lists=lists, styles=styles)
    assert made == "<p>一、甲</p><h2>1.1 子</h2><h2>1.2 丑</h2>"
    off = p("甲", style="n1", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert html(off, lists=lists, styles=styles) == "<p>甲</p>"


def test_a_plain_list_stays_one() -> None:
    made = html(*(p(text, number=(1, 0)) for text in "甲乙丙"), lists=numbering(DECIMAL))
    assert made == "<ol><li>甲</li><li>乙</li><li>丙</li></ol>"


def test_numbers_with_text_between_go_on() -> None:
    made = html(
        p("甲", number=(1, 0)), "正文", p("乙", number=(1, 0)), p("丙", number=(1, 0)), lists=numbering(DECIMAL)
    )
    assert made == "<p>1. 甲</p><p>正文</p><p>2. 乙</p><p>3. 丙</p>"


def test_two_lists_side_by_side_are_not_one() -> None:
    made = html(
        *(p(text, number=(list, 0)) for list, text in ((1, "甲"), (1, "乙"), (2, "丙"))),
        lists=numbering(DECIMAL, DECIMAL),
    )
    assert made == "<p>1. 甲</p><p>2. 乙</p><p>1. 丙</p>"


def test_lists_in_lists() -> None:
    made = html(
        p("甲", number=(1, 0)),
        p("子", number=(1, 1)),
        p("丑", number=(1, 1)),
        p("乙", number=(1, 0)),
        p("点", number=(2, 1)),
        lists=numbering(DECIMAL, BULLETS),
    )
    assert made == "<ol><li>甲<ol><li>子</li><li>丑</li></ol></li><li>乙<ul><li>点</li></ul></li></ol>"


def test_bullets_that_begin_deep_are_not_nested_in_nothing() -> None:
    assert (
        html(p("甲", number=(1, 1)), p("乙", number=(1, 1)), lists=numbering(BULLETS))
        == "<ul><li>甲</li><li>乙</li></ul>"
    )


def test_letters_are_text_because_html_would_count() -> None:
    assert html(p("甲", number=(1, 2)), p("乙", number=(1, 2)), lists=numbering(DECIMAL)) == "<p>a. 甲</p><p>b. 乙</p>"


def test_a_list_that_starts_late_keeps_its_numbers() -> None:
    lists = numbering((level(0, "decimal", "%1.", start=5),))
    assert html(p("甲", number=(1, 0)), p("乙", number=(1, 0)), lists=lists) == "<p>5. 甲</p><p>6. 乙</p>"


def test_a_number_may_start_over() -> None:
    lists = numbering(CHINESE) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    made = html(
        *(p(text, number=(list, 0)) for list, text in ((1, "甲"), (3, "乙"), (2, "丙"), (2, "丁"))), lists=lists
    )
    assert made == "<p>一、甲</p><p>二、乙</p><p>一、丙</p><p>二、丁</p>"


def test_a_level_may_go_on_over_its_chapters() -> None:
    lists = numbering(
        (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "第%2条", more='<w:lvlRestart w:val="0"/>'))
    )
    made = html(
        *(p(text, number=(1, deep)) for deep, text in ((0, "甲"), (1, "子"), (0, "乙"), (1, "丑"))), lists=lists
    )
    assert made == "<p>第一章 甲</p><p>第1条 子</p><p>第二章 乙</p><p>第2条 丑</p>"


def test_a_level_counts_from_one_before_it_has_begun() -> None:
    assert html(p("子", number=(1, 1)), lists=numbering((CHINESE[0], level(1, "decimal", "%1.%2")))) == "<p>一.1 子</p>"


def test_definitions_by_way_of_a_style() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="s"/>{"".join(CHINESE)}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>'
    )
    assert html(p("甲", number=(1, 0)), lists=lists) == "<p>一、甲</p>"


def test_a_bold_paragraph_has_a_bold_number() -> None:
    assert html(p("甲", number=(1, 0), bold=True), lists=numbering(CHINESE)) == "<p><strong>一、甲</strong></p>"


def test_numbering_that_is_not_there() -> None:
    assert html(p("甲", number=(9, 0)), p("乙", number=(1, 8)), lists=numbering(())) == "<p>甲</p><p>乙</p>"
