"""Where a text has fragments put into it: official wording, written once and quoted everywhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .diagnostics import Mark
from .scan import CODE_SPAN

# A mention as it should be, and whatever else on a line the engine would take for one.
INCLUDE = re.compile(r"\{!([^{}!\n]+)!\}")
_START = re.compile(r"\{!([^{}!]*)")
_END = re.compile(r"!(lines=[0-9 -]+)?\}")


@dataclass(frozen=True)
class Include:
    """A place where a fragment is put in: ``whole`` if it has a line to itself, ``in_code`` in fence or code span."""

    target: str
    mark: Mark
    in_code: bool
    whole: bool

    @property
    def path(self) -> str:
        """The path that is meant, from the docs folder; it may lead out of it."""
        return posixpath.normpath(self.target)


def find_includes(text: str, first_line: int, fenced: Collection[int]) -> Iterator[Include]:
    """The places in a body, one a line at the most, those in code too; ``fenced`` are indexes of lines in fences."""
    for index, line in enumerate(text.split("\n")):
        start = _START.search(line)
        if start is None or not _END.search(line, start.start() + 2):
            continue
        at = start.start()
        in_code = index in fenced or any(match.start() <= at < match.end() for match in CODE_SPAN.finditer(line))
        whole = INCLUDE.fullmatch(line.strip()) is not None
        yield Include(start.group(1).strip(), Mark(first_line + index, at + 1), in_code, whole)
