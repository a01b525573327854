"""A rewritten file says what it was told to say, and everything else as before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from campaign import frontmatter
from campaign.frontmatter import CONTROL, Node, Scalar, Sequence
from campaign.kinds import KINDS
from campaign.rewrite import rewrite
from campaign.scaffold import template_text
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
CASE = """---
# 开头的说明
title: 旧标题  # ★ 标题
kind: organisation
outcomes:  # 成效
  - text: 指标
    before: "1"

# 下面是状态
status: draft
summary: |
  # 不是说明
  两行
tags: [甲, "乙 # 丙"]  # 关键词
---

正文
"""


def values(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values(one) for one in node.items]
    return {key.text: values(value) for key, value in node.entries}


def read(text: str) -> dict[str, Any]:
    cut = frontmatter.split(text)
    problems: list[str] = []
    root = frontmatter.read(cut.front or "", 2, lambda code, mark, **told: problems.append(code))
    assert root is not None, text
    assert problems == [], text
    return dict(values(root))


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"title": "新标题"}, "title: 旧标题  #", "title: 新标题  #"),
        ({"title": " [甲]"}, "title: 旧标题  #", 'title: " [甲]"  #'),
        ({"title": "甲: 乙"}, "title: 旧标题  #", 'title: "甲: 乙"  #'),
        ({"status": "review"}, "status: draft", "status: review"),
        ({"status": None}, "# 下面是状态\nstatus: draft\n", "# 下面是状态\n"),
        ({"outcomes": [{"text": "甲", "after": None}]}, '  - text: 指标\n    before: "1"\n', "  - text: 甲\n"),
        ({"summary": "一行"}, "summary: |\n  # 不是说明\n  两行", "summary: 一行"),
        ({"tags": ["丁"]}, 'tags: [甲, "乙 # 丙"]  # 关键词', "tags:  # 关键词\n  - 丁"),
        ({"sample": True}, '丙"]  # 关键词\n', '丙"]  # 关键词\nsample: true\n'),
        ({"unit": "a"}, "kind: organisation\n", "kind: organisation\nunit: a\n"),
        ({"none-of-these": "x"}, '丙"]  # 关键词\n', '丙"]  # 关键词\nnone-of-these: x\n'),
    ],
)
def test_one_field_changes_and_no_other_line(changes: dict[str, Any], old: str, new: str) -> None:
    assert old in CASE
    assert rewrite(CASE, changes, kind=KINDS["case"]) == CASE.replace(old, new)


def test_a_body_takes_the_place_of_the_last() -> None:
    assert rewrite(CASE, {}, body="\n新的\n") == CASE.replace("\n正文\n", "\n新的\n")
    assert rewrite("---\ntitle: x\n---", {}, body="") == "---\ntitle: x\n---"


def test_keys_in_braces_are_written_out() -> None:
    text = rewrite("---\n{title: 甲, tags: [乙, ~]}\n---\n", {"kind": "member"}, kind=KINDS["case"])
    assert text == "---\ntitle: 甲\nkind: member\ntags:\n  - 乙\n---\n"


@pytest.mark.parametrize("text", ["没有头部", "---\ntitle: 没有收尾\n", "---\na: [\n---\n", "---\na: &x 1\n---\n"])
def test_what_cannot_be_read_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        rewrite(text, {"title": "x"})


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_a_field_set_to_what_it_is_leaves_every_other_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text.startswith("---"):
        told = read(text)
        assert rewrite(text, {}) == text
        for name, value in told.items():
            changed = rewrite(text, {name: value})
            assert read(changed) == told
            assert changed.split("\n---\n", 1)[1] == text.split("\n---\n", 1)[1]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_new_record_is_filled_in(kind: str) -> None:
    text = template_text(kind)
    names = [one.name for one in KINDS[kind].fields]
    filled = rewrite(text, dict.fromkeys(names, "甲"), kind=KINDS[kind])
    assert read(filled) == dict.fromkeys(names, "甲")
    assert list(read(filled)) == names


_texts = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(" \n:#-'\"\\\t　~"))).map(
    lambda text: "".join(one for one in text if one != "\r" and not CONTROL.match(one))
)
_values = st.recursive(
    _texts,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, min_size=1)
    ),
    max_leaves=6,
)


@given(_values)
def test_every_value_is_read_back(value: Any) -> None:
    text = rewrite(CASE, {"title": value, "new": value}, kind=KINDS["case"])
    assert read(text) == {**read(CASE), "title": value, "new": value}
    assert text.endswith("\n---\n\n正文\n")


def test_what_no_file_may_hold_becomes_a_space() -> None:
    assert read(rewrite(CASE, {"title": "甲\x0b乙\u202e\x00"}))["title"] == "甲 乙  "


def test_numbers_and_flags() -> None:
    told = {"a": 3, "b": Decimal("89.50"), "c": False}
    assert rewrite("---\n---\n", told) == "---\na: 3\nb: 89.50\nc: false\n---\n"
