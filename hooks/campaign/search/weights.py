"""How much a term says of a document: BM25F, folded into one of sixteen levels.

A level depends on the document alone, so a change of one document changes no other's. The
client turns levels back into weights (see :data:`VALUES`) and multiplies by the term's rarity.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

LEVELS = 16
# What one mention in a field is worth, and the field's usual length in characters.
_TITLE, _TITLE_LENGTH = 8.0, 14
_HEADING = 2.5
_BODY_LENGTH = 400
_SATURATION = 1.2
_SEEN = 32

VALUES = tuple(round(((level + 0.5) / LEVELS) ** 0.5, 3) for level in range(LEVELS))


def levels(
    title: Mapping[str, int], headings: Mapping[str, int], body: Counter[str], length: int, title_length: int
) -> dict[str, int]:
    """Term → level from 0 to 15, by how often each field of a document has it; lengths are in characters."""
    once = 1 / (0.5 + 0.5 * length / _BODY_LENGTH)
    in_title = _TITLE / (0.5 + 0.5 * title_length / _TITLE_LENGTH)
    by_count = [_level(number * once) for number in range(_SEEN + 1)]
    found = {term: by_count[number if number < _SEEN else _SEEN] for term, number in body.items()}
    for term in title.keys() | headings.keys():
        weight = body[term] * once + min(headings.get(term, 0), 2) * _HEADING + (in_title if term in title else 0)
        found[term] = _level(weight)
    return found


def _level(weight: float) -> int:
    share = weight / (weight + _SATURATION)
    return min(int(share * share * LEVELS), LEVELS - 1)
