"""What all tests share: docs folders as mappings, a browser, and the option that rewrites goldens."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from campaign.attachments import Elsewhere
from filelock import FileLock

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
Docs = dict[str, bytes]

# Six thousand tests stay in memory to the end: to look for garbage among them now and then is enough.
gc.set_threshold(200_000, 20, 20)

# How long an example takes tells of the machine and of what else it does.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write what the checks say now into the goldens")


def read_folder(folder: Path) -> Docs:
    """Every file of a docs folder, by its path with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def golden_docs(name: str) -> Docs:
    """A golden's docs: the common base, what is absent taken out, the golden's own files and links put over it."""
    docs = read_folder(GOLDENS / "_base" / "docs")
    absent = GOLDENS / name / "absent.txt"
    for path in absent.read_text(encoding="utf-8").split() if absent.exists() else ():
        del docs[path]
    linked = GOLDENS / name / "linked.txt"
    links = linked.read_text(encoding="utf-8").split() if linked.exists() else ()
    return {**docs, **read_folder(GOLDENS / name / "docs"), **dict.fromkeys(links, Elsewhere())}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once per process: a second one beside it cannot be started."""
    # Most tests open no page, and need not load what drives one.
    import chromium
    from playwright.sync_api import sync_playwright

    found = chromium.find()
    assert found, "no Chromium-based browser found; manage.py test installs one where it can"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(chromium.ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def base() -> Docs:
    """A small campaign without a fault, different from the project's own in every number."""
    return read_folder(GOLDENS / "_base" / "docs")


@pytest.fixture
def docs(base: Docs, tmp_path: Path) -> Path:
    """The base campaign on disk."""
    folder = tmp_path / "docs"
    for path, data in base.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


@pytest.fixture
def edit(base: Docs) -> Callable[..., Docs]:
    """``edit(path, old, new, …)``: the base with replacements made in one file."""

    def edited(path: str, *pairs: str) -> Docs:
        text = base[path].decode()
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text, f"{old!r} is not in {path}"
            text = text.replace(old, new, 1)
        return {**base, path: text.encode()}

    return edited


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels for this kind of machine, gathered once for all workers of a run; or those that are named."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    house = Path(os.environ.get("ZHENGYOU_WHEELHOUSE") or shared / "wheelhouse")
    with FileLock(str(shared / "wheelhouse.lock")):
        # Its list is written last: without one it is not whole.
        if not (house / "SHA256SUMS").exists():
            kind = f"{platform.system().lower()}-{platform.machine().lower()}"
            command = [sys.executable, str(ROOT / "scripts/manage.py"), "wheelhouse", str(house), "--platform", kind]
            made = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
            assert made.returncode == 0, made.stderr
    return house
