"""Work done by other processes: a build under watch, its files read side by side, its pages by whoever is free."""

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
import watching
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
    """What a process said of its failure, empty where it could say nothing; ``path``: the file or page it was at."""

    def __init__(self, said: str, path: str = "") -> None:
        super().__init__(said)
        self.path = path


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
        self._there: dict[Connection, tuple[Any, int]] = {}
        self._brought: list[Any] = []
        # Those that a watched process begins have the slots behind its own, and end with it.
        first = watching.place + 1
        watched = watching.board is not None and not first
        for number in range(count):
            here, there = context.Pipe(duplex=False)
            process = context.Process(
                target=_work, args=(there, watching.board, first + number, work, number, *told), daemon=not watched
            )
            process.start()
            there.close()
            self._there[here] = process, first + number

    def check(self) -> None:
        """Takes in what those that are done have brought. Failed if one of them has failed."""
        self.take_in(timeout=0)

    def results(self) -> list[Any]:
        """What each has brought, in the order they end. Failed if one of them fails."""
        while self._there:
            self.take_in(timeout=None)
        return self._brought

    def take_in(self, timeout: float | None) -> bool:
        """Whether all have brought what they have, after waiting so many seconds for one that does.

        None waits until there is one. Failed if it has failed.
        """
        for ready in wait(list(self._there), timeout):
            assert isinstance(ready, Connection)
            self._brought.append(self._result(ready))
        return not self._there

    def _result(self, here: Connection) -> Any:
        process, slot = self._there.pop(here)
        try:
            done, brought = here.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            done, brought = False, (watching.account(slot), watching.at(slot))
        here.close()
        if done:
            process.join()
            return brought
        process.join(1)
        watching.leave(slot)
        raise Failed(*brought)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for here, (process, slot) in self._there.items():
            process.kill()
            process.join()
            here.close()
            watching.leave(slot)
        self._there.clear()


def _work(there: Connection, board: Any, slot: int, work: Callable[..., Any], number: int, *told: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began it ends it
    watching.enter(board, slot)
    told_back: tuple[bool, Any]
    try:
        told_back = (True, work(number, *told))
    except MemoryError:
        told_back = (False, (watching.out_of_memory(), watching.at()))
    except Failed as failure:
        told_back = (False, (str(failure), failure.path))
    except Exception as error:  # the boundary between processes
        told_back = (False, (surprise.sentence(error, f"处理 {watching.at() or '内容'} "), watching.at()))
    try:
        there.send(told_back)
    finally:
        there.close()
        watching.leave()


def watched(work: Callable[..., Any], *told: Any, jobs: int = 1, seconds: float = watching.SECONDS) -> Any:
    """What ``work(0, *told)`` gives, done by a process of its own that may begin ``jobs`` more.

    Failed, naming the file or page, where one takes longer than ``seconds`` or more memory than it may.
    """
    watching.board = multiprocessing.get_context(method()).RawArray(watching.Slot, jobs + 1)
    watch = watching.Watch(seconds)
    try:
        with Crew(1, work, *told) as crew:
            while not crew.take_in(watching.TICK):
                watch.look()
            return crew.results()[0]
    finally:
        watch.end()
        watching.board = None


def parse_all(files: Mapping[str, bytes], jobs: int) -> dict[str, Parsed]:
    """Path → what its file holds, each read by itself; by ``jobs`` processes at most. Failed where one cannot go on."""
    found = list(files)
    jobs = min(jobs, max(len(found) // WORTH, 1))
    shares = [{path: files[path] for path in found[number::jobs]} for number in range(jobs)]
    with Crew(jobs - 1, _parse, shares[1:]) as crew:
        parsed = parse_each(shares[0], watching.begin)
        for others in crew.results():
            parsed.update(others)
    return parsed


def _parse(number: int, shares: Sequence[Mapping[str, bytes]]) -> dict[str, Parsed]:
    return parse_each(shares[number], watching.begin)
