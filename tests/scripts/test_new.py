"""``new``: a record one can go on with, and never one that was there."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import load
from campaign.kinds import KINDS
from campaign.scaffold import template_text

from ..conftest import read_folder
from .conftest import Run


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"campaign"}))
def test_a_new_record_of_every_kind_can_be_read(manage: Run, docs: Path, kind: str) -> None:
    run = manage("new", kind, "--docs-dir", docs, "--title", "新来的")
    assert run.returncode == 0, run.stderr
    path = Path(run.stdout.strip().removeprefix("已新建："))
    assert path.is_file() and path.is_relative_to(docs)
    _, diagnostics = load(read_folder(docs))
    allowed = {"missing-field", "missing-essential", "missing-section", "empty-section", "too-short"}
    assert {one.code for one in diagnostics} <= allowed
    if kind == "case":
        assert {one.severity.value for one in diagnostics} == {"hint"}


def test_nothing_is_overwritten(manage: Run, docs: Path) -> None:
    before = (docs / "guide/reader.md").read_bytes()
    run = manage("new", "guide", "--docs-dir", docs, "--title", "甲", "--id", "reader")
    assert run.returncode == 2 and "已经有了" in run.stderr
    assert (docs / "guide/reader.md").read_bytes() == before
    assert manage("new", "campaign", "--docs-dir", docs, "--title", "甲").returncode == 2


def test_an_id_of_another_year_is_taken_too(manage: Run, docs: Path) -> None:
    assert manage("new", "case", "--docs-dir", docs, "--title", "甲", "--id", "kanban").returncode == 2


def test_the_second_of_one_title_gets_a_number(manage: Run, docs: Path) -> None:
    made = [manage("new", "guide", "--docs-dir", docs, "--title", "先进事迹").stdout.strip() for _ in range(2)]
    assert [Path(one).name for one in made] == ["xian-jin-shi-ji.md", "xian-jin-shi-ji-2.md"]


@pytest.mark.parametrize("id", ["标题", "A", "con", "index", "a/b", "../x", "a b", "-a"])
def test_a_bad_id_is_refused(manage: Run, docs: Path, id: str) -> None:
    run = manage("new", "guide", "--docs-dir", docs, "--title", "甲", f"--id={id}")
    assert run.returncode == 2 and "不能用" in run.stderr


@pytest.mark.parametrize(
    "title", ['他说："好"', "a: b # c", "- 甲", "\\n", "'", "👍🏽", "{!x!}", "---", "甲\n乙", "null", "2010-05"]
)
def test_any_title_survives(base: dict[str, bytes], title: str) -> None:
    text = template_text("guide", title=title)
    records, diagnostics = load({**base, "guide/new.md": text.encode()})
    assert diagnostics == []
    assert records.by_kind["guide"]["new"].title == title.replace("\n", " ")


def test_the_title_must_be_given_where_nobody_can_be_asked(manage: Run, docs: Path) -> None:
    run = manage("new", "case", "--docs-dir", docs)
    assert run.returncode == 2 and "--title" in run.stderr
