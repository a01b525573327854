"""The cases that best show a criterion, for a reader who holds a unit against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest

from .records import Record
from .site import Site
from .values import Item

# So many of each type of unit; the best of all are among them. A reader is offered no more, whatever there is.
BEST = 3


def lessons(site: Site, criterion: Record) -> tuple[Record, ...]:
    """Up to three visible cases of each type of unit, the best of all first; linear in the number of cases.

    What happened comes before what was made up, a measured outcome before one that is only told,
    an honoured case before others, one that names the criterion first, and then the newest.
    """
    cases = site.cases_by["criterion"].get(criterion.id, ())
    by_type: dict[str | None, list[tuple[tuple[int, ...], int]]] = defaultdict(list)
    for place, case in enumerate(cases):
        by_type[unit_type(site, case)].append((_rank(site, criterion, case), place))
    best = [entry for some in by_type.values() for entry in nsmallest(BEST, some)]
    return tuple(cases[place] for _, place in sorted(best))


def unit_type(site: Site, case: Record) -> str | None:
    """The type of a case's unit; None for a draft that names no unit yet."""
    return str(site.get("unit", case.unit).type) if case.unit else None


def best_outcome(outcomes: Iterable[Item]) -> Item | None:
    """The first outcome with a value before and after, else with one after, else the first; None if there is none."""
    return max(outcomes, key=_measured, default=None)


def honour_of(site: Site, case: Record) -> Record | None:
    """The newest honour round of those that gave a case an award and those it tells of; None for none."""
    awarded = [award.round for award in site.awards_by_case.get(case.id, ())]
    told = [site.get("honour", id) for id in case.honours]
    return max([*awarded, *told], key=lambda one: one.date.sort_key, default=None)


def _rank(site: Site, criterion: Record, case: Record) -> tuple[int, ...]:
    outcome = best_outcome(case.outcomes)
    return (
        bool(case.sample),
        -(1 + _measured(outcome)) if outcome else 0,
        honour_of(site, case) is None,
        case.criteria.index(criterion.id),
    )


def _measured(outcome: Item) -> int:
    return bool(outcome.after) + bool(outcome.before and outcome.after)
