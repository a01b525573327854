"""A text as a reader sees it, and where each character of it is written.

Entities and YAML's escapes are resolved, tags, comments and backslashes taken out, invisible
characters dropped, full-width and other digits made plain, every white space a space. What is
found in it is told by its place in the text as typed, in code points. What tags and comments hold no
reader sees, but whoever looks at the source: it is read by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# Characters that show nothing: joiners, soft hyphens, marks of direction, selectors of variants.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0001-\U000e007f\U000e0100-\U000e01ef"
)
_DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63"
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_COMPATIBLE = "\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\uff01-\uff5e\U0002f800-\U0002fa1f"
_VARIANTS = {"絕": "绝", "絶": "绝", "機": "机", "祕": "秘", "宻": "密", "內": "内", "資": "资", "長": "长"}

_PIECE = re.compile(
    "(?P<comment><!--)|(?P<tag></?[A-Za-z][^<>\\n]*>)|(?P<none>[" + _UNSEEN + "]+|\\\\(?=[!-/:-@\\[-`{-~]))"
    r"|(?P<entity>&(?:amp;){0,3}(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    r"|(?P<escape>\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}))"
    "|(?P<one>[" + _SPACES + _DASHES + _COMPATIBLE + "".join(_VARIANTS) + "]|[^\\D0-9])"
)
# What may hide a word or a number from a plain look at a text. One class first: it is looked for in every file.
_HIDERS = (
    "<" + _UNSEEN + "".join(_VARIANTS) + "\u2e80-\u2fdf\uf900-\ufaff\uff20-\uff3a\uff41-\uff5a\U0002f800-\U0002fa1f"
)
_HIDING = re.compile(f"[{_HIDERS}&\\\\](?:(?<=[{_HIDERS}])|(?<=&)\\#?[0-9A-Za-z]|(?<=\\\\)[uUx][0-9a-fA-F])")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
# As many digits as the shortest number has, however they are set apart; but not the eight of a day such as 2010-05-31.
DIGITS = re.compile(
    r"[0-9](?<![0-9][0-9])(?![09][0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9]))"
    f"(?:[ ()\\-（）－{_SPACES}{_DASHES}]{{0,3}}[0-9]){{6}}"
)
# Names of tags and classes are in plain letters: what has none of these, and few digits, holds nothing.
_TELLING = re.compile(r"[^\x00-\x7f]|[@&\\]")
_DASH = re.compile(f"[{_DASHES}]")
_SPACE = re.compile(f"[{_SPACES}]")


@dataclass(frozen=True)
class Seen:
    """``text`` as it is seen; character ``n`` of it is written from ``starts[n]`` up to ``ends[n]``, in code points.

    ``hidden``: from where to where tags and comments hold what is not seen. ``inner``: it is what one of them holds.
    """

    text: str
    starts: list[int]
    ends: list[int]
    hidden: tuple[tuple[int, int], ...] = ()
    inner: bool = False

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the seen text, of one character at least, begins and ends in the text as typed."""
        return self.starts[start], self.ends[end - 1]


def seen(text: str) -> Seen:
    """The text as it is seen. Its length is at most that of what is typed, but for a few signs such as ㎏."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    hidden: list[tuple[int, int]] = []
    at, closed = 0, True
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if start < at:  # in a comment
            continue
        if piece["comment"] is not None:
            # Looked for no more once there is none, or many that stay open would cost the square of them.
            close = text.find("-->", start + 2) if closed else -1
            closed = close >= 0
            if not closed:
                continue
            end = close + 3
            hidden.append((start + 4, close))
        elif piece["tag"] is not None:
            hidden.append((start + 1, end - 1))
        parts.append(text[at:start])
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        shown = _shown(piece)
        parts.append(shown)
        starts.extend([start] * len(shown))
        ends.extend([end] * len(shown))
        at = end
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Seen("".join(parts), starts, ends, tuple(hidden))


def readings(text: str) -> Iterator[Seen]:
    """The text as it is seen; then what each tag and comment in it holds, placed in the whole."""
    told = seen(text)
    yield told
    for start, end in told.hidden:
        inside = text[start:end]
        if not _TELLING.search(inside) and not DIGITS.search(inside):
            continue
        # No comment holds another, and no tag a tag: this comes to an end, and costs no more than a few times the text.
        for inner in readings(inside):
            starts, ends = ([start + one for one in places] for places in (inner.starts, inner.ends))
            yield Seen(inner.text, starts, ends, inner=True)


def is_odd(text: str) -> bool:
    """Whether a text may show something else than it is typed as."""
    return bool(_HIDING.search(text) or _FOREIGN_DIGIT.search(text))


def spaced(word: str) -> str:
    """A pattern for a word whose characters may stand apart, or be marked up one by one."""
    return "[ *_~`]{0,6}".join(map(re.escape, word))


def _shown(piece: re.Match[str]) -> str:
    written = piece.group()
    if piece["entity"] is None and piece["escape"] is None and piece["one"] is None:
        return ""
    if piece["entity"] is not None:
        for _ in range(5):
            written = unescape(written)
        return "".join(map(_plain, written))
    if piece["escape"] is not None:
        point = int(written[2:], 16)
        return _plain(chr(point)) if point <= 0x10FFFF else " "
    return _plain(written)


def _plain(letter: str) -> str:
    if letter in _VARIANTS:
        return _VARIANTS[letter]
    if _DASH.match(letter):
        return "-"
    if _SPACE.match(letter) or letter in "\r\n":
        return " "
    number = unicodedata.decimal(letter, None)
    if number is not None:
        return str(number)
    plain = unicodedata.normalize("NFKC", letter) if re.match(f"[{_COMPATIBLE}]", letter) else letter
    return "" if re.match(f"[{_UNSEEN}]", plain) else plain
