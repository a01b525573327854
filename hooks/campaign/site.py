"""The site model: the visible records of a campaign and all that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .dates import Date
from .records import Record, Records
from .values import Item


@dataclass(frozen=True)
class CriteriaGroup:
    """A declared group (``id``, ``title``, ``applies_to`` …) with its criteria in order."""

    declared: Item
    criteria: tuple[Record, ...]


@dataclass(frozen=True)
class StageSlot:
    """A place in the schedule: the recorded stage, or None where the source states a stage that has no record."""

    order: int
    stage: Record | None


@dataclass(frozen=True)
class Occurrence:
    """One date of a recurring action."""

    action: Item
    date: Date


@dataclass(frozen=True)
class Award:
    """An award of a round as its winner's page and the roll show it; ``winner`` is what to call the winner.

    ``unit`` is None for a winner who is no unit, ``case`` where none is named or it does not show.
    """

    round: Record
    category: str
    winner: str
    unit: Record | None
    case: Record | None


@dataclass(frozen=True)
class Contribution:
    """One input of a grade: its declared item, the score (None where unrecorded) and score × weight / 100."""

    declared: Item
    score: Decimal | None
    points: Decimal | None


@dataclass(frozen=True)
class GradeStep:
    """One rung of a unit's ladder: what is recorded and how it follows from the scores.

    ``total`` is the weighted sum, None where a score is missing; ``by_total`` the level it
    gives; ``gates`` the gates that held the grade down, ``held_by_step`` whether the one-step
    rule did; ``computed`` the level after both, None without a total; ``recorded`` the level in
    the file. ``change`` is the number of recorded levels climbed since the round before, None in
    the first.
    """

    entry: Item
    contributions: tuple[Contribution, ...]
    total: Decimal | None
    by_total: Item | None
    gates: tuple[Item, ...]
    held_by_step: bool
    computed: Item | None
    recorded: Item
    change: int | None


@dataclass(frozen=True)
class Related:
    """A case to read next, and why, in Chinese."""

    case: Record
    reason: str


@dataclass(frozen=True)
class Citation:
    """A record that cites a clause of a policy. ``clause`` is an anchor in its body, or None for the whole."""

    record: Record
    clause: str | None


@dataclass
class Site:
    """Everything the pages show, linked and sorted. Built by :func:`campaign.derive`.

    ``cases`` are the visible ones (published; with drafts, those on their way there too),
    newest first, what has no date before them. ``taken_down`` are suspended and revoked ones, whose
    pages say only that. ``units`` stand each before those below it, policies and honours the newest
    first. ``cases_by`` is facet → value → cases in the order of ``cases``. The other mappings go by an
    id: ``ladders`` by unit, ``children`` by the unit above, ``citations`` by the policy that is cited,
    ``superseded_by`` by the policy that others replace, ``related`` by case, the rest by what their
    names say. ``static_files`` are the paths published beside the pages; ``linked_pictures`` is those of them
    that texts show or link to → whether one is attached to a record besides.
    """

    records: Records
    campaign: Record
    drafts: bool
    groups: tuple[CriteriaGroup, ...]
    criteria: tuple[Record, ...]
    stages: tuple[Record, ...]
    schedule: tuple[StageSlot, ...]
    occurrences: tuple[Occurrence, ...]
    policies: tuple[Record, ...]
    units: tuple[Record, ...]
    cases: tuple[Record, ...]
    taken_down: tuple[Record, ...]
    honours: tuple[Record, ...]
    commitments: tuple[Record, ...]
    guides: tuple[Record, ...]
    cases_by: dict[str, dict[str, tuple[Record, ...]]]
    awards_by_unit: dict[str, tuple[Award, ...]]
    awards_by_round: dict[str, tuple[Award, ...]]
    awards_by_case: dict[str, tuple[Award, ...]]
    ladders: dict[str, tuple[GradeStep, ...]]
    sheets_by_unit: dict[str, tuple[Record, ...]]
    children: dict[str, tuple[Record, ...]]
    citations: dict[str, tuple[Citation, ...]]
    superseded_by: dict[str, tuple[Record, ...]]
    related: dict[str, tuple[Related, ...]]
    static_files: tuple[str, ...] = field(default_factory=tuple)
    linked_pictures: dict[str, bool] = field(default_factory=dict)

    def get(self, kind: str, id: str) -> Record:
        """The record that a checked reference names; KeyError for any other."""
        return self.records.by_kind[kind][id]

    @property
    def steps_recorded(self) -> int:
        """How many steps are on record, of all stages."""
        return sum(len(stage.steps) for stage in self.stages)
