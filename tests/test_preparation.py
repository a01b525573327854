"""A docs folder made ready: what a build is told of it, the same in every process and of every date."""

from __future__ import annotations

import pickle
import subprocess
from functools import partial
from pathlib import Path

import pytest
from campaign.attachments import Unread
from markup.digests import named
from source.preparation import Prepared, Refused, prepare
from source.revision import revision

from .conftest import Docs
from .editing import drawn

READER, SHOWN = "guide/reader.md", "guide/files/shown.png"


def folder(base: Docs, picture: bytes) -> Docs:
    reader = base[READER] + "\n![图](files/shown.png)\n".encode()
    return {**base, READER: reader, SHOWN: Unread("1", len(picture), partial(bytes, picture))}


def keys(prepared: Prepared) -> dict[str, str]:
    return {path: prepared.key(path) for path in prepared.rendered.texts if path.endswith(".md")}


def test_what_has_errors_is_refused_with_all_that_was_found(base: Docs) -> None:
    docs = {**base, READER: "---\ntitel: 甲\n---\n\n# 甲,乙\n".encode()}
    with pytest.raises(Refused) as refused:
        prepare(docs)
    told = refused.value.diagnostics
    assert {one.severity.value for one in told} >= {"error", "warning"} and told == sorted(
        told, key=lambda one: one.order
    )
    begun: list[str] = []
    prepared = prepare(base, begin=begun.append)
    assert prepared.diagnostics == () and {READER, "campaign.md", ""} <= set(begun)


def test_a_picture_is_shown_under_a_name_that_tells_it_and_moves_only_the_pages_that_show_it(base: Docs) -> None:
    before, after = (prepare(folder(base, drawn(number))) for number in (1, 2))
    assert before.pictures == {SHOWN: named(SHOWN, drawn(1))}
    assert {path for path, key in keys(before).items() if keys(after)[path] != key} == {READER}


def test_another_process_is_told_the_same(base: Docs) -> None:
    case = base["cases/2031/kanban.md"].replace(b"status: published", b"status: draft")
    docs = {**folder(base, b""), "cases/2031/kanban.md": case, SHOWN: drawn(1)}
    prepared = prepare(docs, True, "https://a.example/", 1_300_000_000, True)
    assert (
        prepared.dated == "2011-03-13" and prepared.site.drafts and prepared.pictures == {SHOWN: named(SHOWN, drawn(1))}
    )
    for other in (pickle.loads(pickle.dumps(prepared)), prepare(*prepared.recipe)):
        assert (other.dated, other.pictures) == (prepared.dated, prepared.pictures)
        assert keys(other) == keys(prepared)
        for path in ("cases/2031/kanban.md", "policy/plan.md", "feed.xml"):
            assert other.rendered.texts[path] == prepared.rendered.texts[path]


def git(folder: Path, *arguments: str, on: str = "") -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    dated = {"GIT_COMMITTER_DATE": on, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}
    subprocess.run(["git", *name, *arguments], cwd=folder, env={"PATH": "/usr/bin:/bin", **dated}, check=True)


def test_the_content_dates_from_its_last_commit_or_from_what_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    docs = tmp_path / "docs"
    docs.mkdir()
    assert revision(docs) == 0, "of no repository"
    git(tmp_path, "init", "-q")
    assert revision(docs) == 0, "of no commit"
    for on, place, expected in (
        (1_200_000_000, tmp_path, 0),
        (1_300_000_000, docs, 1_300_000_000),
        (1_400_000_000, tmp_path, 1_300_000_000),
    ):
        (place / f"{on}.txt").touch()
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "甲", on=f"{on} +0800")
        assert revision(docs) == expected
    for given, expected in (("12", 12), ("0", 0), ("", 1_300_000_000), ("x", 1_300_000_000), ("１２", 1_300_000_000)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        assert revision(docs) == expected
    monkeypatch.setenv("PATH", str(docs))
    assert revision(docs) == 0, "without git"
