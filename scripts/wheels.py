"""Wheels for machines that have no network: which ones a machine needs, and fetching them.

pip holds a list's markers against the machine it runs on, whatever ``--platform`` says; so they are held against the
machine that is meant, here, and pip gets the lines that are left.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import locks

# The oldest C library that is served: Debian 10's. Some packages have no wheel for an older one.
GLIBC_MINOR = 28
# pip says so of a package without a fitting wheel, and also where it could not reach the index.
_NONE_FITS = re.compile(r"^ERROR: No matching distribution found for (\S+)", re.M)
_NO_ANSWER = re.compile(r"^WARNING: Retrying ", re.M)


class Unreached(Exception):
    """Why wheels could not be fetched, in one Chinese sentence."""


@dataclass(frozen=True)
class Platform:
    """A kind of machine: what it is called, the wheel tags (PEP 425) it takes, what markers (PEP 508) say on it."""

    title: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]

    def environment(self, python: str) -> dict[str, str]:
        """All that a marker can ask, with CPython in this full version."""
        return {
            "implementation_name": "cpython",
            "implementation_version": python,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": python,
            "python_version": python.rpartition(".")[0],
            "extra": "",
            **self.markers,
        }


def _linux(machine: str, oldest: int) -> Platform:
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC_MINOR, oldest - 1, -1)]
    markers = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine}
    return Platform(f"Linux {machine}", (*tags, f"manylinux2014_{machine}"), markers)


PLATFORMS = {
    "linux-x86_64": _linux("x86_64", oldest=5),
    "linux-aarch64": _linux("aarch64", oldest=17),
    "windows-amd64": Platform(
        "Windows amd64",
        ("win_amd64",),
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    ),
}


def needed(lists: Iterable[str], platform: Platform, minor: str) -> dict[str, list[locks.Locked]]:
    """What the lists' texts ask for on that platform: full Python version → packages to fetch as for that version.

    ``minor``: 3.11. A list may pin one version for early patch releases and another for later ones, and which of them
    a machine has is not known here: both are fetched.
    """
    entries = [entry for text in lists for entry in locks.read(text)]
    fetched: set[str] = set()
    found: dict[str, list[locks.Locked]] = {}
    for python in (f"{minor}.99", f"{minor}.0"):
        environment = platform.environment(python)
        wanted = {one.pin: one for one in entries if one.applies(environment) and one.pin not in fetched}
        fetched |= wanted.keys()
        if wanted:
            found[python] = list(wanted.values())
    return found


def command(platform: Platform, python: str, listed: Path, target: Path) -> list[str]:
    """pip's command line that fetches the wheels listed in a file; nothing is built or resolved."""
    return [
        *(sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--quiet"),
        *("--require-hashes", "--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", python),
        *(word for tag in platform.tags for word in ("--platform", tag)),
        *("--requirement", str(listed), "--dest", str(target)),
    ]


def fetch(packages: list[locks.Locked], platform: Platform, python: str, target: Path) -> list[str]:
    """The pins that have no wheel for the platform; wheels of all others are fetched into ``target``.

    Unreached where it cannot be told, since the index does not answer.
    """
    lacking: list[str] = []
    left = {one.pin: one for one in packages}
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "packages.txt"
        while left:
            listed.write_text("".join(f"{one.as_line()}\n" for one in left.values()), encoding="utf-8")
            run = subprocess.run(
                command(platform, python, listed, target),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
            if run.returncode == 0:
                break
            missing = _NONE_FITS.search(run.stderr)
            if missing is None or _NO_ANSWER.search(run.stderr) or missing[1] not in left:
                raise Unreached(_reason(run.stderr))
            del left[missing[1]]
            lacking.append(missing[1])
    return lacking


def _reason(said: str) -> str:
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    return (
        f"下载没有成功，请检查网络和磁盘空间。pip 说：{errors[-1] if errors else said.strip()[-200:] or '（没有说明）'}"
    )
