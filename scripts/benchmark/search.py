"""The search of the site beside others: what an index weighs, what it costs to make, what a reader waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import asking, browser, comparison, corpora, machine
from .engines import noting, say
from .material import Material
from .ours import Ours
from .pagefind import Pagefind
from .search_engine import SearchEngine
from .sizes import Weight, weigh

FORMAT = 1


def measure(cases: Sequence[int], runs: int, folder: Path, *, alone: bool = False) -> dict[str, Any]:
    """All figures, as JSON takes them. Failed if ours does not work; a peer that is missing is told of.

    ``folder`` is where corpora and sites are made; ``alone`` leaves the peers out.
    """
    ours = Ours()
    peers: tuple[SearchEngine, ...] = () if alone else (Material(), Pagefind(ours.root))
    missing = {peer.name: peer.missing() for peer in peers if peer.missing()}
    there: list[SearchEngine] = [ours, *(peer for peer in peers if peer.name not in missing)]
    if said := browser.missing():
        missing["browser"] = said
    for reason in missing.values():
        say(reason)
    sizes = [_size(number, runs, folder / str(number), there, "browser" not in missing) for number in cases]
    return {
        "format": FORMAT,
        "machine": machine.described(),
        "runs": runs,
        "titles": {engine.name: engine.title for engine in there},
        "notes": [engine.note for engine in there],
        "missing": missing,
        "sizes": sizes,
    }


def _size(cases: int, runs: int, folder: Path, there: Sequence[SearchEngine], browsing: bool) -> dict[str, Any]:
    say(f"{cases} 个案例：写示例内容……")
    corpus = corpora.write(cases, folder / "docs")
    failed: dict[str, str] = {}
    for engine in there:
        say(f"{cases} 个案例：准备{engine.title}……")
        with noting(failed, engine):
            corpus = engine.prepare(corpus, folder)
    seconds = _build(cases, runs, there, failed)
    ready = [engine for engine in there if engine.name not in failed]
    measured = {engine.name: {"index": _index(engine, cases), "seconds": seconds[engine.name]} for engine in ready}
    if browsing:
        for name, shown in asking.browse(cases, runs, ready, failed).items():
            measured[name].update(shown)
    return {
        "cases": cases,
        "pages": len(corpus.pages),
        "load": machine.load(),
        "failed": failed,
        "engines": measured,
        "ratios": comparison.of_all(measured),
    }


def _build(
    cases: int, runs: int, there: Sequence[SearchEngine], failed: dict[str, str]
) -> dict[str, dict[str, list[float]]]:
    """Seconds of every step of each engine, a round of all before the next round."""
    seconds: dict[str, dict[str, list[float]]] = {engine.name: {} for engine in there}
    for round_ in range(1, runs + 1):
        for engine in there:
            if engine.name in failed:
                continue
            with noting(failed, engine):
                for step in engine.steps():
                    say(f"{cases} 个案例，第 {round_}/{runs} 遍：{engine.title}，{step.title}……")
                    seconds[engine.name].setdefault(step.name, []).append(round(step.run(), 4))
    return seconds


def _index(engine: SearchEngine, cases: int) -> dict[str, Any]:
    parts = {name: weigh(files) for name, files in engine.parts().items()}
    total = sum(parts.values(), Weight())
    each = {"bytes": round(total.bytes / max(cases, 1), 1), "gzipped": round(total.gzipped / max(cases, 1), 1)}
    return {"parts": {name: asdict(part) for name, part in parts.items()}, "total": asdict(total), "per_case": each}
