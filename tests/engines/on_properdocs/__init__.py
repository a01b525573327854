"""A pytest plugin, ``-p tests.engines.on_properdocs``: ProperDocs builds what MkDocs would, here and in all it starts."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from . import sitecustomize  # noqa: F401  for this process

FOLDER = str(Path(__file__).parent)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FOLDER, os.environ.get("PYTHONPATH"))))


def pytest_report_header() -> str:
    return f"网站由 ProperDocs {version('properdocs')} 生成"
