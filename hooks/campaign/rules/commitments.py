"""Commitments say when they were kept, or why not."""

from __future__ import annotations

from ..findings import Findings
from ..kinds import COMMITMENT_STATUS
from ..records import Records


def check(records: Records, findings: Findings) -> None:
    for sheet in records.of("commitment"):
        for index, item in enumerate(sheet.items):
            mark = sheet.mark("items", index)
            label = COMMITMENT_STATUS.get(item.status or "", "")
            if item.status == "done" and not item.done_on:
                findings.report("commitment-date", sheet.path, mark)
            if item.status in ("explained", "withdrawn") and not item.evidence:
                findings.report("commitment-reason", sheet.path, mark, status=label)
            if item.status in ("open", "explained", "withdrawn") and item.done_on:
                findings.report("commitment-open", sheet.path, sheet.mark("items", index, "done_on"), status=label)
