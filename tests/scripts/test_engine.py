"""Builds from the command: whole or not at all, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import engine
import pytest
import rounds

from .conftest import ROOT, Run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_is_made_and_made_anew(manage: Run, docs: Path, tmp_path: Path) -> None:
    first = manage("build", "--docs-dir", docs, "--site-dir", "site")
    assert first.returncode == 0 and "网站已生成" in first.stderr
    (docs / "guide/second.md").write_text("---\ntitle: 第二份\n---\n", encoding="utf-8")
    (docs / "guide/reader.md").unlink()
    assert manage("build", "--docs-dir", docs, "--site-dir", "site").returncode == 0
    made = contents(tmp_path / "site")
    assert "guide/second.html" in made and "guide/reader.html" not in made
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]


def test_a_refused_build_leaves_the_old_site(manage: Run, docs: Path, tmp_path: Path) -> None:
    manage("build", "--docs-dir", docs, "--site-dir", "site")
    before = contents(tmp_path / "site")
    (docs / "guide/reader.md").write_text("甲", encoding="utf-8")
    run = manage("build", "--docs-dir", docs, "--site-dir", "site")
    assert run.returncode == 1
    assert "guide/reader.md:1:1 错误" in run.stderr and "原来的网站没有动" in run.stderr
    assert "Traceback" not in run.stderr
    assert contents(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]


def test_a_surprise_is_one_sentence_and_a_log(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def surprise(config: object, **_: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(rounds.mkdocs.commands.build, "build", surprise)
    monkeypatch.setattr(engine.surprise.tempfile, "gettempdir", lambda: str(tmp_path))
    assert not engine.build(ROOT, docs, tmp_path / "site").ok
    said = capsys.readouterr().err
    assert said.count("RuntimeError") == 1 and "Traceback" not in said
    (log,) = tmp_path.glob("zhengyou-error-*.log")
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert not (tmp_path / "site").exists()


def test_somebody_s_folder_is_not_replaced(manage: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.docx").write_bytes(b"x")
    run = manage("build", "--docs-dir", docs, "--site-dir", "site")
    assert run.returncode == 2 and "不像是网站" in run.stderr
    assert (tmp_path / "site" / "thesis.docx").read_bytes() == b"x"


@pytest.mark.parametrize("site", ["docs", "docs/site", "."])
def test_site_and_docs_must_not_hold_each_other(manage: Run, docs: Path, site: str) -> None:
    assert manage("build", "--docs-dir", docs, "--site-dir", site).returncode == 2


def test_drafts_are_built_when_asked_for_and_marked(manage: Run, docs: Path, tmp_path: Path) -> None:
    case = docs / "cases/2031/kanban.md"
    case.write_text(case.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8")
    manage("build", "--docs-dir", docs, "--site-dir", "site")
    assert not (tmp_path / "site/cases/2031/kanban.html").exists()
    manage("build", "--docs-dir", docs, "--site-dir", "site", "--drafts")
    assert "草稿" in (tmp_path / "site/cases/2031/kanban.html").read_text(encoding="utf-8")
