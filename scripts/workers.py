"""A build split over processes: files read side by side, pages taken by whoever is free."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from ctypes import c_byte
from multiprocessing.connection import Connection, wait
from typing import Any

import surprise
from campaign import parse_each
from campaign.memory import Parsed

# Files, or pages, that one process takes at a time.
RUN = 8
# With less than this to do, a second process costs more than it saves.
WORTH = 48
# After so many pages each, it is said how far the build has got.
STRIDE = 500


def default_jobs() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def method() -> str:
    """How processes are started: branched off, with all that is known, where the system can do that."""
    return "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"


class Failed(Exception):
    """What a process said of its failure; empty where it could say nothing."""


class Takings:
    """Which process does which page. A page is taken once, by the process that asks for it first."""

    def __init__(self, pages: Sequence[str], shared: bool) -> None:
        context = multiprocessing.get_context(method())
        self._run = {page: number // RUN for number, page in enumerate(pages)}
        self._taken: Any = context.RawArray(c_byte, len(pages) // RUN + 1)
        self._lock: Any = context.Lock() if shared else None
        self._mine: dict[int, bool] = {}

    def takes(self, page: str) -> bool:
        """Whether this process does the page; the answer stays the same."""
        run = self._run.get(page)
        if run is None:
            return False
        if run not in self._mine:
            if self._lock is None:
                self._take(run)
            else:
                with self._lock:
                    self._take(run)
        return self._mine[run]

    def _take(self, run: int) -> None:
        self._mine[run] = not self._taken[run]
        if self._mine[run]:
            self._taken[run] = 1
            begun = sum(self._taken) * RUN
            if begun % STRIDE < RUN and begun >= STRIDE:
                print(f"已生成约 {begun} 页，共 {len(self._run)} 页……", file=sys.stderr, flush=True)


class Crew:
    """Processes that do ``work(number, *told)`` beside this one. The first failure ends them all."""

    def __init__(self, count: int, work: Callable[..., Any], *told: Any) -> None:
        context: Any = multiprocessing.get_context(method())
        self._there: dict[Connection, Any] = {}
        self._brought: list[Any] = []
        for number in range(count):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(there, work, number, *told), daemon=True)
            process.start()
            there.close()
            self._there[here] = process

    def check(self) -> None:
        """Takes in what those that are done have brought. Failed if one of them has failed."""
        self._take_in(timeout=0)

    def results(self) -> list[Any]:
        """What each has brought, in the order they end."""
        while self._there:
            self._take_in(timeout=None)
        return self._brought

    def _take_in(self, timeout: float | None) -> None:
        for ready in wait(list(self._there), timeout):
            assert isinstance(ready, Connection)
            self._brought.append(self._result(ready))

    def _result(self, here: Connection) -> Any:
        process = self._there.pop(here)
        try:
            done, brought = here.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            done, brought = False, ""
        here.close()
        if done:
            process.join()
            return brought
        process.join(1)
        raise Failed(brought)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for here, process in self._there.items():
            process.kill()
            process.join()
            here.close()
        self._there.clear()


def _work(there: Connection, work: Callable[..., Any], number: int, *told: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began it ends it
    try:
        told_back = (True, work(number, *told))
    except Failed as failure:
        told_back = (False, str(failure))
    except Exception as error:  # the boundary between processes
        told_back = (False, surprise.sentence(error, "生成网站"))
    try:
        there.send(told_back)
    finally:
        there.close()


def parse_all(files: Mapping[str, bytes], jobs: int) -> dict[str, Parsed]:
    """These files, each read by itself."""
    found = list(files)
    jobs = min(jobs, max(len(found) // WORTH, 1))
    shares = [{path: files[path] for path in found[number::jobs]} for number in range(jobs)]
    with Crew(jobs - 1, _parse, shares[1:]) as crew:
        parsed = parse_each(shares[0])
        for others in crew.results():
            parsed.update(others)
    return parsed


def _parse(number: int, shares: Sequence[Mapping[str, bytes]]) -> dict[str, Parsed]:
    return parse_each(shares[number])
