"""The questions of the self-check: every indicator of a group of criteria, in the order of the form."""

from __future__ import annotations

from dataclasses import dataclass

from ..lessons import lessons
from ..memory import digest
from ..records import Record
from ..site import CriteriaGroup, Site
from ..values import Item
from .words import anchors_for

EDITION_DIGITS = 8


@dataclass(frozen=True)
class Question:
    """What is asked of one indicator; ``key`` names it in a filled form, ``anchor`` on the page."""

    indicator: Item
    key: str
    anchor: str


@dataclass(frozen=True)
class Part:
    """The questions of one criterion, the first of which has this ``number``, and the cases to learn from."""

    criterion: Record
    number: int
    questions: tuple[Question, ...]
    lessons: tuple[Record, ...]

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.questions)


def parts(site: Site, group: CriteriaGroup) -> tuple[Part, ...]:
    """A group's criteria with their questions, numbered throughout from 1; empty for a group without criteria."""
    pairs = [(criterion, indicator) for criterion in group.criteria for indicator in criterion.indicators]
    anchors = iter(anchors_for(f"q-{criterion.id}-{indicator.id}" for criterion, indicator in pairs))
    found: list[Part] = []
    for criterion in group.criteria:
        number = found[-1].number + found[-1].count if found else 1
        questions = tuple(Question(one, f"{criterion.id}/{one.id}", next(anchors)) for one in criterion.indicators)
        found.append(Part(criterion, number, questions, lessons(site, criterion)))
    return tuple(found)


def edition(asked: tuple[Part, ...]) -> str:
    """Eight hexadecimal digits that change with the questions and with nothing else."""
    questions = [one for part in asked for one in part.questions]
    told = (word for one in questions for word in (one.key, one.indicator.text, one.indicator.ask or ""))
    return digest(*told)[:EDITION_DIGITS]
