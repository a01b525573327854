"""Where a campaign's records have holes: what was promised, stated or due, and is not on record.

Whether a day has passed is for the reader's browser to say: here stand the days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .dates import Date
from .kinds import COMMITMENT_STATUS
from .records import Record
from .site import Citation, Site
from .values import Item


@dataclass(frozen=True)
class Period:
    """The commitments of one period (``title``, in Chinese) by status: how many there are, none left out."""

    title: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Part:
    """A part of a record that waits for something, and the time by which; None where none is written."""

    record: Record
    item: Item
    due: Date | None


@dataclass(frozen=True)
class Unstated:
    """What the source states and no record holds.

    ``stages`` are the orders of stages, ``steps`` the number of steps still missing, ``bare``
    the stages without a step, empty where no step is missing.
    """

    stages: tuple[int, ...]
    steps: int
    bare: tuple[Record, ...]

    @property
    def total(self) -> int:
        """How many stages and steps are missing."""
        return len(self.stages) + self.steps


@dataclass(frozen=True)
class Basis:
    """A policy that is no longer in force as it was, and what still rests on it."""

    policy: Record
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Progress:
    """The holes of a site.

    What is due is in the order of its last possible day, what has none at the end; ``periods``
    are the latest first; ``guides`` are those to be reviewed by some day, the earliest first;
    the rest is in the order of the site.
    """

    periods: tuple[Period, ...]
    promises: tuple[Part, ...]
    criteria: tuple[Record, ...]
    units: tuple[Record, ...]
    steps: tuple[Part, ...]
    unstated: Unstated
    bases: tuple[Basis, ...]
    suspended: tuple[Record, ...]
    guides: tuple[Record, ...]


def progress(site: Site) -> Progress:
    """What is still to be done, of everything that a site has on record."""
    with_cases = site.cases_by
    return Progress(
        periods=_periods(site),
        promises=_by_due(
            Part(sheet, item, item.due) for sheet in site.commitments for item in sheet.items if item.status == "open"
        ),
        criteria=tuple(one for one in site.criteria if one.id not in with_cases["criterion"]),
        units=tuple(one for one in site.units if one.id not in with_cases["unit"]),
        steps=_by_due(_without_output(site)),
        unstated=_unstated(site),
        bases=tuple(
            Basis(policy, site.citations[policy.id])
            for policy in site.policies
            if policy.status != "in-force" and policy.id in site.citations
        ),
        suspended=tuple(case for case in site.taken_down if case.status == "suspended"),
        guides=tuple(sorted((one for one in site.guides if one.review_by), key=lambda one: one.review_by.sort_key)),
    )


def _periods(site: Site) -> tuple[Period, ...]:
    """The latest first."""
    counts: dict[str, Counter[str]] = {}
    for sheet in reversed(site.commitments):
        counts.setdefault(sheet.period.plain, Counter()).update(item.status for item in sheet.items)
    return tuple(
        Period(title, {status: found[status] for status in COMMITMENT_STATUS}) for title, found in counts.items()
    )


def _without_output(site: Site) -> Iterable[Part]:
    """Steps that do not say what they left; one without a time of its own is due when its stage ends."""
    for stage in site.stages:
        for step in stage.steps:
            due = step.due or step.period or stage.period
            if not step.output and due.end:
                yield Part(stage, step, due)


def _by_due(parts: Iterable[Part]) -> tuple[Part, ...]:
    """By the last day that is possible; what has no such day comes last."""
    return tuple(sorted(parts, key=_last_day))


def _last_day(part: Part) -> str:
    return part.due.end.isoformat() if part.due and part.due.end else "9999-12-31"


def _unstated(site: Site) -> Unstated:
    steps = max((site.campaign.steps_stated or 0) - site.steps_recorded, 0)
    return Unstated(
        stages=tuple(slot.order for slot in site.schedule if slot.stage is None),
        steps=steps,
        bare=tuple(stage for stage in site.stages if not stage.steps) if steps else (),
    )
