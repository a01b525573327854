"""What the tests of exporting share: the project's own records, read as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from exporting.reading import Reader
from mkdocs.config import load_config
from source.docs_folder import read_docs
from source.preparation import Prepared, prepare

from ..scripts.conftest import here, manage

__all__ = ["here", "manage"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def own() -> Prepared:
    return prepare(read_docs(ROOT / "docs"), revision=1_300_000_000)


@pytest.fixture(scope="session")
def reader(own: Prepared) -> Reader:
    return Reader(own.site, own.rendered, load_config(str(ROOT / "mkdocs.yml")))
