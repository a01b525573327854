"""What a new record's file says before anybody has written in it, and what its references may be filled with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from campaign import Records, load
from campaign.choices import choices, fitting
from campaign.kinds import KINDS
from campaign.records import Record
from campaign.scaffold import SHOWN, template_text
from campaign.schema import Choice, Field, Flag, Group, Identifier, Kind, ListOf, Ref, Text

from .conftest import Docs

THING = Kind(
    "thing",
    "物",
    "things",
    (
        Field("title", "标题", Text(), required=True, help="起个名字。"),
        Field("state", "状态", Choice({"on": "开", "off": "关"}), help="开着没有。"),
        Field("unit", "单位", Ref("unit"), required=True),
        Field("honours", "表彰", ListOf(Ref("honour"))),
        Field(
            "steps",
            "环节",
            ListOf(
                Group(
                    (
                        Field("id", "编号", Identifier(), required=True),
                        Field("who", "谁", Group((Field("name", "姓名", Text()),))),
                    )
                )
            ),
        ),
        Field("rows", "行", ListOf(ListOf(Text()))),
        Field("on", "是否", Flag()),
        Field("date", "日期", Text()),
    ),
)


EMPTY = """\
---
# ★ 必填。井号后面是说明，可以删去；不用的项目留空即可。
title:  # ★ 标题　起个名字。
state:  # 状态　开着没有。　下列之一：on（开）、off（关）
unit:  # ★ 单位　可用：u0 第0 组、u1 第1 组、u2 第2 组、u3 第3 组、u4 第4 组、u5 第5 组、u6 第6 组、u7 第7 组……
honours:  # 表彰
  -
steps:  # 环节
  - id:  # ★ 编号　编号：英文小写字母、数字和连字符
    who:  # 谁
      name:  # 姓名
rows:  # 行
  -
on:  # 是否　true（是）或 false（否）
date:  # 日期
---

<!-- 正文写在这里，从二级标题 ## 开始。 -->
"""


def units(count: int) -> Records:
    named = {
        f"u{number}": Record(KINDS["unit"], f"u{number}", f"units/u{number}.md", {"title": f"第{number}\n组"})
        for number in range(count)
    }
    return Records({"unit": named}, {}, ())


def test_every_field_stands_in_it_with_what_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "thing", THING)
    assert template_text("thing", records=units(SHOWN + 1)) == EMPTY
    assert template_text("thing", records=units(SHOWN)) == EMPTY.replace("……", "")
    offered = re.search("　可用.*", EMPTY)
    assert offered
    assert template_text("thing", today=date(2031, 5, 6)) == EMPTY.replace(offered[0], "")
    filled = template_text("thing", title='甲"\n乙\\', given={"steps": [{"id": "a"}], "on": "true"})
    assert 'title: "甲\\" 乙\\\\"  # ★' in filled and "  - id: a\nrows:" in filled and "on: true  # 是否" in filled


@pytest.mark.parametrize(
    ("given", "known", "sections"),
    [
        ({}, True, ["问题", "办法", "结果"]),
        ({"kind": "member"}, True, ["其人", "其事"]),
        ({"template": "portrait"}, True, ["其人", "其事"]),
        ({"template": "none"}, True, ["问题", "办法", "结果"]),
        ({}, False, ["背景与起因", "做法与经过", "成效与反响", "探讨与启示"]),
    ],
)
def test_a_case_begins_as_a_draft_with_the_sections_of_its_template(
    base: Docs, given: dict[str, str], known: bool, sections: list[str]
) -> None:
    records = load(base)[0] if known else None
    text = template_text("case", title="题", today=date(2031, 5, 6), records=records, given=given)
    head, _, body = text.partition("\n---\n\n")
    begun = dict(line.split(": ", 1) for line in re.findall(r"^(\w+: [^#\s]+) *(?:#.*)?$", head, re.MULTILINE))
    assert begun == {"title": '"题"', "kind": "organisation", "date": "2031-05-06", "status": "draft", **given}
    assert "\ndate:  # " in template_text("case", title="题", records=records, given=given)
    assert body == "\n\n".join(f"## {one}\n\n<!-- 在这里写{one}，写完删去这一行。 -->" for one in sections) + "\n"


def test_a_reference_may_name_what_there_is(base: Docs, edit: Callable[..., Docs]) -> None:
    records = load(base)[0]
    faulty = load(edit("campaign.md", "    - id: silver\n      title", "    - title"))[0]
    assert [id for id, _ in choices("level", faulty)] == ["gold", "bronze", "none"], "what has no id cannot be named"
    assert choices("unit", records) == [("press", "冲压班（示例）"), ("works", "总厂（示例）")]
    assert choices("commitment", records) == [("press-2031", "press-2031")], "what has no title is called by its id"
    assert choices("template", records) == [("story", "改进故事"), ("portrait", "人物速写")]
    assert choices("input", records) == [("own", "自查"), ("audit", "抽查")] and choices("input", load({})[0]) == []


@pytest.mark.parametrize(
    ("kind", "field", "said", "fits"),
    [
        ("case", "criteria", {"kind": "member"}, ["bright-eye"]),
        ("case", "criteria", {"kind": "organisation"}, ["zero-return"]),
        ("case", "criteria", {}, ["bright-eye", "zero-return"]),
        ("case", "template", {"kind": "member"}, ["portrait"]),
        ("case", "template", {"kind": "organisation"}, ["story"]),
        ("case", "unit", {"kind": "member"}, ["press", "works"]),
        ("unit", "criteria", {"kind": "member"}, ["bright-eye", "zero-return"]),
    ],
)
def test_of_criteria_and_templates_those_fit_that_are_for_the_kind_of_case(
    base: Docs, kind: str, field: str, said: dict[str, str], fits: list[str]
) -> None:
    target = {"criteria": "criterion"}.get(field, field)
    assert [id for id, _ in fitting(kind, field, said, target, load(base)[0])] == fits


def test_a_template_for_no_kind_is_for_every_kind(edit: Callable[..., Docs]) -> None:
    records = load(edit("campaign.md", "    kinds:\n      - organisation\n", ""))[0]
    found = fitting("case", "template", {"kind": "member"}, "template", records)
    assert [id for id, _ in found] == ["story", "portrait"]
