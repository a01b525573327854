"""Heading anchors that a Chinese reader can read and that a link can be held against."""

from __future__ import annotations

import re
import unicodedata

# What the ids of the theme, of sections that pages add, and of footnotes begin with.
RESERVED = ("__", "zy-", "fn:", "fnref")

_DROP = re.compile(r"[^\w\s\-]", re.UNICODE)
_GAP = re.compile(r"[\s\-]+")


def slug(text: str, separator: str = "-") -> str:
    """The anchor of a heading: its letters, digits and Han, joined by ``separator``; never empty."""
    kept = _DROP.sub("", unicodedata.normalize("NFC", text)).strip().lower()
    return _GAP.sub(separator, kept).strip("-_") or "section"


class Anchors:
    """Gives out the anchors of one page in order; a name taken gets ``_1``, ``_2`` … as the engine does."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        # From a name that is taken to one later in its row, all between them taken.
        self._later: dict[str, str] = {}

    def reserve(self, anchor: str) -> str:
        """An explicit anchor, as written."""
        self.used.add(anchor)
        return anchor

    def of(self, text: str) -> str:
        """The anchor of the page's next heading with this text, which nothing before it has."""
        anchor = slug(text)
        passed: list[str] = []
        while anchor in self.used:
            passed.append(anchor)
            anchor = self._later.get(anchor) or _following(anchor)
        self._later.update(dict.fromkeys(passed, anchor))
        self.used.add(anchor)
        return anchor


def _following(anchor: str) -> str:
    head, _, tail = anchor.rpartition("_")
    return f"{head}_{int(tail) + 1}" if head and tail.isdecimal() and tail.isascii() else f"{anchor}_1"
