"""Puts the index together: one manifest, and the files that it names."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..memory import Index, Memory, Searched, digest
from ..render.page import Written
from ..render.press import Press
from . import shelf, sounds, terms
from .documents import FACETS, KIND_WEIGHTS, Document, documents, kind_title
from .fold import fold, variants, writes_variants
from .passages import Section
from .postings import coded, length, posting_list
from .shelf import Shelf
from .update import Last, edtf, updated
from .weights import LEVELS, VALUES, levels

ROWS = 16
MANIFEST = f"{shelf.FOLDER}/index.js"
_FULL_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?[~?%]?", re.ASCII)


Files = list[tuple[str, "str | Written"]]
# What a group of files is made of: what the manifest says of them, and the files.
Made = tuple[dict[str, object], Files]


def files(
    press: Press, memory: Memory | None = None, last: Last = lambda path: None
) -> Iterator[tuple[str, str | Written]]:
    """(path, text) of every file of the index; the last is the manifest, which names the others.

    ``memory`` tells of the last index and is told of this one; ``last`` gives a file of that
    index by its path, None where it is not as it was. The result is the same without them.
    """
    memory = memory if memory is not None else Memory()
    found = documents(press)
    lists = updated(memory.index, found, last, _levels) or _terms(found)
    texts = list(_texts(found, memory.index))
    memory.index = Index({one.address: searched for one, (searched, _, _) in zip(found, texts, strict=True)}, lists)
    manifest: dict[str, object] = {
        "documents": len(found),
        # What is rare is so among pages for readers; the handbook has one for every mistake.
        "usual": sum(one.kind != "editors" for one in found),
        "levels": LEVELS,
        "values": VALUES,
        "kinds": _kinds(found),
        "facets": [{"id": id, "title": title} for id, title in FACETS.items()],
        "synonyms": [[fold(word) for word in words] for words in press.site.campaign.synonyms],
    }
    yield from ((path, text) for _, path, text in texts)
    for said, made in (
        _shelves(press, found, memory.index),
        _rows(found, memory.index),
        _singles(press, found, lists),
    ):
        manifest.update(said)
        yield from made
    yield MANIFEST, f'zySearch.put("index",{shelf.json_text(manifest)})\n'


def _terms(found: list[Document]) -> dict[str, str]:
    """Term → posting list: ascending documents, each with a level."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))  # millions of numbers
    for number, document in enumerate(found):
        base = number * LEVELS
        for term, level in _levels(document.title, document.sections, edtf(document)).items():
            postings[term].append(base + level)
    return {term: posting_list(where) for term, where in postings.items()}


def _shelves(press: Press, found: list[Document], index: Index) -> Made:
    """Terms, sounds and names, each sorted and cut into files."""
    frequencies = {term: length(where) for term, where in index.terms.items()}
    shelves = {
        "terms": Shelf("terms", index.terms.items()),
        "sounds": Shelf("sounds", sounds.sound_entries(frequencies)),
        "names": Shelf("names", _names(press, found, index)),
    }
    made: Files = [file for one in shelves.values() for file in one.files]
    return {name: one.manifest for name, one in shelves.items()}, made


def _texts(found: list[Document], before: Index) -> Iterator[tuple[Searched, str, str | Written]]:
    """What is to be remembered of each document, and the file of its text."""
    for document in found:
        there = before.known(document.address, document.key)
        if there is not None:
            yield there, shelf.path("text", there.text), Written(there.file, partial(_text, document))
            continue
        name, path, text = _text_file(document)
        searched = Searched(
            document.key,
            name,
            digest(text),
            "".join(sorted(writes_variants(document.title + "".join(map("".join, document.sections))))),
            tuple(section.heading for section in document.sections),
            document.title,
            edtf(document),
        )
        yield searched, path, text


def _text_file(document: Document) -> tuple[str, str, str]:
    return shelf.file("text", [document.address, document.sections], shelf.LONG)


def _text(document: Document) -> str:
    return _text_file(document)[2]


