"""Title, formal lines and headings, as the forms of official documents have them."""

from __future__ import annotations

import pytest
from importing.blocks import Paragraph
from importing.headings import Heading
from importing.html_blocks import read_blocks
from importing.outline import Outline, read_outline

LONG = "支部全体党员认真学习了文件，逐条对照检查，列出了整改清单，明确了责任人和完成时限，并且在公示栏里公布。"


def outline(html: str) -> Outline:
    return read_outline(read_blocks(html).blocks)


def headings(html: str) -> list[tuple[int, str]]:
    return [(one.level, one.text) for one in outline(html).parts if isinstance(one, Heading)]


def body(html: str) -> list[str]:
    return [one.text for one in outline(html).parts if isinstance(one, Paragraph)]


@pytest.mark.parametrize(
    ("html", "title", "sure"),
    [
        (f'<p class="centred size-22">甲支部材料</p><p class="size-16">{LONG}</p>', "甲支部材料", True),
        (f'<p class="size-16">{LONG}</p><p class="centred">居中的后文</p>', "", False),
        (f"<h1>甲支部材料</h1><h2>一、背景</h2><p>{LONG}</p>", "甲支部材料", True),
        (f"<h1>背景</h1><p>{LONG}</p><h1>做法</h1><p>{LONG}</p>", "", False),
        (f'<p class="title">甲支部</p><h1>背景</h1><p>{LONG}</p><h1>做法</h1>', "甲支部", True),
        (f"<p>甲支部材料</p><p>{LONG}</p>", "甲支部材料", False),
        (f"<p>甲支部的材料写好了。</p><p>{LONG}</p>", "", False),
        (f'<p class="centred size-22">甲支部</p><p class="centred size-22">材料</p><p>{LONG}</p>', "甲支部材料", True),
        (
            f'<p class="centred size-22">甲支部</p><p class="centred">——记示例党员</p><p>{LONG}</p>',
            "甲支部——记示例党员",
            True,
        ),
        (f'<p class="centred size-22">甲<br />乙</p><p class="size-16">{LONG}</p>', "甲乙", True),
        (
            f'<p class="centred size-16">甲支部</p><p class="centred size-22">材料汇报</p><p class="size-16">{LONG}</p>',
            "材料汇报",
            True,
        ),
        ("", "", False),
        ('<p class="centred size-22">只有标题</p>', "只有标题", True),
        (f'<p class="centred size-22">𠮷田·示例同志</p><p class="size-16">{LONG}</p>', "𠮷田·示例同志", True),
    ],
)
def test_title(html: str, title: str, sure: bool) -> None:
    found = outline(html)
    assert (found.title, found.sure) == (title, sure)


def test_the_lines_around_a_document() -> None:
    found = outline(
        '<p class="centred red size-36">示例局委员会文件</p><p>示例党〔2011〕5号</p>'
        '<p class="centred size-22">关于材料的报告</p><p class="centred">（二〇一一年五月）</p><p>各党支部：</p>'
        f'<p>{LONG}</p><p>附件：1．台账</p><p>2．名单</p><p class="right">示例局委员会</p><p class="right">2011年5月16日</p>'
    )
    assert found.title == "关于材料的报告"
    assert [(one.what, one.text) for one in found.formal] == [
        ("发文机关", "示例局委员会文件"),
        ("文号", "示例党〔2011〕5号"),
        ("成文日期", "（二〇一一年五月）"),
        ("主送", "各党支部："),
        ("附件", "附件：1．台账"),
        ("附件", "2．名单"),
        ("署名", "示例局委员会"),
        ("成文日期", "2011年5月16日"),
    ]
    assert body("".join(f"<p>{one}</p>" for one in ("甲", LONG, "同志们：", LONG)))[-2:] == ["同志们：", LONG]


