"""Dates as the sources give them: EDTF (ISO 8601-2), with the source's own wording beside it.

The profile is what campaign documents need: a year, month or day, digits unknown as ``X``,
``~`` about, ``?`` doubtful, ``%`` both, and intervals whose ends may be open (``..``).
Source of the notation: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

STATED = "stated"
INFERRED = "inferred"
BASES = {STATED: "原文载明", INFERRED: "推断"}
# A year outside of these is a slip of the pen; and what is reckoned past a day must still be one.
FIRST_YEAR, LAST_YEAR = 1800, 2199

_POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%])?", re.ASCII)


class DateError(ValueError):
    """The text is no date of the profile: ``reason``, in Chinese.

    ``suggestion`` is what may be meant, empty for nothing; None where the text is not in this notation at all:
    how else people write dates is known to :mod:`campaign.spoken_dates`.
    """

    def __init__(self, reason: str, suggestion: str | None = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True)
class Date:
    """A date or an interval.

    ``start`` and ``end`` are its first and last possible days; None where that side is open
    or its year is unknown. ``lower`` and ``upper`` are the earliest and the latest
    day as (year, month, day), an unknown year taken at its least and at its most; (0, 0, 0)
    and (9999, 12, 31) on an open side.
    ``certain`` says that no side is open, no digit unknown and nothing doubtful. ``plain`` is
    the Chinese reading of the EDTF. ``basis`` is ``stated``, ``inferred`` or None where the
    record does not say; ``note`` is the record's remark on it.
    """

    edtf: str
    plain: str
    start: date | None
    end: date | None
    certain: bool
    lower: tuple[int, int, int]
    upper: tuple[int, int, int]
    wording: str | None = None
    basis: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        """The source's wording where one is recorded, else ``plain``."""
        return self.wording or self.plain

    @property
    def basis_title(self) -> str:
        """原文载明, 推断, or empty."""
        return BASES.get(self.basis or "", "")

    @property
    def is_span(self) -> bool:
        """Whether it is an interval, open or not."""
        return "/" in self.edtf

    @property
    def is_day(self) -> bool:
        """One calendar day, known for sure."""
        return self.certain and not self.is_span and self.start == self.end

    @property
    def year(self) -> str | None:
        """Four digits: the year it starts in, or ends in where the start is open or unknown; None for neither."""
        known = self.start or self.end
        return str(known.year) if known else None

    @property
    def years(self) -> tuple[str, ...]:
        """Every year from its start to its end, in four digits; where one is open or unknown, that of the other."""
        first, last = self.start or self.end, self.end or self.start
        if first is None or last is None:
            return ()
        return tuple(map(str, range(first.year, last.year + 1)))

    @property
    def sort_key(self) -> tuple[tuple[int, int, int], tuple[int, int, int], str]:
        """What dates are sorted by: the earliest, then the latest day that is possible, then the EDTF."""
        return (self.lower, self.upper, self.edtf)

    def worded(self, wording: str | None, basis: str | None, note: str | None) -> Date:
        """The same date as a source words it; ``basis`` is a key of :data:`BASES`."""
        return replace(self, wording=wording, basis=basis, note=note)


@dataclass(frozen=True)
class _Point:
    year: str
    month: str
    day: str
    doubt: str
    lower: tuple[int, int, int]
    upper: tuple[int, int, int]

    @property
    def known(self) -> bool:
        return "X" not in self.year

    @property
    def certain(self) -> bool:
        return "X" not in self.year + self.month + self.day and not self.doubt


@lru_cache(maxsize=8192)
def parse(text: str) -> Date:
    """The date that an EDTF text means; DateError says why there is none."""
    sides = text.split("/")
    if len(sides) > 2:
        raise DateError("日期写法不对", None)
    points = [None if side == ".." else _point(side) for side in sides]
    first, last = points[0], points[-1]
    if first is None and last is None:
        raise DateError("起止两端不能都不写")
    lower = first.lower if first else (0, 0, 0)
    upper = last.upper if last else (9999, 12, 31)
    if lower > upper:
        raise DateError("起始晚于结束", "/".join(reversed(sides)))
    return Date(
        edtf=text,
        plain=_read(points),
        start=date(*first.lower) if first and first.known else None,
        end=date(*last.upper) if last and last.known else None,
        certain=all(point is not None and point.certain for point in points),
        lower=lower,
        upper=upper,
    )


def _point(text: str) -> _Point:
    match = _POINT.fullmatch(text)
    if not match or text[:4] in ("0000", "XXXX"):
        raise DateError("日期写法不对", None)
    year, month, day, doubt = (part or "" for part in match.groups())
    if re.search(r"X[0-9]", year) or any("X" in part and part != "XX" for part in (month, day)):
        raise DateError("未知的数字只能从末位起写 X")
    if month == "XX" and day not in ("", "XX"):
        raise DateError("月份未知时不能写日", f"{year}-XX")
    try:
        if "X" in year and day not in ("", "XX"):
            _exact("2000", month, day)  # of a leap year; the library gives any month 31 days
        lower, upper = _by_library(text.rstrip("~?%")) if "X" in text else _exact(year, month, day)
    except ValueError as error:
        raise DateError("没有这一天") from error
    if lower[0] > LAST_YEAR or upper[0] < FIRST_YEAR:
        raise DateError(f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    return _Point(year, month, day, doubt, lower, upper)


def _exact(year: str, month: str, day: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and the last day of a year, a month or a day; ValueError where the calendar has none."""
    first = date(int(year), int(month or 1), int(day or 1))
    last_month = int(month or 12)
    last_day = int(day or monthrange(first.year, last_month)[1])
    return (first.year, first.month, first.day), (first.year, last_month, last_day)


def _by_library(text: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and the last day of a point with digits unknown; ValueError where there is none."""
    # It builds its grammar when it is imported, and takes milliseconds a text: most sites never need it.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, TypeError) as error:
        raise ValueError(text) from error
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def day(value: date) -> Date:
    """A computed calendar day as a Date, certain and without wording."""
    return parse(value.isoformat())


def _read(points: list[_Point | None]) -> str:
    if len(points) == 1:
        (only,) = points
        assert only is not None
        return _read_point(only)
    first, last = points
    if last is None:
        assert first is not None
        return f"{_read_point(first)}起"
    if first is None:
        return f"至{_read_point(last)}"
    same_year = first.year == last.year and first.month and last.month
    return f"{_read_point(first)}至{_read_point(last, omit_year=bool(same_year))}"


def _read_point(point: _Point, omit_year: bool = False) -> str:
    missing = []
    text = ""
    if point.known:
        text = "" if omit_year else f"{point.year}年"
    elif point.year.endswith("XX"):
        missing.append("年份未载")
    else:
        text = f"{point.year[:3]}0年代"
        missing.append("具体年份未载")
    if point.month == "XX":
        missing.append("月份未载")
    elif point.month:
        text += f"{int(point.month)}月"
    if point.day == "XX" and point.month != "XX":
        missing.append("日期未载")
    elif point.day and point.day != "XX":
        text += f"{int(point.day)}日"
    if point.doubt in ("~", "%"):
        text += "前后"
    if point.doubt in ("?", "%"):
        missing.append("存疑")
    if not text:
        return "、".join(missing)
    return f"{text}（{'、'.join(missing)}）" if missing else text
