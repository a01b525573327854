"""What ``manage.py build`` has done before the engine starts, so that the hooks need not do it again.

The engine loads hooks as modules of its own; this one they share with whoever starts it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import BytecodeCache

from .preparation import Prepared


@dataclass(frozen=True)
class Task:
    """One process' part of a build: the pages that ``takes`` says yes to, once each.

    ``assets`` says whether the files beside the pages that come from the theme are its part, too;
    ``bytecode`` keeps compiled templates. ``begin`` is told of each page that is gone into. ``alone``:
    nobody started the engine but a person, so that it writes the data and the search as well.
    """

    prepared: Prepared
    takes: Callable[[str], bool]
    assets: bool = True
    bytecode: BytecodeCache | None = None
    begin: Callable[[str], object] = lambda path: None
    alone: bool = False


task: Task | None = None


def current() -> Task:
    """The task that the engine is at."""
    assert task is not None, "hooks/check.py runs before all others"
    return task
