"""What is made of repeated measurements: a middle, its spread, and ratios of what was measured side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """The median of some figures, the least and the greatest."""

    median: float
    min: float
    max: float


def spread(figures: Sequence[float]) -> Spread | None:
    """Their middle and their ends; None where nothing was measured."""
    return Spread(median(figures), min(figures), max(figures)) if figures else None


def ratios(of: Sequence[float | None], to: Sequence[float | None]) -> Spread | None:
    """One as a multiple of the other, pair by pair in the order measured; pairs that lack a figure are left out."""
    return spread([one / other for one, other in zip(of, to, strict=False) if one is not None and other])
