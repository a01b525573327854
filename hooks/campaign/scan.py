"""Reads a Markdown body once: headings, links, images and code, with their places.

The pages are rendered by Python-Markdown; this reading serves the checks. Where the two
dialects differ, the reading errs on the side of seeing more: indented text is never taken
for code, and only a well-formed fence at the margin hides what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from .anchors import Anchors
from .diagnostics import Mark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

EXPLICIT_ID = re.compile(r"\s*\{:?\s*(#[^\s{}]+)[^{}]*\}\s*$")
_FENCE_INFO = re.compile(r"[\w+#.\-]*", re.ASCII)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1 to 6, its words without markup, its anchor, and its line in the file."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Link:
    """A link or an image, its target as written; ``label`` is the link's words or the image's alternative text."""

    target: str
    label: str
    mark: Mark
    image: bool


@dataclass(frozen=True)
class Section:
    """A level-two section: its heading and the characters of running text up to the next, without white space."""

    heading: Heading
    chars: int


@dataclass(frozen=True)
class Passage:
    """The text below a heading (None before the first), a block a line, code and words for images with it."""

    heading: Heading | None
    text: str


@dataclass(frozen=True)
class Problem:
    """A construct the two readings of Markdown would not agree on: code, place, and (name, value) for the message."""

    code: str
    mark: Mark
    values: tuple[tuple[str, object], ...] = ()


@cache
def _parser() -> MarkdownIt:
    # Loaded when a body is read: what has not changed is not read again.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table").disable("code").use(footnote_plugin)
    # The checks judge targets themselves, so none may be dropped or rewritten here.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class Scan:
    """One reading of a body's text: what :class:`~campaign.markdown.Body` gives on.

    ``fenced`` are indexes from 0 of lines of code at the margin, ``quoted`` numbers in the file of quoted lines.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self._lines = text.split("\n")
        self._first = first_line
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.fenced: set[int] = set()
        self.quoted: set[int] = set()
        blocks: list[list[str]] = [[]]
        counts = [0]
        raw_headings: list[tuple[int, str, str | None, int]] = []
        tokens = _parser().parse(text)
        inside_heading = 0
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                inside_heading = int(token.tag[1])
            elif token.type == "heading_close":
                inside_heading = 0
            elif token.type == "fence":
                self._fence(token)
                blocks[-1].append(token.content.strip())
            elif token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
                self._gap(tokens, index)
            elif token.type == "blockquote_open" and token.map is not None:
                self.quoted.update(range(first_line + token.map[0], first_line + token.map[1]))
            elif token.type == "inline":
                self._inline(token)
                if inside_heading:
                    self._heading(token, inside_heading, raw_headings)
                    blocks.append([])
                    counts.append(0)
                else:
                    words = _words(token)
                    blocks[-1].append(words + _described(token))
                    counts[-1] += _count(words)
        self.chars = sum(counts)
        self._headings(raw_headings)
        self.passages = [
            Passage(heading, "\n".join(filter(None, texts)))
            for heading, texts in zip([None, *self.headings], blocks, strict=True)
        ]
        starts = [number for number, heading in enumerate(self.headings) if heading.level == 2]
        self.sections = [
            Section(self.headings[start], sum(counts[start + 1 : end + 1]))
            for start, end in pairwise([*starts, len(self.headings)])
        ]
        self._loose_headings()
        self.problems.sort(key=lambda one: (one.mark, one.code))
        del self._lines  # the body has its text; ten thousand need not have it twice

    def _at(self, index: int, column: int = 1) -> Mark:
        return Mark(self._first + index, column)

    def _fence(self, token: Token) -> None:
        assert token.map is not None
        start, end = token.map
        opening = self._lines[start]
        closing = self._lines[end - 1] if end - 1 < len(self._lines) else ""
        if end - 1 <= start or closing.strip() != token.markup:
            self.problems.append(Problem("code-fence", self._at(start), (("reason", "没有用同样的一行收住"),)))
        elif not _FENCE_INFO.fullmatch(token.info.strip()):
            self.problems.append(Problem("code-fence", self._at(start), (("reason", "开头一行只能再写一个语言名"),)))
        elif token.level == 0 and opening.startswith(token.markup) and closing.startswith(token.markup):
            self.fenced.update(range(start, end))

    def _gap(self, tokens: list[Token], index: int) -> None:
        token = tokens[index]
        assert token.map is not None
        start = token.map[0]
        before = tokens[index - 1].type if index else ""
        if token.level == 0 and before == "paragraph_close" and self._lines[start - 1].strip():
            what = "表格" if token.type == "table_open" else "列表"
            self.problems.append(Problem("blank-line", self._at(start), (("what", what),)))

    def _heading(self, token: Token, level: int, found: list[tuple[int, str, str | None, int]]) -> None:
        assert token.map is not None
        explicit = EXPLICIT_ID.search(token.content)
        anchor = explicit[1][1:] if explicit else None
        words = EXPLICIT_ID.sub("", _words(token)) if explicit else _words(token)
        found.append((level, words.strip(), anchor, token.map[0]))
        if not re.fullmatch(r"#{1,6} .*[^#\s]\s*", self._lines[token.map[0]]):
            self.problems.append(Problem("heading-form", self._at(token.map[0])))

    def _headings(self, found: list[tuple[int, str, str | None, int]]) -> None:
        anchors = Anchors()
        for _, _, explicit, line in found:
            if explicit is not None:
                if explicit in anchors.used:
                    self.problems.append(Problem("duplicate-anchor", self._at(line), (("anchor", explicit),)))
                anchors.reserve(explicit)
        self.headings = [
            Heading(level, words, explicit if explicit is not None else anchors.of(words), self._first + line)
            for level, words, explicit, line in found
        ]

    def _inline(self, token: Token) -> None:
        assert token.map is not None
        first, last = token.map
        seen: dict[str, int] = {}
        children = token.children or []
        for index, child in enumerate(children):
            image = child.type == "image"
            if not image and child.type != "link_open":
                continue
            target = str(child.attrGet("src" if image else "href") or "")
            label = child.content if image else _label(children[index + 1 :])
            self.links.append(Link(target, label, self._locate(target, first, last, seen), image))
            if image:
                for inner in child.children or []:
                    if inner.type == "link_open":
                        self.links.append(Link(str(inner.attrGet("href") or ""), "", self._at(first), False))

    def _locate(self, target: str, first: int, last: int, seen: dict[str, int]) -> Mark:
        """Where a target is written: its n-th occurrence in the lines of its block."""
        skip = seen.get(target, 0)
        seen[target] = skip + 1
        if target:
            for index in range(first, min(last, len(self._lines))):
                column = -1
                while (column := self._lines[index].find(target, column + 1)) >= 0:
                    if not skip:
                        return self._at(index, column + 1)
                    skip -= 1
        return self._at(first)

    def _loose_headings(self) -> None:
        for index, line in enumerate(self._lines):
            if line.startswith("#") and index not in self.fenced and re.match(r"#{1,6}[^#\s]", line):
                self.problems.append(Problem("heading-space", self._at(index)))


def _words(token: Token) -> str:
    """The text of an inline token without markup."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
    )


def _described(token: Token) -> str:
    """The alternative texts of an inline token's images."""
    return "".join(f" {child.content}" for child in token.children or [] if child.type == "image")


def _label(children: list[Token]) -> str:
    label = []
    for child in children:
        if child.type == "link_close":
            break
        label.append(child.content)
    return "".join(label)


def _count(text: str) -> int:
    """How many characters are no white space."""
    return sum(map(len, text.split()))
