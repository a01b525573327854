"""The core imports no engine and reads no clock, environment or working directory."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[1] / "hooks" / "campaign"
MODULES = sorted(CORE.rglob("*.py"))
ENGINES = {"mkdocs", "material", "zensical", "properdocs", "markdown", "pymdownx"}
WORLD = {
    "os",
    "time",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "urllib.request",
    "tempfile",
    "locale",
    "sys",
    "logging",
}
READS = {
    "today",
    "now",
    "utcnow",
    "getcwd",
    "cwd",
    "getenv",
    "open",
    "print",
    "input",
    "read_text",
    "read_bytes",
    "write_text",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_module(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported, called = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(node.module or "")
        elif isinstance(node, ast.Call):
            called.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    assert {name for name in imported if name.partition(".")[0] in ENGINES or name in WORLD} == set()
    assert called & READS == set()


def test_what_is_slow_to_load_waits_until_it_is_wanted() -> None:
    """Commands that only look start in half the time without these."""
    slow = ["edtf", "pyparsing", "pypinyin", "markdown_it", "icalendar", "dateutil", "pypdf", "PIL"]
    told = f"import sys, campaign; print(*[name for name in {slow} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=CORE.parent, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == []


def test_modules_stay_small() -> None:
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []
