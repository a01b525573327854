"""The rules that hold within a file, and between fields, records and files. One module per concern."""

from __future__ import annotations

from ..findings import Findings, Report
from ..markdown import Body
from ..memory import Memory
from ..records import Records
from . import cases, commitments, grades, includes, links, markup, protected, references, schedule, structure
from .includes import mentions
from .keys import Keys
from .links import leads_to

__all__ = ["check", "check_body", "check_text", "leads_to", "mentions"]


def check(records: Records, findings: Findings, memory: Memory) -> None:
    """Every rule that needs more than one file. A record that was in order among the same others still is."""
    keys = Keys(records)
    checked: dict[str, str] = {}
    for record in records.all():
        key = keys.of(record)
        if memory.checked.get(record.path) != key:
            found = Findings()
            for concern in (references, grades, commitments, cases, links, includes):
                concern.check_record(records, record, found)
            findings.add(found.found)
            if found.found:
                continue
        checked[record.path] = key
    memory.checked = checked
    for whole in (references, schedule, cases, links, includes):
        whole.check(records, findings)


def check_text(text: str, report: Report) -> None:
    """The rules for a whole file's text, front matter included."""
    protected.check_text(text, report)


def check_body(body: Body, report: Report) -> None:
    """The rules for a body or a fragment by itself."""
    structure.check_body(body, report)
    markup.check_body(body, report)
