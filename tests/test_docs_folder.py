"""A docs folder on disk: what is no file of it is refused by name, and never read, copied or waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from campaign import load
from campaign.attachments import Unread
from desk.shadow import Shadow
from source.docs_folder import each_file, read_docs

from .conftest import Docs

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


def test_nobody_waits_for_a_file_that_becomes_a_pipe_meanwhile(docs: Path) -> None:
    (docs / "guide/plan.pdf").write_bytes(b"%PDF-")
    unread = read_docs(docs)["guide/plan.pdf"]
    (docs / "guide/plan.pdf").unlink()
    os.mkfifo(docs / "guide/plan.pdf")
    reading = Thread(target=unread.read, daemon=True)  # type: ignore[attr-defined]
    reading.start()
    reading.join(10)
    assert not reading.is_alive()


def test_only_what_the_core_reads_is_read_and_nothing_hidden_is_gone_into(docs: Path, base: Docs) -> None:
    more = {
        "wording.yml": b"a",
        "guide/wording.yml": b"b",
        "guide/b.png": b"c",
        "guide/a/c.md": b"d",
        ".git/e.md": b"f",
    }
    for path, data in more.items():
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).write_bytes(data)
    files = read_docs(docs)
    unread = {path: data for path, data in files.items() if isinstance(data, Unread)}
    assert {path: data.read() for path, data in unread.items()} == {"guide/wording.yml": b"b", "guide/b.png": b"c"}
    expected = {**base, "wording.yml": b"a", "guide/a/c.md": b"d"}
    assert {path: data for path, data in files.items() if path not in unread} == expected
    assert set(read_docs(docs, lambda path, there: path.encode()).values()) >= {str(docs / "wording.yml").encode()}
    for path, there, state in each_file(docs):
        assert path in files and there == str(docs / path) and state.st_size == len(expected.get(path, b"1"))


def test_a_folder_that_is_not_there_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        read_docs(tmp_path / "none")


def test_no_preview_copies_what_a_link_leads_to(docs: Path, outside: Path, tmp_path: Path) -> None:
    (docs / "guide/plan.pdf").symlink_to(outside / "secret.md")
    (docs / "more").symlink_to(outside, target_is_directory=True)
    Shadow(docs, tmp_path / "copy").lay("guide/reader.md", "---\ntitle: 甲\n---\n")
    copied = [path for path in (tmp_path / "copy").rglob("*") if not path.is_dir()]
    assert copied and not [path for path in copied if SECRET in path.read_text(encoding="utf-8")]
    assert not (tmp_path / "copy/more").exists() and not (tmp_path / "copy/guide/plan.pdf").exists()
