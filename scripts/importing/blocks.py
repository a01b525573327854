"""A Word file's text as typed blocks: paragraphs of runs, lists and tables, and the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

COLUMNS = 60  # no sheet of paper has more; a longer colspan is damage

_SIZE = re.compile(r"size-(\d+)(?:_(\d+))?")


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph: text with its marks (bold, sup, sub, strike), or a note's mark, or a picture."""

    text: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""
    note: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``level`` is that of a Word heading style, else 0; ``number`` counts the file's paragraphs from 1."""

    runs: tuple[Run, ...]
    classes: frozenset[str] = frozenset()
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """Its words alone, no white space around them."""
        return "".join(run.text for run in self.runs if not run.picture).strip()

    @property
    def size(self) -> float:
        """Points; 0 where the file does not say."""
        found = next(filter(None, map(_SIZE.fullmatch, self.classes)), None)
        return float(f"{found[1]}.{found[2] or 0}") if found else 0.0

    @property
    def pictures(self) -> tuple[Run, ...]:
        """Its pictures, in their order."""
        return tuple(run for run in self.runs if run.picture)

    def cut(self, start: int, end: int | None = None) -> Paragraph:
        """What is left of it between two places of its runs' text."""
        end = sum(len(run.text) for run in self.runs) if end is None else end
        kept, at = [], 0
        for run in self.runs:
            first, last = max(start - at, 0), max(min(end - at, len(run.text)), 0)
            at += len(run.text)
            if run.note or run.picture:
                if start <= at <= end:
                    kept.append(run)
            elif first < last:
                kept.append(replace(run, text=run.text[first:last]))
        return replace(self, runs=tuple(kept))


@dataclass(frozen=True)
class ListBlock:
    """A list of items, each of blocks. ``number`` is that of its first paragraph."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    number: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell that goes ``across`` so many columns and ``down`` so many rows."""

    blocks: tuple[Block, ...]
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells, as the file has them: a merged cell stands once. ``number`` is that of its first paragraph."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int = 0

    @property
    def merged(self) -> bool:
        """Whether a cell in it takes more than one place."""
        return any(cell.across > 1 or cell.down > 1 for row in self.rows for cell in row)


Block = Paragraph | ListBlock | Table


@dataclass(frozen=True)
class Document:
    """The blocks in order, and the notes by the id that a run's ``note`` names."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those of lists, tables and notes too; the notes' come last."""
        yield from paragraphs(self.blocks)
        for blocks in self.notes.values():
            yield from paragraphs(blocks)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph in the blocks, those of lists and tables too, in the order they are read."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from paragraphs(item)
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
