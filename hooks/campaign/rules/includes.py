"""Fragments exist, live in ``includes/``, do not go in circles, and hold running text only."""

from __future__ import annotations

from .. import limits
from ..diagnostics import Mark
from ..files import INCLUDES
from ..findings import Findings, Report, did_you_mean
from ..markdown import Body
from ..records import Record, Records


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """The fragments put into a record, and what its page comes to with them."""
    report = findings.at(record.path)
    _mentions(records, report, record.body)
    if record.body.includes:
        _extent(records, report, record.body)


def check(records: Records, findings: Findings) -> None:
    """The fragments themselves: what they hold, what is put into them, and that they run in no circle."""
    for path, body in sorted(records.includes.items()):
        report = findings.at(path)
        _mentions(records, report, body)
        _content(report, body)
    _cycles(records, findings)


def mentions(body: Body) -> tuple[str, ...]:
    """The docs-relative paths of the fragments put into a text, as they come."""
    return tuple(dict.fromkeys(include.path for include in body.includes))


def _mentions(records: Records, report: Report, body: Body) -> None:
    lines = body.text.split("\n")
    for include in body.includes:
        target = include.path
        line = lines[include.mark.line - body.first_line]
        if include.in_code:
            report("include-in-code", include.mark, target=include.target)
        elif not include.whole:
            report("include-option", include.mark, text=line.strip()[:60], target=include.target)
        if not target.startswith(INCLUDES + "/") or include.target.startswith(("/", "~", "\\")):
            report("include-outside", include.mark, target=include.target)
        elif target not in records.includes or target != include.target:
            hint = did_you_mean(include.target, sorted(records.includes))
            report("include-missing", include.mark, target=include.target, hint=hint)


def _extent(records: Records, report: Report, body: Body) -> None:
    """The page with all that is put in: the mention by which it becomes too much is told."""
    whole = limits.extent(body.text)
    for include in body.includes:
        if include.path in records.extents:
            whole = whole.plus(records.extents[include.path])
        if whole.problem:
            report("include-extent", include.mark, reason=whole.problem)
            break


def _content(report: Report, body: Body) -> None:
    if body.headings:
        report("include-content", Mark(body.headings[0].line), what="标题")
    for link in body.links:
        if link.image:
            report("include-content", link.mark, what="图片")
        elif not link.target.lower().startswith(("http://", "https://")):
            report("include-content", link.mark, what="站内链接")


def _cycles(records: Records, findings: Findings) -> None:
    finished: set[str] = set()
    for first in sorted(records.includes):
        trail: list[str] = []
        _follow(records, findings, first, trail, finished)


def _follow(records: Records, findings: Findings, path: str, trail: list[str], finished: set[str]) -> None:
    """Depth first from a fragment; a fragment is gone through once, so the cost is linear."""
    stack = [(path, iter(records.includes[path].includes))]
    trail.append(path)
    while stack:
        here, mentions = stack[-1]
        include = next(mentions, None)
        if include is None:
            stack.pop()
            trail.pop()
            finished.add(here)
            continue
        target = include.path
        if target in trail:
            circle = [*trail[trail.index(target) :], target]
            findings.report("include-cycle", here, include.mark, path=" → ".join(circle))
        elif target in records.includes and target not in finished:
            trail.append(target)
            stack.append((target, iter(records.includes[target].includes)))
