"""What goes into the front matter: only what the text says in so many words, and from where."""

from __future__ import annotations

import re
from typing import Any

import numbering
import pytest
from campaign import load
from importing import Reading, understand
from importing.evidence import Proposal

from ..conftest import Docs

LONG = "全班对着看板找出了返工最多的三道工序，一道一道改，改完再量，量完再贴到看板上给大家看。"
UNIT = "---\ntitle: {title}\ntype: branch\n---\n"


def proposals(base: Docs, *lines: str, title: str = "一份材料", units: tuple[str, ...] = ()) -> dict[str, Proposal]:
    docs = {**base, **{f"units/u{n}.md": UNIT.format(title=one).encode() for n, one in enumerate(units)}}
    html = f'<p class="title">{title}</p>' + "".join(f"<p>{one}</p>" for one in lines)
    return {one.field: one for one in understand(Reading("材料.docx", b"", html, {}), load(docs)[0]).proposals}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2011年6月28日", "2011-06-28"),
        ("二〇一一年六月", "2011-06"),
        ("二○一一年十二月二十一日", "2011-12-21"),
        ("二零一〇年十月十日", "2010-10-10"),
        ("2011年", "2011"),
        ("20**年6月", "20XX-06"),
        ("20** 年 6 月", "20XX-06"),
        ("20××年", "20XX"),
        ("2011年2月30日", ""),
        ("2011年13月", ""),
    ],
)
def test_dates(text: str, edtf: str) -> None:
    match = numbering.DATE.search(text)
    assert match and numbering.edtf(match) == edtf


@pytest.mark.parametrize("text", ["12011年6月", "第2011号", "一一年六月", "6月28日"])
def test_no_dates(text: str) -> None:
    match = numbering.DATE.search(text)
    assert match is None or not numbering.edtf(match)


@pytest.mark.parametrize(
    ("title", "line", "kind", "sure"),
    [
        ("记示例甲同志", LONG, "member", True),
        ("优秀共产党员示例甲", LONG, "member", True),
        ("冲压班党支部材料", LONG, "organisation", True),
        ("一份材料", "姓名：示例甲", "member", True),
        ("一份材料", LONG, "organisation", False),
    ],
)
def test_kind(base: Docs, title: str, line: str, kind: str, sure: bool) -> None:
    found = proposals(base, line, title=title)["kind"]
    assert (found.value, found.sure) == (kind, sure)


@pytest.mark.parametrize(
    ("title", "line", "unit", "sure"),
    [
        ("示例窗口支部材料", LONG, "u0", True),
        ("一份材料", "单位：示例窗口支部", "u0", True),
        # a longer name on record wins over the shorter one in it; one that is the end of an unknown name is not sure
        ("示例窗口支部第一小组材料", LONG, "u1", True),
        ("某地示例窗口支部材料", LONG, "u0", False),
        ("一份材料", f"示例窗口支部{LONG}", "u0", False),
        ("一份材料", f"他在示例窗口支部。{LONG}", "u0", False),
        ("示例窗口支部和冲压班材料", LONG, None, False),  # two units: neither
        ("一份材料", LONG, None, False),
    ],
)
def test_unit(base: Docs, title: str, line: str, unit: str | None, sure: bool) -> None:
    found = proposals(base, line, title=title, units=("示例窗口支部（示例）", "示例窗口支部第一小组")).get("unit")
    assert (found and found.value, bool(found and found.sure)) == (unit, sure)


def test_what_is_not_sure_does_not_look_decided(base: Docs) -> None:
    """A reference is offered in a comment; the field stays open, so that check asks for it."""
    html = f'<p class="title">一份材料</p><p>冲压班{LONG}</p><p>大家都说看得清。</p>'
    text = understand(Reading("材料.docx", b"", html, {}), load(base)[0]).text("x")
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("unit:"))
    assert lines[at].startswith("unit:  #") and re.match(
        r"# 待核对：可能是「冲压班（示例）」（press），见第 2 段「冲压班全班.*；确定后填上。$", lines[at - 1]
    )
    at = next(n for n, line in enumerate(lines) if line.startswith("summary:"))
    assert lines[at - 1].startswith("# 请核对：第 2 段「")


@pytest.mark.parametrize(
    ("line", "outcomes"),
    [
        ("办理时限由30天缩短到12天。", [{"text": "办理时限", "before": "30", "after": "12", "unit": "天"}]),
        ("满意率从85%提高到98％，群众高兴。", [{"text": "满意率", "before": "85", "after": "98", "unit": "%"}]),
        ("返工率由原来的6.5%下降至1.2%。", [{"text": "返工率", "before": "6.5", "after": "1.2", "unit": "%"}]),
        ("返工由每月14件降到3件", [{"text": "返工", "before": "14", "after": "3", "unit": "件"}]),
        ("时限从15增加到20", [{"text": "时限", "before": "15", "after": "20"}]),
        ("从3月到5月，全班学习。", None),
        ("由3人到5个小组。", None),
        ("提高到98%。", None),
        ("由甲地到乙地。", None),
    ],
)
def test_numbers_before_and_after(base: Docs, line: str, outcomes: list[dict[str, Any]] | None) -> None:
    found = proposals(base, LONG, line).get("outcomes")
    assert (found.value if found else None) == outcomes and not (found and found.sure)


def test_labelled_lines(base: Docs) -> None:
    found = proposals(base, "摘要：改了三道工序。", "关键词：看板；质量 返工、看板", "时间：2031年2月至2031年5月", LONG)
    assert (found["summary"].value, found["summary"].sure) == ("改了三道工序。", True)
    assert found["tags"].value == ["看板", "质量", "返工"]
    assert (found["date"].value, found["date"].sure) == ("2031-02/2031-05", True)
    long = proposals(base, "【摘要】：" + "改了三道工序，量了又量。" * 12)["summary"]
    assert len(long.value) <= 120 and long.value.endswith("。") and not long.sure


def test_a_summary_of_whole_sentences(base: Docs) -> None:
    assert proposals(base, LONG * 4)["summary"].value == LONG * 2
    assert "summary" not in proposals(base, "没有句号的一长段" * 40)


def test_criteria_and_honours_named_by_their_titles(base: Docs) -> None:
    records = load(base)[0]
    criterion, honour = records.of("criterion")[0], records.of("honour")[0]
    group = next(one for one in records.campaign_items("groups") if one.id == criterion.group)
    title = "记示例甲同志" if group.applies_to == "member" else "冲压班党支部材料"
    found = proposals(base, f"{LONG}做到了{criterion.title}，获{honour.title}。", title=title)
    assert (found["criteria"].value, found["criteria"].offered) == ([criterion.id], True)
    assert (found["honours"].value, found["honours"].offered) == ([honour.id], True)
    other = "冲压班党支部材料" if group.applies_to == "member" else "记示例甲同志"
    assert "criteria" not in proposals(base, f"{LONG}做到了{criterion.title}。", title=other)


def test_the_source(base: Docs) -> None:
    found = proposals(base, "示例党〔2031〕5号", LONG, "（来源：示例报）", "责任编辑：示例乙")["source"]
    assert found.value == {
        "title": "一份材料",
        "publisher": "示例报",
        "number": "示例党〔2031〕5号",
        "note": "（来源：示例报）\n责任编辑：示例乙",
    }
    assert "source" not in proposals(base, LONG)


def test_a_title_that_is_too_long_is_kept_whole_in_the_source(base: Docs) -> None:
    title = "示例" * 29 + "的报告"
    found = proposals(base, LONG, title=title)
    assert len(found["title"].value) == 60 and found["source"].value["title"] == title
