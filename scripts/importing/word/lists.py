"""Which numbered paragraphs are lists in HTML, and which keep their number as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from importing.word import plain
from importing.word.markup import child
from importing.word.numbering import Label
from importing.word.styles import Look


@dataclass
class Block:
    """A table, or a paragraph with its ``style``. ``label`` is what numbers it; a heading's is always text.

    ``item``: whether its style says that it is one of a list, be it alone; ``more``: that it goes on with one.
    """

    element: Element
    style: str = ""
    label: Label | None = None
    heading: bool = False
    item: bool = False
    more: bool = False


def settle(blocks: list[Block]) -> Iterator[Element]:
    """The elements of the blocks, each paragraph told what it is."""
    for listed, group in groupby(blocks, key=_listed):
        run = list(group)
        if listed:
            yield from _list(run)
            continue
        for block in run:
            if block.element.tag == "w:p":
                _as_text(block)
            yield block.element


def _listed(block: Block) -> bool:
    return block.more or _is_item(block)


def _is_item(block: Block) -> bool:
    return block.label is not None and not block.heading and (block.label.bullet or block.label.count is not None)


def _list(run: list[Block]) -> Iterator[Element]:
    items = [block for block in run if _is_item(block)]
    levels = _levels(items)
    alike = _counts_alike(items, levels)
    following = iter(levels)
    for block in run:
        if not _is_item(block):
            _as_text(block)
            yield block.element
            continue
        assert block.label is not None
        level = next(following)
        if not (block.label.bullet or alike):
            _as_text(block)
        else:
            numbering = SubElement(_properties(block.element), "w:numPr")
            numbering.append(plain.element("w:ilvl", str(min(level, plain.LEVELS - 1))))
            numbering.append(plain.element("w:numId", plain.BULLETS if block.label.bullet else plain.NUMBERS))
        yield block.element


def _levels(run: list[Block]) -> list[int]:
    """Each level, from 0 on and never two deeper at once."""
    given = [block.label.level for block in run if block.label is not None]
    lowest, last, levels = min(given, default=0), -1, []
    for level in given:
        last = min(level - lowest, last + 1)
        levels.append(last)
    return levels


def _counts_alike(run: list[Block], levels: list[int]) -> bool:
    """Whether HTML would give these paragraphs the numbers they have. A number by itself is never a list."""
    if sum(not block.label.bullet for block in run if block.label is not None) < 2 and not all(
        block.item for block in run
    ):
        return False
    counts: list[tuple[bool, int]] = []
    for block, level in zip(run, levels, strict=True):
        assert block.label is not None
        del counts[level + 1 :]
        if level == len(counts):
            counts.append((block.label.bullet, 0))
        bullet, count = counts[level]
        count = count + 1 if bullet == block.label.bullet else 1
        counts[level] = (block.label.bullet, count)
        if block.label.count not in (None, count):
            return False
    return True


def _as_text(block: Block) -> None:
    _properties(block.element).append(plain.element("w:pStyle", block.style))
    if block.label is not None and block.label.text:
        # A label looks as its paragraph's first run does, or a bold heading would begin thin.
        first = next((one for one in block.element if one.tag == "w:r"), None)
        label = plain.run(Look(), [plain.text(block.label.text)])
        if child(first, "w:rPr/w:b") is not None:
            label[0].append(plain.element("w:b"))
        block.element.insert(1, label)


def _properties(paragraph: Element) -> Element:
    properties = plain.element("w:pPr")
    paragraph.insert(0, properties)
    return properties
