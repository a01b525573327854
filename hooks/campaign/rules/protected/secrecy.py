"""Marks of state secrets: a level, ★, and a term, a day or a condition; and what is taken for them.

The law knows three forms (密级★保密期限, 密级★解密时间, 密级★解密条件) and the bare 机密★. A mark
blocks the whole site. Work secrets must not bear the star at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...diagnostics import Mark
from .hit import led_by
from .visible import Seen, is_odd, readings, seen, spaced

_LEVEL = "(?:" + "|".join(map(spaced, ("绝密", "机密", "秘密"))) + ")"
# Brackets, quotes and emphasis may stand between a level and its star.
_GAP = r"[ *_~`=\\\"'“”‘’()\[\]{}<>【】〔〕〖〗《》〈〉「」『』]{0,12}"
# The last two are what symbol fonts of word processors make of a star.
_STAR = "[★☆✡✦✧✩-✰✴-✹⋆⭐⭑⭒🌟🟉🟊⍟⚝\uf0ab\uf0b6]"
# These stand for a star only where a term follows: they have other uses. A box is there to be ticked (秘密□).
_WEAK = "[*∗⁎٭※\ufffd]"
_TERM = r"(?:[0-9]{1,2} ?(?:年|个?月|天|日|小时)|[0-9]{4} ?[-./年]|长 ?期|永 ?久)"
_REST = r"(?: ?[0-9]{1,4} ?[年月日天个小时]{1,2}| ?[^ ,.;:、。|()<>\"*_`]{0,12})"
_END = r"(?=[ ,.;:、。|()\n]|$)"
_MARK = re.compile(
    f"(?P<level>{_LEVEL}){_GAP}{_STAR}(?! ?{_STAR}){_REST}"
    f"|(?<!\\*)(?P<weak>{_LEVEL})[ _]{{0,4}}{_WEAK} ?{_TERM}"
    f"|(?<!\\*)(?P<lost>{_LEVEL})\\? ?{_TERM}{_END}"
    f"|(?<!{_STAR}){_STAR} ?(?P<after>{_LEVEL}) ?{_TERM}"
)
_EDGE = r"[ >#*_|\-()\[\]【】〔〕]{0,12}"
# A level that has a line to itself, and its star on the next; or a star, a level and nothing else.
_BROKEN = re.compile(f"{_EDGE}(?P<level>{_LEVEL}){_EDGE}\\n[ >\\n]*{_STAR}(?! ?{_STAR}){_REST}")
_ALONE = re.compile(f"{_EDGE}{_STAR}(?P<level> ?{_LEVEL}){_EDGE}{_STAR}?{_EDGE}")
_WORK = re.compile(spaced("工作") + "[ *_~`]{0,6}$")
# A file's name cannot hold every star; there a level in brackets, or before a dash, is one.
_NAMED = re.compile(f"[【〔(\\[](?P<level>{_LEVEL})[】〕)\\]]|(?:^|/)(?P<first>{_LEVEL})(?=[ _\\-—.+])")
# What a company keeps for itself is no secret of the State.
_COMMERCE = re.compile(spaced("商业") + "[ *_~`]{0,6}$")
_LONE_LINE = 24


@dataclass(frozen=True)
class SecrecyMark:
    """A mark as it is seen, and where it begins as typed. ``work``: on a work secret, which must not bear it."""

    mark: Mark
    text: str
    work: bool


def marks(text: str) -> list[SecrecyMark]:
    """Every mark in a text, in order."""
    return list(_marks(text))


def marks_in_name(path: str) -> list[SecrecyMark]:
    """Every mark in the path of a file, levels in brackets or before a dash among them."""
    return marks(path) or [_made(1, seen(path), found) for found in _NAMED.finditer(seen(path).text)]


def _marks(text: str) -> Iterator[SecrecyMark]:
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if "密" not in line and not is_odd(line):
            continue
        found = sorted(
            (_made(number, told, one) for told in readings(line) for one in _in_line(told.text)),
            key=lambda one: one.mark.column,
        )
        yield from found
        if len(line) <= _LONE_LINE:
            told = _joined(lines[number - 1 : number + 2])
            broken = _BROKEN.match(told.text)
            if broken:
                yield _made(number, told, broken)


def _in_line(line: str) -> Iterator[re.Match[str]]:
    """The marks of a line that is seen, or of what a tag or a comment holds."""
    found = [*_MARK.finditer(line)]
    for one in found or filter(None, [_ALONE.fullmatch(line)]):
        start = one.start(str(one.lastgroup))
        if not led_by(_COMMERCE, line, start):
            yield one


def _joined(lines: list[str]) -> Seen:
    """Some lines as they are seen, the breaks between them kept; only what is in the first has its place."""
    told = [seen(line) for line in lines]
    return replace(told[0], text="\n".join(one.text for one in told))


def _made(number: int, told: Seen, found: re.Match[str]) -> SecrecyMark:
    """The mark, a space in the place of a line break."""
    start = found.start() if found.lastgroup == "after" else found.start(str(found.lastgroup))
    work = _WORK.search(told.text, max(start - 24, 0), start)
    start = work.start() if work else start
    text = told.text[start : found.end()].replace("\n", " ").strip()
    return SecrecyMark(Mark(number, told.starts[start] + 1), text, work is not None)
