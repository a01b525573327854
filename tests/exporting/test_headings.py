"""The numbers of headings, after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from exporting.headings import han, numbered, typed
from exporting.paper import Heading, Run, plain


def lines(headings: Sequence[tuple[int, str]], number: bool) -> list[str]:
    blocks = [Heading(level, (Run(text),)) for level, text in headings]
    arranged = numbered(blocks) if number else typed(blocks)
    return [f"{one.label}|{plain(one.runs)}" for one in arranged if isinstance(one, Heading)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(1, "背景"), (1, "做法"), (2, "甲"), (2, "乙"), (1, "成效"), (2, "丙")],
         ["一、|背景", "二、|做法", "（一）|甲", "（二）|乙", "三、|成效", "（一）|丙"]),
        ([(1, "做法"), (2, "一、先问自己"), (2, "二、再问别人")], ["一、|做法", "（一）|先问自己", "（二）|再问别人"]),
        ([(3, "1. 甲"), (4, "（1）乙"), (5, "丙")], ["1.|甲", "（1）|乙", "|丙"]),
        ([(1, "第一章 总则"), (1, "做法")], ["|第一章 总则", "一、|做法"]),
        ([(1, "一、")], ["一、|一、"]),
    ],
)  # fmt: skip
def test_numbers_follow_the_levels(given: list[tuple[int, str]], expected: list[str]) -> None:
    assert lines(given, number=True) == expected


def test_what_others_wrote_keeps_its_own_numbers() -> None:
    given = [(1, "一、意义"), (2, "总体要求"), (2, "（三）方法"), (1, "2010年的安排")]
    assert lines(given, number=False) == ["一、|意义", "|总体要求", "（三）|方法", "|2010年的安排"]


def test_numerals() -> None:
    assert [han(one) for one in (1, 10, 11, 20, 21, 99, 100, 0)] == [
        "一", "十", "十一", "二十", "二十一", "九十九", "100", "0",
    ]  # fmt: skip
