"""Headings and blocks are such that every reader, and the engine, understands them alike."""

from __future__ import annotations

from ..diagnostics import Mark
from ..findings import Report
from ..markdown import Body


def check_body(body: Body, report: Report) -> None:
    """The levels of a body's headings, and what a reading of it had to object to."""
    level = 1
    for heading in body.headings:
        if heading.level == 1:
            report("heading-one", Mark(heading.line))
        elif heading.level > level + 1:
            report("heading-skip", Mark(heading.line), before=level, level=heading.level)
        level = heading.level
    for problem in body.problems:
        report(problem.code, problem.mark, **dict(problem.values))
