"""Which cases to read next, and the reason given to the reader."""

from __future__ import annotations

from collections import Counter

from .records import Record
from .site import Related, Site

SHOWN = 4
# A value shared by very many cases says little, and comparing them all would cost their square.
NEIGHBOURS = 40


def related_cases(site: Site) -> dict[str, tuple[Related, ...]]:
    """For each visible case the few that share most with it; linear in the number of cases."""
    places = {case.id: number for number, case in enumerate(site.cases)}
    return {case.id: _related(site, case, places) for case in site.cases}


def _related(site: Site, case: Record, places: dict[str, int]) -> tuple[Related, ...]:
    points: Counter[str] = Counter()
    reasons: dict[str, list[str]] = {}
    for weight, facet, value, reason in _shared(site, case):
        for other in _near(site.cases_by[facet].get(value, ()), case, places):
            points[other.id] += weight
            reasons.setdefault(other.id, []).append(reason)
    best = sorted(points, key=lambda id: (-points[id], places[id]))[:SHOWN]
    return tuple(Related(site.get("case", id), "、".join(reasons[id][:2])) for id in best)


def _shared(site: Site, case: Record) -> list[tuple[int, str, str, str]]:
    """(weight, facet, value, reason in Chinese) of all that others may share with a case."""
    shared = [(4, "criterion", id, f"同样体现「{site.get('criterion', id).title}」") for id in case.criteria]
    shared += [(3, "tag", tag, f"同有关键词「{tag}」") for tag in case.tags]
    if case.unit:
        shared.append((2, "unit", case.unit, "同一单位"))
    shared += [(1, "honour", id, "同次受表彰") for id in case.honours]
    return shared


def _near(members: tuple[Record, ...], case: Record, places: dict[str, int]) -> list[Record]:
    """The members nearest to a case in time; ``members`` are in the order of ``places``."""
    here = places[case.id]
    low, high = 0, len(members)
    while low < high:
        middle = (low + high) // 2
        if places[members[middle].id] < here:
            low = middle + 1
        else:
            high = middle
    start = max(low - NEIGHBOURS // 2, 0)
    return [one for one in members[start : start + NEIGHBOURS + 1] if one.id != case.id]
