"""Geometry of the schedule's bar chart: time from left to right, a row for each stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..dates import INFERRED, Date
from ..site import Site

WIDTH = 960
LEFT = 236
RIGHT = 926
TOP = 34
ROW = 40
BAR = 18
LABEL = 15
# How far a bar without a recorded end is drawn past its start.
OPEN_DAYS = 150


@dataclass(frozen=True)
class Tick:
    """A month named below the axis."""

    x: int
    text: str


@dataclass(frozen=True)
class Band:
    """One year of the axis; every other one is shaded."""

    x: int
    width: int
    year: str
    shaded: bool


@dataclass(frozen=True)
class Mark:
    """A step within a stage's bar: a span, or a point (``width`` 0) where it is due."""

    x: int
    width: int
    title: str


@dataclass(frozen=True)
class Row:
    """A stage; ``label`` is its title as far as there is room, ``words`` its time in Chinese.

    ``page`` is None for one that nobody recorded, ``x`` where its time cannot be placed; ``state`` is stated,
    inferred or missing; ``open`` says that no end is recorded.
    """

    y: int
    label: str
    title: str
    page: str | None
    state: str
    words: str
    x: int | None = None
    width: int = 0
    open: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Chart:
    """The whole drawing, :data:`WIDTH` wide; all lengths are in units of the drawing."""

    height: int
    start: date
    end: date
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


class _Axis:
    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        self._days = max((end - start).days, 1)

    def x(self, on: date) -> int:
        inside = min(max(on, self.start), self.end)
        return LEFT + round((RIGHT - LEFT) * (inside - self.start).days / self._days)


def chart(site: Site) -> Chart | None:
    """The schedule drawn, or None where not one date of it is known."""
    axis = _axis(site)
    if axis is None:
        return None
    rows = []
    for number, slot in enumerate(site.schedule):
        y = TOP + number * ROW
        if slot.stage is None:
            title = f"第 {slot.order} 阶段"
            rows.append(Row(y, title, title, None, "missing", "原文未载"))
            continue
        stage = slot.stage
        marks = tuple(
            mark for step in stage.steps for mark in [_mark(axis, step.title, step.due or step.period)] if mark
        )
        rows.append(_row(axis, y, stage.title, stage.page, stage.period, marks))
    height = TOP + len(rows) * ROW + 8
    bands = tuple(_bands(axis))
    return Chart(height, axis.start, axis.end, bands, tuple(_ticks(axis)), tuple(rows))


def _axis(site: Site) -> _Axis | None:
    known = [stage.period for stage in site.stages] + [site.campaign.period]
    days = [day for period in known for day in (period.start, period.end) if day]
    days += [
        stage.period.start + timedelta(OPEN_DAYS)
        for stage in site.stages
        if stage.period.start and not stage.period.end
    ]
    if not days:
        return None
    first, last = min(days), max(days)
    return _Axis(first.replace(day=1), last)


def _row(axis: _Axis, y: int, title: str, page: str, period: Date, marks: tuple[Mark, ...]) -> Row:
    label = title if len(title) <= LABEL else title[: LABEL - 1] + "…"
    state = "inferred" if period.basis == INFERRED or (not period.certain and period.basis is None) else "stated"
    if period.start is None:
        words = "年份未载" if period.end is None else f"{period.plain}，起始未载"
        return Row(y, label, title, page, "missing", words)
    end = period.end or period.start + timedelta(OPEN_DAYS)
    x = axis.x(period.start)
    width = max(axis.x(end) - x, 4)
    words = period.plain + ("，止期未载" if period.end is None else "")
    return Row(y, label, title, page, state, words, x, width, period.end is None, marks)


def _mark(axis: _Axis, title: str, on: Date | None) -> Mark | None:
    if on is None or on.start is None or on.end is None:
        return None
    x = axis.x(on.start)
    return Mark(x, 0 if on.is_day else max(axis.x(on.end) - x, 3), title)


def _bands(axis: _Axis) -> list[Band]:
    bands = []
    for year in range(axis.start.year, axis.end.year + 1):
        x = axis.x(date(year, 1, 1))
        width = axis.x(date(year, 12, 31)) - x
        bands.append(Band(x, width, f"{year}", bool(year % 2)))
    return bands


def _ticks(axis: _Axis) -> list[Tick]:
    """Quarters where there is room for them, else half years, else none."""
    years = (axis.end - axis.start).days / 365
    months = (1, 4, 7, 10) if years <= 4 else (1, 7) if years <= 8 else ()
    days = [date(year, month, 1) for year in range(axis.start.year, axis.end.year + 1) for month in months]
    return [Tick(axis.x(day), f"{day.month}月") for day in days if axis.start <= day <= axis.end and day.month != 1]
