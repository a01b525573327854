"""The title of a Chinese document: the lines that look like one, else the first that may be one."""

from __future__ import annotations

import re
from collections import Counter

import numbering

from .blocks import Block, Paragraph
from .formal import DATE_LINE, above_title, short
from .headings import SENTENCE_ENDS, STRONG

START = 12  # paragraphs among which a title is looked for

_OPENERS = re.compile(r"—{1,2}|－－|--|――")


def find_title(blocks: tuple[Block, ...]) -> tuple[int, int, bool]:
    """From which block to before which one the title goes, and whether it looks like one."""
    body = _body_size(blocks)
    candidates: list[tuple[float, int]] = []
    alone = sum(isinstance(one, Paragraph) and one.level == 1 for one in blocks) == 1
    for at, block in enumerate(blocks[:START]):
        if not isinstance(block, Paragraph) or block.pictures or not short(block.text):
            if candidates or (isinstance(block, Paragraph) and block.text):
                break  # the text has begun
            continue
        if numbering.label(block.text) and not block.classes & {"centred", "title"}:
            break
        weight = _weight(block, body, alone)
        if weight and not above_title(block):
            candidates.append((weight, at))
    if not candidates:
        return _unmarked_title(blocks)
    best = max(weight for weight, _ in candidates)
    first = next(at for weight, at in candidates if weight == best)
    last = first + 1
    while last < min(len(blocks), first + 3) and _goes_on(blocks[first], blocks[last], body):
        last += 1
    return first, last, True


def _body_size(blocks: tuple[Block, ...]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and not block.level:
            sizes[block.size] += len(block.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _unmarked_title(blocks: tuple[Block, ...]) -> tuple[int, int, bool]:
    """The first line, if it may be a title at all: nothing in the file says so."""
    for at, block in enumerate(blocks[:START]):
        if isinstance(block, Paragraph) and not block.pictures and not above_title(block):
            fits = (
                short(block.text)
                and not block.level
                and block.text[-1:] not in SENTENCE_ENDS
                and not numbering.label(block.text)
            )
            return (at, at + 1, False) if fits and len(blocks) > 1 else (0, 0, False)
    return 0, 0, False


def _weight(block: Paragraph, body: float, alone: bool) -> float:
    """How much a paragraph looks like a title; 0 for not at all.

    A heading of the first level is one only where it stands ``alone``: else it is a section like the others.
    """
    if block.level and not (block.level == 1 and alone) and "title" not in block.classes:
        return 0.0
    weight = 0.0
    if "title" in block.classes:
        weight += 100
    if block.size > body:
        weight += block.size
    if "centred" in block.classes:
        weight += 10
    if block.level == 1:
        weight += 5
    if weight and block.classes & STRONG:
        weight += 1
    return weight


def _goes_on(title: Block, block: Block, body: float) -> bool:
    """Whether a paragraph is the next line of the title above it."""
    if not isinstance(title, Paragraph) or not isinstance(block, Paragraph) or block.pictures or not short(block.text):
        return False
    if _OPENERS.match(block.text) and ("centred" in block.classes or "right" in block.classes):
        return True
    looks = [(one.size, one.level, "centred" in one.classes, one.classes & STRONG) for one in (title, block)]
    alike = looks[0] == looks[1]
    told_apart = title.size > body or "title" in block.classes or ("centred" in block.classes and bool(looks[1][3]))
    return alike and told_apart and not DATE_LINE.fullmatch(block.text) and not numbering.label(block.text)


def joined(lines: list[str]) -> str:
    """The lines of a title as one; a line that begins with a dash is a subtitle."""
    whole = ""
    for line in lines:
        words = " ".join(line.split())
        dash = _OPENERS.match(words)
        if dash and whole:
            whole += "——" + words[dash.end() :].lstrip("—－-― ")
        elif whole and whole[-1].isascii() and words[0].isascii() and whole[-1].isalnum():
            whole += " " + words
        else:
            whole += words
    return whole
