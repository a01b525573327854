"""What was measured of builds, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import build_tables
from .build_tables import Table
from .cells import lines


def as_text(measured: Mapping[str, Any]) -> str:
    """Remarks, all sizes, growth and targets, as wide as they come."""
    parts = [*build_tables.remarks(measured)]
    for size in measured["sizes"]:
        parts += ["", f"── {size['cases']:,} 个案例，记录 {size['records']:,} 条"]
        parts += build_tables.remarks_of(size, measured)
        for table in build_tables.of_size(size, measured):
            parts += _table(table)
    growth = build_tables.of_growth(measured)
    if growth:
        parts += _table(growth)
        parts.append("指数含固定的开销，规模小时偏低。")
    targets = build_tables.of_targets(measured)
    if targets:
        parts += _table(targets)
    return "\n".join(parts)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield from lines(table.title, table.heads, table.rows)
