"""The numbers of headings as GB/T 9704-2012 has them: 一、 then （一） then 1. then （1）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from numbering import CHAPTER, label

from exporting.paper import Block, Heading, Inline, plain

_DIGITS = "零一二三四五六七八九"
_FORMS = ("{han}、", "（{han}）", "{number}.", "（{number}）")


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each heading's number after its level; what was typed in front of it gives way."""
    counts = [0] * 6
    for block in blocks:
        if isinstance(block, Heading) and not _is_own(block):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (5 - block.level)
            yield replace(_parted(block), label=printed(block.level, counts[block.level]))
        else:
            yield block


def typed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each heading's number told from its words, as it was typed."""
    return (_parted(block) if isinstance(block, Heading) else block for block in blocks)


def printed(level: int, number: int) -> str:
    """The number of a heading of that level, from 1; empty below the fourth, for which there is no form."""
    return _FORMS[level - 1].format(han=han(number), number=number) if level <= len(_FORMS) else ""


def han(number: int) -> str:
    """1 to 99 in Chinese numerals; in digits beyond."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _is_own(heading: Heading) -> bool:
    """Whether a heading counts in a way of its own, such as by chapters."""
    found = label(plain(heading.runs))
    return found is not None and found.rank == CHAPTER


def _parted(heading: Heading) -> Heading:
    found = label(plain(heading.runs))
    if found is None or found.text == plain(heading.runs):
        return heading
    return replace(heading, runs=_without(heading.runs, len(found.text)), label=found.text.rstrip())


def _without(runs: Inline, count: int) -> Inline:
    """The runs without their first so many characters."""
    left = []
    for run in runs:
        dropped = min(count, len(run.text))
        count -= dropped
        left.append(replace(run, text=run.text[dropped:]))
    return tuple(run for run in left if run.text or run.note)
