"""A docs folder on disk: what is no file of it is refused by name, and never read, copied or waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from campaign import load
from desk.shadow import Shadow
from source.docs_folder import read_docs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes links and pipes")

SECRET = "这一段不该公开"
PLACES = ("guide/reader.md", "guide/plan.pdf", "campaign.md", "wording.yml", "includes/a.md", "cases/2031/x.md", "x")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(f"---\ntitle: {SECRET}\n---\n", encoding="utf-8")
    return folder


def linked(there: Path, outside: Path) -> None:
    there.symlink_to(outside / "secret.md")


def dangling(there: Path, outside: Path) -> None:
    there.symlink_to(outside / "none")


def round_and_round(there: Path, outside: Path) -> None:
    there.symlink_to(there)


def pipe(there: Path, outside: Path) -> None:
    os.mkfifo(there)


def door(there: Path, outside: Path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    home = Path.cwd()
    os.chdir(there.parent)  # the name of a socket may not be long
    try:
        listening.bind(there.name)
    finally:
        os.chdir(home)
        listening.close()


def folder_elsewhere(there: Path, outside: Path) -> None:
    there.symlink_to(outside, target_is_directory=True)


def into_itself(there: Path, outside: Path) -> None:
    there.symlink_to(there.parent, target_is_directory=True)


MAKES = [linked, dangling, round_and_round, pipe, door, folder_elsewhere, into_itself]


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_named_and_not_read(
    place: str, make: Callable[[Path, Path], None], docs: Path, outside: Path
) -> None:
    there = docs / place
    there.parent.mkdir(parents=True, exist_ok=True)
    there.unlink(missing_ok=True)
    make(there, outside)
    files = read_docs(docs)
    records, found = load(files)
    assert (place, "linked-file", "error") in {(one.path, one.code, one.severity.value) for one in found}
    assert not [path for path in files if path.startswith(place + "/")]
    assert SECRET.encode() not in b"".join(files.values())
    assert place not in records.by_path and place not in records.files and place not in records.includes


def test_a_link_in_the_place_of_a_record_is_one_mistake(docs: Path, outside: Path) -> None:
    unit = docs / "units/press.md"
    unit.unlink()
    unit.symlink_to(outside / "secret.md")
    found = load(read_docs(docs))[1]
    assert [(one.path, one.code) for one in found] == [("units/press.md", "linked-file")]


@pytest.mark.parametrize("name", [".hidden.md", ".git/config", ".desk"])
def test_what_is_hidden_is_passed_over(name: str, docs: Path, outside: Path) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    (docs / name).symlink_to(outside / "none")
    assert load(read_docs(docs))[1] == []


def test_the_folder_itself_may_be_a_link(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "also").symlink_to(docs, target_is_directory=True)
    assert read_docs(tmp_path / "also").keys() == read_docs(docs).keys()
    assert load(read_docs(tmp_path / "also"))[1] == []


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(docs: Path, outside: Path) -> None:
    (docs / "guide/plan.pdf").write_bytes(b"%PDF-")
    unread = read_docs(docs)["guide/plan.pdf"]
    (docs / "guide/plan.pdf").unlink()
    (docs / "guide/plan.pdf").symlink_to(outside / "secret.md")
    with pytest.raises(OSError):
        unread.read()  # type: ignore[attr-defined]


def test_no_preview_copies_what_a_link_leads_to(docs: Path, outside: Path, tmp_path: Path) -> None:
    (docs / "guide/plan.pdf").symlink_to(outside / "secret.md")
    (docs / "more").symlink_to(outside, target_is_directory=True)
    Shadow(docs, tmp_path / "copy").lay("guide/reader.md", "---\ntitle: 甲\n---\n")
    copied = [path for path in (tmp_path / "copy").rglob("*") if not path.is_dir()]
    assert copied and not [path for path in copied if SECRET in path.read_text(encoding="utf-8")]
    assert not (tmp_path / "copy/more").exists() and not (tmp_path / "copy/guide/plan.pdf").exists()
