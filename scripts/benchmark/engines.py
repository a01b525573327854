"""What every search that is measured has in common."""

from __future__ import annotations

import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpus


class Failed(Exception):
    """An engine that is there but did not do its work, said in one Chinese sentence."""


@dataclass(frozen=True)
class Step:
    """Something that is timed once a round. ``run`` gives seconds."""

    name: str
    title: str
    run: Callable[[], float]


class Engine(ABC):
    """One search over the pages of a corpus.

    ``kinds`` are the kinds of query it claims to take. ``prefixes`` begin the paths of what is
    sent for the search alone, ``scripts`` those of the programs that run for it. ``key`` turns to
    it, empty where there is nothing to turn to. ``driver`` is a script that gives a page
    ``zyBench.open()`` and ``zyBench.ask(text)``; the latter comes back with the milliseconds from
    typing to the first result and with how many were found. ``note`` is what a reader of its
    figures should know.
    """

    name: str
    title: str
    note: str
    kinds: frozenset[str]
    prefixes: tuple[str, ...]
    scripts: tuple[str, ...]
    home: str
    key: str
    driver: str

    @abstractmethod
    def missing(self) -> str:
        """Why it cannot be measured, in a sentence; empty where it can."""

    @abstractmethod
    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        """Whatever comes before the first round and is not timed; the corpus as the next engine should take it."""

    @abstractmethod
    def steps(self) -> Sequence[Step]:
        """What is timed, in this order, once a round."""

    @abstractmethod
    def root(self) -> Path:
        """The folder that is served, once every step has run."""

    @abstractmethod
    def parts(self) -> Mapping[str, Sequence[Path]]:
        """The files of its index, its programs left out: shards (of terms), texts and rest, or whole."""


def timed(command: Sequence[str], cwd: Path, what: str) -> float:
    """The seconds a program takes; Failed with its last words where it fails."""
    begun = time.perf_counter()
    run = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    seconds = time.perf_counter() - begun
    if run.returncode != 0:
        said = (run.stderr.strip() or run.stdout.strip()).splitlines()
        raise Failed(f"{what}没有成功：{said[-1] if said else run.returncode}")
    return seconds


@contextmanager
def noting(failed: dict[str, str], engine: Engine) -> Iterator[None]:
    """A peer that fails is told of and left out from there on; ours ends everything."""
    try:
        yield
    except Failed as failure:
        if engine.name == "ours":
            raise
        failed[engine.name] = str(failure)
        say(str(failure))


def say(text: str) -> None:
    """Progress, for whoever waits."""
    print(text, file=sys.stderr, flush=True)
