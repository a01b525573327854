"""A file that was exported from the site, parted into what its page printed and the case's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numbering

from .blocks import Block, Document, Paragraph, Run, Table, paragraphs
from .headings import Heading, Part


@dataclass(frozen=True)
class Exported:
    """``title`` are the lines of the title, ``page`` the blocks that were printed around the text, ``text`` its own."""

    title: tuple[Paragraph, ...]
    page: tuple[Block, ...]
    text: tuple[Block, ...]


def part(document: Document) -> Exported | None:
    """The file in its parts; None where it is no single record that was exported, by the styles in it."""
    page = [one for one in document.blocks if _is_given(one)]
    # A title that was broken in two stands on lines that follow each other.
    runs = [[*run] for is_title, run in groupby(document.blocks, key=_is_title) if is_title]
    title = runs[0] if runs else []
    if not page or len(runs) > 1:  # of a book, several records stand one after the other
        return None
    left = {id(one) for one in (*title, *page)}
    text = tuple(one for one in document.blocks if id(one) not in left)
    return Exported(tuple(one for one in title if isinstance(one, Paragraph)), tuple(page), text)


def headed(blocks: Iterable[Block], written: Sequence[str]) -> Iterator[Part]:
    """The text with its headings, by their styles alone. ``written`` are the headings as the case had them.

    The numbers that were printed are the layout's. Those that the case had come back where it has as many headings.
    """
    found = list(blocks)
    levels = [one for one in found if isinstance(one, Paragraph) and _is_heading(one)]
    numbers = iter(map(_number, written) if len(written) == len(levels) else [""] * len(levels))
    notes: tuple[Run, ...] = ()  # a heading holds none; they go to the end of the paragraph below it
    for block in found:
        if isinstance(block, Paragraph) and _is_heading(block):
            if notes:
                yield Paragraph(notes)
            label = _number(block.text)
            bare = block.text[len(label) :].strip()
            text = next(numbers) + bare if bare else block.text
            yield Heading(min(block.level + 1, 6), text, label.strip() if bare else "", block.number, block)
            notes = tuple(run for run in block.runs if run.note)
        elif notes and isinstance(block, Paragraph):
            yield replace(block, runs=block.runs + notes)
            notes = ()
        else:
            yield block
    if notes:
        yield Paragraph(notes)


def _number(heading: str) -> str:
    """The number in front of a heading; that of a chapter is its own."""
    found = numbering.label(heading)
    return found.text if found and found.rank != numbering.CHAPTER else ""


def _is_heading(block: Paragraph) -> bool:
    return bool(block.level and block.text) and not block.pictures


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and "title" in block.classes and "given" not in block.classes


def _is_given(block: Block) -> bool:
    """Whether a block is the page's: of a table most paragraphs, whatever was pasted into it."""
    if isinstance(block, Table):
        given = [_is_given(one) for one in paragraphs((block,))]
        return sum(given) * 2 > len(given)
    return isinstance(block, Paragraph) and "given" in block.classes
