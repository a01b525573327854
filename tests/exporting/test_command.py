"""``export`` as people run it: what it writes, and what it says where it cannot."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import Docs
from ..scripts.conftest import Run

KANBAN = "cases/2031/kanban.md"


Export = Callable[..., tuple[int, str, str]]


@pytest.fixture
def export(here: Run) -> Export:
    """Exit status, what was printed and what was said."""

    def run(*arguments: object) -> tuple[int, str, str]:
        done = here("export", *arguments)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def docs(tmp_path: Path, base: Docs) -> Path:
    return write(tmp_path / "docs", base)


def write(folder: Path, docs: Docs) -> Path:
    for path, data in docs.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize(("format", "sign"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")])
def test_a_case_is_written(export: Export, docs: Path, tmp_path: Path, format: str, sign: bytes) -> None:
    target = tmp_path / f"案例.{format}"
    status, _, said = export("--docs-dir", docs, "kanban", "-o", target)
    assert (status, str(target) in said) == (0, True)
    assert target.read_bytes().startswith(sign)
    first = target.read_bytes()
    export("--docs-dir", docs, KANBAN, "-o", target)
    assert target.read_bytes() == first


def test_all_cases_make_a_book(export: Export, docs: Path, tmp_path: Path) -> None:
    status, _, _ = export("--docs-dir", docs, "--all", "-o", tmp_path / "汇编.pdf", "--by", "unit")
    assert status == 0
    assert (tmp_path / "汇编.pdf").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["kanbam", "-o", "甲.pdf"], "没有这份内容：kanbam。是不是「kanban」？"),
        (["kanban", "-o", "甲.odt"], "「甲.odt」看不出是哪种格式"),
        (["kanban"], "写到哪里？"),
        (["-o", "甲.pdf"], "写明导出哪些案例"),
        (["kanban", "--all", "-o", "甲.pdf"], "写明导出哪些案例"),
        (["kanban", "--form", "没有的表", "-o", "甲.docx"], "没有「没有的表」这张表"),
        (["kanban", "--form", "没有的表", "-o", "甲.pdf"], "表只有 Word 格式"),
    ],
)
def test_what_is_asked_wrongly_is_said(export: Export, docs: Path, arguments: list[str], expected: str) -> None:
    status, out, said = export("--docs-dir", docs, *arguments)
    assert (status, out) == (2, "")
    assert expected in said
    assert not list(docs.parent.glob("甲*"))


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("draft", "", "没有发布，不能导出"),
        ("review", "", "没有发布，不能导出"),
        ("notice", "", "没有发布，不能导出"),
        ("archived", "", "没有发布，不能导出"),
        ("suspended", "revoked:\n  on: 2031-09-03\n  basis: 示\n", "已经撤下，不能导出"),
        ("revoked", "revoked:\n  on: 2031-09-03\n  basis: 示\n", "已经撤下，不能导出"),
    ],
)
def test_what_the_site_does_not_show_is_not_exported(
    export: Export, tmp_path: Path, base: Docs, status: str, more: str, expected: str
) -> None:
    text = base[KANBAN].decode().replace("status: published\n", f"status: {status}\n{more}")
    folder = write(tmp_path / "docs", {**base, KANBAN: text.encode()})
    ended, _, said = export("--docs-dir", folder, "kanban", "-o", tmp_path / "甲.pdf")
    assert (ended, expected in said) == (2, True), said
    assert not (tmp_path / "甲.pdf").exists()
    ended, _, said = export("--docs-dir", folder, "--all", "-o", tmp_path / "乙.docx")
    if ended == 0:
        with zipfile.ZipFile(tmp_path / "乙.docx") as archive:
            assert "看板" not in archive.read("word/document.xml").decode()


def test_content_with_errors_is_not_exported(export: Export, tmp_path: Path, base: Docs) -> None:
    folder = write(tmp_path / "docs", {**base, KANBAN: base[KANBAN] + "\n![图](files/none.png)\n".encode()})
    status, _, said = export("--docs-dir", folder, "kanban", "-o", tmp_path / "甲.pdf")
    assert status == 1
    assert "attachment-missing" in said and "内容有 1 个错误，没有导出。" in said


def test_a_file_that_cannot_be_written_is_named(export: Export, docs: Path, tmp_path: Path) -> None:
    status, _, said = export("--docs-dir", docs, "kanban", "-o", tmp_path / "没有" / "甲.pdf")
    assert (status, "写不到" in said) == (2, True)
