"""The HTML of a page as typed blocks: its words and their structure, without what only a screen has a use for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

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

Element = Any  # lxml comes without types

_MARKS = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i"), "emphasis"),
    **dict.fromkeys(("code", "kbd"), "code"),
    **dict.fromkeys(("del", "s"), "strike"),
    "sup": "sup",
    "sub": "sub",
}
# Ways to other pages, and what is pressed or drawn: paper has no use for it.
_UNPRINTED = {"nav", "form", "button", "input", "svg", "script", "style"}
_UNPRINTED_CLASSES = {"headerlink", "footnote-backref", "zy-cards", "zy-more", "zy-exports"}
_UNPRINTED_IDS = {"zy-related"}
# Stands before and behind a record's own text.
BOUND = "zy-bound"
MARK = f'<hr class="{BOUND}">'
_BLOCKS = {
    *("p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure", "section", "details"),
    *(f"h{level}" for level in range(1, 7)),
}
_TITLES = ("admonition-title", "zy-note__title")
_ROLES = {"zy-lead": "summary", "zy-status": "status"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
# A line that was broken in the file where Chinese goes on has no space there.
_SOFT_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]) ?\n ?(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)


@dataclass(frozen=True)
class Read:
    """A page's title, what stands under it before the record's own text, that text, what follows, and the footnotes."""

    title: str
    lead: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]]


def read(html: str, path: str, web: Callable[[str], str]) -> Read:
    """What a page holds. ``path`` is that of its record; ``web`` makes an address from the site's root a whole one, or empty."""
    return _Reader(path, web).page(html)


class _Reader:
    def __init__(self, path: str, web: Callable[[str], str]) -> None:
        self._path = path
        self._web = web
        self._notes: dict[str, tuple[Block, ...]] = {}

    def page(self, html: str) -> Read:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
        title = ""
        elements = [one for one in root if isinstance(one.tag, str)]
        if elements and elements[0].tag == "h1":
            title = plain(self._inline(elements.pop(0)))
        marks = [at for at, one in enumerate(elements) if BOUND in _classes(one)] or [len(elements)]
        parts = elements[: marks[0]], elements[marks[0] + 1 : marks[-1]], elements[marks[-1] + 1 :]
        lead, body, tail = (tuple(self._blocks(part)) for part in parts)
        return Read(title, lead, body, tail, self._notes)

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            if _is_printed(element):
                yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Block]:
        tag, classes = element.tag, _classes(element)
        if re.fullmatch("h[1-6]", tag):
            yield Heading(max(int(tag[1]) - 1, 1), self._inline(element))
        elif "zy-sources__title" in classes:
            yield Heading(1, self._inline(element))
        elif tag == "p":
            yield from self._paragraph(element, next((_ROLES[one] for one in classes if one in _ROLES), ""))
        elif tag in ("ul", "ol"):
            items = tuple(self._flow(item) for item in element if item.tag == "li" and _is_printed(item))
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
        loose: list[Run] = _text(element.text, frozenset(), "")
        for child in element:
            if child.tag in _BLOCKS or child.tag == "img":
                found += _paragraphs(loose)
                loose = []
                found += self._blocks([child])
            elif _is_printed(child):
                loose += self._runs(child, frozenset(), "")
            loose += _text(child.tail, frozenset(), "")
        return (*found, *_paragraphs(loose))

    def _paragraph(self, element: Element, role: str) -> Iterator[Block]:
        """A paragraph, and below it the pictures that stand in it."""
        runs = self._inline(element)
        if plain(runs) or any(run.note for run in runs):
            yield Paragraph(runs, role)
        for picture in element.iter("img"):
            yield self._figure(picture)

    def _inline(self, element: Element) -> Inline:
        return _tidy([*_text(element.text, frozenset(), ""), *self._children(element, frozenset(), "")])

    def _children(self, element: Element, marks: frozenset[str], href: str) -> list[Run]:
        found: list[Run] = []
        for child in element:
            if _is_printed(child):
                found += self._runs(child, marks, href)
            found += _text(child.tail, marks, href)
        return found

    def _runs(self, element: Element, marks: frozenset[str], href: str) -> list[Run]:
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [Run("\n", marks, href)]
        if element.tag == "sup" and (note := self._note_of(element)):
            return [Run(note=note)]
        if element.tag in _MARKS:
            marks = marks | {_MARKS[element.tag]}
        if element.tag == "a":
            href = self._whole(element.get("href", ""))
        if element.tag in ("code", "kbd"):
            return [Run(element.text_content(), marks, href)]
        return [*_text(element.text, marks, href), *self._children(element, marks, href)]

    def _note_of(self, element: Element) -> str:
        link = element.find("a")
        return link.get("href", "").removeprefix("#") if link is not None and "footnote-ref" in _classes(link) else ""

    def _whole(self, href: str) -> str:
        """The address as it is reached from paper; empty where it cannot be."""
        if re.match(r"(?:https?|mailto|tel):", href):
            return href
        if not href or href.startswith("#"):
            return ""
        address = urljoin(self._path, re.sub(r"\.md(?=$|#)", ".html", href))
        return self._web(address)

    def _figure(self, element: Element) -> Figure:
        source = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), element.get("src", "")))
        return Figure(source, element.get("alt", ""))

    def _pairs(self, element: Element) -> Iterator[tuple[str, Inline]]:
        name = ""
        for one in element.iter("dt", "dd"):
            if one.tag == "dt":
                name = plain(self._inline(one))
            elif _is_printed(one):
                yield name, self._inline(one)

    def _table(self, element: Element) -> Table:
        caption = element.find("caption")
        head = tuple(self._row(row) for part in element.iter("thead") for row in part.iter("tr"))
        rows = tuple(
            self._row(row) for row in element.iter("tr") if row.getparent().tag != "thead" and _is_printed(row)
        )
        role = "outcomes" if "zy-outcomes" in _classes(element) else ""
        return Table(head, rows, plain(self._inline(caption)) if caption is not None else "", role)

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
            if not title and (child.tag == "summary" or any(one in _TITLES for one in _classes(child))):
                title = plain(self._inline(child))
            else:
                inner += self._blocks([child])
        return Note(title, tuple(inner))

    def _read_notes(self, element: Element) -> None:
        for item in element.iter("li"):
            if note := item.get("id"):
                self._notes[note] = self._flow(item)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _is_printed(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNPRINTED or element.get("hidden") is not None:
        return False
    return element.get("id") not in _UNPRINTED_IDS and not _UNPRINTED_CLASSES.intersection(_classes(element))


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 100) if value and value.isascii() and value.isdecimal() else 1


def _text(text: str | None, marks: frozenset[str], href: str) -> list[Run]:
    return [Run(_SPACE.sub(" ", _SOFT_BREAK.sub("", text)), marks, href)] if text else []


def _paragraphs(runs: list[Run]) -> list[Block]:
    tidied = _tidy(runs)
    return [Paragraph(tidied)] if plain(tidied).strip() or any(run.note for run in tidied) else []


def _tidy(runs: list[Run]) -> Inline:
    """The runs with one space where there were several, none at the ends, and alike ones joined."""
    joined: list[Run] = []
    for run in runs:
        text = run.text
        if text.startswith(" ") and (not joined or joined[-1].text.endswith((" ", "\n"))):
            text = text[1:]
        if joined and text == "\n":
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
        if not text and not run.note:
            continue
        last = joined[-1] if joined else None
        if last and not run.note and not last.note and (last.marks, last.href) == (run.marks, run.href):
            joined[-1] = replace(last, text=last.text + text)
        else:
            joined.append(replace(run, text=text))
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(run for run in joined if run.text or run.note)
