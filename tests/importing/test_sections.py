"""Headings find the section of the template that they mean; what fits none stays under its own."""

from __future__ import annotations

import pytest
from campaign import load
from importing import Reading, understand
from importing.draft import Draft
from importing.sections import section_of

from ..conftest import Docs

CUSTOMARY = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")
MEMBER = ("基本情况", "主要事迹", "各方评价")


def rows() -> list[tuple[str, ...]]:
    from importing import sections

    return list(sections._CUSTOMARY)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        *(
            (one, "背景与起因")
            for one in ("背景", "基本情况", "活动背景", "起因", "实施背景和缘由", "单位概况", "案例背景")
        ),
        *(
            (one, "做法与经过")
            for one in ("做法", "主要做法", "经验做法", "主要措施", "具体措施", "做法及成效", "主要事迹", "工作举措")
        ),
        *(
            (one, "成效与反响")
            for one in ("成效", "取得的成效", "取得成效", "工作效果", "社会反响", "初步成效和体会", "主要成绩")
        ),
        *((one, "探讨与启示") for one in ("启示", "几点体会", "经验启示", "思考", "探讨与评论", "体会与思考")),
        *((one, None) for one in ("存在的不足", "强化服务措施", "学习在先", "做法不一", "抓成效、促发展", "", "，")),
    ],
)
def test_customary_words(heading: str, section: str | None) -> None:
    assert section_of(heading, CUSTOMARY, rows()) == section


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("个人简介", "基本情况"),
        ("先进事迹", "主要事迹"),
        ("群众评价", "各方评价"),
        ("领导和同事评价", "各方评价"),
        ("取得成效", None),
    ],
)
def test_the_template_of_a_member(heading: str, section: str | None) -> None:
    assert section_of(heading, MEMBER, rows()) == section


LONG = "全班对着看板找出了返工最多的三道工序，一道一道改，改完再量，量完再贴到看板上给大家看。"
TITLE = '<p class="title">冲压班（示例）党支部材料</p>'


def understood(base: Docs, html: str) -> Draft:
    return understand(Reading("材料.docx", b"", TITLE + html, {}), load(base)[0])


def outlined(draft: Draft) -> list[str]:
    """The draft's headings and lines, as they come."""
    body = draft.text("x").split("\n---\n")[1]
    return [line for line in body.split("\n") if line]


def test_the_campaign_says_what_the_sections_are(base: Docs) -> None:
    lines = outlined(understood(base, f"<p>{LONG}</p><h1>二、主要做法</h1><p>甲。</p><h1>三、效果</h1><p>乙。</p>"))
    assert lines == ["## 问题", LONG, "## 办法", "甲。", "## 结果", "乙。"]


def test_a_campaigns_synonyms_count(base: Docs) -> None:
    text = base["campaign.md"].decode()
    docs = {**base, "campaign.md": text.replace("synonyms:\n", "synonyms:\n  - [起因, 由头]\n").encode()}
    assert "## 由头" in outlined(understood(base, f"<h1>由头</h1><p>{LONG}</p>"))
    assert outlined(understood(docs, f"<h1>由头</h1><p>{LONG}</p>"))[:2] == ["## 问题", LONG]


def test_sections_come_in_the_templates_order_and_nothing_is_left_out(base: Docs) -> None:
    draft = understood(
        base,
        "<h1>成效</h1><p>丙。</p><h1>不足</h1><p>丁。</p><h1>背景</h1><p>甲。</p><h2>其一</h2><p>戊。</p>"
        "<h1>做法</h1><p>乙。</p><h1>具体措施</h1><h2>其二</h2><p>己。</p>",
    )
    assert outlined(draft) == [
        "## 问题", "甲。", "### 其一", "戊。",
        "## 办法", "乙。", "### 具体措施", "### 其二", "己。",
        "## 结果", "丙。",
        "## 不足", "丁。",
    ]  # fmt: skip
    assert any("并入「办法」" in one for one in draft.arrangement.said)
    assert any("「不足」" in one and "保留原标题" in one for one in draft.arrangement.said)


def test_a_text_without_headings_goes_where_the_deeds_are(base: Docs) -> None:
    draft = understood(base, f"<p>{LONG}</p><p>甲。</p>")
    assert outlined(draft)[1:] == [
        "<!-- 在这里写问题，写完删去这一行。 -->",
        "## 办法",
        LONG,
        "甲。",
        "## 结果",
        "<!-- 在这里写结果，写完删去这一行。 -->",
    ]
    assert any("没有小标题" in one for one in draft.said)


def test_the_template_that_fits_best(base: Docs) -> None:
    extra = "  - id: fault\n    title: 差错剖析\n    kinds:\n      - organisation\n    sections:\n      - 经过\n      - 启示\n"
    text = base["campaign.md"].decode().replace("recurring:\n", extra + "recurring:\n", 1)
    docs = {**base, "campaign.md": text.encode()}
    draft = understood(docs, f"<h1>经过</h1><p>{LONG}</p><h1>启示</h1><p>{LONG}</p>")
    assert draft.value("template") == "fault" and "# 请核对" in draft.text("x")
    assert understood(docs, f"<h1>背景</h1><p>{LONG}</p><h1>效果</h1><p>{LONG}</p>").value("template") is None


def test_a_campaign_whose_templates_are_all_faulty_lends_the_customary_sections(base: Docs) -> None:
    campaign = base["campaign.md"].decode()
    faulty = campaign.replace("    sections:\n", "    section:\n")
    lines = outlined(understood({**base, "campaign.md": faulty.encode()}, f"<h1>主要做法</h1><p>{LONG}</p>"))
    assert [line for line in lines if line.startswith("## ")] == [f"## {one}" for one in CUSTOMARY]
