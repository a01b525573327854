"""The running text of a record, block by block: no code, no markup, no quoted matter, every place known.

Words that a source wrote stay as it wrote them. So blockquotes are left out, and lines that
carry the mark :data:`AS_WRITTEN` in a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .diagnostics import Fix, Mark
from .frontmatter import Mapping, Node, Scalar, Sequence
from .markdown import Body, blank_comments
from .schema import Field, Group, ListOf, Text, Type, Winner

AS_WRITTEN = "原文如此"
# Stands where something is that is no text: an address, a code span, a tag.
OBJECT = "\ufffc"

_AS_WRITTEN = re.compile(rf"<!--\s*{AS_WRITTEN}\s*-->")
_AS_WRITTEN_VALUE = re.compile(rf"\s#\s*{AS_WRITTEN}\s*$")
_ADDRESS = r"https?://[!-;=?-~]+|(?<![0-9A-Za-z_.+-])[0-9A-Za-z_.+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
_SIGNS = re.compile(r"[*_~`<>\[\]{}\\&!@:|]")
_MARKUP = re.compile(
    rf"""
      (?P<object> {_ADDRESS} | <[^<>]*> | &\#?\w+; | \{{[!:\#.][^{{}}]*\}} | \*{{4,}} | `+ )
    | (?P<dropped>
          \\(?=[!-/:-@\[-`{{-~]) | (?<!\*)\*{{1,3}}(?!\*) | ~~ | (?<![0-9A-Za-z])_{{1,2}} | _{{1,2}}(?![0-9A-Za-z])
        | !?\[\^[^\[\]]*\]:? | !?\[(?=[^\[\]]*\]\() | \]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+"[^"]*")?\)
      )
    """,
    re.VERBOSE,
)
_VALUE = re.compile(rf"(?P<object>{_ADDRESS})")
_QUOTED_VALUE = {'"': re.compile(rf"(?P<object>\\.|{_ADDRESS})"), "'": re.compile(rf"(?P<object>{_ADDRESS})|'(?=')")}
# Lines that are more than words of a paragraph begin with one of these.
_SIGNED = frozenset(" \t\u3000#|[:-*+_=0123456789")
_LEAD = re.compile(r"\s*(?:(#{1,6})\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?")
# A rule, the line below a table's head, or where a link leads.
_NO_TEXT = re.compile(r"[|:\-\s]+|[*_=\s]+|\s*\[[^\[\]^]+\]:\s.*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass
class Block:
    """A paragraph, heading, list item, table row or front-matter value; lines end in ``\\n``.

    ``heading`` is its level, 0 for what is none. ``runs`` are (offset in the text, line, column)
    of each stretch that stands in the file as it stands here.
    """

    text: str
    runs: list[tuple[int, int, int]]
    heading: int = 0

    def mark(self, offset: int) -> Mark:
        """The place in the file of a character of the text."""
        start, line, column = self.runs[max(bisect_right(self.runs, (offset, 1 << 30, 0)) - 1, 0)]
        return Mark(line, column + offset - start)

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """What puts ``text`` for the stretch from ``start`` to ``end``; None if markup or a line's end is in it."""
        first, last = self.mark(start), self.mark(end - 1)
        whole = first.line == last.line and last.column - first.column == end - 1 - start
        return Fix(end - start, text) if whole and OBJECT not in self.text[start:end] else None


class _Writer:
    """Puts a block together, line by line."""

    def __init__(self, heading: int = 0) -> None:
        self.heading = heading
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._length = 0

    def line(self, number: int, column: int, text: str, markup: re.Pattern[str] | None) -> None:
        """A line, or the rest of one, that begins at ``column``."""
        if self._parts:
            self._put("\n", number, column)
        at = 0
        for match in markup.finditer(text) if markup else ():
            self._put(text[at : match.start()], number, column + at)
            if match["object"]:
                self._put(OBJECT, number, column + match.start())
            at = match.end()
        self._put(text[at:], number, column + at)

    def _put(self, text: str, number: int, column: int) -> None:
        if text:
            self._runs.append((self._length, number, column))
            self._parts.append(text)
            self._length += len(text)

    def block(self) -> Iterator[Block]:
        if self._parts:
            yield Block("".join(self._parts), self._runs, self.heading)


def of_body(body: Body) -> Iterator[Block]:
    """The blocks of a body, as they come; what is quoted, marked as written so, or in a fence is left out."""
    lines = body.open_lines()
    if "<!--" in body.text:
        texts = blank_comments("\n".join(text for _, text in lines)).split("\n")
        kept = [not _AS_WRITTEN.search(line) for line in body.text.split("\n")]
        lines = [(number, text if keep else "") for (number, _), text, keep in zip(lines, texts, kept, strict=True)]
    quoted, writer = body.scan.quoted, _Writer()
    for number, text in lines:
        if number in quoted or not text or text.isspace() or (text[0] in _SIGNED and _NO_TEXT.fullmatch(text)):
            yield from writer.block()
            writer = _Writer()
            continue
        if text[0] not in _SIGNED and not writer.heading:
            writer.line(number, 1, text.rstrip(), _MARKUP if _SIGNS.search(text) else None)
            continue
        lead = _LEAD.match(text)
        assert lead is not None
        heading = len(lead[1] or "")
        if heading or writer.heading or _ITEM.match(text) or text.lstrip().startswith("|"):
            yield from writer.block()
            writer = _Writer(heading)
        text = text.rstrip()
        writer.line(number, lead.end() + 1, text[lead.end() :], _MARKUP if _SIGNS.search(text, lead.end()) else None)
    yield from writer.block()


class Front:
    """The texts and names of a front matter, but for what is written word for word from elsewhere."""

    def __init__(self, group: Group, root: Mapping, front: str, first_line: int) -> None:
        self._scalars = list(_scalars(group, root))
        self._front = front
        self._first_line = first_line

    @property
    def text(self) -> str:
        """All of them, a line each, as YAML reads them."""
        return "\n".join([one.text for one in self._scalars])

    def blocks(self) -> Iterator[Block]:
        """Each of them, as it is written in the file; lines marked as written so are left out."""
        lines = self._front.split("\n")
        for scalar in self._scalars:
            yield from _value(scalar, lines, self._first_line)


def _scalars(group: Group, node: Mapping) -> Iterator[Scalar]:
    for key, value in node.entries:
        declared = group.field(key.text)
        if declared is not None:
            yield from _scalars_of(declared, declared.type, value)


def _scalars_of(declared: Field, type_: Type, node: Node) -> Iterator[Scalar]:
    if isinstance(type_, ListOf) and isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars_of(declared, type_.item, item)
    elif isinstance(type_, Group) and isinstance(node, Mapping):
        yield from _scalars(type_, node)
    elif isinstance(node, Scalar) and (isinstance(type_, Winner) or (isinstance(type_, Text) and not type_.verbatim)):
        yield node


def _value(scalar: Scalar, lines: list[str], first_line: int) -> Iterator[Block]:
    """The text of a scalar as it stands in the file: quotes and a block's sign left out, folds kept as line ends."""
    first, last = scalar.mark.line - first_line, scalar.end[0] - first_line
    style = lines[first][scalar.mark.column - 1 : scalar.mark.column] if scalar.quoted else ""
    writer = _Writer()
    for index in range(first, min(last + 1, len(lines))):
        line = lines[index]
        if _AS_WRITTEN_VALUE.search(line):
            continue
        start = scalar.mark.column - 1 if index == first else len(line) - len(line.lstrip())
        end = scalar.end[1] - 1 if index == last else len(line)
        if style in ("|", ">"):
            if index == first or (index == last and not line[:end].strip()):
                continue
        elif style:
            start, end = start + (index == first), end - (index == last)
        if start < end:
            writer.line(first_line + index, start + 1, line[start:end].rstrip(), _QUOTED_VALUE.get(style, _VALUE))
    yield from writer.block()
