"""Geometry of the grades: how many units stood where in each round, and each unit's way through the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The patterns by which levels are told apart; a campaign with more levels begins again.
PATTERNS = 6

# The stacked bars: a row for each round, a unit's width the same in all.
WIDTH = 480
LEFT = 84
KEYS = 28
ROW = 44
BAR = 20
HAN, LATIN = 13, 7
PER_KEYS_ROW = 4

# A unit's steps: a column for each round, a row for each level.
STEPS_WIDTH = 320
STEPS_LEFT = 76
LEVEL = 26
SMALL = 11
LABEL = 5


@dataclass(frozen=True)
class Key:
    """What a pattern stands for."""

    x: int
    y: int
    pattern: int
    title: str


@dataclass(frozen=True)
class Segment:
    """The units of one level in one round. ``text`` is empty where there is no room for it."""

    x: int
    width: int
    pattern: int
    title: str
    text: str


@dataclass(frozen=True)
class Bar:
    """One round as a row of segments."""

    y: int
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Spread:
    """The stacked bars, :data:`WIDTH` wide, and the keys above them."""

    height: int
    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Line:
    """A level across the chart."""

    y: int
    label: str


@dataclass(frozen=True)
class Tick:
    """A round named below its column."""

    x: int
    label: str


@dataclass(frozen=True)
class Steps:
    """A unit's way, :data:`STEPS_WIDTH` wide. ``path``, for SVG, is level in a round, broken where none is given."""

    height: int
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    path: str


def spread(rounds: Sequence[tuple[str, Sequence[int]]], levels: Sequence[str]) -> Spread:
    """(round in Chinese, number of units in each level), drawn, best level first; some round must have a unit."""
    most = max(sum(counts) for _, counts in rounds)
    keys = tuple(
        Key(
            LEFT + (WIDTH - LEFT) * (place % PER_KEYS_ROW) // PER_KEYS_ROW,
            KEYS * (place // PER_KEYS_ROW) + 6,
            place % PATTERNS,
            short(title),
        )
        for place, title in enumerate(levels)
    )
    top = KEYS * ((len(levels) + PER_KEYS_ROW - 1) // PER_KEYS_ROW) + 6
    bars = []
    for row, (label, counts) in enumerate(rounds):
        segments = []
        so_far = 0
        for place, number in enumerate(counts):
            x, end = (LEFT + (WIDTH - LEFT) * units // most for units in (so_far, so_far + number))
            so_far += number
            text = f"{short(levels[place])} {number}"
            if number:
                room = text if _length(text) <= end - x else ""
                segments.append(Segment(x, end - x, place % PATTERNS, f"{levels[place]} {number} 个", room))
        bars.append(Bar(top + row * ROW, label, tuple(segments)))
    return Spread(top + len(rounds) * ROW, keys, tuple(bars))


def steps(rounds: Sequence[str], levels: Sequence[str], places: Mapping[int, int]) -> Steps:
    """A unit's way drawn, from ``places``: number of a round → place of the level, both from 0; best level first."""
    width = STEPS_WIDTH - STEPS_LEFT
    edges = [STEPS_LEFT + width * number // len(rounds) for number in range(len(rounds) + 1)]
    every = -(-max(len(label) for label in rounds) * SMALL * len(rounds) // width)
    return Steps(
        height=LEVEL * len(levels) + 20,
        lines=tuple(Line(_y(place), short(title)) for place, title in enumerate(levels)),
        ticks=tuple(
            Tick((edges[number] + edges[number + 1]) // 2, label)
            for number, label in enumerate(rounds)
            if number % every == 0
        ),
        path="".join(
            f"{'V' if number - 1 in places else f'M{edges[number]} '}{_y(places[number])}H{edges[number + 1]}"
            for number in sorted(places)
        ),
    )


def short(title: str) -> str:
    """A title that fits the room beside a chart."""
    return title if len(title) <= LABEL else title[: LABEL - 1] + "…"


def _length(text: str) -> int:
    return sum(HAN if ord(letter) > 0x2E7F else LATIN for letter in text)


def _y(place: int) -> int:
    return LEVEL * place + LEVEL // 2
