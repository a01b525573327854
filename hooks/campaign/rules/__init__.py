"""The rules that hold between fields, records and files. One module per concern."""

from __future__ import annotations

from ..findings import Findings, Report
from ..records import Records
from . import cases, commitments, grades, includes, links, markup, protected, references, schedule, structure


def check(records: Records, findings: Findings) -> None:
    """Every rule that needs the records."""
    for concern in (references, schedule, grades, commitments, cases, structure, links, includes, markup):
        concern.check(records, findings)


def check_text(text: str, report: Report) -> None:
    """The rules for a whole file's text, front matter included."""
    protected.check_text(text, report)
