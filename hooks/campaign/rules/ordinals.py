"""Ordinals follow each other, and carry the sign that their level has.

The levels, and what follows an ordinal, are those of GB/T 9704—2012: 一、 then （一） then 1. then （1）;
第一， takes a comma (GB/T 15834—2011).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..findings import Report
from ..han import HAN
from ..prose import Block

_DIGITS = "一二三四五六七八九"
_CHINESE = rf"[{_DIGITS}十]{{1,3}}"
_AFTER = rf"(?=\s*[{HAN}“「『《（A-Za-z])"
# Each level's ordinals, at the beginning of a line, and the sign that is right.
_WRITTEN = re.compile(
    rf"""^(?:
      (?P<han>{_CHINESE})(?P<han_sign>[、，,.．:：]\ ?){_AFTER}
    | [（(](?P<paren>{_CHINESE})[）)](?P<paren_sign>[、，,.．:：]?\ ?)
    | (?P<digit>[1-9][0-9]?)(?P<digit_sign>[.．、]\ *)(?![0-9]){_AFTER}
    | [（(](?P<round>[1-9][0-9]?)[）)](?P<round_sign>[、，,.．:：]?\ ?)
    )""",
    re.VERBOSE | re.MULTILINE,
)
# Within sentences as well.
_SPOKEN = re.compile(
    rf"[第{_DIGITS}十](?:(?<=第)(?P<first>{_CHINESE})(?P<sign>[，、,])(?!第|[{_DIGITS}十])|(?<=(?P<one>[{_DIGITS}十]))是)"
)
# 一、二、三组 and 一、二季度 are groups and quarters, no ordinals: what follows an ordinal of theirs.
_ENUMERATED = re.compile(rf"({_CHINESE})(?:(、)|[组班队村楼]|季度|支部|车间|等奖|号楼|单元|分队|分会|[期栋])")
_BEFORE_SPOKEN = "\n。；：，"
_LEVELS = ("han", "paren", "digit", "round")
_RIGHT = {"han": "、", "paren": "", "digit": ".", "round": ""}
_SIGN = re.compile(
    rf"^{_CHINESE}[，,.．:：]|^[（(](?:{_CHINESE}|[1-9][0-9]?)[）)][,.．:：]|^[1-9][0-9]?[.．]", re.MULTILINE
)


def check_blocks(blocks: list[Block], text: str, report: Report) -> None:
    """The ordinals in the blocks of a body, in their order; ``text`` is that of all blocks. Most have none."""
    if _WRITTEN.search(text) or _SPOKEN.search(text):
        numbering = Numbering(report)
        for block in blocks:
            numbering.take(block)


def is_sign(text: str, offset: int) -> bool:
    """Whether the sign at an offset is that of an ordinal at the beginning of its line."""
    start = text.rfind("\n", 0, offset) + 1
    match = _SIGN.match(text, start)
    return match is not None and match.end() == offset + 1


def number(chinese: str) -> int:
    """The number from 1 to 99 that Chinese digits (一 to 九十九) mean; 0 where they mean none."""
    tens, ten, ones = chinese.partition("十")
    if not ten:
        return _DIGITS.find(chinese) + 1 if len(chinese) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)


@dataclass
class _Count:
    """The last ordinal of a level, and whether ordinals of this level were headings."""

    last: int = 0
    heading: bool = False


class Numbering:
    """The ordinals of one text, reported as its blocks are taken in their order."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._counts = {level: _Count() for level in _LEVELS}
        self._spoken = {"first": 0, "one": 0}

    def take(self, block: Block) -> None:
        """Holds the ordinals of the next block against those before."""
        if block.heading:
            # What is counted in the text begins anew in each section; what headings count goes on.
            self._spoken = {"first": 0, "one": 0}
            for count in self._counts.values():
                if not count.heading:
                    count.last = 0
        for match in _WRITTEN.finditer(block.text):
            self._written(block, match)
        for match in _SPOKEN.finditer(block.text):
            if not match.start() or block.text[match.start() - 1] in _BEFORE_SPOKEN:
                self._say_spoken(block, match)

    def _written(self, block: Block, match: re.Match[str]) -> None:
        level = next(one for one in _LEVELS if match[one])
        found = int(match[level]) if match[level].isascii() else number(match[level])
        if not found or (level == "han" and not block.heading and _is_enumerated(block.text, match.end(), found)):
            return
        self._sign(block, match, level)
        count = self._counts[level]
        if count.heading and not block.heading:
            return  # a list in the text that has the form the headings have
        if block.heading and not count.heading:
            count.last, count.heading = 0, True
        begins = found == 1 and not (count.last == 1 and level != "digit")
        if found != count.last + 1 and not begins and (count.last or block.heading):
            self._jump(block, match, level, count.last, found)
        count.last = found
        for deeper in _LEVELS[_LEVELS.index(level) + 1 :]:
            self._counts[deeper] = _Count()

    def _sign(self, block: Block, match: re.Match[str], level: str) -> None:
        sign, right = match[f"{level}_sign"], _RIGHT[level]
        # Markdown takes a number, a dot and a space for a list; both ways are fine.
        if sign.strip() == right:
            return
        written = match.group().strip()
        self._form(block, match.start(), written, written[: -len(sign.strip())] + right)

    def _form(self, block: Block, start: int, written: str, right: str) -> None:
        fix = block.fix(start, start + len(written), right)
        self._report("ordinal-form", block.mark(start), fix=fix, written=written, right=right)

    def _jump(self, block: Block, match: re.Match[str], level: str, last: int, found: int) -> None:
        said = match.group().strip()
        self._report("ordinal-jump", block.mark(match.start()), written=said, reason=_reason(last, found))

    def _say_spoken(self, block: Block, match: re.Match[str]) -> None:
        which = "first" if match["first"] else "one"
        found = number(match[which])
        if match["sign"] == "、":
            self._form(block, match.start(), match.group(), match.group()[:-1] + "，")
        last = self._spoken[which]
        if found and last and found not in (1, last + 1):
            self._report("ordinal-jump", block.mark(match.start()), written=match.group(), reason=_reason(last, found))
        self._spoken[which] = found or last


def _is_enumerated(text: str, at: int, found: int) -> bool:
    """Whether the next number of a list stands where the words of an ordinal should begin."""
    match = _ENUMERATED.match(text, at)
    if match is None:
        return False
    following = number(match[1])
    return following > found if match[2] else following == found + 1


def _reason(last: int, found: int) -> str:
    if found == last:
        return "和前面的重复"
    return f"前面是第 {last} 个，这里却是第 {found} 个" if last else f"前面没有第 {found - 1} 个"
