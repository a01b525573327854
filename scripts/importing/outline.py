"""The outline of a Chinese document: its title, the formal lines around the text, and what lies between."""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Block, Paragraph
from .formal import Formal, above_title, below_title, closing
from .headings import Part, headings
from .title import find_title, joined


@dataclass(frozen=True)
class Outline:
    """``title`` is empty where there is none; ``sure`` says whether it looked like one."""

    title: str
    title_numbers: tuple[int, ...]
    sure: bool
    formal: tuple[Formal, ...]
    parts: tuple[Part, ...]

    def said(self, what: str, last: bool = False) -> Formal | None:
        """The first formal line of a kind, or the last; None where there is none."""
        found = [one for one in self.formal if one.what == what]
        return found[-1 if last else 0] if found else None


def read_outline(blocks: tuple[Block, ...]) -> Outline:
    """The outline of a file's blocks, web shells taken away before."""
    first, last, sure = find_title(blocks)
    before, title, after = blocks[:first], blocks[first:last], blocks[last:]
    formal: list[Formal] = []
    text: list[Block] = []
    for block in before:
        what = above_title(block)
        if what and isinstance(block, Paragraph):
            formal.append(Formal(what, block.text, block.number))
        else:
            text.append(block)
    after = below_title(after, formal)
    after = closing(after, formal)
    words = [one.text for one in title if isinstance(one, Paragraph)]
    return Outline(
        joined(words),
        tuple(one.number for one in title),
        sure,
        tuple(sorted(formal, key=lambda one: one.number)),
        tuple(headings((*text, *after))),
    )
