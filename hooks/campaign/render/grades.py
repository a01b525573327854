"""The grades of all units: how many stood where in each round, who moved, and each unit's way with its reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ..dates import Date
from ..records import Record
from ..site import GradeStep, Site
from .grades_chart import Spread, Steps, spread, steps
from .page import Page
from .press import Pages, Press
from .units import Rung, rung
from .words import anchors_for

PER_PAGE = 40
# More names than these are folded up.
NAMES_SHOWN = 24


@dataclass
class Round:
    """One round over all units.

    ``counts``: id of a level → number of units. ``moved``: one of :data:`MOVES` → (unit, title of its level before,
    None in its first round, title of its level).
    """

    date: Date
    counts: Counter[str] = field(default_factory=Counter)
    moved: dict[str, list[tuple[Record, str | None, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def moves(self) -> list[tuple[str, list[tuple[Record, str | None, str]]]]:
        """Every way to move that occurred, in the order of :data:`MOVES`, with what ``moved`` has of it."""
        return [(title, self.moved[title]) for title in MOVES if title in self.moved]


MOVES = ("升级", "保持", "降级", "首次定级")


@dataclass(frozen=True)
class Ladder:
    """A unit with its rounds, drawn and in words."""

    unit: Record
    steps: Steps
    rungs: tuple[Rung, ...]


def pages(press: Press) -> Pages:
    """The overview of grades, on as many pages as the units' ways need."""
    site = press.site
    rounds = rounds_of(site)
    anchors = anchors_for((one.date.plain for one in rounds), "zy-round-")
    graded = [unit for unit in site.units if unit.id in site.ladders]
    first = Page(
        "compare/grades.md",
        "定级与升降",
        description="各单位历次定级：每轮各等次有多少单位，谁升谁降，算式和理由。",
        kind="grades",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    last = max((len(graded) + PER_PAGE - 1) // PER_PAGE, 1)
    for number in range(1, last + 1):
        yield press.write_later(
            first.numbered(number),
            "grades.md.j2",
            [site.campaign, *site.units],
            rounds=rounds,
            levels=site.campaign.grading.levels if site.campaign.grading else (),
            spread=_spread(site, rounds) if rounds and number == 1 else None,
            ladders=[_ladder(site, rounds, unit) for unit in graded[(number - 1) * PER_PAGE : number * PER_PAGE]],
            moves=list(zip(reversed(rounds), reversed(anchors), strict=True)),
            shown=NAMES_SHOWN,
            ungraded=[unit for unit in site.units if unit.id not in site.ladders],
            number=number,
            last=last,
            before=first.numbered(number - 1).address if number > 1 else "",
            after=first.numbered(number + 1).address if number < last else "",
        )


def rounds_of(site: Site) -> list[Round]:
    """The rounds in which any unit was graded, the earliest first; within each, units in the order of the site."""
    rounds: dict[str, Round] = {}
    for unit in site.units:
        before: GradeStep | None = None
        for step in site.ladders.get(unit.id, ()):
            one = rounds.setdefault(step.entry.round.edtf, Round(step.entry.round))
            one.counts[step.recorded.id] += 1
            one.moved[_move(step)].append((unit, before.recorded.title if before else None, step.recorded.title))
            before = step
    return sorted(rounds.values(), key=lambda one: one.date.sort_key)


def _move(step: GradeStep) -> str:
    if step.change is None:
        return "首次定级"
    return "升级" if step.change > 0 else "降级" if step.change < 0 else "保持"


def _spread(site: Site, rounds: list[Round]) -> Spread:
    levels = site.campaign.grading.levels
    return spread(
        [(one.date.plain, [one.counts[level.id] for level in levels]) for one in rounds],
        [level.title for level in levels],
    )


def _ladder(site: Site, rounds: list[Round], unit: Record) -> Ladder:
    grading = site.campaign.grading
    ladder = site.ladders[unit.id]
    numbers = {one.date.edtf: number for number, one in enumerate(rounds)}
    places = {level.id: place for place, level in enumerate(grading.levels)}
    drawn = steps(
        [one.date.plain for one in rounds],
        [level.title for level in grading.levels],
        {numbers[step.entry.round.edtf]: places[step.recorded.id] for step in ladder},
    )
    return Ladder(unit, drawn, tuple(rung(grading, step) for step in ladder))
