"""Commitments say when they were kept, or why not."""

from __future__ import annotations

from ..findings import Findings
from ..kinds import COMMITMENT_STATUS
from ..records import Record, Records


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """The items of a sheet: the status, the day and the reason must go together."""
    for index, item in enumerate(record.items if record.kind.name == "commitment" else ()):
        mark = record.mark("items", index)
        label = COMMITMENT_STATUS.get(item.status or "", "")
        if item.status == "done" and not item.done_on:
            findings.report("commitment-date", record.path, mark)
        if item.status in ("explained", "withdrawn") and not item.evidence:
            findings.report("commitment-reason", record.path, mark, status=label)
        if item.status in ("open", "explained", "withdrawn") and item.done_on:
            findings.report("commitment-open", record.path, record.mark("items", index, "done_on"), status=label)
