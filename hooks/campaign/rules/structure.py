"""Headings and blocks are such that every reader, and the engine, understands them alike."""

from __future__ import annotations

from ..diagnostics import Mark
from ..findings import Findings
from ..markdown import Body
from ..records import Records


def check(records: Records, findings: Findings) -> None:
    for record in records.all():
        _body(findings, record.path, record.body)
    for path, body in sorted(records.includes.items()):
        _body(findings, path, body)


def _body(findings: Findings, path: str, body: Body) -> None:
    level = 1
    for heading in body.headings:
        if heading.level == 1:
            findings.report("heading-one", path, Mark(heading.line))
        elif heading.level > level + 1:
            findings.report("heading-skip", path, Mark(heading.line), before=level, level=heading.level)
        level = heading.level
    for problem in body.problems:
        findings.report(problem.code, path, problem.mark, **dict(problem.values))
