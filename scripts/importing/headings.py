"""Headings told from paragraphs: by their Word style or, where none was used, by the numbers in front.

GB/T 9704 sets the numbers out as 一、 （一） 1. （1）, and most files are typed that way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numbering

from .blocks import Block, Paragraph, Run

LONGEST = 45
SENTENCE_ENDS = "。；;！!，,、：:"
STRONG = frozenset({"heiti", "kaiti", "biaosong", "bold"})


@dataclass(frozen=True)
class Heading:
    """``level`` is 2 for the outermost; ``label`` is the number in front, which ``text`` has no more."""

    level: int
    text: str
    label: str
    number: int
    source: Paragraph

    @property
    def written(self) -> str:
        """Its words with the number in front, as they stand in the file."""
        return self.source.text


Part = Heading | Block


def headings(blocks: tuple[Block, ...]) -> Iterator[Part]:
    """The blocks with headings told apart; their levels go by the order and nesting in which they are used."""
    runs_in = _runs_in(blocks)
    styled: dict[int, int] = {}  # the style that a form of number went with, where some have both
    for block in blocks:
        found = numbering.label(block.text) if isinstance(block, Paragraph) and block.level else None
        if found:
            styled.setdefault(found.rank, block.level)  # type: ignore[union-attr]
    open_ranks: list[int] = []
    notes: tuple[Run, ...] = ()  # a heading holds none; they go to the end of the paragraph below it
    for at, block in enumerate(blocks):
        rank = None
        rest = None
        if isinstance(block, Paragraph) and block.text and not block.pictures:
            found = numbering.label(block.text)
            if block.level and len(block.text) <= 2 * LONGEST:
                rank = block.level
            elif found and at in runs_in:
                rank = styled.get(found.rank, 10 + found.rank)
                head, rest = _parted(block)
                block = head
            elif found and _is_heading(blocks, at, found):
                rank = styled.get(found.rank, 10 + found.rank)
        if notes and (rank is not None or not isinstance(block, Paragraph)):
            yield Paragraph(notes)
            notes = ()
        if rank is None or not isinstance(block, Paragraph):
            yield replace(block, runs=block.runs + notes) if notes and isinstance(block, Paragraph) else block
            notes = ()
            continue
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        found = numbering.label(block.text)
        written = found.text if found else ""
        text = block.text[len(written) :].strip() or block.text
        yield Heading(
            min(len(open_ranks) + 1, 6), text, written.strip() if text != block.text else "", block.number, block
        )
        notes = tuple(run for run in block.runs if run.note)
        if rest is not None:
            yield replace(rest, runs=rest.runs + notes)
            notes = ()
    if notes:
        yield Paragraph(notes)


def _is_heading(blocks: tuple[Block, ...], at: int, found: numbering.Label) -> bool:
    """Whether a numbered paragraph without a heading style is one: short, no sentence, and with text below it."""
    block = blocks[at]
    assert isinstance(block, Paragraph)
    rest = block.text[len(found.text) :]
    if not 0 < len(rest) <= LONGEST or rest[-1] in SENTENCE_ENDS or re.search(r"[。；]", rest):
        return False
    if _listed(blocks, at, found.rank):
        return False
    if found.rank <= numbering.SECOND:
        return True
    return bool(block.classes & STRONG) or all("bold" in run.marks for run in block.runs if run.text.strip())


def _listed(blocks: tuple[Block, ...], at: int, rank: int) -> bool:
    """Whether the next or the last paragraph has the same form of number: then they are items of a list."""
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(blocks):
            other = blocks[beside]
            found = numbering.label(other.text) if isinstance(other, Paragraph) else None
            if isinstance(other, Paragraph) and found and found.rank == rank and len(other.text) <= LONGEST + 5:
                return True
    return False


def _runs_in(blocks: tuple[Block, ...]) -> set[int]:
    """Places of paragraphs whose first sentence is their heading (一、提高认识。全厅上下……).

    Only where the file numbers at least two in that way, and has none on a line of its own.
    """
    places = set()
    for at, block in enumerate(blocks):
        found = numbering.label(block.text) if isinstance(block, Paragraph) and not block.level else None
        if found is None or found.rank != numbering.FIRST:
            continue
        assert isinstance(block, Paragraph)
        if _is_heading(blocks, at, found):
            return set()
        rest = block.text[len(found.text) :]
        lead = re.match(rf"[^。；！？：:]{{2,{LONGEST}}}。", rest)
        if lead and len(rest) - lead.end() >= 20 and not block.pictures:
            places.add(at)
    return places if len(places) > 1 else set()


def _parted(block: Paragraph) -> tuple[Paragraph, Paragraph]:
    """A paragraph parted after its first sentence."""
    whole = "".join(run.text for run in block.runs if not run.picture)
    end = whole.index("。")
    return block.cut(0, end), block.cut(end + 1)
