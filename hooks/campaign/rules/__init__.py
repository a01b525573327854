"""The rules that hold within a file, and between fields, records and files. One module per concern."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..findings import Findings, Report
from ..markdown import Body
from ..memory import Memory
from ..prose import Front, of_body
from ..records import Records
from . import (
    attachments,
    cases,
    commitments,
    grades,
    includes,
    links,
    markup,
    protected,
    references,
    schedule,
    structure,
    typography,
    unconfirmed,
)
from .includes import mentions
from .keys import Keys
from .links import leads_to
from .wording import Vocabulary

__all__ = ["check", "check_body", "check_front", "check_prose", "check_text", "leads_to", "mentions"]


def check(
    records: Records,
    findings: Findings,
    memory: Memory,
    files: Mapping[str, bytes],
    begin: Callable[[str], object],
) -> None:
    """Every rule that needs more than one file. A record that was in order among the same others still is.

    ``memory`` holds which those are, and which attachments were looked into; afterwards it holds this time's.
    ``begin`` is told of each file that is gone into, and of an empty path where it is none. OSError where an
    attachment cannot be read.
    """
    vocabulary = Vocabulary(records)
    keys = Keys(records, vocabulary.key)
    checked: dict[str, str] = {}
    for record in records.all():
        begin(record.path)
        key = keys.of(record)
        if memory.checked.get(record.path) != key:
            found = Findings()
            for concern in (references, grades, commitments, cases, links, includes):
                concern.check_record(records, record, found)
            vocabulary.check_record(record, found)
            findings.add(found.found)
            if found.found:
                continue
        checked[record.path] = key
    begin("")
    memory.checked = checked
    for whole in (references, schedule, cases, links, includes):
        whole.check(records, findings)
    vocabulary.check(findings)
    protected.check(records, findings)
    attachments.check(records, findings, memory, files, begin)


def check_text(text: str, report: Report) -> None:
    """The rules for a whole file's text, front matter included."""
    protected.check_text(text, report)
    unconfirmed.check_text(text, report)
    typography.check_text(text, report)


def check_body(body: Body, report: Report) -> None:
    """The rules for a body or a fragment by itself."""
    structure.check_body(body, report)
    markup.check_body(body, report)


def check_prose(body: Body, report: Report) -> None:
    """The rules for the running text of a body or a fragment."""
    typography.check_blocks(of_body(body), report)


def check_front(front: Front, report: Report) -> None:
    """The rules for the texts of a front matter."""
    typography.check_front(front, report)
