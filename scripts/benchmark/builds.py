"""Whole builds of the site beside its peers': from nothing, and after one small change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from . import browser, changes, corpora, growth, machine, reading, targets
from .builder import Builder
from .engines import noting, say
from .figures import Spread, ratios
from .hugo import HugoAndPagefind
from .mkdocs_builds import OurPages, Records, RecordsInNav
from .our_build import OurBuild
from .zensical import Zensical

FORMAT = 1
COLD = "cold"
STEPS = {COLD: "从头生成", **{change.name: change.title for change in changes.CHANGES}}
FIGURES = ("seconds", "cpu", "memory")
WARM_UP = 5
Costs = dict[str, list[dict[str, Any]]]


def peers(found_in: Path | None, nav_limit: int) -> list[Builder]:
    """The tools that ours is measured beside, whether they are installed or not.

    ``found_in`` is a virtual environment where their programs are looked for first. With more cases than ``nav_limit``
    none is measured that has them all in its navigation.
    """
    return [Records(), RecordsInNav(nav_limit), OurPages(), Zensical(found_in), HugoAndPagefind(found_in)]


def measure(
    cases: Sequence[int],
    runs: int,
    folder: Path,
    others: Sequence[Builder],
    *,
    browsing: bool,
    today: date,
    limit: int,
) -> dict[str, Any]:
    """All figures, as JSON takes them. Failed if ours does not work; a peer that is missing is told of.

    ``folder`` is where corpora and sites are made; ``browsing`` opens the sites in a browser, too.
    With more cases than ``limit`` only the quick ones of the others are measured.
    """
    missing = {one.name: one.missing() for one in others if one.missing()}
    there: list[Builder] = [OurBuild(), *(one for one in others if one.name not in missing)]
    if browsing and (said := browser.missing()):
        missing["browser"], browsing = said, False
    for reason in missing.values():
        say(reason)
    broken = _warm_up(there, folder / "warm-up") if others else {}
    there = [one for one in there if one.name not in broken]
    sizes = [_size(number, runs, folder / str(number), there, browsing, limit) for number in cases]
    measured = {
        "format": FORMAT,
        "what": "build",
        "on": today.isoformat(),
        "machine": machine.described(),
        "runs": runs,
        "titles": {one.name: one.title for one in there},
        "does": {one.name: one.does for one in there},
        "notes": list(dict.fromkeys(one.note for one in there if one.note)) if browsing else [],
        "versions": {one.name: said for one in there if (said := one.version())},
        "missing": {**missing, **broken},
        "sizes": sizes,
        "growth": {one.name: found for one in there if (found := _growth(one.name, sizes))},
    }
    return {**measured, "targets": [asdict(one) for one in targets.of(measured)]}


def _warm_up(there: Sequence[Builder], folder: Path) -> dict[str, str]:
    """A small build of each that nobody counts: what is compiled and cached on a first start is there after it."""
    failed: dict[str, str] = {}
    corpus = corpora.write(WARM_UP, folder / "docs")
    for engine in there:
        say(f"预热：{engine.title}……")
        with noting(failed, engine), _working(engine, corpus, folder):
            engine.build(cold=True)
    shutil.rmtree(folder)
    return failed


@contextmanager
def _working(engine: Builder, corpus: corpora.Corpus, folder: Path) -> Iterator[None]:
    """An engine that is prepared, and of which nothing is left outside the folder afterwards."""
    try:
        engine.prepare(corpus, folder / engine.name)
        yield
    finally:
        engine.leave()


def _size(cases: int, runs: int, folder: Path, there: Sequence[Builder], browsing: bool, limit: int) -> dict[str, Any]:
    say(f"{cases} 个案例：写示例内容……")
    corpus = corpora.write(cases, folder / "docs")
    skipped = {one.name: said for one in there if (said := one.skips(cases) or _too_slow(one, cases, limit))}
    failed: dict[str, str] = {}
    there = [one for one in there if one.name not in skipped]
    with ExitStack() as stack:
        for engine in there:
            say(f"{cases} 个案例：准备{engine.title}……")
            with noting(failed, engine):
                stack.enter_context(_working(engine, corpus, folder))
        costs = _rounds(cases, runs, there, failed)
    ready = [engine for engine in there if engine.name not in failed]
    measured = {engine.name: {"steps": costs[engine.name], "site": _site(engine.site)} for engine in ready}
    unread: dict[str, str] = {}
    if browsing:
        read, unread = reading.of_all(cases, ready)
        for name, fetched in read.items():
            measured[name].update(fetched)
    shutil.rmtree(folder)
    return {
        "cases": cases,
        "records": len(corpus.pages),
        "load": machine.load(),
        "skipped": skipped,
        "failed": {**failed, **unread},
        "engines": measured,
        "ratios": {name: _ratios(costs["ours"], costs[name]) for name in measured if name != "ours"},
    }


def _too_slow(engine: Builder, cases: int, limit: int) -> str:
    if engine.quick or cases <= limit:
        return ""
    return f"“{engine.title}”只量到 {limit} 个案例，这里没有量。"


def _rounds(cases: int, runs: int, there: Sequence[Builder], failed: dict[str, str]) -> dict[str, Costs]:
    """Engine → step → a cost a round. All engines take their turn before the next round.

    Every round changes something else, so that nothing has to be undone; the folders of all
    engines change alike.
    """
    costs: dict[str, Costs] = {engine.name: {step: [] for step in STEPS} for engine in there}
    for round_ in range(1, runs + 1):
        for engine in there:
            if engine.name in failed:
                continue
            about = f"{cases} 个案例，第 {round_}/{runs} 遍：{engine.title}"
            with noting(failed, engine):
                say(f"{about}，{STEPS[COLD]}……")
                costs[engine.name][COLD].append(engine.build(cold=True).as_json())
                for change in changes.CHANGES:
                    say(f"{about}，{change.title}……")
                    changed = change.make(engine.docs, round_)
                    costs[engine.name][change.name].append(engine.build(cold=False).as_json())
                    engine.must_show(changed.file, changed.mark)
    return costs


def _site(folder: Path) -> dict[str, int]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {
        "files": len(files),
        "pages": sum(1 for file in files if file.suffix == ".html"),
        "bytes": sum(file.stat().st_size for file in files),
    }


def _ratios(ours: Costs, theirs: Costs) -> dict[str, dict[str, dict[str, float] | None]]:
    """Step → figure → median, least and greatest of ours as a multiple of theirs, round by round."""
    return {
        step: {figure: _rounded(ratios(_each(ours[step], figure), _each(theirs[step], figure))) for figure in FIGURES}
        for step in STEPS
    }


def _each(costs: Sequence[Mapping[str, Any]], figure: str) -> list[float | None]:
    return [cost[figure] for cost in costs]


def _rounded(found: Spread | None) -> dict[str, float] | None:
    return {name: round(value, 3) for name, value in asdict(found).items()} if found else None


def _growth(name: str, sizes: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Of the cold build's median seconds and processor seconds: exponents over all sizes and between the ends."""
    found = {}
    for figure in ("seconds", "cpu"):
        points = [
            (size["cases"], median(told))
            for size in sizes
            if name in size["engines"]
            and (told := [one for one in _each(size["engines"][name]["steps"][COLD], figure) if one is not None])
        ]
        over_all, between_ends = growth.exponent(points), growth.of_ends(points)
        if over_all is not None and between_ends is not None:
            found[figure] = {"all": round(over_all, 3), "ends": round(between_ends, 3)}
    return found
