"""One value held against one type: what is taken, what it becomes, and what is said where it does not fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from campaign.dates import parse
from campaign.frontmatter import read
from campaign.schema import Choice, Date, Field, Flag, Group, Identifier, Kind, ListOf, Number, Scores, Text, Type, Url
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
    return validate(kind, tree, report)[0].get("it"), found


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
        (Number(1), "1", Decimal(1)),
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
        (Url(), "ftp://a.example", None, ["bad-url"]),
        (Url(), "https://a.example/x y", None, ["bad-url"]),
    ],
)
def test_texts(type_: Type, written: str, value: object, codes: list[str]) -> None:
    assert checked(type_, written) == (value, codes)


@pytest.mark.parametrize(
    ("type_", "written", "taken", "codes"),
    [
        (Date(), "2031-06", "2031-06", []),
        (Date(), "2031-06/2031-07", "2031-06/2031-07", ["date-span"]),
        (Date(span=True), "2031-06/2031-07", "2031-06/2031-07", []),
        (Date(exact=True), "2031-06", "2031-06", ["date-exact"]),
        (Date(exact=True), "2031-06-01", "2031-06-01", []),
        (Date(exact=True), "2031-06-01/2031-06-01", "2031-06-01/2031-06-01", ["date-exact"]),
        (Date(), "2031-6", None, ["bad-date"]),
        (Date(), "{edtf: 2031-06/2031-07}", "2031-06/2031-07", ["date-span"]),
        (Date(exact=True), "{edtf: 2031-06}", "2031-06", ["date-exact"]),
        (Date(), "{wording: 五月底}", None, ["missing-field"]),
        (Date(), "[2031]", None, ["wrong-shape"]),
    ],
)
def test_dates(type_: Date, written: str, taken: str | None, codes: list[str]) -> None:
    value, found = checked(type_, written)
    assert (value and value.edtf, found) == (taken, codes)


@pytest.mark.parametrize(("type_", "meant"), [(Date(), "2031-05-31~"), (Date(exact=True), "2031-05-31")])
def test_where_a_day_is_asked_for_none_is_suggested_that_would_be_refused(type_: Date, meant: str) -> None:
    _, ((_, said),) = told(type_, "约2031-05-31")
    assert said["hint"] == f"是不是 {meant}？"


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


def test_scores_that_can_be_read_are_kept() -> None:
    assert checked(Scores(), "{own: 80, audit: 101, other: [1]}") == ({"own": 80}, ["bad-number", "wrong-shape"])
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
