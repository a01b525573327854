"""The HTML of a page as typed blocks: its words and their structure, without what only a screen has a use for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

from exporting.page_words import Element, Words, classes_of, is_printed, text_runs, tidy
from exporting.paper import (
    Block,
    Cell,
    Code,
    Facts,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    plain,
)

# Stands before and behind a record's own text.
BOUND = "zy-bound"
MARK = f'<hr class="{BOUND}">'
_BLOCKS = {
    *("p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure", "section", "details"),
    *(f"h{level}" for level in range(1, 7)),
}
_TITLES = ("admonition-title", "zy-note__title")
_ROLES = {"zy-lead": "summary", "zy-status": "status"}


@dataclass(frozen=True)
class Read:
    """A page's title, what stands under it before the record's own text, that text, what follows, and the footnotes."""

    title: str
    lead: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]]


def read(html: str, path: str, web: Callable[[str], str]) -> Read:
    """What a page holds. ``path`` is that of its record.

    ``web`` makes an address from the site's root a whole one; empty where it cannot.
    """
    return _Reader(path, web).page(html)


class _Reader:
    def __init__(self, path: str, web: Callable[[str], str]) -> None:
        self._path = path
        self._words = Words(path, web)
        self._notes: dict[str, tuple[Block, ...]] = {}

    def page(self, html: str) -> Read:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
        title = ""
        elements = [one for one in root if isinstance(one.tag, str)]
        if elements and elements[0].tag == "h1":
            title = plain(self._words.inline(elements.pop(0)))
        marks = [at for at, one in enumerate(elements) if BOUND in classes_of(one)] or [len(elements)]
        parts = elements[: marks[0]], elements[marks[0] + 1 : marks[-1]], elements[marks[-1] + 1 :]
        lead, body, tail = (tuple(self._blocks(part)) for part in parts)
        return Read(title, lead, body, tail, self._notes)

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            if is_printed(element):
                yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Block]:
        tag, classes = element.tag, classes_of(element)
        if re.fullmatch("h[1-6]", tag):
            yield Heading(max(int(tag[1]) - 1, 1), self._words.inline(element))
        elif "zy-sources__title" in classes:
            yield Heading(1, self._words.inline(element))
        elif tag == "p":
            yield from self._paragraph(element, next((_ROLES[one] for one in classes if one in _ROLES), ""))
        elif tag in ("ul", "ol"):
            items = tuple(self._flow(item) for item in element if item.tag == "li" and is_printed(item))
            start = element.get("start", "")
            yield ListBlock(items, tag == "ol", int(start) if start.isascii() and start.isdecimal() else 1)
        elif tag == "dl":
            yield Facts(tuple(self._pairs(element)))
        elif tag == "table":
            yield self._table(element)
        elif tag == "blockquote":
            yield Quote(self._flow(element))
        elif tag == "pre":
            yield Code(element.text_content().rstrip("\n"))
        elif tag == "hr":
            yield Rule()
        elif tag == "img":
            yield self._figure(element)
        elif "footnote" in classes:
            self._read_notes(element)
        elif tag == "details" or "admonition" in classes or "zy-note" in classes:
            yield self._note(element)
        else:
            yield from self._flow(element)

    def _flow(self, element: Element) -> tuple[Block, ...]:
        """What an element holds: blocks, and the words between them as paragraphs."""
        found: list[Block] = []
        loose: list[Run] = text_runs(element.text)
        for child in element:
            if child.tag in _BLOCKS or child.tag == "img":
                found += _paragraphs(loose)
                loose = []
                found += self._blocks([child])
            elif is_printed(child):
                loose += self._words.runs(child)
            loose += text_runs(child.tail)
        return (*found, *_paragraphs(loose))

    def _paragraph(self, element: Element, role: str) -> Iterator[Block]:
        """A paragraph, and below it the pictures that stand in it."""
        runs = self._words.inline(element)
        if plain(runs) or any(run.note for run in runs):
            yield Paragraph(runs, role)
        for picture in element.iter("img"):
            yield self._figure(picture)

    def _figure(self, element: Element) -> Figure:
        source = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), element.get("src", "")))
        return Figure(source, element.get("alt", ""))

    def _pairs(self, element: Element) -> Iterator[tuple[str, Inline]]:
        name = ""
        for one in element.iter("dt", "dd"):
            if one.tag == "dt":
                name = plain(self._words.inline(one))
            elif is_printed(one):
                yield name, self._words.inline(one)

    def _table(self, element: Element) -> Table:
        caption = element.find("caption")
        head = tuple(self._row(row) for part in element.iter("thead") for row in part.iter("tr"))
        rows = tuple(self._row(row) for row in element.iter("tr") if row.getparent().tag != "thead" and is_printed(row))
        role = "outcomes" if "zy-outcomes" in classes_of(element) else ""
        return Table(head, rows, plain(self._words.inline(caption)) if caption is not None else "", role)

    def _row(self, row: Element) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                self._flow(cell),
                cell.tag == "th",
                _span(cell.get("colspan")),
                _span(cell.get("rowspan")),
                cell.get("align", ""),
            )
            for cell in row
            if cell.tag in ("td", "th")
        )

    def _note(self, element: Element) -> Note:
        title = ""
        inner: list[Block] = []
        for child in element:
            if not title and (child.tag == "summary" or any(one in _TITLES for one in classes_of(child))):
                title = plain(self._words.inline(child))
            else:
                inner += self._blocks([child])
        return Note(title, tuple(inner))

    def _read_notes(self, element: Element) -> None:
        for item in element.iter("li"):
            if note := item.get("id"):
                self._notes[note] = self._flow(item)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 100) if value and value.isascii() and value.isdecimal() else 1


def _paragraphs(runs: list[Run]) -> list[Block]:
    tidied = tidy(runs)
    return [Paragraph(tidied)] if plain(tidied).strip() or any(run.note for run in tidied) else []
