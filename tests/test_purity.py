"""The core imports no engine and reads no clock, environment or working directory."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "hooks" / "campaign"
MODULES = sorted(CORE.rglob("*.py"))
# What asks for the time, the environment or the disk in a module that may be imported for something else.
READS = {
    "today",
    "now",
    "utcnow",
    "getcwd",
    "cwd",
    "getenv",
    "urlopen",
    "open",
    "print",
    "input",
    "read_text",
    "read_bytes",
    "write_text",
}


def test_the_contract_of_imports_is_kept() -> None:
    """As ``pyproject.toml`` has it."""
    told = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    environment = {**os.environ, "PYTHONPATH": str(CORE.parent)}
    run = subprocess.run(
        [sys.executable, "-c", told, "--no-cache", "--no-logo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_a_module_asks_the_world_for_nothing(path: Path) -> None:
    called = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    assert called & READS == set()


def test_what_is_slow_to_load_waits_until_it_is_wanted() -> None:
    """Commands that only look start in half the time without these."""
    slow = ["edtf", "pyparsing", "pypinyin", "markdown_it", "icalendar", "dateutil", "pypdf", "PIL"]
    told = f"import sys, campaign; print(*[name for name in {slow} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=CORE.parent, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == []
