"""A site built as people build one, once per run."""

from __future__ import annotations

import shutil
from pathlib import Path

import engine
import pytest
from filelock import FileLock

from tests.conftest import GOLDENS

ROOT = Path(__file__).resolve().parents[2]
DOCS = GOLDENS / "_base" / "docs"


def build_once(shared: Path) -> Path:
    """The base campaign's site with its report, in a folder that all workers of a run share."""
    target = shared / "reported-site"
    with FileLock(str(shared / "reported-site.lock")):
        if not target.exists():
            made = shared / "reported-site-in-the-making"
            shutil.rmtree(made, ignore_errors=True)
            assert engine.build(ROOT, DOCS, made, jobs=1).ok
            made.rename(target)
    return target


def copy_of(site: Path, folder: Path) -> Path:
    """One that a test may spoil."""
    target = folder / "site"
    shutil.copytree(site, target, symlinks=True)
    return target


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shared = tmp_path_factory.getbasetemp()
    return build_once(shared.parent if shared.name.startswith("popen-") else shared)
