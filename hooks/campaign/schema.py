"""The shapes a front-matter value may take, declared as data.

A :class:`Field` is a name, a Chinese title and a type. The validator, the JSON Schema, the
field reference pages and the templates of new records are all read off these declarations;
none of them repeats one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .dates import BASES


@dataclass(frozen=True)
class Text:
    """A string of one or more characters; ``limit`` counts code points.

    ``verbatim`` says that the words are not the record's own: a quotation, a name of something
    printed elsewhere, or a code. How they are written is not judged.
    """

    limit: int | None = None
    multiline: bool = False
    verbatim: bool = False


@dataclass(frozen=True)
class Choice:
    """One of a closed vocabulary: value → Chinese label."""

    options: Mapping[str, str]


@dataclass(frozen=True)
class Identifier:
    """A name for references: lower-case ASCII letters, digits and hyphens."""


@dataclass(frozen=True)
class Ref:
    """The id of a record or of an item that the campaign declares.

    ``target`` is a kind's name, or one of the campaign's own lists:
    ``group``, ``template``, ``level``, ``input``.
    """

    target: str


@dataclass(frozen=True)
class Winner:
    """A unit's id or, where the winner is no unit of this campaign, a name."""


@dataclass(frozen=True)
class Date:
    """An EDTF date, or ``{edtf, wording, basis, note}``.

    ``span`` says whether an interval is allowed; ``exact`` asks for a calendar day.
    """

    span: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Number:
    """A decimal number from ``low`` to ``high``, both included; None for no bound. ``whole`` asks for an integer."""

    low: float | None = None
    high: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Flag:
    """``true`` or ``false``."""


@dataclass(frozen=True)
class Rule:
    """A recurrence rule as RFC 5545 RRULE writes it."""


@dataclass(frozen=True)
class Url:
    """An http(s) address, shown as a link and never requested by a page."""


@dataclass(frozen=True)
class FilePath:
    """A file of the docs folder, relative to the record's own folder."""


@dataclass(frozen=True)
class ListOf:
    """A list with at least ``least`` items."""

    item: Type
    least: int = 0


@dataclass(frozen=True)
class Group:
    """A mapping with fields of its own. ``key`` names the field that must be unique in a list."""

    fields: tuple[Field, ...]
    key: str | None = None

    def field(self, name: str) -> Field | None:
        """The field of a name; None where none is declared."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}


@dataclass(frozen=True)
class Scores:
    """A mapping of grading input id → number from 0 to 100."""


Type = (
    Text | Choice | Identifier | Ref | Winner | Date | Number | Flag | Rule | Url | FilePath | ListOf | Group | Scores
)


@dataclass(frozen=True)
class Field:
    """One key of a front matter.

    ``required`` fields must be there; ``draft`` says that a case which is still being written or
    reviewed may lack it. ``title``, ``help`` and ``example`` are Chinese and shown to editors.
    """

    name: str
    title: str
    type: Type
    required: bool = False
    draft: bool = True
    help: str = ""
    example: str = ""


# What a date is made of where its source's words stand beside it.
DATE_GROUP = Group(
    (
        Field("edtf", "日期", Date(), required=True),
        Field("wording", "原文措辞", Text(verbatim=True)),
        Field("basis", "依据", Choice(BASES)),
        Field("note", "说明", Text(multiline=True)),
    )
)


@dataclass(frozen=True)
class Kind:
    """A kind of record: where its files live and what their front matter holds.

    ``folder`` is relative to docs (empty for the one campaign file); ``by_year`` kinds have
    a folder per year below it. The body of an ``original`` kind is somebody else's text, and stays
    as it was written.
    """

    name: str
    title: str
    folder: str
    fields: tuple[Field, ...]
    by_year: bool = False
    help: str = ""
    original: bool = False
    group: Group = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "group", Group(self.fields))

    def walk(self) -> Iterator[tuple[tuple[str, ...], Field]]:
        """Every field with its path, depth first; list levels do not show in the path."""
        yield from _walk(self.group, ())

    def groups(self) -> tuple[Group, ...]:
        """Every group of the kind, its own first, in the order declared."""
        inner = (item_of(one.type) for _, one in self.walk())
        return (self.group, *(one for one in inner if isinstance(one, Group)))


def _walk(group: Group, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Field]]:
    for one in group.fields:
        path = (*above, one.name)
        yield path, one
        inner = item_of(one.type)
        if isinstance(inner, Group):
            yield from _walk(inner, path)


def item_of(of: Type) -> Type:
    """What a list, or a list of lists, is made of; any other type itself."""
    while isinstance(of, ListOf):
        of = of.item
    return of
