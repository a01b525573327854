"""What was measured as a table for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from . import machine
from .cells import Row, cell, lines, spread_cell
from .comparison import answers, search_seconds
from .figures import Spread

_PARTS = {"shards": "其中词表", "texts": "其中原文", "rest": "其余"}
_RATIOS = {
    "index_bytes": "索引，字节",
    "index_gzipped": "索引，压缩后",
    "search_seconds": "建索引的时间",
    "whole_seconds": "生成网站的时间",
    "first_requests": "第一次查，请求数",
    "first_bytes": "第一次查，字节",
    "first_ms": "第一次查，时间",
    "next_ms": "再查，时间",
}


def as_text(measured: Mapping[str, Any]) -> str:
    """All sizes, as a terminal shows them: what each costs, how it compares, and every query."""
    parts = [
        f"每项量 {measured['runs']} 遍；写作“中位数（最小–最大）”。“压缩后”指按 gzip 发送。",
        *measured["notes"],
        *measured["missing"].values(),
    ]
    for size in measured["sizes"]:
        names = [name for name in measured["titles"] if name in size["engines"]]
        titles = [measured["titles"][name] for name in names]
        engines = [size["engines"][name] for name in names]
        parts += ["", f"── {size['cases']} 个案例，可查的网页 {size['pages']} 个", *size["failed"].values()]
        parts += machine.warnings(size["load"], measured["machine"]["cores"])
        parts += lines("", titles, _costs(size["cases"], engines))
        if size["ratios"]:
            parts += ["", *lines("是本站的几倍", [measured["titles"][name] for name in size["ratios"]], _ratios(size))]
        asked = [name for name in names if "queries" in size["engines"][name]]
        if asked:
            titles = [measured["titles"][name] for name in asked]
            rows = _queries([size["engines"][name] for name in asked])
            parts += ["", *lines("第一次查：毫秒，找到几条", titles, rows)]
    return "\n".join(parts)


def _costs(cases: int, engines: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    def row(title: str, cell: Callable[[Mapping[str, Any]], str]) -> Row:
        return title, [cell(one) for one in engines]

    yield row("索引，字节每案例", lambda one: f"{one['index']['per_case']['bytes']:,.0f}")
    yield row("索引压缩后，字节每案例", lambda one: f"{one['index']['per_case']['gzipped']:,.0f}")
    for part, title in _PARTS.items():
        yield row(f"　{title}，压缩后", lambda one, part=part: _part(one, part, cases))  # type: ignore[misc]
    yield row("索引的文件数", lambda one: f"{one['index']['total']['files']:,}")
    yield row(
        "建索引，毫秒每案例", lambda one: spread_cell([1000 * took / max(cases, 1) for took in search_seconds(one)], 2)
    )
    yield row("生成网站，秒", lambda one: spread_cell(one["seconds"].get("whole", []), 1))
    yield row("　不带搜索，秒", lambda one: spread_cell(one["seconds"].get("without", []), 1))
    if not any("queries" in one for one in engines):
        return
    for when, title in (("first", "第一次查"), ("next", "再查")):
        yield row(f"{title}，请求数", lambda one, when=when: spread_cell(answers(one, when, "requests"), 0))  # type: ignore[misc]
        yield row(f"{title}，千字节", lambda one, when=when: spread_cell(_thousandths(answers(one, when, "bytes")), 1))  # type: ignore[misc]
        yield row(f"{title}，毫秒", lambda one, when=when: spread_cell(answers(one, when, "ms"), 0))  # type: ignore[misc]
    yield row("不支持的查法", lambda one: _count(one, lambda entry: not entry["supported"]))
    yield row("没有找到的", lambda one: _count(one, lambda entry: entry["supported"] and not any(_founds(entry))))
    for title, which, figure in (("任务", "any", "ms"), ("　其中搜索脚本", "own", "script")):
        yield row(
            f"{title}最长，毫秒，处理器慢到四分之一",
            lambda one, which=which, figure=figure: spread_cell(  # type: ignore[misc]
                [found[which][figure] for found in one.get("tasks", []) if found], 0
            ),
        )


def _count(one: Mapping[str, Any], is_so: Callable[[Mapping[str, Any]], bool]) -> str:
    return str(sum(map(is_so, one["queries"]))) if "queries" in one else "—"


def _ratios(size: Mapping[str, Any]) -> Iterator[Row]:
    for figure, title in _RATIOS.items():
        yield title, [cell(one[figure] and Spread(**one[figure]), 2) for one in size["ratios"].values()]


def _queries(engines: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for entries in zip(*(one["queries"] for one in engines), strict=True):
        yield f"{entries[0]['query']}（{entries[0]['kind']}）", [_query(entry) for entry in entries]


def _query(entry: Mapping[str, Any]) -> str:
    if not entry["supported"]:
        return "不支持"
    found = [number for number in _founds(entry) if number]
    return f"{spread_cell([one['ms'] for one in entry['first']], 0)}，{found[0]} 条" if found else "没有找到"


def _founds(entry: Mapping[str, Any]) -> list[int]:
    return [answer["found"] for answer in entry["first"]]


def _part(one: Mapping[str, Any], part: str, cases: int) -> str:
    weight = one["index"]["parts"].get(part)
    return f"{weight['gzipped'] / max(cases, 1):,.0f}" if weight else "—"


def _thousandths(figures: Sequence[float | None]) -> list[float | None]:
    return [figure if figure is None else figure / 1000 for figure in figures]
