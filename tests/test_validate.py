"""One value held against one type: what is taken, what it becomes, and what is said where it does not fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from campaign.dates import parse
from campaign.diagnostics import Mark
from campaign.frontmatter import read
from campaign.schema import (
    Choice,
    Date,
    Field,
    FilePath,
    Flag,
    Group,
    Identifier,
    Kind,
    ListOf,
    Number,
    Ref,
    Rule,
    Scores,
    Text,
    Type,
    Url,
    Winner,
)
from campaign.validate import validate
from hypothesis import given, settings
from hypothesis import strategies as st

PAIR = Group((Field("id", "编号", Identifier()), Field("text", "内容", Text())), key="id")


def told(type_: Type, written: str, **options: bool) -> tuple[Any, list[tuple[str, dict[str, object]]]]:
    """What a value becomes, None where it is not taken; and what is said: codes, with what fills their sentences."""
    found: list[tuple[str, dict[str, object]]] = []

    def report(code: str, mark: object, **values: object) -> None:
        found.append((code, values))

    tree = read(f"it: {written}\n", 2, report)
    assert tree is not None and found == []
    kind = Kind("thing", "物", "things", (Field("it", "它", type_, **options),))  # type: ignore[arg-type]
    data, _ = validate(kind, tree, report)
    assert None not in data.values()  # what is not taken is not there
    return data.get("it"), found


def checked(type_: Type, written: str, **options: bool) -> tuple[Any, list[str]]:
    """The same with the codes alone."""
    value, found = told(type_, written, **options)
    return value, [code for code, _ in found]


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        (Number(1, 99, whole=True), "1", 1),
        (Number(1, 99, whole=True), "99", 99),
        (Number(1, 99, whole=True), "7.0", 7),
        (Number(1, 99, whole=True), "0", None),
        (Number(1, 99, whole=True), "100", None),
        (Number(1, 99, whole=True), "1.5", None),
        (Number(0, 100), "0", Decimal(0)),
        (Number(0, 100), "100", Decimal(100)),
        (Number(0, 100), "100.000001", None),
        (Number(0, 100), "-0.5", None),
        (Number(0, 100), "79.999999", Decimal("79.999999")),
        (Number(0, 100), "79.9999999", None),  # seven places
        (Number(), "-3", Decimal(-3)),
        (Number(), "123456789012", Decimal(123456789012)),
        (Number(), "1234567890123", None),
        (Number(), "1e3", None),
        (Number(1), "' 1 '", Decimal(1)),
        (Number(1), "0.9", None),
        (Number(None, 5), "-7", Decimal(-7)),
        (Number(None, 5), "5.1", None),
    ],
)
def test_numbers(type_: Number, written: str, value: object) -> None:
    assert checked(type_, written) == (value, [] if value is not None else ["bad-number"])


@pytest.mark.parametrize(
    ("type_", "written", "value", "codes"),
    [
        (Text(3), "甲乙丙", "甲乙丙", []),
        (Text(3), "甲乙丙丁", "甲乙丙丁", ["too-long"]),
        (Text(3), "' 甲乙丙 '", "甲乙丙", []),
        (Text(3), "'　甲乙丙'", "甲乙丙", ["stray-space"]),
        (Text(3), "'X甲X'", "X甲X", []),
        (Text(3), "'　 X甲X'", "X甲X", ["stray-space"]),
        (Text(), "'甲\u3000'", "甲", ["stray-space"]),
        (Text(), '"甲\\n乙"', "甲\n乙", ["one-line"]),
        (Text(multiline=True), '"甲\\n乙"', "甲\n乙", []),
        (Text(), "甲<b>", "甲<b>", ["field-markup"]),
        (Text(), "甲 < 乙", "甲 < 乙", []),
        (Text(), "甲&nbsp;乙", "甲&nbsp;乙", ["field-markup"]),
        (Text(), "甲 & 乙;", "甲 & 乙;", []),
        (Choice({"open": "进行中"}), "open", "open", []),
        (Choice({"open": "进行中"}), "进行中", None, ["not-a-choice"]),
        (Identifier(), "a-1", "a-1", []),
        (Identifier(), "-a", None, ["bad-identifier"]),
        (Identifier(), "A", None, ["bad-identifier"]),
        (Flag(), "true", True, []),
        (Flag(), "false", False, []),
        (Flag(), "是", None, ["bad-flag"]),
        (Url(), "HTTPS://a.example/x", "HTTPS://a.example/x", []),
        (Rule(), "FREQ=YEARLY", "FREQ=YEARLY", []),
        *((type_, "' 甲乙 '", "甲乙", []) for type_ in (Ref("unit"), Winner(), FilePath())),
        (Url(), "ftp://a.example", None, ["bad-url"]),
        (Url(), "https://a.example/x y", None, ["bad-url"]),
    ],
)
def test_texts(type_: Type, written: str, value: object, codes: list[str]) -> None:
    assert checked(type_, written) == (value, codes)


STATES = Choice({"open": "进行中", "done": "完成"})
BOUNDS = [
    (Number(0, 100), "0 到 100 的数字"), (Number(1, 9, whole=True), "1 到 9 的整数"), (Number(1), "不小于 1 的数字"),
    (Number(None, 5), "数字"), (Number(whole=True), "整数"),
]  # fmt: skip
SAID: list[tuple[Type, str, str, dict[str, object]]] = [
    (STATES, "完成", "not-a-choice", {"title": "它", "value": "完成", "hint": "「完成」写作 done。"}),
    (STATES, "甲" * 41, "not-a-choice", {"title": "它", "value": "甲" * 40, "hint": "可选：open（进行中）、done（完成）。"}),
    (Identifier(), "甲" * 41, "bad-identifier", {"value": "甲" * 40}),
    (Flag(), "是" * 41, "bad-flag", {"title": "它", "value": "是" * 40}),
    (Url(), "a" * 81, "bad-url", {"value": "a" * 80}),
    (Rule(), "X" * 81, "bad-rule", {"value": "X" * 80, "reason": "缺少 FREQ"}),
    *((type_, "x" * 41, "bad-number", {"title": "它", "expected": bounds, "value": "x" * 40}) for type_, bounds in BOUNDS),
    (Date(), "五月" * 21, "bad-date", {"value": "五月" * 20, "reason": "日期写法不对", "hint": "写成 2010-05-31、2010-05、2010 或 2010-06/2011-06。"}),
    (Date(), "约2031-05-31", "bad-date", {"value": "约2031-05-31", "reason": "日期写法不对", "hint": "是不是 2031-05-31~？"}),
    (Date(), "2011/2010", "bad-date", {"value": "2011/2010", "reason": "起始晚于结束", "hint": "是不是 2010/2011？"}),
    (Date(exact=True), "2031-06", "date-exact", {"title": "它", "value": "2031-06"}),
    (Date(), "2031/2032", "date-span", {"title": "它"}),
    (Text(), f"'甲<{'b' * 30}>'", "field-markup", {"title": "它", "what": f"<{'b' * 19}"}),
    (Text(3), "甲乙丙丁戊", "too-long", {"title": "它", "count": 5, "limit": 3, "over": 2}),
    (Text(), '"甲\\n乙"', "one-line", {"title": "它"}),
    (Text(), "'　甲'", "stray-space", {"title": "它"}),
    (ListOf(Text()), "[甲, 甲]", "duplicate-item", {"value": "甲", "first": 2}),
    (ListOf(Group((Field("on", "日", Date()),), key="on")), "[{on: 2031}, {on: 2031}]", "duplicate-item", {"value": "2031", "first": 2}),
    (PAIR, "{txt: 甲}", "unknown-key", {"key": "txt", "where": "（在「它」里）", "hint": "是不是「text」？"}),
    *((type_, written, "wrong-shape", {"title": "它", "expected": expected, "found": found, "hint": hint}) for type_, written, expected, found, hint in (
        (ListOf(Text()), "甲", "一个列表", "一段文字", "每项单独一行，以「- 」开头。"),
        (PAIR, "[甲]", "几个小项", "一个列表", "下一行缩进后写 id: … 等小项。"),
        (Text(), "{id: a}", "一段文字", "几个小项", "写成「名称: 值」。"),
        (Scores(), "80", "几个小项", "一段文字", "下一行缩进后一行一个「评分来源编号: 分数」。"),
        (Scores(), "{own: [1]}", "一个分数", "一个列表", "写成「评分来源编号: 分数」。"),
        (Date(), "[2031]", "一个日期", "一个列表", "写成 2010-05-31 这样的日期。"),
        (ListOf(Text(), least=2), "[甲]", "至少 2 项的列表", "1 项", "补上缺少的项。"),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "written", "code", "values"), SAID)
def test_what_is_said_of_what_does_not_fit(type_: Type, written: str, code: str, values: dict[str, object]) -> None:
    assert told(type_, written)[1] == [(code, values)]


def test_what_is_said_of_what_is_not_there() -> None:
    of = {"title": "它", "key": "it", "where": "", "help": ""}
    assert told(Text(), "", required=True)[1] == [("missing-field", of)]
    inner = Group((Field("id", "编号", Identifier(), required=True, help="照抄。"),))
    of = {"title": "编号", "key": "id", "where": "（在「它」里）", "help": "照抄。"}
    assert told(inner, "{id: ''}")[1] == []  # nothing of it is written
    assert told(ListOf(inner), "[{id: ''}, {id: A}]")[1] == [("bad-identifier", {"value": "A"})]
    assert told(Group((*inner.fields, Field("b", "乙", Text()))), "{b: 乙}")[1] == [("missing-field", of)]


TAKEN = {
    Identifier(): ("a 9 a-b a-- 0-", "A a_b 甲 - ａ"),
    Url(): ("http://a https://a/?b=c#d,甲 HTTP://A", "https:// //a a://b https://a<b https://a>b https://a'b https://a\\b ttp://a"),
    Text(): ("a<1 a<=b &1; &a &; {a {} {甲} {.甲 {# ! } :} <", "<b </b <!x <?x &#1; &#xA; &a1; {!a a{! a!} {: {#a {.a {#_ {.- a<b>"),
    Number(): ("1 -1 0.123456 007", "1. .5 +1 １ 1e1 --1 0.1234567 1.2.3"),
}  # fmt: skip


def test_what_is_taken_and_what_is_refused() -> None:
    for type_, (taken, refused) in TAKEN.items():
        said = {
            one: bool(told(type_, f"'{one.replace(chr(39), chr(39) * 2)}'")[1]) for one in f"{taken} {refused}".split()
        }
        assert said == {**dict.fromkeys(taken.split(), False), **dict.fromkeys(refused.split(), True)}


@pytest.mark.parametrize(
    ("type_", "written", "taken", "codes"),
    [
        (Date(), "2031-06", "2031-06", []),
        (Date(), "2031-06/2031-07", "2031-06/2031-07", ["date-span"]),
        (Date(span=True), "2031-06/2031-07", "2031-06/2031-07", []),
        (Date(exact=True), "2031-06", "2031-06", ["date-exact"]),
        (Date(exact=True), "2031-06-01", "2031-06-01", []),
        (Date(exact=True), "2031-06-01/2031-06-01", "2031-06-01/2031-06-01", ["date-exact"]),
        (Date(), "' 2031 '", "2031", []),
        (Date(), "2031-6", None, ["bad-date"]),
        (Date(), "{edtf: 2031-06/2031-07}", "2031-06/2031-07", ["date-span"]),
        (Date(exact=True), "{edtf: 2031-06}", "2031-06", ["date-exact"]),
        (Date(), "{wording: 五月底}", None, ["missing-field"]),
        (Date(), "{edtf: 五月}", None, ["bad-date"]),
        (Date(), "[2031]", None, ["wrong-shape"]),
    ],
)
def test_dates(type_: Date, written: str, taken: str | None, codes: list[str]) -> None:
    value, found = checked(type_, written)
    assert (value and value.edtf, found) == (taken, codes)


DAYS = [
    ("约2031-05-31", "是不是 2031-05-31？"), ("约2031年5月31日?", "是不是 2031-05-31？"),
    *((written, "写成 2010-05-31。") for written in ("2031年5月", "2031-XX-05", "2032/2031", "2031-5-1/2031-5-2?", "五月")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "hint"), DAYS)
def test_where_a_day_is_asked_for_none_is_suggested_that_would_be_refused(written: str, hint: str) -> None:
    ((_, said),) = told(Date(exact=True), written)[1]
    assert said["hint"] == hint


def test_a_date_keeps_what_is_said_of_it() -> None:
    value, _ = checked(Date(), "{edtf: 2031-05, wording: 五月底, basis: inferred, note: 据上下文}")
    assert value == parse("2031-05").worded("五月底", "inferred", "据上下文")


@pytest.mark.parametrize(
    ("type_", "written", "taken", "codes"),
    [
        (ListOf(Text(), least=2), "[甲, 乙]", ["甲", "乙"], []),
        (ListOf(Text(), least=2), "[甲]", ["甲"], ["wrong-shape"]),
        (ListOf(Text(), least=2), "[甲, '']", ["甲"], ["wrong-shape"]),
        (ListOf(Text()), "[甲, 甲, 乙]", ["甲", "乙"], ["duplicate-item"]),
        (ListOf(Text()), "甲", None, ["wrong-shape"]),
        (ListOf(Number()), "[1, 1]", [1, 1], []),  # only what has a name is named twice
        (ListOf(Number(), least=2), "[1, x]", [1], ["bad-number"]),  # two are written, one is wrong
    ],
)
def test_lists(type_: ListOf, written: str, taken: list[object] | None, codes: list[str]) -> None:
    assert checked(type_, written) == (tuple(taken) if taken else None, codes)


def test_items_of_one_name_are_told_and_only_the_first_is_taken() -> None:
    value, found = checked(ListOf(PAIR), "[{id: a, text: 甲}, {id: a, text: 乙}, {text: 丙}, {text: 丙}]")
    assert found == ["duplicate-item"]
    assert [one.text for one in value] == ["甲", "丙", "丙"]
    free = Group(PAIR.fields)
    assert checked(ListOf(free), "[{id: a}, {id: a}]")[1] == []


# What may be written of an item: taken or not, LINE being where.
LINES = st.lists(st.sampled_from(["{text: LINE}", "{id: a, text: LINE}", "{id: 字, text: LINE}", "LINE", "[LINE]", ""]))


@settings(max_examples=50)
@given(st.lists(LINES, max_size=4))
def test_every_item_that_is_taken_has_its_own_line(written: list[list[str]]) -> None:
    lines = ["it:"]
    for pairs in written:
        lines.append("- of:" if pairs else "- x")
        for one in pairs:
            lines.append("  - " + one.replace("LINE", str(len(lines) + 1)))
    tree = read("\n".join(lines) + "\n", 1, lambda *_, **__: None)
    assert tree is not None
    lists = ListOf(Group((Field("of", "对", ListOf(PAIR)),)))
    data, marks = validate(Kind("thing", "物", "things", (Field("it", "它", lists),)), tree, lambda *_, **__: None)
    for number, inner in enumerate(data.get("it", ())):
        for index, pair in enumerate(inner.of):
            assert marks.of("it", number, "of", index, "text").line == int(pair.text)
            assert marks.of("it", number, "of", index).line == int(pair.text)


PLACES = """a:
  - id: x
    text: 甲
  - id: y
  - text: 乙
    id: x