@pytest.mark.parametrize(
    "number",
    [
        "商党〔2010〕5号",
        "商党[2010]5号",
        "商党［2010］第5号",
        "商党（2010）5号",
        "编号：商党【2010】 12 号",
        "商党〔20**〕5号",
    ],
)
def test_number_of_a_document(number: str) -> None:
    found = outline(f'<p>{number}</p><p class="centred size-22">关于材料的报告</p><p>{LONG}</p>')
    assert [(one.what, one.text) for one in found.formal] == [("文号", number)]


TITLE = '<p class="centred size-22">甲支部材料</p>'


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # by style
        (f"<h2>背景</h2><p>{LONG}</p><h3>其一</h3><p>{LONG}</p><h2>做法</h2>", [(2, "背景"), (3, "其一"), (2, "做法")]),
        (f"<h4>背景</h4><p>{LONG}</p><h6>其一</h6><p>{LONG}</p>", [(2, "背景"), (3, "其一")]),
        # by number
        (
            f"<p>一、背景</p><p>{LONG}</p><p>（一）其一</p><p>{LONG}</p><p>二、做法</p><p>{LONG}</p>",
            [(2, "背景"), (3, "其一"), (2, "做法")],
        ),
        (f"<p>（一）背景</p><p>{LONG}</p><p>（二）做法</p><p>{LONG}</p>", [(2, "背景"), (2, "做法")]),
        (f"<p>第一部分 背景</p><p>{LONG}</p><p>一、其一</p><p>{LONG}</p>", [(2, "背景"), (3, "其一")]),
        # a number that skips a level is one level down all the same
        (f'<p>一、背景</p><p>{LONG}</p><p class="bold">1.其一</p><p>{LONG}</p>', [(2, "背景"), (3, "其一")]),
        # style and number together: an unstyled one goes where those with the same number went
        (f"<h2>一、背景</h2><p>{LONG}</p><p>二、做法</p><p>{LONG}</p>", [(2, "背景"), (2, "做法")]),
        # no headings: sentences, items of a list, items without a type of their own
        (f"<p>一、全厅学习了文件，效果很好。</p><p>{LONG}</p>", []),
        ("<p>一、学文件</p><p>二、查问题</p><p>三、改到位</p>", []),
        (f"<p>1.收件只查一次</p><p>{LONG}</p>", []),
        (f'<p class="kaiti">1.收件只查一次</p><p>{LONG}</p>', [(2, "收件只查一次")]),
        (f"<p><strong>（1）收件</strong></p><p>{LONG}</p>", [(2, "收件")]),
        (f"<p>2010.5 是一个月份</p><p>{LONG}</p>", []),
        (f"<p>一是学习在先</p><p>{LONG}</p>", []),
        (f"<p>一、{LONG}</p>", []),
        # a number with nothing behind it keeps it
        (f"<h2>一、</h2><p>{LONG}</p>", [(2, "一、")]),
    ],
)
def test_headings(paragraphs: str, expected: list[tuple[int, str]]) -> None:
    assert headings(TITLE + f"<p>{LONG}</p>" + paragraphs) == expected


def test_a_first_sentence_can_be_a_heading() -> None:
    """Only where the file numbers its parts that way and no other."""
    parts = f"<p>一、提高认识。{LONG}</p><p>{LONG}</p><p>二、抓好落实。{LONG}</p>"
    assert headings(TITLE + parts) == [(2, "提高认识"), (2, "抓好落实")]
    assert body(TITLE + parts) == [LONG, LONG, LONG]
    assert headings(TITLE + f"<p>一、提高认识。{LONG}</p>") == []
    assert headings(TITLE + parts + f"<p>三、收尾</p><p>{LONG}</p>") == [(2, "收尾")]


def test_bold_leads_stay_where_they_are() -> None:
    html = f"{TITLE}<p><strong>一是学习在先。</strong>{LONG}</p><p><strong>学习在先。</strong>{LONG}</p>"
    assert headings(html) == [] and len(body(html)) == 2
