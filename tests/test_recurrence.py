"""Recurrence rules: which are taken, how they read, on which days they fall."""

from __future__ import annotations

from datetime import date

import pytest
from campaign.recurrence import FREQUENCIES, LIMIT, LONGEST, describe, occurrences, problem
from hypothesis import given, settings
from hypothesis import strategies as st

FIRST, LAST = date(2010, 4, 1), date(2012, 11, 8)

RULES = {
    "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15": ("每年3月15日", ["2011-03-15", "2012-03-15"]),
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1": (
        "每年6月、12月的最后一天",
        ["2010-06-30", "2010-12-31", "2011-06-30", "2011-12-31", "2012-06-30"],
    ),
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=7;BYMONTHDAY=1": ("每2年7月1日", ["2010-07-01", "2012-07-01"]),
    "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=28,30": (
        "每年6月28日、30日",
        ["2010-06-28", "2010-06-30", "2011-06-28", "2011-06-30", "2012-06-28", "2012-06-30"],
    ),
}


@pytest.mark.parametrize(("rule", "expected"), RULES.items())
def test_rules(rule: str, expected: tuple[str, list[str]]) -> None:
    reading, days = expected
    assert problem(rule) is None
    assert describe(rule) == reading
    assert [day.isoformat() for day in occurrences(rule, FIRST, LAST)] == days


