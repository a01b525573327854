"""What a new site takes over from the last one is what it would have written, and the last one stays as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from campaign import Written, digest
from keeping import Made
from new_site import NewSite
from publishing import manifest

FILES = {"index.html": "首页", "cases/2010/a.html": "甲", "files/b.bin": b"\r\n\xff"}
LINK = os.link


def made_in(folder: Path, last: Path, before: Mapping[str, Made], files: Mapping[str, str | bytes]) -> NewSite:
    new = NewSite(folder, last, before)
    for address, text in files.items():
        new.write(address, text)
    return new


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}


@pytest.fixture
def last(tmp_path: Path) -> Path:
    return tmp_path / "last"


@pytest.fixture
def before(last: Path) -> dict[str, Made]:
    """How the files of the last site were made."""
    new = made_in(last, last.with_name("none"), {}, FILES)
    assert new.written == len(FILES)
    new.sums()
    return new.made()


def test_a_site_is_told_file_by_file(last: Path, before: dict[str, Made]) -> None:
    assert contents(last) == in_bytes(FILES)
    assert {path: (one.key, one.sha256) for path, one in before.items()} == {
        path: (digest(FILES[path]), hashlib.sha256(data).hexdigest()) for path, data in in_bytes(FILES).items()
    }
    assert all(one.is_there(last / path) for path, one in before.items())


def test_what_is_made_of_the_same_is_taken_over_unread(
    tmp_path: Path, last: Path, before: dict[str, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "digest_of", None)
    new = made_in(tmp_path / "new", last, before, FILES)
    new.write("index.txt", Written("key", lambda: "乙"))
    assert new.written == 1 and contents(new.folder) == in_bytes({**FILES, "index.txt": "乙"})
    (new.folder / "index.txt").unlink()
    assert new.sums() == {path: one.sha256 for path, one in before.items()}
    assert new.missing() == ["index.txt"]


def test_what_is_made_of_something_else_is_written_and_the_last_site_is_not(
    tmp_path: Path, last: Path, before: dict[str, Made]
) -> None:
    files = {**FILES, "index.html": "新的首页", "cases/2010/c.html": "丙"}
    new = made_in(tmp_path / "new", last, before, files)
    new.put("unkept.txt", "丁")
    (new.folder / ".release").mkdir()
    (new.folder / ".release/SHA256SUMS").write_bytes(b"")
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in in_bytes({**files, "unkept.txt": "丁"}).items()}
    assert new.written == 2 and new.sums() == sums
    assert new.made().keys() == files.keys()
    assert contents(last) == in_bytes(FILES)


def test_what_is_taken_over_need_not_be_written(tmp_path: Path, last: Path, before: dict[str, Made]) -> None:
    new = NewSite(tmp_path / "new", last, {"index.html": before["index.html"]})
    new.write("index.html", Written(before["index.html"].key, lambda: pytest.fail("asked for its text")))
    assert contents(new.folder) == {"index.html": "首页".encode()}


def _longer(file: Path) -> None:
    kept = file.stat().st_mtime_ns
    file.write_bytes(file.read_bytes() + b"x")
    os.utime(file, ns=(kept, kept))


def _touched(file: Path) -> None:
    os.utime(file, ns=(1, 1))


@pytest.mark.parametrize("change", [_longer, _touched, Path.unlink])
def test_a_file_that_is_not_as_it_was_is_not_taken_over(
    tmp_path: Path, last: Path, before: dict[str, Made], change: object
) -> None:
    change(last / "index.html")  # type: ignore[operator]
    new = NewSite(tmp_path / "new", last, before)
    assert new.last("index.html") is None and new.last("unknown.html") is None
    assert new.last("cases/2010/a.html") == "甲"
    assert not new.takes_over("index.html", before["index.html"].key)
    assert new.missing() == ["index.html"] and contents(new.folder) == {}


def _refuse(*_: object, **__: object) -> None:
    raise OSError


def _half(here: str, there: str) -> None:
    Path(there).write_bytes(Path(here).read_bytes()[:1])
    raise OSError


def _changed_meanwhile(here: str, there: str) -> None:
    _touched(Path(here))
    LINK(here, there)


@pytest.mark.parametrize(
    ("link", "copy", "taken"),
    [(_refuse, shutil.copy2, True), (_refuse, _refuse, False), (_refuse, _half, False), (_changed_meanwhile, _refuse, False)],
)  # fmt: skip
def test_a_file_is_taken_over_whole_or_not_at_all(
    tmp_path: Path,
    last: Path,
    before: dict[str, Made],
    link: object,
    copy: object,
    taken: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(shutil, "copy2", copy)
    new = NewSite(tmp_path / "new", last, before)
    assert new.takes_over("index.html", before["index.html"].key) is taken
    assert contents(new.folder) == ({"index.html": "首页".encode()} if taken else {})
    new.put("index.html", "新的首页")
    assert taken or contents(last) == in_bytes(FILES), "nothing is written through a link"


def test_one_address_has_one_file(tmp_path: Path, last: Path, before: dict[str, Made]) -> None:
    (tmp_path / "new").mkdir()
    new = NewSite(tmp_path / "new", last, before)
    new.takes_over("index.html", "other")
    (new.folder / "index.html").mkdir()
    assert new.missing() == ["index.html"], "a folder is none"
    with pytest.raises(ValueError, match=r"index\.html"):
        new.write("index.html", "首页")
