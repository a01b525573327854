"""The base campaign on disk, as the desk has it before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.office import Office

ROOT = Path(__file__).resolve().parents[2]
CASE = "cases/2031/kanban.md"


@pytest.fixture
def office(docs: Path) -> Office:
    return Office(docs)
