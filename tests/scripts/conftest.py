"""Runs commands as people do: the one script, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def manage(tmp_path: Path) -> Run:
    """``manage("check", "--docs-dir", folder)`` from a working directory that is not the project's."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "manage.py"), *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
            check=False,
        )

    return run


@pytest.fixture
def docs(base: dict[str, bytes], tmp_path: Path) -> Path:
    """The base campaign on disk."""
    folder = tmp_path / "docs"
    for path, data in base.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
