"""``check``: what it prints, for whom, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import report
from campaign import Diagnostic, Severity

from .conftest import Run


def test_clean_content(manage: Run, docs: Path) -> None:
    run = manage("check", "--docs-dir", docs)
    assert (run.returncode, run.stdout.strip()) == (0, "没有发现问题。")


def test_findings_in_words(manage: Run, docs: Path) -> None:
    (docs / "guide/reader.md").write_text("---\ntitle: 怎么看\nsumary: 甲\n---\n\n##标题\n", encoding="utf-8")
    run = manage("check", "--docs-dir", docs)
    assert run.returncode == 1
    assert "guide/reader.md:3:1 错误 没有叫「sumary」的项目 [unknown-key]" in run.stdout
    assert "    → 是不是「summary」？" in run.stdout
    assert run.stdout.strip().endswith("2 个错误")


def test_only_what_was_asked_for(here: Run, docs: Path) -> None:
    (docs / "guide/reader.md").write_text("甲", encoding="utf-8")
    assert here("check", "--docs-dir", docs, docs / "units").returncode == 0
    assert here("check", "--docs-dir", docs, docs / "guide/reader.md").returncode == 1
    assert here("check", "--docs-dir", docs, "guide/reader.md").returncode == 1
    assert here("check", "--docs-dir", docs, "guide/none.md").returncode == 2
    outside = here("check", "--docs-dir", docs, docs.parent)
    assert outside.returncode == 2 and "不在内容文件夹" in outside.stderr


@pytest.mark.parametrize("broken", ["clean", "faulty", "missing", "empty", "binary"])
def test_json_is_always_a_list(manage: Run, docs: Path, broken: str) -> None:
    if broken == "faulty":
        (docs / "guide/reader.md").write_text("甲", encoding="utf-8")
    elif broken == "binary":
        (docs / "campaign.md").write_bytes(bytes(range(256)) * 3)
    elif broken == "empty":
        docs = docs.parent / "nothing"
        docs.mkdir()
    elif broken == "missing":
        docs = docs.parent / "nowhere"
    run = manage("check", "--docs-dir", docs, "--format", "json")
    found = json.loads(run.stdout)
    assert isinstance(found, list)
    assert run.returncode == (0 if broken == "clean" else 1) and bool(found) == (broken != "clean")
    for one in found:
        assert list(one) == ["code", "severity", "path", "line", "column", "message", "hint"]
        assert one["severity"] in ("error", "warning", "hint")


def test_annotations_for_a_build_server(manage: Run, docs: Path) -> None:
    (docs / "guide/reader.md").write_text("---\ntitle: 怎么看\nsumary: 甲\n---\n", encoding="utf-8")
    run = manage("check", "--docs-dir", docs, "--format", "ci")
    assert run.stdout.startswith("::error file=")
    assert "guide/reader.md,line=3,col=1,title=unknown-key::没有叫「sumary」的项目" in run.stdout


def test_annotations_are_escaped() -> None:
    one = Diagnostic("c", Severity.HINT, "a,b:c.md", 1, 2, "100%\n两行")
    assert report.as_ci([one], "docs") == "::notice file=docs/a%2Cb%3Ac.md,line=1,col=2,title=c::100%25%0A两行"


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("title: x", 8, 7),
        ("标题: x", 5, 6),
        ("标题", 1, 0),
        ("é甲x", 3, 3),
        ("e\u0301甲x", 4, 3),
        ("ａｂ", 2, 2),
        ("\t甲", 2, 1),
        ("甲", 9, 2),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, before: int) -> None:
    one = Diagnostic("c", Severity.ERROR, "a.md", 1, column, "m")
    shown = report.as_text([one], {"a.md": line.encode()}).split("\n")
    assert shown[2] == "    " + " " * before + "^"


@pytest.mark.parametrize("at", [1, 60, 200, 399])
def test_a_long_line_is_cut_around_the_place(at: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(400))
    shown = report.as_text([Diagnostic("c", Severity.ERROR, "a.md", 1, at, "m")], {"a.md": line.encode()}).split("\n")
    assert report.display_width(shown[1]) <= report.WIDTH + 4
    under = shown[2].index("^") - 4
    assert report.display_width(shown[1][4:]) > under
    letters = shown[1][4:]
    assert letters[under // 2] == line[at - 1]
