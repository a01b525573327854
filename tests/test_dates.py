"""Dates: what is accepted, how it reads in Chinese, what is certain of it, how it sorts."""

from __future__ import annotations

from calendar import isleap
from datetime import date

import pytest
from campaign.dates import FIRST_YEAR, LAST_YEAR, Date, DateError, day, parse
from campaign.spoken_dates import suggest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from .gate.labelled import each

READINGS = {
    "2010-05-31": "2010年5月31日",
    "2010-05": "2010年5月",
    "2010": "2010年",
    "2010-05-31~": "2010年5月31日前后",
    "2010-05?": "2010年5月（存疑）",
    "2010-05%": "2010年5月前后（存疑）",
    "20XX-06": "6月（年份未载）",
    "20XX-06-30": "6月30日（年份未载）",
    "20XX-02-29": "2月29日（年份未载）",
    "190X-06-XX": "1900年代6月（具体年份未载、日期未载）",
    "20XX": "年份未载",
    "201X": "2010年代（具体年份未载）",
    "2010-XX": "2010年（月份未载）",
    "2010-05-XX": "2010年5月（日期未载）",
    "2010-06/2011-06": "2010年6月至2011年6月",
    "2010-06/2010-09": "2010年6月至9月",
    "2010/2012": "2010年至2012年",
    "2012-07/..": "2012年7月起",
    "../2012-07": "至2012年7月",
    "20XX-06/20XX-06": "6月（年份未载）至6月（年份未载）",
    "20XX-XX": "年份未载、月份未载",
    "2010-XX-XX": "2010年（月份未载）",
    "20XX-06%": "6月前后（年份未载、存疑）",
    "2010-06/2010": "2010年6月至2010年",
    "2010/2010-06": "2010年至2010年6月",
    "2009-12/2010-01": "2009年12月至2010年1月",
    "180X-06": "1800年代6月（具体年份未载）",
}


@pytest.mark.parametrize(("edtf", "reading"), READINGS.items())
def test_reading(edtf: str, reading: str) -> None:
    assert parse(edtf).plain == reading


@pytest.mark.parametrize(
    ("edtf", "start", "end", "certain"),
    [
        ("2010", date(2010, 1, 1), date(2010, 12, 31), True),
        ("2199-12-31/..", date(2199, 12, 31), None, False),
        ("1800/2199", date(1800, 1, 1), date(2199, 12, 31), True),
        ("2010/2XXX", date(2010, 1, 1), None, False),
        ("2010-02", date(2010, 2, 1), date(2010, 2, 28), True),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), True),
        ("2010-05-31~", date(2010, 5, 31), date(2010, 5, 31), False),
        ("20XX-06", None, None, False),
        ("2012-07/..", date(2012, 7, 1), None, False),
        ("../2012", None, date(2012, 12, 31), False),
        ("2010-06/2011-06", date(2010, 6, 1), date(2011, 6, 30), True),
    ],
)
def test_what_is_certain(edtf: str, start: date | None, end: date | None, certain: bool) -> None:
    read = parse(edtf)
    assert (read.start, read.end, read.certain) == (start, end, certain)


@pytest.mark.parametrize(
    ("edtf", "day", "year", "years"),
    [
        ("2010-05-31", True, "2010", ("2010",)),
        ("2010-05-31~", False, "2010", ("2010",)),
        ("2010-05", False, "2010", ("2010",)),
        ("2010-05-31/2010-05-31", False, "2010", ("2010",)),
        ("2009-12/2011-01", False, "2009", ("2009", "2010", "2011")),
        ("2012-07/..", False, "2012", ("2012",)),
        ("../2012-07", False, "2012", ("2012",)),
        ("2010/20XX", False, "2010", ("2010",)),
        ("20XX-06-30", False, None, ()),
    ],
)
def test_the_day_and_the_years_it_stands_for(edtf: str, day: bool, year: str | None, years: tuple[str, ...]) -> None:
    read = parse(edtf)
    assert (read.is_day, read.year, read.years) == (day, year, years)


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("2010/2010-02", (2010, 1, 1), (2010, 2, 28)),
        ("2012-07/..", (2012, 7, 1), (9999, 12, 31)),
        ("../2012-02", (0, 0, 0), (2012, 2, 29)),
        ("20XX-06/..", (2000, 6, 1), (9999, 12, 31)),
    ],
)
def test_an_open_side_has_no_bound(edtf: str, lower: tuple[int, ...], upper: tuple[int, ...]) -> None:
    read = parse(edtf)
    assert (read.lower, read.upper) == (lower, upper)


