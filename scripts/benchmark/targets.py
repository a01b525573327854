"""What the site's builds are meant to reach, and whether they do: only where what it takes was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .figures import ratios

Measured = Mapping[str, Any]
OUT_OF_NAV = ("records", "pages")
COLD_RATIO = 0.6
GROWTH = 1.05
MEMORY = 1_000_000_000
EDIT_RATIOS = {2_000: 0.5, 10_000: 0.3}


@dataclass(frozen=True)
class Target:
    """``value`` is meant to be no greater than ``limit``; memory, in bytes, less. ``reached`` says whether it is."""

    text: str
    value: float
    limit: float
    unit: str
    reached: bool


def of(measured: Measured) -> Iterator[Target]:
    """Each target that what was measured says something about, reached or not."""
    for size in measured["sizes"]:
        for name in OUT_OF_NAV:
            value = _ratio(size, name, "cold")
            if value is not None:
                text = f"{size['cases']:,} 个案例从头生成，本站 ÷ “{measured['titles'][name]}”"
                yield _at_most(text, value, COLD_RATIO, "倍")
    for figure, title in (("seconds", "时间"), ("cpu", "处理器时间")):
        found = measured["growth"].get("ours", {}).get(figure)
        if found:
            yield _at_most(f"本站从头生成，{title}增长的指数", found["all"], GROWTH, "")
    yield from _memory(measured)
    for size in measured["sizes"]:
        if size["cases"] in EDIT_RATIOS:
            value = _edit_beside_whole(size, "hugo")
            if value is not None:
                text = f"{size['cases']:,} 个案例，本站改一篇正文 ÷ “{measured['titles']['hugo']}”从头生成"
                yield _at_most(text, value, EDIT_RATIOS[size["cases"]], "倍")


def _memory(measured: Measured) -> Iterator[Target]:
    largest = measured["sizes"][-1]
    steps = largest["engines"]["ours"]["steps"].values()
    peaks = [cost["memory"] for costs in steps for cost in costs if cost["memory"] is not None]
    if peaks:
        text = f"{largest['cases']:,} 个案例，本站内存峰值"
        yield Target(text, max(peaks), MEMORY, "字节", max(peaks) < MEMORY)


def _at_most(text: str, value: float, limit: float, unit: str) -> Target:
    return Target(text, value, limit, unit, value <= limit)


def _ratio(size: Measured, name: str, step: str) -> float | None:
    found = size["ratios"].get(name, {}).get(step, {}).get("seconds")
    return float(found["median"]) if found else None


def _edit_beside_whole(size: Measured, name: str) -> float | None:
    """Our build after an edit as a multiple of a peer's from nothing, of the same round."""
    if name not in size["engines"]:
        return None
    ours, theirs = (size["engines"][one]["steps"][step] for one, step in (("ours", "edited"), (name, "cold")))
    found = ratios([one["seconds"] for one in ours], [one["seconds"] for one in theirs])
    return round(found.median, 3) if found else None
