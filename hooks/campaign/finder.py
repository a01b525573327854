"""Finds any of many words in a text, in time that hardly depends on how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Finder:
    """Words of two characters or more; with ``broken`` a line of the text may end inside one.

    An alternation of hundreds of words would try each wherever one may begin. Few places have both
    a first and a second character of some word, and what two characters lead to is looked up.
    """

    def __init__(self, words: Iterable[str], broken: bool = False) -> None:
        joint = r"\n?" if broken else ""
        rests: dict[str, list[str]] = {}
        for word in sorted(words, key=lambda one: (-len(one), one)):
            rests.setdefault(word[:2], []).append(joint.join(map(re.escape, word)))
        self._words = {pair: re.compile("|".join(found)) for pair, found in rests.items()}
        firsts, seconds = (re.escape("".join(sorted({pair[at] for pair in rests}))) for at in (0, 1))
        self._begin = re.compile(f"[{firsts}](?={joint}[{seconds}])") if rests else None

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """A match for the longest word at each place where one begins, in their order; they may overlap."""
        for begin in self._begin.finditer(text) if self._begin else ():
            at = begin.start()
            pair = text[at : at + 2]
            if pair[1] == "\n":
                pair = pair[0] + text[at + 2]
            words = self._words.get(pair)
            if words is not None and (match := words.match(text, at)):
                yield match
