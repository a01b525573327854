"""Sites made in memory from small docs folders, and what render makes of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "hooks")]

from making import pages_of  # noqa: E402
from small_campaign import empty_docs, small_docs  # noqa: E402


@pytest.fixture(scope="session")
def small() -> dict[str, str]:
    return pages_of(small_docs())


@pytest.fixture(scope="session")
def empty() -> dict[str, str]:
    return pages_of(empty_docs())
