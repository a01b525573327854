"""The queries, put to every engine in a browser by turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from . import browser, corpora, tasks
from .engines import noting, say
from .search_engine import SearchEngine
from .server import Served, serving


def browse(cases: int, runs: int, engines: Sequence[SearchEngine], failed: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Engine → ``queries`` and ``tasks``, for every engine that answers. The engines take turns within a query.

    A query is ``query``, ``kind``, ``supported``, and the answers ``first`` and ``next``, one a round; a round's tasks
    are those of :func:`tasks.longest`. Failed if ours does not answer; why a peer did not is put into ``failed``.
    """
    queries = corpora.queries(cases)
    shown = {engine.name: _nothing(engine, queries) for engine in engines}
    with ExitStack() as stack:
        served = {engine.name: stack.enter_context(serving(engine.root())) for engine in engines}
        chromium = stack.enter_context(browser.launched())
        for engine in engines:  # what happens once, to whoever comes first, is nobody's figure
            with noting(failed, engine):
                served[engine.name].pack(engine.prefixes)
                _ask(chromium, engine, served[engine.name], queries, 0)
        for round_ in range(1, runs + 1):
            about = f"{cases} 个案例，第 {round_}/{runs} 遍"
            for number, query in enumerate(queries):
                say(f"{about}：查“{query.text}”……")
                for engine in _left(engines, failed):
                    if query.kind in engine.kinds:
                        with noting(failed, engine):
                            first, following = _ask(chromium, engine, served[engine.name], queries, number)
                            shown[engine.name]["queries"][number]["first"].append(asdict(first))
                            shown[engine.name]["queries"][number]["next"].append(asdict(following))
            for engine in _left(engines, failed):
                say(f"{about}：{engine.title}，处理器慢到四分之一……")
                asked = [query for query in queries if query.kind in engine.kinds]
                with noting(failed, engine):
                    found = tasks.longest(chromium, engine, served[engine.name], asked)
                    shown[engine.name]["tasks"].append({name: asdict(task) for name, task in found.items()})
    return {engine.name: shown[engine.name] for engine in _left(engines, failed)}


def _left(engines: Sequence[SearchEngine], failed: Mapping[str, str]) -> list[SearchEngine]:
    return [engine for engine in engines if engine.name not in failed]


def _nothing(engine: SearchEngine, queries: Sequence[corpora.Query]) -> dict[str, Any]:
    entries = [
        {"query": one.text, "kind": one.kind, "supported": one.kind in engine.kinds, "first": [], "next": []}
        for one in queries
    ]
    return {"queries": entries, "tasks": []}


def _ask(
    chromium: Any, engine: SearchEngine, served: Served, queries: Sequence[corpora.Query], number: int
) -> tuple[browser.Answer, browser.Answer]:
    """A query, and after it the next that every engine takes, so that all are asked the same two."""
    after = [*queries[number + 1 :], *queries[:number]]
    following = next(query for query in after if query.kind in corpora.PLAIN)
    return browser.ask(chromium, engine, served, queries[number], following)
