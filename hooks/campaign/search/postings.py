"""Lists of numbers as text that a script file can hold, and the postings written so.

A number below 62 is one sign; a larger one is signs of the other thirty that lead to it, most
significant first. assets/zhengyou/search/postings.js reads them back.
"""

from __future__ import annotations

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


def posting_list(postings: Sequence[int]) -> str:
    """Ascending ``document * LEVELS + level`` numbers, as steps from one document to the next."""
    signs = []
    before = 0
    for posting in postings:
        step = posting - before
        signs.append(_SMALL[step] if step < 4096 else coded(step))
        before = posting - posting % LEVELS
    return "".join(signs)
