"""Links the records into the site model: who belongs to what, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from . import dates, recurrence
from .grading import ladder
from .kinds import TAKEN_DOWN, UNPUBLISHED
from .records import Record, Records
from .related import related_cases
from .rules.links import linked_pictures, published_files
from .site import Award, Citation, CriteriaGroup, GradeStep, Occurrence, Site, StageSlot

T = TypeVar("T")

HORIZON_YEARS = 12


def derive(records: Records, *, drafts: bool = False) -> Site:
    """The site of a checked docs folder; with ``drafts`` the cases not yet published show too.

    The records must be free of errors: for others it may raise anything.
    """
    campaign = records.campaign
    assert campaign is not None
    cases = _newest([case for case in records.of("case") if _visible(case, drafts)])
    taken_down = tuple(case for case in records.of("case") if case.status in TAKEN_DOWN)
    shown = {case.id for case in cases}
    stages = tuple(sorted(records.of("stage"), key=lambda one: one.order))
    groups = tuple(
        CriteriaGroup(
            group, _sorted([one for one in records.of("criterion") if one.group == group.id], lambda one: one.order)
        )
        for group in campaign.groups
    )
    honours = tuple(sorted(records.of("honour"), key=_by_date, reverse=True))
    awards = tuple(_awards(records, honours, shown))
    site = Site(
        records=records,
        campaign=campaign,
        drafts=drafts,
        groups=groups,
        criteria=tuple(criterion for group in groups for criterion in group.criteria),
        stages=stages,
        schedule=_schedule(campaign, stages),
        occurrences=_occurrences(campaign),
        policies=tuple(sorted(records.of("policy"), key=_by_date, reverse=True)),
        units=_tree(records.of("unit")),
        cases=cases,
        taken_down=taken_down,
        honours=honours,
        commitments=_sorted(records.of("commitment"), lambda one: (one.period.sort_key, one.unit)),
        guides=_sorted(records.of("guide"), lambda one: (one.order is None, one.order)),
        cases_by={},
        awards_by_unit=_group(awards, lambda one: [one.unit.id] if one.unit else []),
        awards_by_round=_group(awards, lambda one: [one.round.id]),
        awards_by_case=_group(awards, lambda one: [one.case.id] if one.case else []),
        ladders=_ladders(campaign, records.of("unit")),
        sheets_by_unit=_group(
            _sorted(records.of("commitment"), lambda one: one.period.sort_key), lambda one: [one.unit]
        ),
        children=_group(_sorted(records.of("unit"), _by_title), lambda one: [one.parent] if one.parent else []),
        citations=_citations(records),
        superseded_by=_group(tuple(records.of("policy")), lambda one: list(one.supersedes)),
        related={},
    )
    site.cases_by = {facet: _group(cases, keys) for facet, keys in FACETS.items()}
    site.related = related_cases(site)
    visible = [*cases, *(one for one in records.all() if one.kind.name != "case")]
    site.static_files = published_files(records, visible)
    site.linked_pictures = linked_pictures(site.static_files, visible)
    return site


FACETS: dict[str, Callable[[Record], Iterable[str]]] = {
    "kind": lambda case: [case.applies_to] if case.applies_to else [],
    "criterion": lambda case: case.criteria,
    "unit": lambda case: [case.unit] if case.unit else [],
    "year": lambda case: [case.date.year] if case.date and case.date.year else [],
    "stage": lambda case: [case.stage] if case.stage else [],
    "honour": lambda case: case.honours,
    "tag": lambda case: case.tags,
}


def _visible(case: Record, drafts: bool) -> bool:
    return case.status == "published" or (drafts and case.status in UNPUBLISHED)


def _by_date(record: Record) -> tuple[object, str]:
    return (record.date.sort_key, record.id)


def _by_title(record: Record) -> object:
    return record.title


def _sorted(records: Iterable[Record], key: Callable[[Record], object]) -> tuple[Record, ...]:
    """By this key, and those of one key as they come."""
    return tuple(sorted(records, key=key))  # type: ignore[arg-type]


def _newest(cases: list[Record]) -> tuple[Record, ...]:
    """Newest first; a draft without a date comes first of all."""
    dated = sorted((case for case in cases if case.date), key=_by_date, reverse=True)
    return (*(case for case in cases if not case.date), *dated)


def _group(items: tuple[T, ...], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            grouped[key].append(item)
    return {key: tuple(members) for key, members in grouped.items()}


def _schedule(campaign: Record, stages: tuple[Record, ...]) -> tuple[StageSlot, ...]:
    """Every recorded stage, and a place for each that the source states and nobody recorded."""
    recorded = {stage.order: stage for stage in stages}
    missing = max((campaign.stages_stated or 0) - len(stages), 0)
    absent = [order for order in range(1, (campaign.stages_stated or 0) + 1) if order not in recorded][:missing]
    return tuple(StageSlot(order, recorded.get(order)) for order in sorted([*recorded, *absent]))


def _occurrences(campaign: Record) -> tuple[Occurrence, ...]:
    """The dates of the recurring actions within the campaign, a dozen years at the most."""
    first = campaign.period.start
    if first is None:
        return ()
    horizon = first.replace(year=first.year + HORIZON_YEARS, day=min(first.day, 28))
    last = min(campaign.period.end or horizon, horizon, date(dates.LAST_YEAR, 12, 31))
    found = [
        Occurrence(action, dates.day(on))
        for action in campaign.recurring
        for on in recurrence.occurrences(action.rule, first, last)
    ]
    return tuple(sorted(found, key=lambda one: (one.date.sort_key, one.action.id)))


def _tree(units: list[Record]) -> tuple[Record, ...]:
    """Units with each parent before its children, siblings by name."""
    children = _group(_sorted(units, _by_title), lambda one: [one.parent or ""])
    ordered: list[Record] = []
    waiting = list(reversed(children.get("", ())))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(children.get(unit.id, ())))
    return tuple(ordered)


def _awards(records: Records, honours: tuple[Record, ...], shown: set[str]) -> Iterable[Award]:
    for honour in honours:
        for award in honour.awards:
            unit = records.get("unit", award.winner)
            case = records.get("case", award.case) if award.case in shown else None
            yield Award(honour, award.category, unit.title if unit else award.winner, unit, case)


def _ladders(campaign: Record, units: list[Record]) -> dict[str, tuple[GradeStep, ...]]:
    return {unit.id: ladder(campaign.grading, unit.grades) for unit in units if unit.grades}


def _citations(records: Records) -> dict[str, tuple[Citation, ...]]:
    cited: dict[str, list[Citation]] = defaultdict(list)
    for record in records.all():
        if record.kind.name in ("criterion", "stage"):
            for clause in record.policy:
                cited[clause.id].append(Citation(record, clause.clause))
    return {policy: tuple(found) for policy, found in cited.items()}
