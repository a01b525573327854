"""The Word and PDF files of a site: offered by the pages that show the same, made when that changed, gone with it."""

from __future__ import annotations

from pathlib import Path

import engine
import pytest

from ..conftest import Docs
from .conftest import ROOT

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


def build(docs: Path, site: Path, **more: object) -> engine.Built:
    built = engine.build(ROOT, docs, site, exports=True, **more)  # type: ignore[arg-type]
    assert built.ok
    return built


@pytest.fixture
def docs(tmp_path: Path, base: Docs) -> Path:
    return write(tmp_path / "docs", base)


def test_pages_offer_files_that_are_there(docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(docs, site, jobs=1)
    assert sorted(exported(site)) == sorted(f"{file}.{format}" for file in FILES for format in ("docx", "pdf"))
    page = (site / "cases/2031/kanban.html").read_text(encoding="utf-8")
    for format in ("docx", "pdf"):
        assert f'href="../../exports/cases/2031/kanban.{format}"' in page
    assert "exports/" in (site / ".release" / "SHA256SUMS").read_text(encoding="utf-8")
    assert engine.build(ROOT, docs, tmp_path / "plain").ok
    assert not (tmp_path / "plain" / "exports").exists()
    assert "zy-exports" not in (tmp_path / "plain" / "cases/2031/kanban.html").read_text(encoding="utf-8")


def test_only_what_a_change_reaches_is_made_again(docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(docs, site, jobs=1)
    before = exported(site)
    times = {path: (site / path).stat().st_mtime_ns for path in before}
    assert build(docs, site, jobs=1).written == 0
    file = docs / KANBAN
    file.write_text(file.read_text(encoding="utf-8") + "\n又添一句。\n", encoding="utf-8")
    build(docs, site, jobs=1)
    after = exported(site)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"exports/cases/2031/kanban.docx", "exports/cases/2031/kanban.pdf"}
    again = {path for path in after if (site / path).stat().st_mtime_ns != times[path]}
    assert changed <= again and "exports/policy/plan.pdf" not in again
    build(docs, tmp_path / "whole", jobs=2, full=True)
    assert exported(tmp_path / "whole") == after


@pytest.mark.parametrize("status", ["draft", "suspended"])
def test_what_is_not_published_has_no_file(docs: Path, tmp_path: Path, status: str) -> None:
    site = tmp_path / "site"
    build(docs, site, jobs=1)
    file = docs / KANBAN
    more = "revoked:\n  on: 2031-09-03\n  basis: 示\n" if status == "suspended" else ""
    text = file.read_text(encoding="utf-8").replace("status: published\n", f"status: {status}\n{more}")
    file.write_text(text, encoding="utf-8")
    build(docs, site, jobs=1, drafts=True)
    assert not [path for path in exported(site) if "kanban" in path]
    assert "zy-exports" not in (site / "cases/2031/kanban.html").read_text(encoding="utf-8")
