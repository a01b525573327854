"""How long and how involved a text may be. What goes beyond is refused before any reader of Markdown or YAML sees it.

Those readers take time by the square of what stands in one paragraph: four thousand ``[`` on a line cost seconds,
a whole file of them hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .diagnostics import Mark
from .findings import Report

FILE_BYTES = 1_000_000
FRAGMENT_BYTES = 256 * 1024
LINE_CHARS = 4_000
# Lines of a body, and places where it names or holds a footnote.
LINES = 10_000
FOOTNOTES = 500
# Cells of one row of a table, and of all tables in a file.
COLUMNS = 100
CELLS = 20_000
# Lists, quotations and notes within one another: signs before a line's text, or a fourth of the columns it is indented.
LEVELS = 20
# Signs of markup in a paragraph times its length, summed over all paragraphs: what a page costs in steps. A case
# has some thousands.
STEPS = 10_000_000
# Fragments within fragments, and the characters of a page with all of them put in.
NESTING = 8
PAGE_CHARS = 2_000_000

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_SIGN = re.compile(r"[\[\\*_`<&]")
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*)*")
_LEADING = frozenset(" \t-*+>0123456789")
_OPENER = re.compile(r"[-*+>]|\d+[.)]")


@dataclass(frozen=True)
class Extent:
    """What a text comes to with its fragments: characters, steps as :data:`STEPS` has them, how deep they stand."""

    chars: int
    steps: int
    depth: int = 0

    def plus(self, *fragments: Extent) -> Extent:
        """What this comes to with these fragments in it."""
        return Extent(
            self.chars + sum(one.chars for one in fragments),
            self.steps + sum(one.steps for one in fragments),
            max(self.depth, *(one.depth + 1 for one in fragments), 0),
        )

    @property
    def problem(self) -> str:
        """Why it is too much, in Chinese; empty where it is not."""
        if self.depth > NESTING:
            return f"片段一层套一层，超过 {NESTING} 层"
        if self.chars > PAGE_CHARS:
            return f"片段都放进来以后超过 {PAGE_CHARS} 个字"
        return "片段都放进来以后，标记太密" if self.steps > STEPS else ""


def extent(text: str) -> Extent:
    """What a Markdown text comes to by itself."""
    return Extent(len(text), sum(len(one) * len(_SIGN.findall(one)) for one in _PARAGRAPHS.split(text)))


def fits(data: bytes, report: Report, most: int = FILE_BYTES) -> bool:
    """Whether a file has ``most`` bytes or fewer; else that is reported."""
    if len(data) > most:
        report("file-size", Mark(), size=len(data) // 1000, most=most // 1000)
    return len(data) <= most


def lines_fit(text: str, report: Report) -> bool:
    """Whether no line is too long; else the first is reported."""
    if len(text) <= LINE_CHARS:
        return True
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_CHARS:
            report("line-length", Mark(number, LINE_CHARS + 1), count=len(line), most=LINE_CHARS)
            return False
    return True


def is_plain(text: str, first_line: int, report: Report) -> bool:
    """Whether a Markdown text may be given to its readers; else the first reason is reported.

    ``first_line`` is its first line's number in the file.
    """
    for line, reason in _involved(text):
        report("too-complex", Mark(first_line + line), reason=reason)
        return False
    return True


def _involved(text: str) -> Iterator[tuple[int, str]]:
    cells = 0
    for number, line in enumerate(text.split("\n")):
        if "|" in line:
            row = line.count("|") - 1
            cells += row
            if row > COLUMNS:
                yield number, f"一行表格有 {row} 格，最多 {COLUMNS} 格"
            if cells > CELLS:
                yield number, f"表格一共超过 {CELLS} 格"
        lead = _LEAD.match(line) if len(line) > LEVELS and line[0] in _LEADING else None
        if lead and lead.end() < len(line) and _levels(lead.group()) > LEVELS:
            yield number, f"列表或引用一层套一层，超过 {LEVELS} 层"
    if text.count("\n") > LINES:
        yield LINES, f"超过 {LINES} 行"
    if text.count("[^") > FOOTNOTES:
        yield 0, f"脚注和引用脚注的地方超过 {FOOTNOTES} 处"
    if len(text) ** 2 > STEPS and extent(text).steps > STEPS:
        yield 0, "同一段里的标记（[、*、_、` 之类）太多"


def _levels(lead: str) -> int:
    return max(len(lead.expandtabs(4)) // 4, len(_OPENER.findall(lead)))
