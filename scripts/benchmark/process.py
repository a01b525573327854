"""A program run to its end, and what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from .engines import Failed

PROC = Path("/proc")
# Short programs are looked at often, long ones now and then: reading what a big one holds takes a while itself.
FIRST_LOOK, LAST_LOOK = 0.005, 0.1


@dataclass(frozen=True)
class Cost:
    """Wall seconds; processor seconds and the peak of memory in bytes, None where the system tells neither.

    Processor time is user and system time of the program and of all that it started and waited
    for. Memory is of the whole tree of processes: on Linux the greatest sum of their proportional
    set sizes (so that pages shared among workers count once) seen in looks that are at most 0.1
    seconds apart, and not less than what the system says of the largest single process. What
    comes and goes between two looks in several processes at once is missed. On other Unix systems
    it is the largest single process alone.
    """

    seconds: float
    cpu: float | None
    memory: int | None

    def __add__(self, after: Cost) -> Cost:
        """Both, one after the other."""
        cpu = None if self.cpu is None or after.cpu is None else self.cpu + after.cpu
        memory = None if self.memory is None or after.memory is None else max(self.memory, after.memory)
        return Cost(self.seconds + after.seconds, cpu, memory)

    def as_json(self) -> dict[str, float | None]:
        """The fields by their names, fractions to the fourth digit."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


def run(command: Sequence[str], cwd: Path, what: str, *, watched: bool = True) -> Cost:
    """What a program costs; Failed with its last words where it fails.

    ``watched`` looks at its memory, too.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=complained)
        watch = _Watch(process.pid) if watched and PROC.is_dir() else None
        try:
            cpu, largest = _wait(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            if watch is not None:
                watch.stop()
        seconds = time.perf_counter() - begun
        if process.returncode != 0:
            words = _words(complained) or _words(said)
            raise Failed(f"{what}没有成功：{words[-1] if words else process.returncode}")
    looked = watch.peak if watch is not None else 0
    return Cost(seconds, cpu, max(looked, largest) or None)


if sys.platform == "win32":

    def _wait(process: subprocess.Popen[bytes]) -> tuple[float | None, int]:
        process.wait()
        return None, 0

else:
    import resource

    def _wait(process: subprocess.Popen[bytes]) -> tuple[float | None, int]:
        """Processor seconds, and bytes of the largest process, 0 where that is not known.

        On Linux a program inherits the peak of whoever started it, so that a peak no greater than
        our own may be our own.
        """
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        unit = 1 if sys.platform == "darwin" else 1024
        known = sys.platform == "darwin" or usage.ru_maxrss > own
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit if known else 0


def _words(stream: IO[bytes]) -> list[str]:
    stream.seek(0)
    return stream.read().decode("utf-8", errors="replace").strip().splitlines()


class _Watch:
    """Looks at the memory of a tree of processes until told to stop."""

    def __init__(self, root: int) -> None:
        self.peak = 0
        self._root = root
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        pause = FIRST_LOOK
        while True:
            self.peak = max(self.peak, sum(map(_memory, tree(self._root))))
            if self._over.wait(pause):
                return
            pause = min(2 * pause, LAST_LOOK)


def tree(root: int) -> Iterator[int]:
    """The ids of a process and of all that descend from it, as Linux lists them now."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        for task in _listed(PROC / str(one) / "task"):
            waiting += map(int, _read(task / "children").split())


def _memory(process: int) -> int:
    """Its proportional share in bytes, or where that is not told, all it holds; 0 once it is gone."""
    for line in _read(PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    held = _read(PROC / str(process) / "statm").split()
    return int(held[1]) * os.sysconf("SC_PAGE_SIZE") if len(held) > 1 else 0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it has ended
        return []


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except OSError:  # the same, or none of ours
        return ""
