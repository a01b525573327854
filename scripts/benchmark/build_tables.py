"""What was measured of builds as tables, for whatever shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import machine
from .builds import COLD, STEPS
from .cells import NOTHING, Row, cell, spread_cell
from .figures import Spread, spread

Measured = Mapping[str, Any]
MEGA = 1_000_000
KILO = 1_000
OVER = ("all", "ends")


@dataclass(frozen=True)
class Table:
    """A title, the heads of its columns after the first, and rows: what stands first in each, and its cells."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Row]


def remarks(measured: Measured) -> list[str]:
    """What to know before any figure: how often, and what was not measured and why."""
    once = "只量一遍" if measured["runs"] == 1 else f"每项量 {measured['runs']} 遍；写作“中位数（最小–最大）”"
    return [f"{once}。各工具轮流，一遍量完所有工具再量下一遍。", *measured["notes"], *measured["missing"].values()]


def remarks_of(size: Measured, measured: Measured) -> list[str]:
    """What to know of one size: who was passed over and why, who failed, and whether the machine was busy."""
    return [
        *size["skipped"].values(),
        *size["failed"].values(),
        *machine.warnings(size["load"], measured["machine"]["cores"]),
    ]


def of_size(size: Measured, measured: Measured) -> Iterator[Table]:
    """Costs of every step, what came of it, what a browser fetches of it, and ours as a multiple of each peer's."""
    titles: Mapping[str, str] = measured["titles"]
    engines = {titles[name]: one for name, one in size["engines"].items()}
    for title, figure, unit, digits in (
        ("时间，秒", "seconds", 1, 2),
        ("处理器时间，秒", "cpu", 1, 2),
        ("内存峰值，MB", "memory", MEGA, 0),
    ):
        yield Table(title, list(STEPS.values()), _costs(engines, figure, unit, digits))
    yield Table("生成的网站", ["网页", "文件", "MB"], [(title, _site(one)) for title, one in engines.items()])
    if any("view" in one for one in engines.values()):
        heads = ["打开一篇案例，请求", "千字节", "接着查一次，请求", "千字节"]
        yield Table("读者的浏览器取多少", heads, [(title, _fetched(one)) for title, one in engines.items()])
    if size["ratios"]:
        for title, figure in (("时间：本站是它的几倍", "seconds"), ("处理器时间：本站是它的几倍", "cpu")):
            rows = [
                (titles[name], [_ratio(steps[step][figure]) for step in STEPS])
                for name, steps in size["ratios"].items()
            ]
            yield Table(title, list(STEPS.values()), rows)


def of_growth(measured: Measured) -> Table | None:
    """Exponents of each engine's growth with the number of cases; None where fewer than two sizes were measured."""
    if not measured["growth"]:
        return None
    heads = ["时间，全部规模", "时间，首尾", "处理器时间，全部规模", "处理器时间，首尾"]
    rows = [
        (measured["titles"][name], [_exponent(found, figure, over) for figure in ("seconds", "cpu") for over in OVER])
        for name, found in measured["growth"].items()
    ]
    return Table("从头生成的开销，随案例数目的几次方增长", heads, rows)


def of_targets(measured: Measured) -> Table | None:
    """What was meant to be reached, and whether it is; None where nothing was measured that a target is about."""
    rows = [
        (one["text"], [_limit(one), _value(one["value"], one["unit"]), "达到" if one["reached"] else "没有达到"])
        for one in measured["targets"]
    ]
    return Table("目标", ["要求", "量得", "结果"], rows) if rows else None


def _costs(engines: Mapping[str, Measured], figure: str, unit: int, digits: int) -> list[Row]:
    return [
        (title, [spread_cell(_each(one["steps"][step], figure, unit), digits) for step in STEPS])
        for title, one in engines.items()
    ]


def _each(costs: Sequence[Measured], figure: str, unit: int) -> list[float | None]:
    return [None if cost[figure] is None else cost[figure] / unit for cost in costs]


def _site(one: Measured) -> list[str]:
    site = one["site"]
    return [f"{site['pages']:,}", f"{site['files']:,}", f"{site['bytes'] / MEGA:,.1f}"]


def _fetched(one: Measured) -> list[str]:
    if "view" not in one:
        return [NOTHING] * 4
    return [
        text
        for when in ("view", "search")
        for text in (f"{one[when]['requests']:,}", f"{one[when]['bytes'] / KILO:,.0f}")
    ]


def _ratio(found: Mapping[str, float] | None) -> str:
    return cell(Spread(**found) if found else None, 2)


def _exponent(found: Mapping[str, Mapping[str, float]], figure: str, over: str) -> str:
    return f"{found[figure][over]:.2f}" if figure in found else NOTHING


def _limit(target: Measured) -> str:
    word = "低于" if target["unit"] == "字节" else "不超过"
    return f"{word} {_value(target['limit'], target['unit'])}"


def _value(value: float, unit: str) -> str:
    return f"{value / MEGA:,.0f} MB" if unit == "字节" else f"{value:.2f} {unit}".rstrip()


def cold_and_edited(size: Measured, measured: Measured) -> Iterator[tuple[str, list[tuple[str, Spread]]]]:
    """Of the two steps that matter most: a title, and each engine's name with its seconds."""
    for step in (COLD, "edited"):
        found = [
            (measured["titles"][name], spread([cost["seconds"] for cost in one["steps"][step]]))
            for name, one in size["engines"].items()
        ]
        yield STEPS[step], [(title, seconds) for title, seconds in found if seconds]