b: {of: {own: 9}}
c:
"""


def test_every_value_has_its_own_place_and_what_is_left_open_too() -> None:
    found: list[tuple[str, int, int]] = []

    def report(code: str, mark: Mark, **values: object) -> None:
        found.append((code, mark.line, mark.column))

    tree = read(PLACES, 2, report)
    assert tree is not None
    types: dict[str, Type] = {"a": ListOf(PAIR), "b": Group((Field("of", "分", Scores()),)), "c": Text(), "d": Text()}
    fields = tuple(Field(name, name, type_, required=True) for name, type_ in types.items())
    _, marks = validate(Kind("thing", "物", "things", fields), tree, report)
    assert {path: (mark.line, mark.column) for path, mark in marks.items()} == {
        (): (2, 1), ("a",): (3, 3), ("a", 0): (3, 5), ("a", 0, "id"): (3, 9), ("a", 0, "text"): (4, 11),
        ("a", 1): (5, 5), ("a", 1, "id"): (5, 9), ("a", 2): (6, 5), ("a", 2, "text"): (6, 11), ("a", 2, "id"): (7, 9),
        ("b",): (8, 4), ("b", "of"): (8, 9), ("b", "of", "own"): (8, 10), ("c",): (9, 3),
    }  # fmt: skip
    assert found == [("duplicate-item", 7, 9), ("missing-field", 9, 3), ("missing-field", 2, 1)]


def test_scores_that_can_be_read_are_kept() -> None:
    assert checked(Scores(), "{own: 80, audit: 101, other: [1]}") == ({"own": 80}, ["bad-number", "wrong-shape"])
    assert checked(Scores(), "{a: 0, b: 100, c: -1}") == ({"a": 0, "b": 100}, ["bad-number"])
    assert checked(Scores(), "80") == (None, ["wrong-shape"])


@pytest.mark.parametrize("written", ["", "''", "'  '", "~", "null", "[]", "['']", "{}", "{id: ''}"])
def test_what_is_left_open_is_not_there(written: str) -> None:
    assert checked(Text(), written) == (None, [])
    assert checked(Text(), written, required=True) == (None, ["missing-field"])
    assert checked(Text(), written, required=True, draft=False) == (None, ["missing-essential"])


def test_a_quoted_sign_for_nothing_is_a_text() -> None:
    assert checked(Text(), "'null'", required=True) == ("null", [])


@pytest.mark.parametrize(
    ("type_", "written"), [(PAIR, "甲"), (Text(), "[甲]"), (Number(), "{id: a}"), (Flag(), "[是]")]
)
def test_another_shape_is_told(type_: Type, written: str) -> None:
    assert checked(type_, written) == (None, ["wrong-shape"])


def test_an_unknown_key_is_told_and_the_rest_is_read() -> None:
    value, found = checked(PAIR, "{id: a, txt: 甲}")
    assert (dict(value), found) == ({"id": "a"}, ["unknown-key"])
