"""A reading's HTML as a document of typed blocks.

Italics, underlines and the rest of the looks end here, but for what an outline is read from: in
Chinese typesetting they carry no meaning that plain text would lose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .blocks import COLUMNS, Block, Cell, Document, ListBlock, Paragraph, Run, Table

DEPTH = 40  # what is nested deeper is read as if it stood one level up

_MARKS = {"strong": "bold", "b": "bold", "sup": "sup", "sub": "sub", "s": "strike"}
_VOID = ("br", "img", "hr", "input")
_FRAMES = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol")
_HEADING = re.compile(r"h([1-6])")


def read_blocks(html: str) -> Document:
    """The blocks of a reading's HTML; never raises for what it holds."""
    from campaign.frontmatter import CONTROL

    # What a file of the site may not hold is blanked where it comes in, not wherever it goes out.
    plain = html.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff")
    plain = CONTROL.sub(" ", plain.replace("\r\n", "\n").replace("\r", "\n"))
    parser = _Parser()
    parser.feed(plain)
    parser.close()
    return _Reader(parser.root).document()


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


class _Parser(HTMLParser):
    """The tree of a well-formed HTML; a stray end tag is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("root")
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._place().children.append(node)
        elif len(self._open) > DEPTH:
            self._too_deep += 1
        else:
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._too_deep:
            self._too_deep -= 1
        elif any(node.tag == tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._place().children.append(data)

    def _place(self) -> _Node:
        """The innermost element that may hold text: a row whose cells were too deep holds none."""
        return next(one for one in reversed(self._open) if one.tag not in _FRAMES)


class _Reader:
    def __init__(self, root: _Node) -> None:
        self._root = root
        self._number = 0
        self._notes: set[str] = set()

    def document(self) -> Document:
        children = list(self._root.children)
        notes: dict[str, tuple[Block, ...]] = {}
        last = children[-1] if children else None
        if isinstance(last, _Node) and last.tag == "ol" and _is_notes(last):
            children.pop()
            items = [one for one in last.children if isinstance(one, _Node)]
            self._notes = {one.attributes["id"] for one in items}
            blocks = self._blocks(children)
            notes = {one.attributes["id"]: self._blocks(one.children) for one in items}
        else:
            blocks = self._blocks(children)
        return Document(blocks, notes)

    def _blocks(self, children: list[_Node | str]) -> tuple[Block, ...]:
        found: list[Block] = []
        loose: list[_Node | str] = []

        def settle() -> None:
            if loose:
                found.extend(self._paragraphs(_Node("p", {}, list(loose))))
                loose.clear()

        for child in children:
            tag = child.tag if isinstance(child, _Node) else ""
            if isinstance(child, str) or (tag not in ("p", "ul", "ol", "table") and not _HEADING.fullmatch(tag)):
                loose.append(child)
                continue
            settle()
            if tag in ("ul", "ol"):
                found.append(self._list(child))
            elif tag == "table":
                found.append(self._table(child))
            else:
                found.extend(self._paragraphs(child))
        settle()
        return tuple(found)

    def _list(self, node: _Node) -> ListBlock:
        number = self._number + 1
        items = [self._blocks(one.children if one.tag == "li" else [one]) for one in _nodes(node)]
        return ListBlock(node.tag == "ol", tuple(filter(None, items)), number)

    def _table(self, node: _Node) -> Table:
        number = self._number + 1
        groups = [one for one in _nodes(node) if one.tag in ("thead", "tbody", "tfoot")] or [node]
        rows = [
            tuple(
                Cell(self._blocks(one.children), _span(one, "colspan"), _span(one, "rowspan"))
                for one in _nodes(row)
                if one.tag in ("td", "th")
            )
            for group in groups
            for row in _nodes(group)
            if row.tag == "tr"
        ]
        return Table(tuple(filter(None, rows)), number)

    def _paragraphs(self, node: _Node) -> Iterator[Paragraph]:
        """A paragraph, or several: pages pasted into Word end their paragraphs by a line break."""
        heading = _HEADING.fullmatch(node.tag)
        classes = frozenset(node.attributes.get("class", "").split())
        line: list[Run] = []
        for run in [*self._runs(node.children, frozenset(), ""), None]:
            if run is not None and run.text != "\n":
                line.append(run)
                continue
            runs = _merged(line)
            line = []
            if any(one.text.strip() or one.note or one.picture for one in runs):
                self._number += 1
                yield Paragraph(runs, classes, int(heading[1]) if heading else 0, self._number)

    def _runs(self, children: list[_Node | str], marks: frozenset[str], href: str) -> Iterator[Run]:
        for child in children:
            if isinstance(child, str):
                yield Run(re.sub(r"[\t\n\r\ufeff\u200b]+", " ", child), marks, href)
                continue
            target = child.attributes.get("href", "")
            if child.tag == "br":
                yield Run("\n")
            elif child.tag == "img":
                name = child.attributes.get("src", "").removeprefix("picture:")
                yield Run(child.attributes.get("alt", "").strip(), picture=name or "?")
            elif child.tag == "a" and target.startswith("#") and target[1:] in self._notes:
                yield Run(note=target[1:])
            elif child.tag == "a" and target.startswith("#") and "".join(_texts(child)).strip() == "↑":
                continue  # the way back from a note
            elif child.tag in ("p", "li", "td", "tr", "ul", "ol", "table"):
                yield Run("\n")
                yield from self._runs(child.children, marks, href)
            else:
                mark = _MARKS.get(child.tag)
                inner = marks | {mark} if mark else marks
                yield from self._runs(child.children, inner, target if child.tag == "a" else href)


def _is_notes(node: _Node) -> bool:
    items = _nodes(node)
    return bool(items) and all(re.match(r"(foot|end)note-", one.attributes.get("id", "")) for one in items)


def _nodes(node: _Node) -> list[_Node]:
    return [one for one in node.children if isinstance(one, _Node)]


def _texts(node: _Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _span(node: _Node, name: str) -> int:
    value = node.attributes.get(name, "1")
    return min(max(int(value), 1), COLUMNS) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else 1


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours that look alike made one; what Word splits for its own reasons is one stretch."""
    kept: list[Run] = []
    for run in runs:
        before = kept[-1] if kept else None
        alike = before and not (before.note or before.picture or run.note or run.picture)
        if before and alike and (before.marks, before.href) == (run.marks, run.href):
            kept[-1] = replace(before, text=before.text + run.text)
        elif run.text or run.note or run.picture:
            kept.append(run)
    return tuple(kept)
