"""Recurrence rules (RFC 5545 RRULE) for actions that come back every year, half year or month.

Only whole days: FREQ is YEARLY, MONTHLY, WEEKLY or DAILY. The start is not in the text; it
is the campaign's own.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import Any

FREQUENCIES = {"YEARLY": "年", "MONTHLY": "月", "WEEKLY": "周", "DAILY": "天"}
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
    if unclear := _unclear(parts):
        return unclear
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


def _unclear(parts: dict[str, list[Any]]) -> str | None:
    """Which parts do not go together, in Chinese: RFC 5545 forbids most of these, and no words say what they mean."""
    freq = str(parts["FREQ"][0]).upper()
    numbered = any(day[:-2] for day in _weekdays(parts))
    if numbered and freq in ("WEEKLY", "DAILY"):
        return f"FREQ 是 {freq} 时，BYDAY 里不能写第几个"
    if numbered and "BYMONTHDAY" in parts:
        return "写了 BYMONTHDAY，BYDAY 里就不能写第几个"
    if freq == "WEEKLY" and "BYMONTHDAY" in parts:
        return "FREQ 是 WEEKLY 时不能写 BYMONTHDAY"
    if freq == "DAILY" and "BYSETPOS" in parts:
        return "FREQ 是 DAILY 时不能写 BYSETPOS"
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        return "BYSETPOS 要和 BYDAY 或 BYMONTHDAY 一起写"
    return None


def occurrences(rule: str, start: date, end: date, limit: int = LIMIT) -> list[date]:
    """The days a usable rule falls on from ``start`` to ``end``, both included, the first ``limit`` of them."""
    from dateutil.rrule import rrule, rrulestr

    first = datetime(start.year, start.month, start.day)
    last = datetime(end.year, end.month, end.day)
    found = rrulestr(rule, dtstart=first)
    assert isinstance(found, rrule)
    return [one.date() for one in islice(found.replace(until=last), limit)]


def describe(rule: str) -> str:
    """A usable rule in Chinese: 每年3月15日, 每年6月、12月的最后一天, 每2周的周一.

    Whatever decides which days they are is told, but for the campaign's start.
    """
    parts = _parts(rule)
    freq = str(parts["FREQ"][0]).upper()
    every = int((parts.get("INTERVAL") or [1])[0])
    months, days, positions = (_numbers(parts, name) for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS"))
    weekdays = _weekdays(parts)
    in_months = "、".join(f"{month}月" for month in months)
    on_days = "、".join(f"{day}日" if day > 0 else _ordinal(day, "天") for day in days)
    on_weekdays = "工作日" if positions and set(weekdays) == set(WORKDAYS) else "、".join(map(_weekday, weekdays))

    # What does not say which days of the period are meant, but leaves some of them out.
    limits = [] if freq == "YEARLY" else [in_months]
    if freq == "DAILY":
        chosen, limits = "", [*limits, on_days, on_weekdays]
    elif days:
        chosen, limits = on_days, [*limits, on_weekdays]
    else:
        chosen = on_weekdays
    limited = "，".join(f"限{one}" for one in limits if one)

    head = _head(freq, every)
    if freq == "YEARLY":
        head += in_months or ("各月" if days else "")
        closely = len(months) == 1 and bool(days) and all(day > 0 for day in days)
    else:
        closely = bool(days) or (freq == "WEEKLY" and every == 1)
    if chosen and not closely:
        head += "的"

    which = "、".join(_ordinal(one, "个") for one in positions)
    alike = not days and (on_weekdays == "工作日" or (len(weekdays) == 1 and weekdays[0] in WEEKDAYS))
    if which and alike and not limited and not (freq == "YEARLY" and len(months) > 1):
        text = head + which + chosen
    else:
        text = head + chosen + (f"（{limited}）" if limited else "") + (f"中的{which}" if which else "")
    begins = _week_begins(parts)
    if freq == "WEEKLY" and begins != "MO":
        text += f"（一周从{_weekday(begins)}算起）"
    return text.replace("每周周", "每周")


def _head(freq: str, every: int) -> str:
    if every == 1:
        return f"每{FREQUENCIES[freq]}"
    return f"每{every}{'个月' if freq == 'MONTHLY' else FREQUENCIES[freq]}"


def _numbers(parts: dict[str, list[Any]], name: str) -> list[int]:
    return list(dict.fromkeys(int(one) for one in parts.get(name, [])))


def _weekdays(parts: dict[str, list[Any]]) -> list[str]:
    return list(dict.fromkeys(str(day).upper() for day in parts.get("BYDAY", [])))


def _week_begins(parts: dict[str, list[Any]]) -> str:
    return str(parts.get("WKST", ["MO"])[0]).upper()


def _weekday(text: str) -> str:
    number, name = text[:-2], f"周{WEEKDAYS[text[-2:]]}"
    return _ordinal(int(number), "个") + name if number else name


def _ordinal(number: int, what: str) -> str:
    if number == -1:
        return f"最后一{what}"
    return f"第{number}{what}" if number > 0 else f"倒数第{-number}{what}"
