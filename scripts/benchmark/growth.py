"""How cost grows with the number of cases: the exponent of a power of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import fmean


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of the least-squares line through the logarithms of (cases, cost); None with fewer than two sizes.

    What a build costs without any case is part of every cost, so that small sizes make it smaller.
    """
    logs = [(log(cases), log(cost)) for cases, cost in points if cases > 0 and cost > 0]
    middle, level = (fmean(one[side] for one in logs) if logs else 0.0 for side in (0, 1))
    spread = sum((x - middle) ** 2 for x, _ in logs)
    if len({x for x, _ in logs}) < 2:
        return None
    return sum((x - middle) * (y - level) for x, y in logs) / spread


def of_ends(points: Sequence[tuple[float, float]]) -> float | None:
    """The same between the smallest and the largest size alone."""
    return exponent([min(points), max(points)]) if points else None
