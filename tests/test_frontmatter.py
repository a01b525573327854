"""Front matter: where it ends, what of YAML it may hold, and what is said of what cannot be read."""

from __future__ import annotations

import pytest
from campaign.diagnostics import Mark
from campaign.frontmatter import DEPTH, Mapping, Scalar, Split, read, split


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", Split(None, 1, "", 1)),
        ("正文\n---\n", Split(None, 1, "正文\n---\n", 1)),
        (" ---\na: 1\n---\n", Split(None, 1, " ---\na: 1\n---\n", 1)),
        ("---\n---", Split("", 2, "", 3)),
        ("---\t\na: 1\nb: 2\n--- \n\n正文\n---\n", Split("a: 1\nb: 2", 2, "\n正文\n---\n", 5)),
        ("--- \na: 1\n ---\n... \n正文", Split("a: 1\n ---", 2, "正文", 5)),
        ("---\na: 1\nb: 2\n", Split("a: 1\nb: 2\n", 2, "", 5, closed=False)),
        ("---", Split("", 2, "", 2, closed=False)),
    ],
)
def test_a_file_is_cut_at_the_lines_that_mark_it_off(text: str, cut: Split) -> None:
    assert split(text) == cut


def said(front: str) -> tuple[Mapping | None, list[tuple[str, int, int, dict[str, object]]]]:
    found: list[tuple[str, int, int, dict[str, object]]] = []
    tree = read(front, 2, lambda code, mark, **told: found.append((code, mark.line, mark.column, told)))
    return tree, found


TAB = "缩进里有制表符，请改用空格"
COLON = "这一行里多了一个「: 」，或上一行缩进不对；文字里有冒号时请给整段加英文双引号"
NO_COLON = "这里少了冒号加空格（如 title: 标题）"
UNEVEN = "缩进不齐，或引号没有成对"
OPEN = "引号没有成对，一直到结尾都没有收住"
SIGN = "值不能以这个符号（@、`、% 等）开头，请加英文双引号"
ESCAPE = "双引号里的反斜杠写法不对，可改用单引号"
BRACKET = "方括号或花括号没有写完整"
OTHER = "写法不符合要求（缩进、冒号或引号）"


@pytest.mark.parametrize(
    ("front", "line", "column", "problem"),
    [
        ("\ta: 1", 2, 1, TAB),
        ("a: 1\n\tb: 2", 3, 1, TAB),
        ("a:\n\tb: 2", 3, 1, TAB),
        ("a: |\n  甲\n\t乙", 4, 1, TAB),
        ("a: b: c", 2, 5, COLON),
        ("a: 1\n  b: 2", 3, 4, COLON),
        ("a: 1\nb\nc: 2", 4, 1, NO_COLON),
        ("a:\n  - 1\n - 2", 4, 2, UNEVEN),
        ("a: '甲' 乙", 2, 8, UNEVEN),
        ("- a\nb: 1", 3, 1, "列表的「- 」没有对齐"),
        ("a: '甲\nb: 1", 3, 5, OPEN),
        ('a: "甲\n', 3, 1, OPEN),
        ("a: - 1", 2, 4, "列表的「- 」不能写在这里，请另起一行并缩进"),
        ("a: @甲", 2, 4, SIGN),
        ("a: %甲", 2, 4, SIGN),
        ('a: "D:\\文件"', 2, 7, ESCAPE),
        ('a: "D:\\x"', 2, 9, ESCAPE),
        ("a: [1, 2\nb: 3", 3, 2, BRACKET),
        ("a: {b: 1", 3, 1, BRACKET),
        ("a: ]", 2, 4, OTHER),
        ("a: \x07", 2, 1, "含有不能使用的字符"),
        ("a: 1\n---\nb: 2\n", 3, 1, "头部只能有一段"),
        ("甲", 2, 1, "头部应当是一行一个「名称: 值」"),
        ("''", 2, 1, "头部应当是一行一个「名称: 值」"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_stands(front: str, line: int, column: int, problem: str) -> None:
    assert said(front) == (None, [("yaml-syntax", line, column, {"problem": problem})])


@pytest.mark.parametrize(
    ("front", "line", "column", "what"),
    [
        ("a: &b 1", 2, 4, "锚点（&）"),
        ("a: &b {c: 1}\nd: !e 1", 2, 4, "锚点（&）"),  # the first is told
        ("a: &b [1]", 2, 4, "锚点（&）"),
        ("a: [1, *b]", 2, 8, "引用（*）"),
        ("a: !b 1", 2, 4, "类型标记（!）"),
        ("a: !b [1]", 2, 4, "类型标记（!）"),
        ("[a]: 1", 2, 1, "不是文字的名称"),
        ("{a: 1}: 1", 2, 1, "不是文字的名称"),
        ("a: " + "[" * (DEPTH + 1) + "]" * (DEPTH + 1), 2, 4 + DEPTH, "过深的嵌套"),
        ("a:\n  " + "- " * DEPTH + "1\nb: &c 2", 3, 3 + 2 * DEPTH, "过深的嵌套"),
        ("? " * (DEPTH + 1) + "a\n: 2", 2, 3 + 2 * DEPTH, "过深的嵌套"),
    ],
)
def test_what_no_front_matter_may_hold_is_said_where_it_stands(front: str, line: int, column: int, what: str) -> None:
    assert said(front) == (None, [("yaml-subset", line, column, {"what": what})])


def test_it_may_be_nested_so_deep() -> None:
    assert said("a: " + "[" * DEPTH + "]" * DEPTH)[1] == []


@pytest.mark.parametrize(("front", "line"), [("", 2), ("\n\n", 2), ("# 说明\n", 2), ("--- # 说明\n", 3)])
def test_an_empty_one_says_nothing(front: str, line: int) -> None:
    assert said(front) == (Mapping((), Mark(line, 1)), [])


def test_a_key_written_twice_counts_once() -> None:
    tree, found = said("a: 1\nb: 2\na: 3\na: 4")
    assert tree is not None and [(key.text, getattr(value, "text", "")) for key, value in tree.entries] == [
        ("a", "1"),
        ("b", "2"),
    ]
    assert found == [("duplicate-key", line, 1, {"key": "a", "first": 2}) for line in (4, 5)]


def test_a_value_knows_where_it_ends_and_whether_it_is_quoted() -> None:
    tree, _ = said("甲: 乙 \n'b': \"c\" # d\ne:\nf: |\n  g\n  h\ni: ''")
    assert tree is not None
    told = {
        key.text: (value.text, value.quoted, value.mark.line, value.mark.column, value.end)
        for key, value in tree.entries
        if isinstance(value, Scalar)
    }
    assert told == {
        "甲": ("乙", False, 2, 4, (2, 5)),
        "b": ("c", True, 3, 6, (3, 9)),
        "e": ("", False, 4, 3, (4, 3)),
        "f": ("g\nh\n", True, 5, 4, (8, 1)),
        "i": ("", True, 8, 4, (8, 6)),
    }
    assert tree.get("none") is None


def test_a_control_character_in_an_escape_becomes_a_space() -> None:
    tree, found = said("a: \"甲\\u202e乙\\0\"\nb: '甲\\0'\nc: 甲\u200e")
    assert tree is not None
    assert [getattr(value, "text", "") for _, value in tree.entries] == ["甲 乙 ", "甲\\0", "甲\u200e"]
    assert found == [("control-character", 2, 4, {"point": "202E"})]
