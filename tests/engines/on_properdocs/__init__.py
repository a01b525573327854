"""A pytest plugin, ``-p tests.engines.on_properdocs``: ProperDocs builds what MkDocs would, here and in all it starts.

Tests that only look at the site which all share are left out: `test_properdocs` holds every byte of it against the one
that they have seen. What is left builds a site of its own.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import pytest

from . import sitecustomize  # noqa: F401  for this process

FOLDER = str(Path(__file__).parent)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FOLDER, os.environ.get("PYTHONPATH"))))


def pytest_report_header() -> str:
    return f"网站由 ProperDocs {version('properdocs')} 生成"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves what asks for a folder to build in."""
    seen = [one for one in items if "tmp_path" not in one.fixturenames]  # type: ignore[attr-defined]
    config.hook.pytest_deselected(items=seen)
    items[:] = [one for one in items if one not in seen]
