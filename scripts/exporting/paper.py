"""What is printed: a record's page as typed blocks, the same whether it becomes a PDF or a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from campaign import Record


@dataclass(frozen=True)
class Run:
    """A stretch of text with its marks: strong, emphasis, sup, sub, strike, code. ``\\n`` is a line's end.

    ``href`` is a whole address (http:, https:, mailto:), empty where nothing is linked. ``note`` is the id of a
    footnote whose mark stands here; the text is empty then.
    """

    text: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""
    note: str = ""


Inline = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """``level`` is 1 for the outermost below the title (一、), to 5. ``label`` is its number as it is printed
    (``一、``, ``（一）``, ``1.``, ``（1）``), empty where it has none; ``runs`` do not hold it."""

    level: int
    runs: Inline
    label: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``role``: ``summary`` for the record's summary, ``status`` for its badges, else empty."""

    runs: Inline
    role: str = ""


@dataclass(frozen=True)
class ListBlock:
    """A list; ``start`` is the number of the first item where it is ordered."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Cell:
    """A cell over ``across`` columns and ``down`` rows.

    ``align``: ``left``, ``center``, ``right`` or empty. ``header``: whether it names its row or column.
    """

    blocks: tuple[Block, ...]
    header: bool = False
    across: int = 1
    down: int = 1
    align: str = ""


@dataclass(frozen=True)
class Table:
    """``head`` rows are printed again on each page. ``role`` is ``outcomes`` for a case's outcomes, else empty."""

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    role: str = ""


@dataclass(frozen=True)
class Facts:
    """Names and what is said under each: unit, date, criteria."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True)
class Figure:
    """``path`` counts from the docs folder; ``alt`` is what the picture shows."""

    path: str
    alt: str


@dataclass(frozen=True)
class Quote:
    """What somebody else said, set apart."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """A box set apart from the text."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Code:
    """Text whose white space stays."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line across."""


Block = Heading | Paragraph | ListBlock | Table | Facts | Figure | Quote | Note | Code | Rule


@dataclass(frozen=True)
class Paper:
    """One record. ``lead`` is what the page says before the record's body (status, summary, facts, outcomes),
    ``body`` the record's own text, ``tail`` what follows (attachments, review, sources).

    ``notes``: id → blocks of a footnote, in the order of their numbers. ``reviewed`` is the day of the review or
    of the next one, in Chinese, empty where there is none. ``address`` is the page's whole web address, or from
    the site's root where the site's own is not known. ``unit`` and ``criteria`` are names, for the parts of a
    compendium; ``author`` is the unit's name, or the campaign's organiser.
    """

    record: Record
    title: str
    lead: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    reviewed: str = ""
    address: str = ""
    unit: str = ""
    criteria: tuple[str, ...] = ()
    author: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of it, in the order of the page."""
        return (*self.lead, *self.body, *self.tail)


@dataclass(frozen=True)
class Part:
    """A part of a compendium: its title, and the papers in it."""

    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Compendium:
    """材料汇编. ``dated`` is the day the content dates from, in Chinese. ``units``: name → papers of that unit, by name."""

    title: str
    organiser: str
    dated: str
    parts: tuple[Part, ...]
    units: tuple[tuple[str, tuple[Paper, ...]], ...]


def text_of(block: Block | Cell) -> Iterator[str]:
    """The words of a block, line by line, in the order they are read; numbers and footnote marks left out."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield plain(runs)
        case ListBlock(items=items):
            for item in items:
                for inner in item:
                    yield from text_of(inner)
        case Table():
            if block.caption:
                yield block.caption
            for row in (*block.head, *block.rows):
                for cell in row:
                    yield from text_of(cell)
        case Facts(pairs=pairs):
            for name, runs in pairs:
                yield name
                yield plain(runs)
        case Figure(alt=alt):
            yield alt
        case Note(title=title, blocks=blocks):
            yield title
            for inner in blocks:
                yield from text_of(inner)
        case Quote(blocks=blocks) | Cell(blocks=blocks):
            for inner in blocks:
                yield from text_of(inner)
        case Code(text=text):
            yield text
        case Rule():
            return


def plain(runs: Inline) -> str:
    """The text of runs without their marks; a footnote's mark is none."""
    return "".join(run.text for run in runs)
