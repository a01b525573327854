"""The Word and PDF files of a site: offered by the pages that show the same, made when that changed, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import engine
import pytest

from ..conftest import Docs
from ..scripts.conftest import Run
from .conftest import ROOT

Build = Callable[..., str]

KANBAN = "cases/2031/kanban.md"
FILES = ["exports/cases/2031/kanban", "exports/cases/2031/teacher", "exports/policy/plan"]


def write(folder: Path, docs: Docs) -> Path:
    for path, data in docs.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def exported(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted((site / "exports").rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def build(manage: Run) -> Build:
    """Builds with exports in a process of its own, as people do: one that has set type cannot be branched."""

    def run(docs: Path, site: Path, *more: object) -> str:
        done = manage("build", "--exports", "--docs-dir", docs, "--site-dir", site, *more)
        assert done.returncode == 0, done.stderr
        return done.stderr

    return run


@pytest.fixture
def docs(tmp_path: Path, base: Docs) -> Path:
    return write(tmp_path / "docs", base)


def test_pages_offer_files_that_are_there(build: Build, docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(docs, site, "--jobs", 1)
    assert sorted(exported(site)) == sorted(f"{file}.{format}" for file in FILES for format in ("docx", "pdf"))
    page = (site / "cases/2031/kanban.html").read_text(encoding="utf-8")
    for format in ("docx", "pdf"):
        assert f'href="../../exports/cases/2031/kanban.{format}"' in page
    assert "exports/" in (site / ".release" / "SHA256SUMS").read_text(encoding="utf-8")
    assert engine.build(ROOT, docs, tmp_path / "plain").ok
    assert not (tmp_path / "plain" / "exports").exists()
    assert "zy-exports" not in (tmp_path / "plain" / "cases/2031/kanban.html").read_text(encoding="utf-8")


def test_only_what_a_change_reaches_is_made_again(build: Build, docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(docs, site, "--jobs", 1)
    before = exported(site)
    times = {path: (site / path).stat().st_mtime_ns for path in before}
    assert "新写 0 个文件" in build(docs, site, "--jobs", 1)
    file = docs / KANBAN
    file.write_text(file.read_text(encoding="utf-8") + "\n又添一句。\n", encoding="utf-8")
    build(docs, site, "--jobs", 1)
    after = exported(site)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"exports/cases/2031/kanban.docx", "exports/cases/2031/kanban.pdf"}
    again = {path for path in after if (site / path).stat().st_mtime_ns != times[path]}
    assert changed <= again and "exports/policy/plan.pdf" not in again
    build(docs, tmp_path / "whole", "--jobs", 2, "--full")
    assert exported(tmp_path / "whole") == after


@pytest.mark.parametrize("status", ["draft", "suspended"])
def test_what_is_not_published_has_no_file(build: Build, docs: Path, tmp_path: Path, status: str) -> None:
    site = tmp_path / "site"
    build(docs, site, "--jobs", 1)
    file = docs / KANBAN
    more = "revoked:\n  on: 2031-09-03\n  basis: 示\n" if status == "suspended" else ""
    text = file.read_text(encoding="utf-8").replace("status: published\n", f"status: {status}\n{more}")
    file.write_text(text, encoding="utf-8")
    build(docs, site, "--jobs", 1, "--drafts")
    assert not [path for path in exported(site) if "kanban" in path]
    assert "zy-exports" not in (site / "cases/2031/kanban.html").read_text(encoding="utf-8")
