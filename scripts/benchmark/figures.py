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
    """None where nothing was measured."""
    return Spread(median(figures), min(figures), max(figures)) if figures else None


def ratios(theirs: Sequence[float | None], ours: Sequence[float | None]) -> Spread | None:
    """How many times ours theirs is, pair by pair in the order measured; pairs that lack a figure are left out."""
    return spread([their / our for their, our in zip(theirs, ours, strict=False) if their is not None and our])