def _rows(found: list[Document], index: Index) -> Made:
    """What each document is, and which text is its own."""
    made: Files = []
    rows = [[one.address, one.title, one.meta, one.badges, index.documents[one.address].text] for one in found]
    digests = ""
    for start in range(0, len(rows), ROWS):
        name, path, text = shelf.file("rows", rows[start : start + ROWS])
        made.append((path, text))
        digests += name
    seen = {letter for one in index.documents.values() for letter in one.variants}
    return {"rows": {"each": ROWS, "files": digests}, "variants": _pairs(seen)}, made


def _singles(press: Press, found: list[Document], postings: Iterable[str]) -> Made:
    """The files that are wanted only now and then: tables of characters, dates, a column for each facet."""
    table = sounds.reading_table(term for term in postings if len(term) == 1)
    singles: dict[str, object] = {"readings": table, "variants": _pairs(variants()), "dates": _dates(found)}
    singles.update((facet, _column(press, found, facet)) for facet in FACETS if facet != "kind")
    named = {name: shelf.file(name, data) for name, data in singles.items()}
    said: dict[str, object] = {"files": {name: digest for name, (digest, _, _) in named.items()}}
    said["syllables"] = " ".join(table)
    return said, [(path, text) for _, path, text in named.values()]


def _pairs(traditional: Iterable[str]) -> str:
    """Each of these characters and the one it is compared by, one after the other."""
    return "".join(f"{one}{variants()[one]}" for one in sorted(traditional))


def _levels(name: str, sections: Sequence[Section], date: str) -> dict[str, int]:
    """Term → level for a document with this title and these sections; ``date`` is EDTF or empty."""
    title = fold(name)
    headings = terms.count(fold("\n".join(section.heading for section in sections)))
    text = fold("\n".join(section.text for section in sections))
    body = terms.count(text)
    body.update(_span_end(date))
    return levels(terms.count(title), headings, body, len(text), len(title))


def _span_end(date: str) -> Iterable[str]:
    """The date terms of the end of a document's time, which its Chinese reading may leave without a year."""
    last = date.rpartition("/")
    match = _FULL_DATE.fullmatch(last[2]) if last[1] else None
    return terms.date_terms(*match.groups()) if match else ()


def _names(press: Press, found: list[Document], index: Index) -> Iterator[tuple[str, str]]:
    """What may be called by its initials: titles, headings, quoted words, key words, synonyms."""
    important: Counter[str] = Counter()
    others: dict[str, None] = {}
    for words in press.site.campaign.synonyms:
        important.update(words)
    for document in found:
        if document.kind == "case":
            others.update(dict.fromkeys([document.title]))
            important.update(document.keywords)
        elif document.kind != "editors":
            important.update([document.title, *index.documents[document.address].headings])
    return sounds.name_entries(map(fold, sorted(important)), map(fold, others))


def _kinds(found: list[Document]) -> dict[str, object]:
    """The kinds that occur, and how many documents of each follow on one another."""
    present = [kind for kind in KIND_WEIGHTS if any(one.kind == kind for one in found)]
    runs: list[list[int]] = []
    for document in found:
        place = present.index(document.kind)
        if runs and runs[-1][0] == place:
            runs[-1][1] += 1
        else:
            runs.append([place, 1])
    return {"values": [[kind, kind_title(kind), KIND_WEIGHTS[kind]] for kind in present], "runs": runs}


def _dates(found: list[Document]) -> str:
    """For each document the rank of its time, from 1, as a number in signs; 0 for what has none."""
    keys = sorted({one.date.sort_key for one in found if one.date})
    ranks = {key: coded(rank) for rank, key in enumerate(keys, start=1)}
    return "".join(ranks[one.date.sort_key] if one.date else coded(0) for one in found)


def _column(press: Press, found: list[Document], facet: str) -> dict[str, object]:
    """A facet's values with their titles, the sets of values that occur, and the set of each document."""
    used = sorted({value for one in found for value in one.facets.get(facet, ())})
    places = {value: place for place, value in enumerate(used)}
    sets: dict[tuple[int, ...], int] = {(): 0}
    data = []
    for document in found:
        values = tuple(places[value] for value in document.facets.get(facet, ()))
        data.append(coded(sets.setdefault(values, len(sets))))
    return {
        "values": [[value, press.facet_title(facet, value)] for value in used],
        "sets": list(sets),
        "data": "".join(data),
    }
