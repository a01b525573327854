"""The commitments: the ledger by period, and each unit's sheet."""

from __future__ import annotations

from collections import defaultdict

from ..records import Record
from .page import Page
from .press import Leaf, Pages, Press
from .words import anchors_for, tally


def pages(press: Press) -> Pages:
    """The ledger, and the page of each sheet."""
    yield _index(press)
    for sheet in press.site.commitments:
        yield _sheet(press, sheet)


def _index(press: Press) -> Leaf:
    page = Page(
        "commitments/index.md",
        "承诺",
        description="各单位各时期的承诺和兑现情况。",
        kind="index",
        record="campaign.md",
        wide=True,
    )
    periods: dict[str, list[Record]] = defaultdict(list)
    for sheet in reversed(press.site.commitments):
        periods[sheet.period.plain].append(sheet)
    rows = [
        (period, anchor, [(sheet, tally(sheet)) for sheet in sorted(periods[period], key=press.title)])
        for period, anchor in zip(periods, anchors_for(periods), strict=True)
    ]
    return press.write(page, "commitments.md.j2", periods=rows)


def _sheet(press: Press, sheet: Record) -> Leaf:
    page = Page(
        sheet.path,
        press.name(sheet),
        description=f"{press.name(sheet)}，共 {len(sheet.items)} 项。",
        kind="commitment",
        record=sheet.path,
    )
    return press.write(
        page, "commitment.md.j2", record=sheet, unit=press.site.get("unit", sheet.unit), counts=tally(sheet)
    )
