"""Lists of numbers as text that a script file can hold, and the postings written so.

A number below 61 is one sign; before that of a larger one stand signs of the other thirty, most
significant first. assets/zhengyou/search/postings.js reads them back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .weights import LEVELS

# Printable ASCII without space, quote, back-slash and the separator of entries.
_SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\|')
LAST = 61
LEAD = len(_SIGNS) - LAST
LASTS, LEADS = _SIGNS[:LAST], _SIGNS[LAST:]


def coded(number: int) -> str:
    """A whole number from 0 as signs."""
    signs = LASTS[number % LAST]
    number //= LAST
    while number:
        number -= 1
        signs = LEADS[number % LEAD] + signs
        number //= LEAD
    return signs


_SMALL = [coded(number) for number in range(4096)]


class _Values(dict[str, int]):
    """Signs → number, found out when first met."""

    def __missing__(self, signs: str) -> int:
        number = 0
        for sign in signs[:-1]:
            number = number * LEAD + LEADS.index(sign) + 1
        number = self[signs] = number * LAST + LASTS.index(signs[-1])
        return number


_VALUES = _Values()
_NUMBER = re.compile(f"[{re.escape(LEADS)}]*[{re.escape(LASTS)}]")
_WITHOUT_LEADS = str.maketrans("", "", LEADS)


def read_list(signs: str) -> dict[int, int]:
    """Document → level, ascending, of what :func:`posting_list` wrote."""
    found = {}
    document = 0
    for number in _NUMBER.findall(signs):
        step = _VALUES[number]
        document += step // LEVELS
        found[document] = step % LEVELS
    return found


def length(signs: str) -> int:
    """The number of documents in a posting list."""
    return len(signs.translate(_WITHOUT_LEADS))


def posting_list(postings: Sequence[int]) -> str:
    """Ascending ``document * LEVELS + level`` numbers as signs for the steps from one document to the next."""
    signs = []
    before = 0
    for posting in postings:
        step = posting - before
        signs.append(_SMALL[step] if step < 4096 else coded(step))
        before = posting - posting % LEVELS
    return "".join(signs)