def test_dates_sort_by_what_is_certain_first() -> None:
    written = ["../2010", "2009/2010-06", "2009", "2009/2011", "2010-01~", "2010-01", "2010", "20XX/.."]
    assert sorted(written, key=lambda one: parse(one).sort_key) == [
        "../2010",
        "20XX/..",
        "2009",
        "2009/2010-06",
        "2009/2011",
        "2010-01",
        "2010-01~",
        "2010",
    ]


@pytest.mark.parametrize(
    ("written", "reason", "suggestion"),
    [
        ("2010年5月31日", "日期写法不对", "2010-05-31"),
        ("2010.5.31", "日期写法不对", "2010-05-31"),
        ("2010/5/31", "日期写法不对", "2010-05-31"),
        ("２０１０－０５", "日期写法不对", "2010-05"),
        ("2010-5", "日期写法不对", "2010-05"),
        ("2010年6月—2011年6月", "日期写法不对", "2010-06/2011-06"),
        ("2010-5/2011-6", "日期写法不对", "2010-05/2011-06"),
        ("2010-2011", "日期写法不对", "2010/2011"),
        ("2010/2011/2012", "日期写法不对", ""),
        ("约 2010-05", "日期写法不对", "2010-05~"),
        ("大约在2010年5月31日", "日期写法不对", "2010-05-31~"),
        ("大概2010", "日期写法不对", "2010~"),
        ("2010年左右", "日期写法不对", "2010~"),
        ("2010上下", "日期写法不对", "2010~"),
        ("2010-5 前后", "日期写法不对", "2010-05~"),
        ("２０１０年５月份～", "日期写法不对", "2010-05~"),
        ("2010-5？", "日期写法不对", "2010-05?"),
        ("2010 ？", "日期写法不对", "2010?"),
        ("2010.5.31%", "日期写法不对", "2010-05-31%"),
        ("约2010-5?", "日期写法不对", "2010-05%"),
        ("约2010年5月左右", "日期写法不对", "2010-05~"),
        ("约2010~2011", "日期写法不对", "2010~/2011"),
        ("2010-2011左右", "日期写法不对", "2010/2011~"),
        ("2010年5月至2011年6月左右", "日期写法不对", "2010-05/2011-06~"),
        ("2010年5月底左右", "日期写法不对", ""),
        ("约是2010年5月", "日期写法不对", ""),
        ("约20101", "日期写法不对", ""),
        ("2010年5月31日至6月30日", "日期写法不对", ""),
        ("2010年5月与2012", "日期写法不对", ""),
        ("2010-5/201X-6", "日期写法不对", ""),
        ("2010-02-30", "没有这一天", ""),
        ("2010-02-29", "没有这一天", ""),
        ("2009/2010-02-29", "没有这一天", ""),
        ("2010-13", "没有这一天", ""),
        ("20XX-13", "没有这一天", ""),
        ("20XX-06-31", "没有这一天", ""),
        ("201X-02-30/2012", "没有这一天", ""),
        ("2011/2010", "起始晚于结束", "2010/2011"),
        ("../..", "起止两端不能都不写", ""),
        ("X010", "未知的数字只能从末位起写 X", ""),
        ("2010-XX-05", "月份未知时不能写日", "2010-XX"),
        ("", "日期写法不对", ""),
        ("../2010/..", "日期写法不对", "2010"),
        ("/2010", "日期写法不对", ""),
        ("0000-05", "日期写法不对", ""),
        ("XXXX-06", "日期写法不对", ""),
        ("2010年2月30日", "日期写法不对", ""),
        ("2010-0X", "未知的数字只能从末位起写 X", ""),
        ("2010-05-1X", "未知的数字只能从末位起写 X", ""),
        ("从现在起到5月底", "日期写法不对", ""),
        ("XXXX", "日期写法不对", ""),
        ("0000", "日期写法不对", ""),
        ("2010-05-31T10:00", "日期写法不对", "2010-05-31"),
        ("[2010,2011]", "日期写法不对", ""),
        ("1799", "年份要在 1800 到 2199 之间", ""),
        ("2200-01-01", "年份要在 1800 到 2199 之间", ""),
        ("0201-05", "年份要在 1800 到 2199 之间", ""),
        ("17XX", "年份要在 1800 到 2199 之间", ""),
        ("220X", "年份要在 1800 到 2199 之间", ""),
        ("2010/9999", "年份要在 1800 到 2199 之间", ""),
    ],
)
def test_refusals(written: str, reason: str, suggestion: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(written)
    assert caught.value.reason == str(caught.value) == reason
    meant = caught.value.suggestion
    assert (suggest(written) if meant is None else meant) == suggestion


SPOKEN = [
    ("2010-05", "2010{年|.|/|-|  年  }{5|05}{|月|月份|.|/|-|  月|  }"),
    ("2010-05-31", "2010{年|.|/|-}5{月|月份|.|/|-|  月  }31{|日|  日}"),
    ("2010-05~", "{约|大约|大概|约在|大约于|约  }2010{年5月|-5}{|左右|  前后|上下|~}"),
    ("2010-05-31~", "2010-5-31{左右|  前后|上下|~}"),
    ("2010-12~", "2010{年12月|-12}{左右|  前后|上下|~}"),
    ("2010~", "{2010|2010年|约2010}{左右|前后|上下|~|  左右}"),
    ("2010%", "2010{%|  %|年%}"),
    ("2010-05?", "2010{-|年|  年  }5{?|  ?}"),
    ("2010-05%", "2010-5{%|  %}"),
    ("2010/2011", "2010{/|-|—}2011"),
    ("2010/2011~", "2010{/|-|—}2011{左右|  前后|~}"),
    ("2010~/2011", "约2010{/|-|—|至|到|~}2011"),
    ("", "2010年5月{31日至6月|31日至6  月|底左右|底前后|底上下}"),
    ("", "{12010年5月|大2010左|2010年123月|大概是2010年5月|2010|约20105|2010~5}"),
]


def test_what_is_meant_by_the_ways_in_which_people_write() -> None:
    meant = {text: date for date, form in SPOKEN for text in each(form)}
    assert {text: suggest(text) for text in meant} == meant


def test_the_wording_of_the_source_comes_first() -> None:
    worded = parse("2010-05").worded("从现在起到5月底", "inferred", "年份据上下文")
    assert (worded.text, worded.plain, worded.basis_title) == ("从现在起到5月底", "2010年5月", "推断")
    assert worded.worded(None, "stated", None).basis_title == "原文载明"
    assert worded.sort_key == parse("2010-05").sort_key
    assert day(date(2010, 5, 31)) == parse("2010-05-31")
    assert (worded.note, worded.worded(None, None, None)) == ("年份据上下文", parse("2010-05"))
    assert (parse("2010-05").text, parse("2010-05").basis_title) == ("2010年5月", "")


days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)).map(date.isoformat)
points = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    days.map(lambda day: f"{day[:2]}XX"),
    days.map(lambda day: f"{day[:3]}X"),
)
edtf = st.builds(lambda point, doubt: point + doubt, points, st.sampled_from(["", "~", "?", "%"]))


