"""``bench export``: what it costs to bind so many cases into one file, and how that grows."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from exporting import WRITERS

from . import cells, corpora, machine, process
from .engines import say
from .growth import of_ends

ROOT = Path(__file__).resolve().parents[2]


def measure(sizes: Sequence[int], runs: int, folder: Path) -> dict[str, Any]:
    """Every size in both formats, ``runs`` times each in turn: seconds, bytes of memory, bytes of the file.

    ``sizes`` are numbers of cases. Failed where an export fails.
    """
    return {
        "runs": runs,
        "machine": machine.described(),
        "sizes": [_size(cases, runs, folder / str(cases)) for cases in sizes],
    }


def _size(cases: int, runs: int, folder: Path) -> dict[str, Any]:
    corpora.write(cases, folder / "docs")
    found: dict[str, dict[str, Any]] = {format: {"seconds": [], "memory": []} for format in WRITERS}
    for run in range(runs):
        say(f"{cases} 个案例：第 {run + 1} 遍，共 {runs} 遍……")
        for format, of in found.items():
            target = folder / f"book.{format}"
            command = [sys.executable, str(ROOT / "scripts" / "manage.py"), "export", "--all"]
            command += ["--docs-dir", str(folder / "docs"), "-o", str(target)]
            cost = process.run(command, folder, f"导出 {format}")
            of["seconds"].append(cost.seconds)
            of["memory"].append(cost.memory)
            of["bytes"] = target.stat().st_size
    return {"cases": cases, "formats": found}


def as_text(measured: Mapping[str, Any]) -> str:
    """A row for each size and format, then by how much time grows where there are twice as many cases."""
    rows = [
        (
            f"{size['cases']} 个案例，{format}",
            [
                cells.spread_cell(of["seconds"], 1),
                cells.spread_cell([1000 * seconds / size["cases"] for seconds in of["seconds"]], 1),
                cells.spread_cell([memory and memory / 2**20 for memory in of["memory"]], 0),
                f"{of['bytes'] / 2**20:.1f}",
            ],
        )
        for size in measured["sizes"]
        for format, of in size["formats"].items()
    ]
    grown = [
        f"{format}：案例数翻倍，时间约为 {2**power:.2f} 倍。"
        for format in WRITERS
        if (power := of_ends(_points(measured, format))) is not None
    ]
    head = "全部案例装订成一个文件："
    return "\n".join([head, *cells.lines("", ["秒", "每个案例毫秒", "内存 MB", "文件 MB"], rows), *grown])


def _points(measured: Mapping[str, Any], format: str) -> list[tuple[float, float]]:
    return [(size["cases"], min(size["formats"][format]["seconds"])) for size in measured["sizes"]]
