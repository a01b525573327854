"""Calendars of the schedule (RFC 5545): one of all, one of each stage. Whole days only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ..dates import Date
from ..records import Record
from ..site import Site
from ..values import Item
from . import identity
from .press import Press

if TYPE_CHECKING:
    from icalendar import Event

_SEQUENCE_BEGINS = datetime(2010, 1, 1, tzinfo=UTC)


def pages(press: Press) -> Iterable[tuple[str, bytes]]:
    """(path, iCalendar) of the whole schedule, and of each stage that has a day."""
    maker = _Maker(press.site, press.revision)
    stages = [(stage, list(maker.stage(stage))) for stage in press.site.stages]
    everything = [event for _, events in stages for event in events] + list(maker.recurring())
    yield "timeline/campaign.ics", maker.calendar(press.site.campaign.title, everything)
    for stage, events in stages:
        if events:
            yield f"timeline/{stage.id}.ics", maker.calendar(stage.title, events)


class _Maker:
    """Events of one site. SEQUENCE and DTSTAMP come from the revision, so a later one replaces an earlier one."""

    def __init__(self, site: Site, revision: int) -> None:
        self.site = site
        self.key = identity.campaign_key(site)
        self.stamp = datetime.fromtimestamp(revision, tz=UTC) if revision else None
        minutes = (self.stamp - _SEQUENCE_BEGINS) // timedelta(minutes=1) if self.stamp else 0
        self.sequence = max(minutes, 0)

    def calendar(self, name: str, events: list[Event]) -> bytes:
        # Here and below: slow to load, and used nowhere else.
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", "-//Zhengyou//Campaign schedule//ZH")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        for event in events:
            calendar.add_component(event)
        text: bytes = calendar.to_ical()
        return text

    def stage(self, stage: Record) -> Iterable[Event]:
        """A stage and its steps; what has no known year is not in a calendar."""
        if stage.period.start:
            yield self.event(f"stage-{stage.id}", stage.title, stage.period, _about(stage.period, stage.tasks))
        for step in stage.steps:
            on = step.due or step.period
            if on and (on.start or on.end):
                title = f"截止：{step.title}" if step.due else step.title
                notes = [f"所属：{stage.title}", *filter(None, [step.who, step.output, step.note])]
                yield self.event(f"step-{stage.id}-{step.id}", title, on, _about(on, notes))

    def recurring(self) -> Iterable[Event]:
        """Each recurring action once, with its rule, up to its last day within the campaign."""
        from icalendar import vRecur

        days: dict[str, list[date]] = {}
        actions: dict[str, Item] = {}
        for one in self.site.occurrences:
            if one.date.start:
                days.setdefault(one.action.id, []).append(one.date.start)
                actions[one.action.id] = one.action
        for id, found in days.items():
            action = actions[id]
            notes = [f"原文：{action.wording}" if action.wording else "", action.who, action.output, action.note]
            event = self._event(f"recurring-{id}", action.title, found[0], found[0] + timedelta(1), notes)
            event.add("rrule", {**vRecur.from_ical(action.rule), "until": found[-1]})
            yield event

    def event(self, id: str, title: str, on: Date, notes: list[str]) -> Event:
        """What is certain of a date: open ends are a day that says so, a month is all its days."""
        if on.start and on.end:
            return self._event(id, title, on.start, on.end + timedelta(1), notes)
        only, word = (on.start, "起") if on.start else (on.end, "止")
        assert only is not None
        return self._event(id, f"{title}（{word}）", only, only + timedelta(1), notes)

    def _event(self, id: str, title: str, start: date, end: date, notes: Iterable[str | None]) -> Event:
        from icalendar import Event

        event = Event()
        event.add("uid", f"{id}.{self.key}@zhengyou")
        event.add("dtstamp", self.stamp or datetime(start.year, start.month, start.day, tzinfo=UTC))
        event.add("sequence", self.sequence)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", title)
        said = "\n".join(filter(None, notes))
        if said:
            event.add("description", said)
        event.add("transp", "TRANSPARENT")
        return event


def _about(on: Date, more: Iterable[str]) -> list[str]:
    """The date in words, what it rests on, and the rest."""
    said = [f"时间：{on.text}" + (f"（{on.plain}）" if on.wording and on.wording != on.plain else "")]
    if on.basis:
        said.append(f"依据：{on.basis_title}")
    if on.note:
        said.append(on.note)
    return [*said, *more]
