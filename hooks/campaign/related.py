"""Which cases to read next, and the reason given to the reader."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from .records import Record
from .site import Related, Site

SHOWN = 4
# A value shared by very many cases says little, and comparing them all would cost their square.
NEIGHBOURS = 40

# Facet → value → the places of its cases in ``site.cases``, ascending.
Members = dict[str, dict[str, list[int]]]


def related_cases(site: Site) -> dict[str, tuple[Related, ...]]:
    """Id of a visible case → up to four that share most with it, the best first; linear in the number of cases."""
    places = {case.id: place for place, case in enumerate(site.cases)}
    members = {
        facet: {value: [places[case.id] for case in found] for value, found in by_value.items()}
        for facet, by_value in site.cases_by.items()
    }
    return {case.id: _related(site, case, place, members) for place, case in enumerate(site.cases)}


def _related(site: Site, case: Record, place: int, members: Members) -> tuple[Related, ...]:
    points: dict[int, int] = defaultdict(int)
    sharing: list[tuple[list[int], str]] = []
    for weight, facet, value, reason in _shared(site, case):
        near = _near(members[facet].get(value, []), place)
        sharing.append((near, reason))
        for other in near:
            points[other] += weight
    points.pop(place, None)
    # Of equals the one that stands first: sorting by points keeps the order of places.
    best = sorted(sorted(points), key=points.__getitem__, reverse=True)[:SHOWN]
    return tuple(
        Related(site.cases[other], "、".join([reason for near, reason in sharing if other in near][:2]))
        for other in best
    )


def _shared(site: Site, case: Record) -> list[tuple[int, str, str, str]]:
    """(weight, facet, value, reason in Chinese) of all that others may share with a case."""
    shared = [(4, "criterion", id, f"同样体现「{site.get('criterion', id).title}」") for id in case.criteria]
    shared += [(3, "tag", tag, f"同有关键词「{tag}」") for tag in case.tags]
    if case.unit:
        shared.append((2, "unit", case.unit, "同一单位"))
    shared += [(1, "honour", id, "同次受表彰") for id in case.honours]
    return shared


def _near(members: list[int], place: int) -> list[int]:
    """The members nearest to a case in time, the case itself among them."""
    start = max(bisect_left(members, place) - NEIGHBOURS // 2, 0)
    return members[start : start + NEIGHBOURS + 1]
