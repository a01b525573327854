"""The schedule: an overview with its chart and calendar, and a page for each year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ..dates import Date
from ..records import Record
from ..site import Occurrence, Site
from .chart import chart
from .page import Page
from .press import Pages, Press


@dataclass(frozen=True)
class Due:
    """Something due: its date, what it is, the record it stands in, where on its page; ``open``: not yet kept."""

    date: Date
    text: str
    record: Record
    anchor: str = ""
    open: bool = False


@dataclass
class Year:
    """All that is recorded of one year."""

    year: str
    stages: list[Record] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    policies: list[Record] = field(default_factory=list)
    honours: list[Record] = field(default_factory=list)


def pages(press: Press) -> Pages:
    """The overview of the schedule, and the page of each year."""
    site = press.site
    years = years_of(site)
    campaign = site.campaign
    page = Page(
        "timeline/index.md",
        "时间线",
        description=f"{campaign.title}的阶段、环节和周期动作。",
        kind="timeline",
        section="timeline",
        record=campaign.path,
        wide=True,
        toc=False,
    )
    by_action: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for one in site.occurrences:
        by_action[one.action.id][one.date.year or ""].append(one)
    yield press.write(
        page,
        "timeline.md.j2",
        chart=chart(site),
        years=list(years),
        by_action={action: dict(found) for action, found in by_action.items()},
        undated=[stage for stage in site.stages if not stage.period.years],
    )
    ordered = list(years.values())
    for number, year in enumerate(ordered):
        page = Page(
            f"timeline/{year.year}.md",
            f"{int(year.year)}年",
            description=f"{int(year.year)}年的阶段、环节、周期动作、文件和表彰。",
            kind="timeline",
            section="timeline",
            record=campaign.path,
        )
        yield press.write(
            page,
            "year.md.j2",
            year=year,
            cases=site.cases_by["year"].get(year.year, ()),
            before=ordered[number - 1].year if number else None,
            after=ordered[number + 1].year if number + 1 < len(ordered) else None,
        )


def years_of(site: Site) -> dict[str, Year]:
    """Year → what is on record of it, in order. Policies are put to the years that there are, and make none."""
    found: dict[str, Year] = {}

    def year(name: str) -> Year:
        return found.setdefault(name, Year(name))

    for stage in site.stages:
        for name in stage.period.years:
            year(name).stages.append(stage)
    for due in dues(site):
        for name in due.date.years:
            year(name).dues.append(due)
    for one in site.occurrences:
        year(one.date.year or "").occurrences.append(one)
    for name in site.campaign.period.years:
        year(name)
    for name in site.cases_by["year"]:
        year(name)
    for policy in reversed(site.policies):
        # A document of another time is cited here; it is no part of this schedule.
        for name in policy.date.years:
            if name in found:
                found[name].policies.append(policy)
    for honour in reversed(site.honours):
        for name in honour.date.years:
            year(name).honours.append(honour)
    return dict(sorted(found.items()))


def dues(site: Site) -> list[Due]:
    """Steps that say when or by when, and commitments that say by when, earliest first."""
    found = [
        Due(step.due or step.period, step.title, stage, f"step-{step.id}")
        for stage in site.stages
        for step in stage.steps
        if step.due or step.period
    ]
    found += [
        Due(item.due, item.text, sheet, f"item-{item.id}", item.status == "open")
        for sheet in site.commitments
        for item in sheet.items
        if item.due
    ]
    return sorted(found, key=lambda one: (one.date.sort_key, one.record.path, one.text))
