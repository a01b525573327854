"""Text as it can be printed: without what no printer knows, with places to break, and how wide it is."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef]|[\ufffe\uffff]")
# Words of Latin letters, and bars drawn of blocks.
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f\u2500-\u259f]{13,}")
JOINTS = re.compile(r"(?<=[/.\-_?&=,;:])(?=[^/.\-_?&=,;:])|(?<=[^/.\-_?&=,;:]{8})")
WIDE = re.compile(r"[\u1100-\uffff\U00010000-\U0010ffff“”‘’—…·]")
NARROW = 0.6


def clean(text: str) -> str:
    r"""The text without what no printer knows: control characters go, half a surrogate pair shows as �.

    Line ends of any kind become ``\n``.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNPRINTABLE.sub("", re.sub("\r\n?|[\u2028\u2029]", "\n", whole))


def breakable(text: str) -> str:
    """The text, clean, with places (U+200B) at which a very long word or address may go on in the next line."""
    return LONG_WORD.sub(lambda word: JOINTS.sub("\u200b", word[0]), clean(text))


def ems(text: str) -> float:
    """About how wide the text is, in widths of a Chinese character."""
    wide = len(WIDE.findall(text))
    return wide + NARROW * (len(text) - wide)