@pytest.mark.parametrize(
    ("rule", "reading"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "每月25日"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "每3个月5日"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "每月的最后一个周五"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "每月的最后一个工作日"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "每周一、周五"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "每2周的周一"),
        ("FREQ=DAILY", "每天"),
        ("FREQ=DAILY;INTERVAL=10", "每10天"),
        ("freq=yearly;bymonth=3;bymonthday=15", "每年3月15日"),
        ("FREQ=YEARLY;BYMONTH=6", "每年6月"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "每年6月的最后一天"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=1,-2", "每年6月、12月的1日、倒数第2天"),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=-1FR", "每年6月的最后一个周五"),
        ("FREQ=MONTHLY;BYDAY=2TU", "每月的第2个周二"),
        ("FREQ=MONTHLY;BYDAY=-2MO", "每月的倒数第2个周一"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "每月的周一、周二中的第1个"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-2", "每月的倒数第2个周五"),
        ("FREQ=MONTHLY;BYDAY=-2MO;BYSETPOS=1", "每月的倒数第2个周一中的第1个"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1", "每月1日、15日中的最后一个"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "每月13日（限周五）"),
        ("FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=1,1", "每月1日（限6月）"),
        ("FREQ=MONTHLY;BYMONTH=6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "每月的工作日（限6月）中的最后一个"),
        ("FREQ=YEARLY;BYMONTHDAY=15", "每年各月的15日"),
        ("FREQ=YEARLY;BYDAY=2TU", "每年的第2个周二"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1,15;BYDAY=TU", "每年6月1日、15日（限周二）"),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "每年6月的最后一个工作日"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "每年6月、12月的工作日中的最后一个"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "每周第1个工作日"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "每2周的周一、周日（一周从周日算起）"),
        ("FREQ=DAILY;BYMONTH=6;BYMONTHDAY=1,-1;BYDAY=MO", "每天（限6月，限1日、最后一天，限周一）"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "每月的第1个、最后一个工作日"),
        ("FREQ=MONTHLY;INTERVAL=2", "每2个月"),
        ("FREQ=WEEKLY", "每周"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "每周一、周二、周三、周四、周五"),
        ("FREQ=WEEKLY;BYMONTH=3;BYDAY=MO", "每周一（限3月）"),
        ("FREQ=WEEKLY;BYDAY=WE,TH,SA", "每周三、周四、周六"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1,-1", "每年6月的1日、最后一天"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;WKST=SU", "每年6月1日"),
    ],
)
def test_readings(rule: str, reading: str) -> None:
    assert problem(rule) is None and describe(rule) == reading


@pytest.mark.parametrize(
    ("part", "fits"),
    [
        ("INTERVAL=1", True),
        ("INTERVAL=99", True),
        ("INTERVAL=100", False),
        ("BYMONTH=1", True),
        ("BYMONTH=12", True),
        ("BYMONTH=1,13", False),
        ("BYMONTH=0", False),
        ("BYMONTHDAY=-31", True),
        ("BYMONTHDAY=31", True),
        ("BYMONTHDAY=-32", False),
        ("BYMONTHDAY=32", False),
        ("BYSETPOS=31;BYDAY=MO", True),
        ("BYSETPOS=-31;BYDAY=MO", True),
        ("BYSETPOS=32;BYDAY=MO", False),
        ("BYSETPOS=-32;BYDAY=MO", False),
    ],
)
def test_numbers_are_those_of_a_calendar(part: str, fits: bool) -> None:
    assert problem(f"FREQ=YEARLY;{part}") == (None if fits else "数值超出范围")


def test_a_rule_has_so_many_characters_and_no_more() -> None:
    rule = "FREQ=DAILY;BYMONTHDAY=" + "1," * 88 + "11"
    assert len(rule) == LONGEST and problem(rule) is None
    assert problem(rule + "1") == "超过 200 个字符"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "缺少 FREQ"),
        ("每年三月", "缺少 FREQ"),
        ("FREQ=SECONDLY", "FREQ 只能是 YEARLY、MONTHLY、WEEKLY、DAILY"),
        ("FREQ=HOURLY", "FREQ 只能是 YEARLY、MONTHLY、WEEKLY、DAILY"),
        ("FREQ=YEARLY;COUNT=3", "不支持 COUNT"),
        ("FREQ=YEARLY;UNTIL=20110101", "不支持 UNTIL"),
        (
            "FREQ=DAILY;UNTIL=20110101;COUNT=3;BYYEARDAY=1;BYWEEKNO=1;BYHOUR=1,2;BYMINUTE=1",
            "不支持 BYHOUR、BYMINUTE、BYWEEKNO、BYYEARDAY、COUNT、UNTIL",
        ),
        ("FREQ=YEARLY;BYDAY=60MO", "数值超出范围"),
        ("FREQ=DAILY;INTERVAL=1,2", "数值超出范围"),
        ("FREQ=DAILY;BYMONTH=6L", "数值超出范围"),
        ("FREQ=YEARLY;BYMONTH=13", "数值超出范围"),
        ("FREQ=YEARLY;BYMONTHDAY=0", "数值超出范围"),
        ("FREQ=DAILY;INTERVAL=0", "数值超出范围"),
        ("FREQ=DAILY;INTERVAL=-1", "数值超出范围"),
        ("FREQ=DAILY;INTERVAL=99999", "数值超出范围"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "按这个规则没有任何一天"),
        ("FREQ=WEEKLY;BYDAY=2MO", "FREQ 是 WEEKLY 时，BYDAY 里不能写第几个"),
        ("FREQ=DAILY;BYDAY=-1MO", "FREQ 是 DAILY 时，BYDAY 里不能写第几个"),
        ("FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=13", "写了 BYMONTHDAY，BYDAY 里就不能写第几个"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "FREQ 是 WEEKLY 时不能写 BYMONTHDAY"),
        ("FREQ=DAILY;BYMONTHDAY=1;BYSETPOS=1", "FREQ 是 DAILY 时不能写 BYSETPOS"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS 要和 BYDAY 或 BYMONTHDAY 一起写"),
        ("FREQ=YEARLY;BYDAY=XX", "读不懂，应是 名称=值 用分号隔开"),
        ("FREQ=YEARLY;" + "BYMONTH=1;" * 40, "超过 200 个字符"),
    ],
)
def test_refusals(rule: str, reason: str) -> None:
    assert problem(rule) == reason


@pytest.mark.parametrize(
    ("rule", "has_days"),
    [
        ("FREQ=YEARLY;INTERVAL=9;BYMONTH=1;BYMONTHDAY=1;BYDAY=SA", True),  # 2000-01-01
        ("FREQ=YEARLY;INTERVAL=9;BYMONTH=1;BYMONTHDAY=1;BYDAY=FR", False),  # 1999-01-01
        ("FREQ=YEARLY;INTERVAL=8;BYMONTH=12;BYMONTHDAY=31;BYDAY=WE", True),  # 2008-12-31
        ("FREQ=YEARLY;INTERVAL=9;BYMONTH=12;BYMONTHDAY=31;BYDAY=TH", False),  # 2009-12-31
    ],
)
def test_a_rule_is_tried_on_nine_years(rule: str, has_days: bool) -> None:
    assert problem(rule) == (None if has_days else "按这个规则没有任何一天")


def test_no_rule_gives_more_than_the_limit() -> None:
    assert len(occurrences("FREQ=DAILY", date(1900, 1, 1), date(2100, 1, 1))) == LIMIT


def test_both_ends_count() -> None:
    assert occurrences("FREQ=DAILY", FIRST, FIRST) == [FIRST]
    assert occurrences("FREQ=DAILY;INTERVAL=2", date(2010, 4, 1), date(2010, 4, 3)) == [FIRST, date(2010, 4, 3)]


parts = st.lists(
    st.one_of(
        st.sampled_from([f"FREQ={name}" for name in FREQUENCIES]),
        st.builds("INTERVAL={}".format, st.integers(-3, 120)),
        st.builds("BYMONTH={}".format, st.integers(-2, 14)),
        st.builds("BYMONTHDAY={}".format, st.integers(-33, 33)),
        st.builds("BYSETPOS={}".format, st.integers(-33, 33)),
        st.builds("BYDAY={}".format, st.sampled_from(["MO", "2TU", "-1FR", "9MO", "XX", ""])),
        st.text("FREQINTVAL=;,0123456789-", max_size=12),
    ),
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(parts.map(";".join))
def test_whatever_is_taken_can_be_used(rule: str) -> None:
    if problem(rule) is not None:
        return
    assert describe(rule).startswith("每")
    days = occurrences(rule, FIRST, LAST)
    assert days == sorted(days) and all(FIRST <= day <= LAST for day in days)


PARTS = {
    "FREQ": st.sampled_from(list(FREQUENCIES)),
    "INTERVAL": st.sampled_from(["", "2"]),
    "BYMONTH": st.sampled_from(["", "6", "6,12"]),
    "BYMONTHDAY": st.sampled_from(["", "1", "1,15", "-1", "-2"]),
    "BYDAY": st.sampled_from(["", "MO", "MO,SU", "2MO", "-2MO", "MO,TU,WE,TH,FR"]),
    "BYSETPOS": st.sampled_from(["", "1", "-1", "-2"]),
    "WKST": st.sampled_from(["", "SU"]),
}


def written(chosen: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in chosen.items() if value)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(PARTS), st.fixed_dictionaries(PARTS), st.sampled_from(list(PARTS)))
def test_rules_that_read_alike_fall_on_the_same_days(first: dict[str, str], second: dict[str, str], name: str) -> None:
    rules = written(first), written({**first, name: second[name]})
    if any(map(problem, rules)) or describe(rules[0]) != describe(rules[1]):
        return
    assert occurrences(rules[0], FIRST, LAST) == occurrences(rules[1], FIRST, LAST)
