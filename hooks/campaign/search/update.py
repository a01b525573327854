"""The terms of an index brought up to date: what changed is taken out and put in, the rest stays as it lies."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..memory import Index, Searched
from . import shelf
from .documents import Document
from .passages import Section
from .postings import posting_list, read_list
from .weights import LEVELS

# What a file of the index held when it was last made; None where it is not as it was.
Last = Callable[[str], "str | None"]
Levels = Callable[[str, Sequence[Section], str], Mapping[str, int]]
# With more than one document in so many changed, making all anew is cheaper.
SHARE = 4


def updated(before: Index, found: list[Document], last: Last, levels: Levels) -> dict[str, str] | None:
    """Term → posting list for these documents; None where it is better, or needful, to make all anew.

    ``levels`` gives a document's terms from its title, sections and date.
    """
    now = {document.address: number for number, document in enumerate(found)}
    places = {address: number for number, address in enumerate(before.documents)}
    touched = [one for one in found if before.known(one.address, one.key) is None]
    gone = [address for address in places if address not in now]
    if (len(touched) + len(gone)) * SHARE > len(found):
        return None
    taken_out: dict[str, set[int]] = defaultdict(set)
    put_in: dict[str, dict[int, int]] = defaultdict(dict)
    for address in [*(one.address for one in touched), *gone]:
        was: Mapping[str, int] = {}
        if address in places:
            there = before.documents[address]
            sections = _sections(last, there)
            if sections is None:
                return None
            was = levels(there.title, sections, there.date)
        document = found[now[address]] if address in now else None
        is_: Mapping[str, int] = levels(document.title, document.sections, edtf(document)) if document else {}
        for term in (was.keys() | is_.keys()) - {term for term, level in was.items() if is_.get(term) == level}:
            if term in was:
                taken_out[term].add(places[address])
            if term in is_:
                put_in[term][now[address]] = is_[term]
    moves = _moves(places, now)
    terms = dict(before.terms)
    for term in terms.keys() | put_in.keys() if moves else taken_out.keys() | put_in.keys():
        where = read_list(terms.get(term, ""))
        for number in taken_out.get(term, ()):
            del where[number]
        if moves:
            where = {moves[number]: level for number, level in where.items()}
        where.update(put_in.get(term, ()))
        if where:
            terms[term] = posting_list([number * LEVELS + level for number, level in sorted(where.items())])
        else:
            del terms[term]
    return terms


def edtf(document: Document) -> str:
    """The EDTF of a document's date; empty where it has none."""
    return document.date.edtf if document.date else ""


def _sections(last: Last, searched: Searched) -> list[Section] | None:
    """The sections a document had, from the file of its text."""
    text = last(shelf.path("text", searched.text))
    if text is None:
        return None
    _, sections = read_back(text)
    return [Section(*section) for section in sections]


def read_back(text: str) -> Any:
    """The data of a file of the index, from its text as :func:`~campaign.search.shelf.file` writes it."""
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def _moves(places: Mapping[str, int], now: Mapping[str, int]) -> dict[int, int]:
    """Old number → new number of what is still there; empty where none has moved."""
    moves = {number: now[address] for address, number in places.items() if address in now}
    return moves if any(old != new for old, new in moves.items()) else {}