@given(edtf)
def test_bounds_are_the_library_s(text: str) -> None:
    read = parse(text)
    known = parse_edtf(text.rstrip("~?%"))
    assert read.lower == tuple(known.lower_strict()[:3]) and read.upper == tuple(known.upper_strict()[:3])
    assert (read.start is None) == ("X" in text[:4])


def library(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The bounds the edtf library gives a point, None where it knows none."""
    try:
        known = parse_edtf(text)
    except EDTFParseException:
        return None
    return tuple(known.lower_strict()[:3]), tuple(known.upper_strict()[:3])


@given(
    st.integers(FIRST_YEAR, LAST_YEAR) | st.sampled_from([1896, 1900, 2000, 2100]),
    st.none() | st.integers(0, 99) | st.sampled_from([1, 2, 4, 12]),
    st.none() | st.integers(0, 99) | st.integers(27, 32),
)
def test_plain_dates_are_judged_as_the_library_judges_them(year: int, month: int | None, day: int | None) -> None:
    text = "-".join(
        [f"{year:04d}", *(f"{part:02d}" for part in (month, day if month is not None else None) if part is not None)]
    )
    try:
        read = parse(text)
    except DateError as error:
        assert error.reason == "没有这一天"
        # The library lets every February have 29 days, and takes months from 13 for seasons and quarters.
        season = month is not None and month > 12
        assert season or library(text) is None or (text.endswith("-02-29") and not isleap(year))
    else:
        assert (read.lower, read.upper) == library(text)


@given(edtf, edtf)
def test_order_follows_the_days(one: str, other: str) -> None:
    a, b = parse(one), parse(other)
    if a.upper < b.lower:
        assert a.sort_key < b.sort_key


@given(edtf, edtf)
def test_an_interval_has_the_bounds_of_its_ends(one: str, other: str) -> None:
    a, b = parse(one), parse(other)
    try:
        span = parse(f"{one}/{other}")
    except DateError as error:
        assert a.lower > b.upper and error.reason == "起始晚于结束"
        return
    assert (span.lower, span.upper) == (a.lower, b.upper)
    assert isinstance(span, Date) and span.is_span and not span.is_day


@given(st.text(alphabet="0123456789X-/~?%.年月日 至到—", max_size=24))
def test_whatever_is_suggested_is_a_date(text: str) -> None:
    meant = suggest(text)
    if meant:
        assert parse(meant).edtf == meant
