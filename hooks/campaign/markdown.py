"""The Markdown body of a record, and what the checks and the pages ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .includes import Include, find_includes
from .scan import CODE_SPAN, EXPLICIT_ID, Heading, Link, Passage, Problem, Scan, Section

_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--).)*-->", re.DOTALL)
_PAIRED = re.compile(r"[^`\\]*(?:`[^`\\]+`[^`\\]*)*")


@dataclass(eq=False)
class Body:
    """The Markdown after a front matter; ``first_line`` is its first line's number in the file."""

    text: str
    first_line: int = 1

    @cached_property
    def scan(self) -> Scan:
        """What one reading of the text found; made when it is first asked for."""
        return Scan(self.text, self.first_line)

    @property
    def headings(self) -> list[Heading]:
        """The headings, as they come."""
        return self.scan.headings

    @property
    def links(self) -> list[Link]:
        """The links and images, as they come; those in code are none."""
        return self.scan.links

    @cached_property
    def includes(self) -> list[Include]:
        """The places where fragments are put in, one a line at the most, those in code too."""
        return list(find_includes(self.text, self.first_line, self.scan.fenced)) if "{!" in self.text else []

    @property
    def sections(self) -> list[Section]:
        """The sections of level two, as they come."""
        return self.scan.sections

    @property
    def passages(self) -> list[Passage]:
        """The text below each heading, that before the first included."""
        return self.scan.passages

    @property
    def problems(self) -> list[Problem]:
        """The constructs that two readers of Markdown would not agree on, by place."""
        return self.scan.problems

    @property
    def chars(self) -> int:
        """Characters of running text: no white space, no headings, no markup."""
        return self.scan.chars

    @cached_property
    def anchors(self) -> set[str]:
        """The anchors of all headings."""
        return {one.anchor for one in self.headings}

    @cached_property
    def anchored(self) -> str:
        """The text with its anchor written out at each heading, so that no engine makes up another."""
        lines = self.text.split("\n")
        for heading in self.headings:
            index = heading.line - self.first_line
            if not EXPLICIT_ID.search(lines[index]):
                lines[index] = f"{lines[index].rstrip()} {{#{heading.anchor}}}"
        return "\n".join(lines)

    def open_lines(self) -> list[tuple[int, str]]:
        """(line number in the file, text) of every line: empty within a fence, spaces in the place of code spans.

        A code span counts only in a block whose every line pairs its single back-ticks:
        in any other, one reader of Markdown may see code where the next sees markup.
        """
        lines = ["" if index in self.scan.fenced else line for index, line in enumerate(self.text.split("\n"))]
        if "`" not in self.text:
            return list(enumerate(lines, start=self.first_line))
        opened: list[str] = []
        block: list[str] = []
        for line in [*lines, ""]:
            block.append(line)
            if not line.strip():
                plain = all(_PAIRED.fullmatch(one) for one in block)
                opened += [CODE_SPAN.sub(_spaces, one) for one in block] if plain else block
                block = []
        return list(enumerate(opened[: len(lines)], start=self.first_line))


def blank_comments(text: str) -> str:
    """The text with inert comments turned into spaces, line ends kept; what is left of a broken one stays."""
    return _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())
