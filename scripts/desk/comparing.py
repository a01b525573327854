"""Two texts side by side: paragraphs against paragraphs, and in those that differ the words that do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[str, bool]
Change = Literal["same", "changed", "added", "removed"]

# A sentence with its closing mark and any quotation mark after it; a clause, where there is no sentence end.
_SENTENCE = re.compile(r"[^。！？；!?;…]*[。！？；!?;…]+[”’」』）)]*|[^。！？；!?;…]+")
# Letters are compared one by one only in what a person could still follow, and what stays quick.
LETTERS = 1000
ALIKE = 0.4
# A reworded paragraph is looked for among so many of the other side's next ones.
AHEAD = 24


@dataclass(frozen=True)
class Row:
    """A paragraph on either side, as (text, marked) parts; empty where it is missing on that side."""

    kind: Change
    left: tuple[Part, ...]
    right: tuple[Part, ...]


def side_by_side(old: str, new: str) -> list[Row]:
    """The rows of a comparison, in order. Joined, the left parts are the old text's lines, the right the new one's."""
    left, right = old.split("\n"), new.split("\n")
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row("same", ((line, False),), ((line, False),)) for line in left[a:b]]
        else:
            rows += _block(left[a:b], right[c:d])
    return rows


def _block(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    """Lines that differ, those that resemble each other in one row."""
    at = 0
    for line in left:
        ahead = range(at, min(at + AHEAD, len(right)))
        near = next((index for index in ahead if _alike(line, right[index])), None)
        if near is None:
            yield Row("removed", ((line, True),), ())
            continue
        yield from (Row("added", (), ((one, True),)) for one in right[at:near])
        yield _changed(line, right[near])
        at = near + 1
    yield from (Row("added", (), ((one, True),)) for one in right[at:])


def _alike(one: str, other: str) -> bool:
    if not one.strip() or not other.strip():
        return False
    matcher = SequenceMatcher(None, one[:LETTERS], other[:LETTERS], autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE


def _changed(left: str, right: str) -> Row:
    """One paragraph in two wordings: whole sentences first, letters within those that were reworded."""
    ours, theirs = _SENTENCE.findall(left), _SENTENCE.findall(right)
    old: list[Part] = []
    new: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        before, after = "".join(ours[a:b]), "".join(theirs[c:d])
        if tag == "equal":
            old.append((before, False))
            new.append((after, False))
        else:
            for mine, yours in _letters(before, after):
                old.append(mine)
                new.append(yours)
    return Row("changed", _joined(old), _joined(new))


def _letters(before: str, after: str) -> Iterator[tuple[Part, Part]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > LETTERS or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        yield (before, True), (after, True)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        yield (before[a:b], tag != "equal"), (after[c:d], tag != "equal")


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without empty ones, neighbours of one sort made one."""
    joined: list[Part] = []
    for text, marked in parts:
        if text and joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        elif text:
            joined.append((text, marked))
    return tuple(joined)
