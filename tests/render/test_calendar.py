"""Calendars, parsed back: whole days, stable names, what is certain of each date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from campaign import derive, load, render
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

Docs = dict[str, bytes]
REVISION = 1_700_000_000


def calendar(docs: Docs, path: str = "timeline/campaign.ics", revision: int = REVISION) -> dict[str, Event]:
    records, diagnostics = load(docs)
    assert not [one for one in diagnostics if one.severity.value == "error"], diagnostics
    content = render(derive(records), revision=revision).texts[path]
    assert isinstance(content, bytes)
    parsed = Calendar.from_ical(content)
    events = {str(event["uid"]): event for event in parsed.walk("VEVENT")}
    assert len(events) == len(parsed.walk("VEVENT"))
    return {uid.partition(".")[0]: event for uid, event in events.items()}


def days(event: Event) -> tuple[date, date]:
    """First and last day; the end is written exclusive."""
    return event.decoded("dtstart"), event.decoded("dtend") - timedelta(1)


def test_stages_steps_and_actions_are_there(base: Docs) -> None:
    events = calendar(base)
    assert set(events) == {"stage-one", "stage-two", "step-one-survey", "recurring-audit"}
    assert days(events["stage-one"]) == (date(2031, 2, 1), date(2031, 5, 31))
    assert days(events["step-one-survey"]) == (date(2031, 4, 30), date(2031, 4, 30))
    assert str(events["step-one-survey"]["summary"]) == "截止：普查"


def test_a_stage_has_a_calendar_of_its_own(base: Docs) -> None:
    assert set(calendar(base, "timeline/one.ics")) == {"stage-one", "step-one-survey"}


@pytest.mark.parametrize(
    ("due", "first", "last", "summary"),
    [
        ("2031-04", date(2031, 4, 1), date(2031, 4, 30), "截止：普查"),
        ("2031-04/2031-05", date(2031, 4, 1), date(2031, 5, 31), None),
        ("2031-04-30~", date(2031, 4, 30), date(2031, 4, 30), "截止：普查"),
    ],
)
def test_partial_dates_are_what_is_certain(
    edit: Callable[..., Docs], due: str, first: date, last: date, summary: str | None
) -> None:
    field = "period" if "/" in due else "due"
    event = calendar(edit("stages/one.md", "due: 2031-04-30", f"{field}: {due}"))["step-one-survey"]
    assert days(event) == (first, last)
    assert summary is None or str(event["summary"]) == summary


def test_an_open_end_is_its_first_day_and_says_so(edit: Callable[..., Docs]) -> None:
    event = calendar(edit("stages/two.md", "2031-06/2032-03", "2031-06/.."))["stage-two"]
    assert days(event) == (date(2031, 6, 1), date(2031, 6, 1))
    assert str(event["summary"]) == "改进（起）"


def test_what_has_no_known_year_is_left_out_and_listed_on_the_page(edit: Callable[..., Docs]) -> None:
    docs = edit("stages/two.md", "2031-06/2032-03", "20XX-06/20XX-09")
    assert "stage-two" not in calendar(docs)
    texts = render(derive(load(docs)[0])).texts
    assert "timeline/two.ics" not in texts
    page = str(texts["timeline/index.md"])
    assert "没有进入日历的" in page and "年份未载" in page


def test_the_basis_of_a_date_is_told(edit: Callable[..., Docs]) -> None:
    period = "\n  edtf: 2031-06/2032-03\n  wording: 从六月起\n  basis: inferred\n  note: 据上下文"
    event = calendar(edit("stages/two.md", " 2031-06/2032-03", period))["stage-two"]
    said = str(event["description"])
    assert "从六月起（2031年6月至2032年3月）" in said and "依据：推断" in said and "据上下文" in said


def test_names_outlive_titles_and_dates(base: Docs, edit: Callable[..., Docs]) -> None:
    changed = edit("stages/one.md", "title: 摸底", "title: 换了", "2031-02/2031-05", "2031-03/2031-05", "普查", "再查")
    before, after = calendar(base), calendar(changed)
    assert {event["uid"] for event in before.values()} == {event["uid"] for event in after.values()}


def test_two_campaigns_do_not_share_names(base: Docs) -> None:
    other = {path: data.replace(b"line", b"lane").replace(b"hand", b"head") for path, data in base.items()}
    mine = {event["uid"] for event in calendar(base).values()}
    assert mine.isdisjoint(event["uid"] for event in calendar(other).values())


def test_a_later_revision_replaces_an_earlier_one(base: Docs) -> None:
    early, late = calendar(base, revision=REVISION), calendar(base, revision=REVISION + 3600)
    for name in early:
        assert late[name]["sequence"] == early[name]["sequence"] + 60
        assert late[name].decoded("dtstamp") > early[name].decoded("dtstamp")
    assert {event["sequence"] for event in calendar(base, revision=0).values()} == {0}


def test_the_rule_gives_the_days_on_the_page(base: Docs) -> None:
    site = derive(load(base)[0])
    event = calendar(base)["recurring-audit"]
    rule = event["rrule"].to_ical().decode()
    first = event.decoded("dtstart")
    days_ = [one.strftime("%Y-%m-%d") for one in rrulestr(rule, dtstart=first, ignoretz=True)]
    assert days_ == [one.date.edtf for one in site.occurrences]


def test_the_bytes_are_the_same_each_time_and_well_folded(base: Docs) -> None:
    site = derive(load(base)[0])
    one = render(site, revision=REVISION).texts["timeline/campaign.ics"]
    assert one == render(site, revision=REVISION).texts["timeline/campaign.ics"]
    assert isinstance(one, bytes)
    lines = one.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75 and b"\n" not in one.replace(b"\r\n", b"")
