"""The few operations that all targets in a folder are made of."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from publishing import Refused
from publishing.targets import folders
from publishing.targets.folders import Busy, Local

from tests.publishing.fragile import Memory


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "share"


@pytest.fixture
def local(place: Path) -> Local:
    return Local(place)


def test_what_is_written_may_be_read_by_a_web_server_whatever_the_umask(local: Local, place: Path) -> None:
    before = os.umask(0o077)
    try:
        local.write("cases/2010/one.html", b"one", 1_500_000_000)
        local.put("units/two.html", b"two", ".release/ready/one")
        local.make("pictures/small")
    finally:
        os.umask(before)
    modes = {(one.is_dir(), one.stat().st_mode & 0o777) for one in [place, *place.rglob("*")]}
    assert modes == {(True, 0o755), (False, 0o644)}
    assert (place / "cases/2010/one.html").stat().st_mtime == 1_500_000_000


def test_a_stick_need_have_no_modes(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, "no modes here")

    monkeypatch.setattr(Path, "chmod", refuse)
    local.write("cases/one.html", b"one")
    assert local.read("cases/one.html") == b"one"


def test_what_was_done_lasts(local: Local, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is synced with all that it holds, and a folder once it has the name of what was made in it."""
    synced: list[str] = []

    def sync(handle: int) -> None:
        found = [place, *place.rglob("*")]
        (path,) = (one for one in found if os.path.samestat(one.stat(), os.fstat(handle)))
        synced.append(f"{path.relative_to(place)} {path.read_text() if path.is_file() else len(list(path.iterdir()))}")

    def by(action: Callable[[], object]) -> list[str]:
        synced.clear()
        action()
        return list(synced)

    place.mkdir()
    monkeypatch.setattr(os, "fsync", sync)
    assert by(lambda: local.write("a/b/c", b"one")) == [". 1", "a 1", "a/b/c one"]
    assert by(lambda: local.append("a/b/c", b"two")) == ["a/b/c onetwo"]
    assert by(lambda: local.make("a/d/e")) == ["a 2", "a/d 1"]
    assert by(lambda: local.settle(["a", ""])) == ["a 2", ". 1"]
    assert by(lambda: local.put("f/g", b"1", "a/d/e/one")) == ["a/d/e/one 1", ". 2", "f 1"]
    monkeypatch.setattr(folders, "WINDOWS", True)
    assert by(lambda: local.settle(["a", ""])) == []


def test_nothing_stays_open(local: Local, place: Path) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    place.mkdir()
    with local.lock("lock"):
        local.settle([""])
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_another_publisher_is_told_as_windows_tells_of_him(
    local: Local, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(handle: int) -> None:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(folders, "_lock", taken)
    with pytest.raises(Refused, match="另一个人正在发布"), local.lock("lock"):
        pass


def test_a_folder_is_cleared_and_what_its_links_lead_to_stays(local: Local, place: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs/one"
    theirs.parent.mkdir()
    theirs.write_bytes(b"1")
    local.write("old/below/two", b"2")
    (place / "old/link").symlink_to(theirs.parent)
    assert local.names("old") == {"below": True, "link": False}
    local.clear("old")
    assert local.names("") == local.names("old") == local.names("../theirs/one") == {}
    assert theirs.exists()
    local.clear("old")


def test_a_folder_that_somebody_else_makes_meanwhile_will_do(
    local: Local, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def twice(path: Path, **more: bool) -> None:
        real(path)
        real(path, **more)

    monkeypatch.setattr(Path, "mkdir", twice)
    local.write("a/b", b"1")
    assert local.read("a/b") == b"1"


def test_a_small_file_is_read_back_before_it_takes_its_place() -> None:
    class Flipping(Memory):
        def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
            super().write(path, data[:-1] + bytes([data[-1] ^ 1]))

    folder = Flipping({"a/list": b"old"}, ["a"])
    with pytest.raises(OSError, match="a/list 写下去和读回来的不一样"):
        folder.put("a/list", b"new", "ready")
    assert folder.read("a/list") == b"old"


def test_what_is_done_for_each_is_given_in_order_and_ends_with_the_first_failure(local: Local) -> None:
    assert local.each(range(30), lambda number: 30 - number) == list(range(30, 0, -1))
    begun: list[int] = []
    done: list[int] = []

    def action(number: int) -> None:
        if number == 0:
            raise OSError(errno.EIO, "the disk")
        begun.append(number)
        time.sleep(0.01)
        done.append(number)

    with pytest.raises(OSError, match="the disk"):
        local.each(range(400), action)
    assert len(begun) == len(done) < 399


@pytest.mark.parametrize("tries", [0, 3, 1000])
def test_a_file_that_others_hold_open_is_waited_for_with_patience(
    local: Local, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    clock, pauses = [100.0], []

    def sleep(pause: float) -> None:
        pauses.append(pause)
        clock[0] += pause

    def action() -> str:
        if len(pauses) < tries:
            raise PermissionError(errno.EACCES, "in use")
        return "done"

    monkeypatch.setattr(folders, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=sleep))
    monkeypatch.setattr(folders, "WINDOWS", True)
    if tries < 1000:
        assert local._patiently("a.html", action) == "done"
    else:
        with pytest.raises(Busy) as told:
            local._patiently("a.html", action)
        assert (told.value.filename, told.value.errno) == ("a.html", errno.EACCES)
        assert Local.patience < sum(pauses) <= Local.patience + 0.5
    assert pauses == [0.02, 0.04, 0.08, 0.16, 0.32, *[0.5] * tries][: len(pauses)]
    assert len(pauses) <= tries


@pytest.mark.parametrize(("windows", "error"), [(False, PermissionError), (True, FileNotFoundError)])
def test_what_is_not_held_open_is_not_waited_for(
    local: Local, monkeypatch: pytest.MonkeyPatch, windows: bool, error: type[OSError]
) -> None:
    def action() -> None:
        raise error(errno.EACCES, "no")

    monkeypatch.setattr(folders, "WINDOWS", windows)
    monkeypatch.setattr(folders, "time", SimpleNamespace(monotonic=lambda: 0.0))
    with pytest.raises(error):
        local._patiently("a.html", action)
