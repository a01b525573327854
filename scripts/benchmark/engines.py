"""What everything that is measured has in common."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager


class Failed(Exception):
    """An engine that is there but did not do its work, said in one Chinese sentence."""


class Engine(ABC):
    """A tool that makes pages, or their search, in a way that a browser can put to the test.

    ``note`` is what a reader of its figures should know, empty where there is nothing. ``home`` is
    the page that a browser opens. ``key`` turns to its search, empty where there is nothing to
    turn to. ``driver`` is a script that gives a page ``zyBench.open()`` and ``zyBench.ask(text)``;
    the latter comes back with the milliseconds from typing to the first result and with how many
    were found.
    """

    name: str
    title: str
    note: str
    home: str
    key: str
    driver: str

    @abstractmethod
    def missing(self) -> str:
        """Why it cannot be measured, in a sentence; empty where it can."""


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
