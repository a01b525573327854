"""A build split over processes: files read side by side, pages taken by whoever is free."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from ctypes import c_byte
from multiprocessing.connection import Connection, wait
from typing import Any

import surprise
from campaign import parse
from campaign.memory import Parsed

# Files, or pages, that one process takes at a time.
RUN = 8
# With less than this to do, a second process costs more than it saves.
WORTH = 48


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
                self._mine[run] = True
            else:
                with self._lock:
                    self._mine[run] = not self._taken[run]
                    self._taken[run] = 1
        return self._mine[run]


class Crew:
    """Processes that do ``work(number, *told)`` beside this one. The first failure ends them all."""

    def __init__(self, count: int, work: Callable[..., Any], *told: Any) -> None:
        context: Any = multiprocessing.get_context(method())
        self._there: dict[Connection, Any] = {}
        for number in range(count):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(there, work, number, *told), daemon=True)
            process.start()
            there.close()
            self._there[here] = process

    def check(self) -> None:
        """Failed if one of them is known to have failed."""
        for ready in wait(list(self._there), timeout=0):
            if isinstance(ready, Connection) and ready in self._there and not self._there[ready].is_alive():
                self._result(ready)

    def results(self) -> list[Any]:
        """What each has brought, in the order they end."""
        found = []
        while self._there:
            for ready in wait(list(self._there)):
                assert isinstance(ready, Connection)
                found.append(self._result(ready))
        return found

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


def parse_all(files: Mapping[str, bytes], paths: Iterable[str], jobs: int) -> dict[str, Parsed]:
    """These files, each read by itself."""
    found = list(paths)
    jobs = min(jobs, max(len(found) // WORTH, 1))
    shares = [found[number::jobs] for number in range(jobs)]
    with Crew(jobs - 1, _parse, [{path: files[path] for path in share} for share in shares[1:]]) as crew:
        parsed = {path: parse(path, files[path]) for path in shares[0]}
        for others in crew.results():
            parsed.update(others)
    return parsed


def _parse(number: int, shares: Sequence[Mapping[str, bytes]]) -> dict[str, Parsed]:
    return {path: parse(path, data) for path, data in shares[number].items()}
