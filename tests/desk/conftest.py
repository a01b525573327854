"""The base campaign on disk, as the desk has it before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.office import Office

ROOT = Path(__file__).resolve().parents[2]
CASE = "cases/2031/kanban.md"


@pytest.fixture
def docs(base: dict[str, bytes], tmp_path: Path) -> Path:
    """The base campaign on disk."""
    folder = tmp_path / "docs"
    for path, data in base.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


@pytest.fixture
def office(docs: Path) -> Office:
    return Office(docs)
