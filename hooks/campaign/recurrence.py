"""Recurrence rules (RFC 5545 RRULE) for actions that come back every year, half year or month.

Only whole days: FREQ is YEARLY, MONTHLY, WEEKLY or DAILY. The start is not in the text; it
is the campaign's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

FREQUENCIES = {"YEARLY": "年", "MONTHLY": "月", "WEEKLY": "周", "DAILY": "日"}
PARTS = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
WEEKDAYS = {"MO": "一", "TU": "二", "WE": "三", "TH": "四", "FR": "五", "SA": "六", "SU": "日"}
WORKDAYS = ("MO", "TU", "WE", "TH", "FR")
LIMIT = 400
LONGEST = 200


def problem(rule: str) -> str | None:
    """What is wrong with a rule, in Chinese; None where it can be used: where it falls on a day from 2000 to 2008."""
    if len(rule) > LONGEST:
        return f"超过 {LONGEST} 个字符"
    try:
        parts = {name.upper(): values for name, values in _parts(rule).items()}
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return "读不懂，应是 名称=值 用分号隔开"
    if not parts.get("FREQ"):
        return "缺少 FREQ"
    if str(parts["FREQ"][0]).upper() not in FREQUENCIES:
        return f"FREQ 只能是 {'、'.join(FREQUENCIES)}"
    strange = sorted(set(parts) - PARTS)
    if strange:
        return f"不支持 {'、'.join(strange)}"
    if not _in_range(parts):
        return "数值超出范围"
    try:
        if not occurrences(rule, date(2000, 1, 1), date(2008, 12, 31), limit=1):
            return "按这个规则没有任何一天"
    except (ValueError, TypeError, OverflowError, IndexError):
        return "数值超出范围"
    return None


def _parts(rule: str) -> dict[str, list[Any]]:
    # Slow to load, and many a campaign has nothing that comes back.
    from icalendar import vRecur

    parts: dict[str, list[Any]] = vRecur.from_ical(rule)
    return parts


def _in_range(parts: dict[str, list[object]]) -> bool:
    """Whether each number is one a calendar has; the library does not ask."""
    ranges = {
        "INTERVAL": range(1, 100),
        "BYMONTH": range(1, 13),
        "BYMONTHDAY": range(-31, 32),
        "BYSETPOS": range(-31, 32),
    }
    try:
        return all(
            int(str(value)) in allowed and int(str(value)) != 0
            for name, allowed in ranges.items()
            for value in parts.get(name, [])
        )
    except ValueError:
        return False


def occurrences(rule: str, start: date, end: date, limit: int = LIMIT) -> list[date]:
    """The days a usable rule falls on from ``start`` to ``end``, both included, the first ``limit`` of them."""
    from dateutil.rrule import rrule, rrulestr

    first = datetime(start.year, start.month, start.day)
    last = datetime(end.year, end.month, end.day)
    found = rrulestr(rule, dtstart=first)
    assert isinstance(found, rrule)
    return [one.date() for one in islice(found.replace(until=last), limit)]


def describe(rule: str) -> str:
    """A usable rule in Chinese: 每年3月15日, 每年6月、12月的最后一天, 每2周的周一."""
    parts = _parts(rule)
    freq = str(parts["FREQ"][0]).upper()
    every = int((parts.get("INTERVAL") or [1])[0])
    unit = FREQUENCIES[freq]
    head = f"每{unit}" if every == 1 else f"每{every}{'个月' if unit == '月' else '天' if unit == '日' else unit}"
    if every == 1 and unit == "日":
        head = "每天"
    months = [int(month) for month in parts.get("BYMONTH", [])]
    days = [int(day) for day in parts.get("BYMONTHDAY", [])]
    weekdays = [str(day).upper() for day in parts.get("BYDAY", [])]
    positions = [int(one) for one in parts.get("BYSETPOS", [])]
    text = "、".join(f"{month}月" for month in months)
    if weekdays:
        said = "、".join(_weekday(day) for day in weekdays)
        where = "的" if every > 1 or text or freq != "WEEKLY" else ""
        if positions and set(weekdays) == set(WORKDAYS):
            said = "工作日"
        return f"{head}{text}{where}{_position(positions)}{said}".replace("每周周", "每周")
    if len(months) == 1 and all(day > 0 for day in days) and days:
        return f"{head}{text}{_days(days)}"
    if days:
        return f"{head}{text}{'的' if text else ''}{_days(days)}"
    return head + text


def _days(days: Sequence[int]) -> str:
    return "、".join("最后一天" if day == -1 else f"倒数第{-day}天" if day < 0 else f"{day}日" for day in days)


def _weekday(text: str) -> str:
    number, name = text[:-2], WEEKDAYS[text[-2:]]
    if not number:
        return f"周{name}"
    return f"最后一个周{name}" if int(number) == -1 else f"第{int(number)}个周{name}"


def _position(positions: Sequence[int]) -> str:
    if not positions:
        return ""
    return "、".join("最后一个" if one == -1 else f"第{one}个" for one in positions)
