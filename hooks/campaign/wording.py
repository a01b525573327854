"""The words that are easily written wrong, and where a text has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .finder import Finder


@dataclass(frozen=True)
class Term:
    """One entry of the list: ``wrong`` ways to write ``right``, but for the contexts in ``fine``.

    ``level`` is error, warning or hint; it holds from ``since`` to ``until``, both included, None for
    no bound. ``official`` says that ``right`` is a name which near misses are held against, too.
    """

    right: str
    wrong: tuple[str, ...]
    level: str
    source: str
    note: str
    fine: tuple[str, ...]
    since: date | None
    until: date | None
    official: bool

    def holds(self, day: date | None) -> bool:
        """Whether it holds for a text of that day; for a text without one, whether it holds without end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Slip:
    """A wrong word in a text: the entry, the word, and its offsets, between which a line may end."""

    term: Term
    wrong: str
    start: int
    end: int


class Wording:
    """The whole list."""

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        self.terms = tuple(terms)
        self._by_wrong = {wrong: term for term in self.terms for wrong in term.wrong}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._by_wrong, broken=True)

    def slips(self, text: str, day: date | None) -> Iterator[Slip]:
        """The wrong words of a text that was written on ``day`` (None: unknown), in their order, none in another."""
        at = 0
        for match in self._finder.find(text):
            wrong = match.group().replace("\n", "")
            term = self._by_wrong[wrong]
            fine = any(within(one, wrong, text, match.start()) for one in term.fine)
            if match.start() >= at and term.holds(day) and not fine:
                yield Slip(term, wrong, *match.span())
                at = match.end()


def within(fine: str, wrong: str, text: str, start: int) -> bool:
    """Whether the wrong word at ``start`` is part of a word that is fine."""
    inside = fine.find(wrong)
    while inside >= 0:
        if inside <= start and text.startswith(fine, start - inside):
            return True
        inside = fine.find(wrong, inside + 1)
    return False
