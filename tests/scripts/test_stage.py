"""``stage``: plain Markdown that an engine without our hooks builds into the same pages."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, Run


def articles(site: Path) -> dict[str, str]:
    """The text of each page's article, markup and white space aside."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        start = html.find("<article")
        text = html[start : html.find("</article>")] if start >= 0 else html
        found[path.relative_to(site).as_posix()] = " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return found


@pytest.mark.slow
@pytest.mark.parametrize("which", ["base", "own"])
def test_stock_engine_gives_the_same_pages(manage: Run, docs: Path, tmp_path: Path, which: str) -> None:
    source = docs if which == "base" else ROOT / "docs"
    (docs / "includes").mkdir()
    (docs / "includes/goal.md").write_text("一次做对。\n", encoding="utf-8")
    with (docs / "guide/reader.md").open("a", encoding="utf-8") as file:
        file.write("\n{!includes/goal.md!}\n\n脚注[^1]。\n\n[^1]: 见方案。\n")
    run = manage("stage", "staged", "--docs-dir", source)
    assert run.returncode == 0, run.stderr
    settings = yaml.safe_load((tmp_path / "staged/mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in settings
    stock = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "stock")],
        cwd=tmp_path / "staged",
        capture_output=True,
        text=True,
        check=False,
    )
    assert stock.returncode == 0, stock.stderr
    assert manage("build", "--docs-dir", source, "--site-dir", "ours").returncode == 0
    assert articles(tmp_path / "stock") == articles(tmp_path / "ours")
    for path in ("feed.xml", "timeline/campaign.ics", "api/cases.json"):
        assert (tmp_path / "stock" / path).read_bytes() == (tmp_path / "ours" / path).read_bytes()


def test_bad_content_is_not_staged(manage: Run, docs: Path, tmp_path: Path) -> None:
    (docs / "guide/reader.md").write_text("甲", encoding="utf-8")
    run = manage("stage", "staged", "--docs-dir", docs)
    assert run.returncode == 1 and "no-front-matter" in run.stdout
    assert not (tmp_path / "staged").exists()


def test_somebody_s_folder_is_not_written_over(manage: Run, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "staged").mkdir()
    (tmp_path / "staged/notes.txt").write_text("甲", encoding="utf-8")
    assert manage("stage", "staged", "--docs-dir", docs).returncode == 2
    assert [path.name for path in (tmp_path / "staged").iterdir()] == ["notes.txt"]


def test_staging_again_leaves_nothing_of_before(manage: Run, docs: Path, tmp_path: Path) -> None:
    manage("stage", "staged", "--docs-dir", docs)
    (docs / "guide/reader.md").unlink()
    assert manage("stage", "staged", "--docs-dir", docs).returncode == 0
    assert not (tmp_path / "staged/docs/guide/reader.md").exists()


def test_a_staged_preview_says_on_its_pages_that_it_is_one(manage: Run, docs: Path, tmp_path: Path) -> None:
    for options in ((), ("--drafts",)):
        manage("stage", "staged", "--docs-dir", docs, *options)
        settings = yaml.safe_load((tmp_path / "staged/mkdocs.yml").read_text(encoding="utf-8"))
        assert settings["extra"]["zhengyou"]["drafts"] is bool(options)
