"""A folder that a web server serves: what lies in it after each publication and each return, and all that can go wrong."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from publishing import Refused, manifest, names
from publishing.package import RELEASE, Package, Release
from publishing.targets import Shelf, durable, layout
from publishing.targets.opening import open_target
from publishing.targets.posix import Posix

from tests.publishing.conftest import accept, held, is_whole, names_in, package_of, quiet, refuse, settings_of, site
from tests.publishing.operations import WITHDRAWN, Failing, in_child, met
from tests.publishing.test_posix_crash import assert_tidy

YEAR = 365 * 86400
PICTURE = "pictures/meeting.png"


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "网站 place"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def at(place: Path, said: list[str]) -> Callable[..., Posix]:
    """``at(keep=…, now=…)``: the target, at the moment ``now`` where that is told."""

    def target(keep: int = 5, now: float | None = None) -> Posix:
        return Posix(settings_of(place, keep=keep), say=said.append, now=time.time if now is None else lambda: now)

    return target


def numbers(shelf: Shelf) -> list[int]:
    return [one.number for one in shelf.releases]


def rot(file: Path) -> None:
    """Flips a bit, as a disk does: the date and the mode stay."""
    before = file.stat()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(data)
    file.chmod(before.st_mode)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def folder_of(place: Path, release: Release) -> Path:
    return place / layout.RELEASES / release.id


# What is there afterwards


def test_a_publication(place: Path, at: Callable[..., Posix], a: Package, said: list[str]) -> None:
    told: list[tuple[Release, Mapping[str, str]]] = []
    release = at().publish(a, lambda *what: told.append(what))
    assert str((place / layout.CURRENT).readlink()) == f"releases/{release.id}"
    assert is_whole(place / layout.CURRENT, site("A"))
    assert json.loads((place / layout.CURRENT / names.VERSION).read_bytes())["release"] == release.id
    assert (place / layout.CURRENT / manifest.REPORT).read_bytes() == a.report
    listed = (place / layout.CURRENT / manifest.SUMS).read_bytes()
    itself = {manifest.SUMS: hashlib.sha256(listed).hexdigest()}
    assert told == [(release, {**manifest.parse(listed), **itself})]
    assert at().shelf() == Shelf((release,), 1)
    assert said == [f"正在写入 {release.id}：18 个文件，其中 0 个沿用……", "正在读回核对……"]
    assert subprocess.run(["sha256sum", "--quiet", "-c", manifest.SUMS], cwd=place / layout.CURRENT).returncode == 0
    assert_tidy(place)


def test_modes_do_not_depend_on_the_umask(place: Path, at: Callable[..., Posix], a: Package) -> None:
    before = os.umask(0o077)
    try:
        at().publish(a, accept)
    finally:
        os.umask(before)
    modes = {one.relative_to(place).as_posix(): one.stat().st_mode & 0o777 for one in [place, *place.rglob("*")]}
    inside = {path: mode for path, mode in modes.items() if path.startswith("releases/")}
    assert {mode for path, mode in inside.items() if (place / path).is_file()} == {0o444}
    assert {mode for path, mode in inside.items() if (place / path).is_dir()} == {0o755}
    assert (modes["."], modes["releases"]) == (0o755, 0o755)


def test_an_unchanged_file_is_the_same_file_and_a_changed_one_is_newer(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    first = at(now=2e9).publish(a, accept)
    second = at(now=2e9).publish(b, accept)
    old, new = folder_of(place, first), folder_of(place, second)
    assert (old / PICTURE).samefile(new / PICTURE)
    assert (new / PICTURE).stat().st_mtime == 2e9
    changed = [path for path in a.files if path in b.files and a.files[path] != b.files[path]]
    assert "index.html" in changed
    assert {(old / path).stat().st_mtime for path in changed} == {2e9}
    assert {(new / path).stat().st_mtime for path in changed} == {2e9 + 1}
    assert second.stamp == first.stamp + 1


def test_assets_of_older_pages_are_carried_over_as_they_were(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    first = at().publish(a, accept)
    second = at().publish(b, accept)
    assert second.carried == tuple(path for path in a.files if names.is_fingerprinted(path))
    for path in second.carried:
        assert (folder_of(place, first) / path).samefile(place / layout.CURRENT / path)
    third = at().publish(package_of({**site("B"), "robots.txt": b""}), accept)
    assert third.carried == second.carried


def test_a_return_takes_the_assets_of_the_newer_pages_with_it(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, said: list[str]
) -> None:
    """Whoever opened a page before the return still gets what it names."""
    first = at().publish(a, accept)
    second = at().publish(b, accept)
    said.clear()
    assert at().rollback(None, accept) == first
    assert said == [f"正在核对 {first.id}……"]
    assert is_whole(place / layout.CURRENT, site("A"))
    assets = [path for path in b.files if names.is_fingerprinted(path)]
    assert len(assets) == 3
    for path in assets:
        assert (place / layout.CURRENT / path).read_bytes() == b.files[path].read()
    assert at().shelf() == Shelf((first, second), 1)
    assert_tidy(place)
    assert at().rollback(2, accept) == second
    assert is_whole(place / layout.CURRENT, site("B"))
    actions = [line.split()[1:3] for line in (place / layout.LOG).read_text().splitlines()]
    assert actions == [["publish", first.id], ["publish", second.id], ["rollback", first.id], ["rollback", second.id]]


def test_a_line_in_the_log(place: Path, at: Callable[..., Posix], a: Package) -> None:
    release = at(now=1_355_270_400).publish(a, accept)
    moment, action, id, stamp, pages, who = (place / layout.LOG).read_text().removesuffix("\n").split(" ")
    assert (moment, action, id, stamp, pages) == ("2012-12-12T00:00:00+00:00", "publish", release.id, "1355270400", "7")
    assert "@" in who


def test_a_line_of_the_log_that_was_cut_off_spoils_no_other(place: Path, at: Callable[..., Posix], a: Package) -> None:
    at().publish(a, accept)
    log = place / layout.LOG
    log.write_text(log.read_text() + "2012-12-12T00:00")
    release = at().publish(a, accept)
    assert [len(line.split()) for line in log.read_text().splitlines()] == [6, 1, 6]
    assert release.id in log.read_text().splitlines()[2]


# Order


def test_the_clock_decides_nothing(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    now = time.time()
    first = at(now=now).publish(a, accept)
    second = at(now=now - YEAR).publish(b, accept)
    third = at(keep=2, now=now - 2 * YEAR).publish(a, accept)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.stamp < second.stamp < third.stamp
    assert numbers(at().shelf()) == [2, 3]
    assert at().shelf().current == 3


@pytest.mark.parametrize(
    ("damaged", "data"),
    [(layout.COUNTER, b""), (layout.COUNTER, b"\xff\0"), (layout.COUNTER, b"1 1\n"), (layout.COUNTER, b"9" * 5000)]
    + [(layout.LOG, b"\xff\xfe broken")],
)
def test_neither_number_nor_stamp_is_given_twice(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, damaged: str, data: bytes
) -> None:
    """Though the releases that had them are gone, and one of what remembers them is damaged."""
    at().publish(a, accept)
    with pytest.raises(Refused):
        at(now=4e9).publish(b, refuse)  # number 2: readers saw it for a moment
    third = at(now=5e9).publish(b, accept)
    at().rollback(1, accept)
    shutil.rmtree(folder_of(place, third))
    (place / damaged).write_bytes(data)
    fourth = at(now=0).publish(b, accept)
    assert fourth.number == 4
    assert fourth.stamp > 5e9


def test_the_number_of_a_torn_release_is_not_given_again(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    at().publish(a, accept)
    second = at().publish(b, accept)
    (folder_of(place, second) / RELEASE).unlink()
    (place / layout.COUNTER).unlink()
    (place / layout.LOG).unlink()
    assert at().publish(a, accept).number == 3


def test_as_many_stay_as_are_to_be_kept_and_the_current_one(place: Path, at: Callable[..., Posix]) -> None:
    for letter in "ABCD":
        at(keep=3).publish(package_of(site(letter)), accept)
    assert numbers(at().shelf()) == [2, 3, 4]
    at(keep=3).rollback(2, accept)
    assert numbers(at().shelf()) == [2, 3, 4]
    at(keep=1).rollback(3, accept)
    assert at().shelf() == Shelf(at().shelf().releases, 3)
    assert numbers(at().shelf()) == [3, 4]
    at(keep=1).publish(package_of(site("E")), accept)
    assert numbers(at().shelf()) == [5]
    assert_tidy(place)


# Refusals


def test_a_release_that_readers_do_not_get_is_taken_back(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    seen = []

    def look(release: Release, sums: Mapping[str, str]) -> None:
        seen.append(held(place / layout.CURRENT))
        refuse(release, sums)

    at().publish(a, accept)
    with pytest.raises(Refused, match="不是这一版"):
        at().publish(b, look)
    assert [one.digest for one in seen] == [b.digest]
    assert is_whole(place / layout.CURRENT, site("A"))
    assert numbers(at().shelf()) == [1]
    assert_tidy(place)
    at().publish(b, accept)
    with pytest.raises(Refused, match="不是这一版"):
        at().rollback(1, refuse)
    assert is_whole(place / layout.CURRENT, site("B"))
    assert numbers(at().shelf()) == [1, 3]


def test_a_first_release_that_readers_do_not_get_leaves_none(place: Path, at: Callable[..., Posix], a: Package) -> None:
    with pytest.raises(Refused, match="不是这一版"):
        at().publish(a, refuse)
    assert at().shelf() == Shelf((), None)
    assert not os.path.lexists(place / layout.CURRENT)
    assert names_in(place / layout.RELEASES) == []


def test_an_interrupted_reading_back_switches_back_too(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    at().publish(a, accept)
    with pytest.raises(KeyboardInterrupt):
        at().publish(b, interrupt)
    assert is_whole(place / layout.CURRENT, site("A"))
    assert numbers(at().shelf()) == [1]


def test_a_second_publisher_is_refused_at_once(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    at().publish(a, accept)
    (place / layout.LOCK).write_text("somebody before, whose name was longer" * 9)

    def meanwhile(*_: object) -> None:
        for action in (lambda: at().publish(b, accept), lambda: at().rollback(1, accept)):
            with pytest.raises(Refused, match=rf"有人正在发布到 .*（.+@.+ 进程 {os.getpid()}），请等它结束再试。"):
                action()
        assert at().shelf().current == 2

    at().publish(a, meanwhile)
    at().publish(b, accept)


def test_a_dead_publishers_lock_is_free(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    at().publish(a, accept)
    child = in_child(lambda: at().publish(b, lambda *_: os._exit(7)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert is_whole(place / layout.CURRENT, site("B"))
    at().publish(a, accept)
    assert is_whole(place / layout.CURRENT, site("A"))


def test_a_site_that_lost_a_fifth_of_its_pages(place: Path, at: Callable[..., Posix], a: Package) -> None:
    at().publish(a, accept)
    fewer = package_of(site("B", pages=3))
    with pytest.raises(Refused, match="--allow-shrink"):
        at().publish(fewer, accept)
    assert is_whole(place / layout.CURRENT, site("A"))
    assert numbers(at().shelf()) == [1]
    at().publish(fewer, accept, allow_shrink=True)
    assert is_whole(place / layout.CURRENT, site("B", pages=3))


def test_shrinking_is_held_against_what_readers_see_or_the_newest_where_that_is_gone(
    place: Path, at: Callable[..., Posix], a: Package
) -> None:
    fewer = package_of(site("B", pages=3))
    at().publish(a, accept)
    (place / layout.CURRENT).unlink()
    with pytest.raises(Refused, match="--allow-shrink"):
        at().publish(fewer, accept)
    at().publish(fewer, accept, allow_shrink=True)
    (place / layout.CURRENT).unlink()
    at().publish(fewer, accept)
    at().rollback(1, accept)
    with pytest.raises(Refused, match="--allow-shrink"):
        at().publish(fewer, accept)


def test_a_return_to_what_is_not_there(place: Path, at: Callable[..., Posix], a: Package) -> None:
    with pytest.raises(Refused, match="没有更早的版本"):
        at().rollback(None, accept)
    assert not place.exists()
    at().publish(a, accept)
    with pytest.raises(Refused, match="没有更早的版本"):
        at().rollback(None, accept)
    with pytest.raises(Refused, match="没有第 7 号版本"):
        at().rollback(7, accept)
    with pytest.raises(Refused, match="现在就是"):
        at().rollback(1, accept)


# Rot


def test_a_file_that_rotted_is_written_anew(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    first = at().publish(a, accept)
    rot(folder_of(place, first) / PICTURE)
    second = at().publish(b, accept)
    assert held(place / layout.CURRENT) == second
    new = folder_of(place, second) / PICTURE
    assert not new.samefile(folder_of(place, first) / PICTURE)
    assert new.stat().st_mtime == second.stamp


def test_an_asset_that_rotted_is_taken_from_another_release_or_left_out(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, said: list[str]
) -> None:
    first = at().publish(a, accept)
    second = at().publish(b, accept)
    one, two, _ = second.carried
    for path in (one, two):
        file = folder_of(place, first) / path
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)  # one of its own now: what rots here does not rot there
        file.chmod(0o444)
        rot(file)
    rot(folder_of(place, second) / two)
    third = at().publish(package_of(site("C")), accept)
    assert held(place / layout.CURRENT) == third
    assert one in third.carried
    assert two not in third.carried
    assert f"以前的版本里有 1 个文件坏了（如 {two}），没有带过来；已经打开的旧页面可能缺样式。" in said
    said.clear()
    at().publish(a, accept)  # it has them itself
    assert not any("坏了" in line for line in said)


@pytest.mark.parametrize("path", ["cases/第2号.html", names.VERSION, manifest.REPORT])
def test_no_return_to_a_release_that_rotted(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, path: str
) -> None:
    first = at().publish(a, accept)
    at().publish(package_of({**site("B"), "more.html": b""}), accept)
    folder = folder_of(place, first)
    data = (folder / path).read_bytes()
    (folder / path).unlink()
    (folder / path).write_bytes(data)
    rot(folder / path)
    with pytest.raises(Refused, match=f"{first.id} 里的 {path} 坏了"):
        at().rollback(None, accept)
    assert at().shelf().current == 2
    assert held(place / layout.CURRENT).number == 2


def test_a_bit_that_flips_while_a_file_is_written(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    page = b.files["cases/第3号.html"].read()

    def flip(name: str, args: tuple[Any, ...], operation: Callable[[], Any]) -> Any:
        if name == "write" and bytes(args[1]) == page:
            os.pwrite(args[0], bytes([page[0] ^ 1]) + page[1:], 0)
            return len(page)
        return operation()

    at().publish(a, accept)
    with met(flip), pytest.raises(Refused, match=r"cases/第3号.html 写进去的和读回来的不一样"):
        at().publish(b, accept)
    assert is_whole(place / layout.CURRENT, site("A"))
    assert_tidy(place)


@pytest.mark.parametrize("lost", ["cases/第1号.html", manifest.SUMS, RELEASE])
def test_a_torn_release_is_none(place: Path, at: Callable[..., Posix], a: Package, b: Package, lost: str) -> None:
    first = at().publish(a, accept)
    second = at().publish(b, accept)
    at().publish(a, accept)
    (folder_of(place, second) / lost).unlink()
    assert numbers(at().shelf()) == [1, 3]
    with pytest.raises(Refused, match="没有第 2 号版本"):
        at().rollback(2, accept)
    assert at().rollback(None, accept) == first
    at(keep=1).publish(b, accept)
    assert names_in(place / layout.RELEASES) == [at().shelf().releases[0].id]


@pytest.mark.parametrize("file", [manifest.SUMS, RELEASE])
def test_a_release_whose_list_is_not_its_own_is_none(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, file: str
) -> None:
    first = at().publish(a, accept)
    at().publish(b, accept)
    rot(folder_of(place, first) / file)
    assert numbers(at().shelf()) == [2]


def test_a_release_under_anothers_name_is_none(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    first = at().publish(a, accept)
    at().publish(b, accept)
    folder_of(place, first).rename(folder_of(place, dataclasses.replace(first, number=3)))
    assert numbers(at().shelf()) == [2]


def test_a_release_that_tells_something_else_than_was_listed_is_none(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    first = at().publish(a, accept)
    at().publish(b, accept)
    told = folder_of(place, first) / RELEASE
    told.chmod(0o644)
    told.write_bytes(dataclasses.replace(first, pages=1).as_json())
    assert numbers(at().shelf()) == [2]


def test_a_torn_release_stays_until_it_is_older_than_those_that_are_kept(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    at().publish(a, accept)
    second = at().publish(b, accept)
    at().rollback(None, accept)
    (folder_of(place, second) / names.VERSION).unlink()
    for expected in ([1, 2, 3], [3, 4]):
        at(keep=2).publish(a, accept)
        assert [layout.number_of(name) for name in names_in(place / layout.RELEASES)] == expected


def test_an_asset_that_was_lent_and_rotted_is_lent_again(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    first = at().publish(a, accept)
    at().publish(b, accept)
    at().rollback(None, accept)
    lent = folder_of(place, first) / next(path for path in b.files if names.is_fingerprinted(path))
    data = lent.read_bytes()
    lent.unlink()
    lent.write_bytes(b"rotten")
    at().rollback(2, accept)
    assert lent.read_bytes() == b"rotten"
    at().rollback(1, accept)
    assert lent.read_bytes() == data
    assert_tidy(place)


def test_a_current_release_that_is_torn_can_be_replaced(
    place: Path, at: Callable[..., Posix], a: Package, b: Package
) -> None:
    first = at().publish(a, accept)
    (folder_of(place, first) / "robots.txt").unlink()
    assert at().shelf() == Shelf((), None)
    with pytest.raises(Refused):
        at().publish(b, refuse)
    assert str((place / layout.CURRENT).readlink()) == layout.link_to(first.id)
    second = at().publish(b, accept)
    assert (second.number, held(place / layout.CURRENT)) == (3, second)


@pytest.mark.parametrize("what", ["a link", "a pipe", "a folder", "nothing", "another", "the file"])
def test_only_a_plain_file_is_sound(tmp_path: Path, what: str) -> None:
    file, other = tmp_path / "file", tmp_path / "other"
    other.write_bytes(b"x")
    if what == "a link":
        file.symlink_to(other)
    elif what == "a pipe":
        os.mkfifo(file)
    elif what == "a folder":
        file.mkdir()
    elif what != "nothing":
        file.write_bytes(b"x" if what == "the file" else b"y")
    assert (durable.sound(file, hashlib.sha256(b"x").hexdigest()) is not None) is (what == "the file")


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        durable.write(tmp_path / "file", b"new", 0)
    assert (tmp_path / "file").read_bytes() == b"old"


def test_folders_come_after_those_they_lie_in() -> None:
    below = [f"{letter}/{letter}/{letter}" for letter in "zyxabc"]
    assert durable.folders_of([f"{one}/x" for one in below] + ["y"]) == sorted(
        part for letter in "abcxyz" for part in (letter, f"{letter}/{letter}", f"{letter}/{letter}/{letter}")
    )


def test_nothing_stays_open(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    """Not one of ten thousand files."""
    before = len(list(Path("/dev/fd").iterdir()))
    at().publish(a, accept)
    at().publish(b, accept)
    at().rollback(None, accept)
    assert len(list(Path("/dev/fd").iterdir())) == before


# Links


def test_files_are_copied_where_there_are_no_hard_links(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links")

    first = at(now=2e9).publish(a, accept)
    monkeypatch.setattr(os, "link", none)
    second = at(now=3e9).publish(b, accept)
    assert held(place / layout.CURRENT) == second
    for path in (PICTURE, *second.carried):
        file = folder_of(place, second) / path
        assert (file.stat().st_nlink, file.stat().st_mtime) == (1, 2e9)
    assert at().rollback(None, accept) == first
    assert_tidy(place)
    assert {path for path in b.files if not (place / layout.CURRENT / path).exists()} == set()


@pytest.mark.parametrize("how", ["mode", "name"])
def test_a_file_that_others_could_change_is_not_shared(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, how: str
) -> None:
    first = at(now=2e9).publish(a, accept)
    file = folder_of(place, first) / PICTURE
    if how == "mode":
        file.chmod(0o644)
    else:
        os.link(file, place.parent / "elsewhere.png")
    second = at(now=3e9).publish(b, accept)
    copy = folder_of(place, second) / PICTURE
    assert not copy.samefile(file)
    assert copy.stat().st_mtime == 2e9  # the same bytes: readers keep what they have


def test_the_same_site_again_costs_no_second_copy(place: Path, at: Callable[..., Posix], a: Package) -> None:
    first = at().publish(a, accept)
    for _ in range(3):
        at().publish(a, accept)
    for path in a.files:
        assert (folder_of(place, first) / path).samefile(place / layout.CURRENT / path)


# What lies there that is not ours


def test_only_the_last_folder_is_made(in_memory: Path, a: Package) -> None:
    target = Posix(settings_of(in_memory / "no" / "such"), say=quiet)
    with pytest.raises(Refused, match=r"没有文件夹 .*/no。请先建好它，发布时只会新建最后一层 such。"):
        target.publish(a, accept)
    assert list(in_memory.iterdir()) == []
    assert target.shelf() == Shelf((), None)


def test_a_folder_with_other_things_is_left_alone(place: Path, at: Callable[..., Posix], a: Package) -> None:
    place.mkdir()
    (place / "index.html").write_text("别人的网站")
    with pytest.raises(Refused, match=r"里有别的东西：index.html。请换一个空文件夹"):
        at().publish(a, accept)
    assert names_in(place) == ["index.html"]


def test_a_file_in_place_of_the_folder(place: Path, at: Callable[..., Posix], a: Package) -> None:
    place.write_text("")
    with pytest.raises(Refused, match="不是文件夹"):
        at().publish(a, accept)
    assert at().shelf() == Shelf((), None)


def test_what_a_mounted_disk_and_other_programs_leave_is_no_hindrance(
    place: Path, at: Callable[..., Posix], a: Package
) -> None:
    place.mkdir()
    (place / "lost+found").mkdir()
    (place / ".nfs0001").write_text("")
    at().publish(a, accept)
    (place / layout.RELEASES / "000001 (复件)").mkdir()
    at(keep=1).publish(a, accept)
    assert names_in(place / layout.RELEASES) == ["000001 (复件)", at().shelf().releases[0].id]


def test_current_is_a_folder(place: Path, at: Callable[..., Posix], a: Package) -> None:
    """As a copying tool makes it that follows links."""
    at().publish(a, accept)
    (place / layout.CURRENT).unlink()
    (place / layout.CURRENT).mkdir()
    for action in (lambda: at().publish(a, accept), lambda: at().rollback(1, accept), lambda: at().shelf()):
        with pytest.raises(Refused, match=r"current 不是链接.*请把它改名或删掉，再试一次。"):
            action()
    assert (place / layout.CURRENT).is_dir()


def test_current_leads_elsewhere(place: Path, at: Callable[..., Posix], a: Package) -> None:
    at().publish(a, accept)
    (place / layout.CURRENT).unlink()
    (place / layout.CURRENT).symlink_to(place.parent)
    with pytest.raises(Refused, match="指向别处"):
        at().publish(a, accept)


def test_current_leads_nowhere(place: Path, at: Callable[..., Posix], a: Package, b: Package) -> None:
    first = at().publish(a, accept)
    for target in ("releases/000009-00000000", "gone"):
        (place / layout.CURRENT).unlink()
        (place / layout.CURRENT).symlink_to(target)
        assert at().shelf().current is None
        assert at().rollback(None, accept).number == at().shelf().releases[-1].number
        (place / layout.CURRENT).unlink()
        (place / layout.CURRENT).symlink_to(target)
        at().publish(b, accept)
        assert is_whole(place / layout.CURRENT, site("B"))
    assert at().rollback(1, accept) == first


def test_litter_of_any_kind_is_swept(place: Path, at: Callable[..., Posix], a: Package) -> None:
    at().publish(a, accept)
    (place / ".current-000002-00000000").symlink_to("releases/000002-00000000")
    (place / ".counter-000002-00000000").write_text("2")
    (place / layout.RELEASES / ".staging-file").write_text("x")
    (place / layout.RELEASES / ".trash-link").symlink_to(place)
    (place / layout.RELEASES / ".trash-000001-00000000" / "cases").mkdir(parents=True)
    at().publish(a, accept)
    assert_tidy(place)


# The operating system refuses


# Where these fail there is another way, or nothing is lost: a copy in place of a link, what is on the disk already.
HARMLESS = {"link", "close", "ftruncate", "open", "write", "unlink", "rmdir"}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_any_operation_of_a_publication_may_fail(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, said: list[str], error: int
) -> None:
    """Either nothing was published, and readers see the old site; or they see the new one, and what could not be done
    after that is said."""
    for package in (a, b, a):
        at(keep=2).publish(package, accept)
    old, new = a, b
    failed: list[str] = []
    for number in itertools.count():
        said.clear()
        failure = Failing(number, error)
        try:
            with met(failure):
                at(keep=2).publish(new, accept)
        except (OSError, Refused):
            failed.append(failure.name)
            assert held(place / layout.CURRENT).digest == old.digest
            at(keep=2).publish(new, accept)
        else:
            assert failure.name in {"", *HARMLESS} or any("已经生效，只是" in line for line in said)
        assert held(place / layout.CURRENT).digest == new.digest
        assert not [name for name in names_in(place / layout.RELEASES) if name.startswith(layout.STAGING)]
        old, new = new, old
        if not failure.name:
            break
    at(keep=2).publish(new, accept)
    assert_tidy(place)
    assert {"mkdir", "open", "write", "fchmod", "utime", "fsync", "chmod", "rename", "symlink", "replace"} <= set(
        failed
    )
    assert len(failed) > 80


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_any_operation_of_a_return_may_fail(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, error: int
) -> None:
    failed: list[str] = []
    for number in itertools.count():
        at(keep=2).publish(a, accept)
        at(keep=2).publish(b, accept)
        failure = Failing(number, error)
        try:
            with met(failure):
                at(keep=2).rollback(None, accept)
        except (OSError, Refused):
            failed.append(failure.name)
            assert held(place / layout.CURRENT).digest == b.digest
        else:
            assert held(place / layout.CURRENT).digest == a.digest
        if not failure.name:
            break
    assert {"open", "fsync", "symlink", "replace"} <= set(failed)


def test_a_full_disk_keeps_nobody_from_going_back(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, said: list[str]
) -> None:
    def full(name: str, args: tuple[Any, ...], operation: Callable[[], Any]) -> Any:
        if name == "write":
            raise OSError(errno.ENOSPC, "No space left on device")
        return operation()

    first = at().publish(a, accept)
    at().publish(b, accept)
    with met(full):
        assert at().rollback(None, accept) == first
    assert is_whole(place / layout.CURRENT, site("A"))
    assert said[-1] == f"{first.id} 已经生效，只是没有记下日志：磁盘满了，请腾出空间后再试。"


@pytest.mark.parametrize("first", [True, False])
def test_what_was_never_switched_need_not_be_switched_back(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if not first:
        at().publish(a, accept)
    monkeypatch.setattr(os, "symlink", full)
    with pytest.raises(OSError, match="No space"):
        at().publish(b, accept)
    assert numbers(at().shelf()) == [1][first:]


def test_a_release_that_breaks_while_it_is_confirmed_removes_nothing(
    place: Path, at: Callable[..., Posix], a: Package
) -> None:
    release = at().publish(a, lambda *_: (place / layout.CURRENT / "robots.txt").unlink())
    assert names_in(place / layout.RELEASES) == [release.id]


def test_what_cannot_be_switched_back_is_said(
    place: Path, at: Callable[..., Posix], a: Package, b: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_the_disk(*_: object) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "symlink", full)
        raise Refused("读者看到的不是这一版。")

    at().publish(a, accept)
    with pytest.raises(Refused, match=r"没有得到确认，又换不回原来的版本：磁盘满了.*请尽快运行 rollback。"):
        at().publish(b, fill_the_disk)
    assert is_whole(place / layout.CURRENT, site("B"))
    monkeypatch.undo()
    assert at().rollback(None, accept).number == 1


def test_the_target_of_a_folder_on_this_machine(place: Path) -> None:
    target = open_target(settings_of(place), quiet)
    assert isinstance(target, Posix)
    assert target.served
    assert target.compressed
    assert "完整的版本" in target.guarantee


def test_of_what_was_withdrawn_nothing_stays_but_styles_and_scripts(
    place: Path, at: Callable[..., Posix], b: Package
) -> None:
    at().publish(package_of({**site("A"), **WITHDRAWN}), accept)
    second = at().publish(b, accept)
    assert len(second.carried) == 3
    assert not any((place / layout.CURRENT / path).exists() for path in WITHDRAWN)
    third = at().publish(package_of({**site("A"), **WITHDRAWN}), accept)
    at().rollback(second.number, accept)
    assert not any((place / layout.CURRENT / path).exists() for path in WITHDRAWN)
    at().rollback(third.number, accept)
    assert all((place / layout.CURRENT / path).exists() for path in WITHDRAWN)


def test_a_folder_of_another_layout_is_refused(place: Path, at: Callable[..., Posix], a: Package) -> None:
    (place / manifest.FOLDER).mkdir(parents=True)
    with pytest.raises(Refused, match=r"有别的东西：\.release"):
        at().publish(a, accept)
    assert names_in(place) == [manifest.FOLDER]
