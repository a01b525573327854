"""A folder that readers open without a server."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
import time
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from publishing import Refused, manifest
from publishing.package import Release
from publishing.targets import folders, shelved
from publishing.targets.folders import Folder
from publishing.targets.journal import JOURNAL
from publishing.targets.pointer import LEAST, Pointer

from tests.publishing.conftest import Site, accept, held, is_whole, package_of, quiet, refuse, settings_of, site
from tests.publishing.fragile import Fragile, Killed
from tests.publishing.operations import interrupt

if TYPE_CHECKING:
    from playwright.sync_api import Browser

A, B, C, D = (site(letter, pages=1) for letter in "ABCD")


def target(place: Path, **more: object) -> Pointer:
    now = more.pop("now", time.time)
    say = more.pop("say", quiet)
    return Pointer(settings_of(place, **more), say=say, now=now)  # type: ignore[arg-type]


def publish(place: Path, files: Site, **more: object) -> Release:
    return target(place, **more).publish(package_of(files), accept)


def leads_to(place: Path) -> Path | None:
    """The release that a reader of the start is sent to, by its link and by itself alike."""
    start = place / "index.html"
    if not start.exists():
        return None
    text = start.read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', text) + re.findall(r'content="0; url=([^"]+)"', text)
    assert len(links) == 2 and len(set(links)) == 1
    assert (place / links[0]).is_file()
    return (place / links[0]).parent


def shows(place: Path, files: Site) -> bool:
    """Whether readers get just this site, whole."""
    folder = leads_to(place)
    assert folder
    return is_whole(folder, files)


def at_rest(place: Path, kept: list[int]) -> None:
    """Nothing is there but so many whole releases and what tells of them."""
    assert {one.name for one in place.iterdir()} == {"index.html", "releases", ".release"}
    assert {one.name for one in (place / ".release").iterdir()} == {"lock", "log", "counter"}
    assert sorted(held(folder).number for folder in (place / "releases").iterdir()) == kept


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "share"


def test_publishes_and_goes_back(place: Path) -> None:
    first = publish(place, A)
    assert shows(place, A)
    second = publish(place, B)
    assert shows(place, B)
    at_rest(place, [1, 2])
    shelf = target(place).shelf()
    assert (shelf.releases, shelf.current) == ((first, second), 2)
    assert target(place).rollback(None, accept) == first
    assert shows(place, A)
    at_rest(place, [1, 2])
    told = [line.split()[1:3] for line in (place / ".release/log").read_text(encoding="utf-8").splitlines()]
    assert told == [["publish", first.id], ["publish", second.id], ["rollback", first.id]]
    assert publish(place, C).number == 3


def test_the_start_works_from_the_disk_without_script(place: Path, browser: Browser) -> None:
    publish(place, A)
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto((place / "index.html").as_uri())
        page.wait_for_url("**/releases/000001-*/index.html")
        assert "版本 A" in page.title()
        context.close()


def test_the_start_is_strict_html() -> None:
    class Strict(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []
            self.seen: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append(tag)
            if tag != "meta":
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    from publishing.targets.pointer import _PAGE

    reader = Strict()
    reader.feed(_PAGE.format(start="releases/000001-0a0a0a0a/index.html"))
    assert reader.open == []
    assert reader.seen == ["html", "head", "meta", "meta", "meta", "title", "body", "h1", "p", "a"]


def test_keeps_three_at_least_and_says_so(place: Path) -> None:
    said: list[str] = []
    for files in (A, B, C, D):
        publish(place, files, keep=1, say=said.append)
    at_rest(place, [2, 3, 4])
    assert [line for line in said if f"至少保留 {LEAST} 个" in line]
    target(place).rollback(2, accept)
    said.clear()
    publish(place, A, keep=4, say=said.append)
    assert not [line for line in said if "至少保留" in line]
    at_rest(place, [2, 3, 4, 5])
    target(place, keep=3).rollback(2, accept)
    at_rest(place, [2, 3, 4, 5])
    publish(place, B, keep=3, say=said.append)
    assert not [line for line in said if "至少保留" in line]


def test_numbers_go_on_whatever_the_clock_says(place: Path) -> None:
    publish(place, A, now=lambda: 2_000_000_000.0)
    second = publish(place, B, now=lambda: 1_000_000_000.0)
    assert (second.number, second.stamp) == (2, 2_000_000_001)
    assert shows(place, B)
    assert (place / "releases" / second.id / "robots.txt").stat().st_mtime == second.stamp


def test_refuses_to_take_anothers_place(place: Path) -> None:
    place.mkdir()
    (place / "index.html").write_text("theirs", encoding="utf-8")
    with pytest.raises(Refused, match=r"index\.html"):
        publish(place, A)
    (place / "index.html").rename(place / "other.html")
    (place / "releases/theirs").mkdir(parents=True)
    publish(place, A)
    assert (place / "other.html").exists() and (place / "releases/theirs").exists()


def test_the_folder_above_must_be_there(place: Path) -> None:
    with pytest.raises(Refused, match="请先建好它"):
        publish(place / "further", A)
    assert not place.exists()
    with pytest.raises(Refused, match="没有更早"):
        target(place).rollback(None, accept)
    assert target(place).shelf().releases == ()
    assert not place.exists()


def test_a_start_that_was_spoilt_is_made_anew(place: Path) -> None:
    publish(place, A)
    (place / "index.html").write_text("spoilt", encoding="utf-8")
    assert target(place).shelf().current is None
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(C), refuse)
    assert shows(place, A)
    (place / "index.html").write_text("spoilt", encoding="utf-8")
    publish(place, B)
    assert shows(place, B)
    shutil.rmtree(place / "releases")
    publish(place, C)  # it leads to nothing, but it is ours
    assert shows(place, C)


def test_a_site_that_shrinks_is_refused(place: Path) -> None:
    publish(place, site("A", pages=20))
    with pytest.raises(Refused, match="allow-shrink"):
        publish(place, B)
    assert shows(place, site("A", pages=20))
    target(place).publish(package_of(B), accept, allow_shrink=True)


def test_what_cannot_be_confirmed_is_taken_back(place: Path) -> None:
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(A), refuse)
    assert leads_to(place) is None
    assert target(place).shelf().releases == ()
    publish(place, A)
    at_rest(place, [2])
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(B), refuse)
    assert shows(place, A)
    assert [one.number for one in target(place).shelf().releases] == [2]
    publish(place, C)
    at_rest(place, [2, 4])
    with pytest.raises(Refused, match="不是这一版"):
        target(place).rollback(None, refuse)
    assert shows(place, C)
    at_rest(place, [2, 4])


def test_a_second_publisher_is_refused(place: Path) -> None:
    def meanwhile(release: Release, sums: Mapping[str, str]) -> None:
        with pytest.raises(Refused, match="另一个人"):
            publish(place, B)

    target(place).publish(package_of(A), meanwhile)
    assert shows(place, A)


def test_a_release_that_has_rotted_is_not_gone_back_to(place: Path) -> None:
    first = publish(place, A)
    publish(place, B)
    page = place / "releases" / first.id / "404.html"
    page.write_bytes(page.read_bytes().replace(b"A", b"X", 1))
    with pytest.raises(Refused, match=r"404\.html"):
        target(place).rollback(None, accept)
    page.unlink()
    with pytest.raises(Refused, match=r"404\.html"):
        target(place).rollback(None, accept)
    assert shows(place, B)


def test_a_torn_release_is_none(place: Path) -> None:
    first = publish(place, A)
    second = publish(place, B)
    listed = place / "releases" / first.id / manifest.SUMS
    listed.write_bytes(listed.read_bytes()[:-1])
    assert target(place).shelf().releases == (second,)
    with pytest.raises(Refused, match="没有更早"):
        target(place).rollback(None, accept)


def test_a_flipped_bit_on_the_way_is_noticed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Flipping(Fragile):
        def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
            super().write(path, data[:-1] + bytes([data[-1] ^ 1]) if path.endswith("robots.txt") else data, stamp)

    publish(place, A)
    with monkeypatch.context() as patch:
        patch.setattr(shelved, "open_folder", lambda settings: Flipping(folders.Local(place)))
        with pytest.raises(Refused, match=r"robots\.txt.*不一样"):
            publish(place, B)
    assert shows(place, A)
    at_rest(place, [1])


def test_one_of_many_at_a_time_that_fails_ends_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(folders.Local):
        width = 4

        def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
            if path.endswith("robots.txt"):
                raise OSError(errno.EIO, "the disk", path)
            super().write(path, data, stamp)

    publish(place, A)
    with monkeypatch.context() as patch:
        patch.setattr(shelved, "open_folder", lambda settings: Failing(place))
        with pytest.raises(OSError, match=r"the disk.*robots\.txt"):
            publish(place, B)
    assert shows(place, A)
    at_rest(place, [1])


def run(monkeypatch: pytest.MonkeyPatch, folder: Folder, act: Callable[[Pointer], object]) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shelved, "open_folder", lambda settings: folder)
        with contextlib.suppress(Killed, OSError, Refused):
            act(target(Path("nowhere"), now=lambda: 1_700_000_000.0))


def publishes(files: Site) -> Callable[[Pointer], object]:
    return lambda at: at.publish(package_of(files), accept)


@pytest.mark.parametrize("story", ["the first", "another, an old one goes", "not confirmed", "back"])
def test_killed_anywhere(place: Path, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers are sent to a whole release, the old one or the new, and the next run leaves no litter."""
    monkeypatch.setattr(Pointer, "_keep", lambda self: 2)
    monkeypatch.setattr("os.fsync", lambda handle: None)
    old = [] if story == "the first" else [C, A]
    for files in old:
        run(monkeypatch, folders.Local(place), publishes(files))
    act: Callable[[Pointer], object] = publishes(B)
    if story == "not confirmed":
        act = lambda at: at.publish(package_of(B), refuse)  # noqa: E731
    if story == "back":
        act = lambda at: at.rollback(1, accept)  # noqa: E731
    saved = place.with_name("saved")
    if old:
        shutil.copytree(place, saved)
    at, seen = 0, set()
    while True:
        folder = Fragile(folders.Local(place), at, half=bool(at % 2))
        run(monkeypatch, folder, act)
        now = leads_to(place)
        if now or old:
            assert now
            held(now)
            seen.add(now.name)
        shelf = target(place).shelf()
        assert shelf.current == (held(now).number if now else None)
        assert [held(place / "releases" / one.id) for one in shelf.releases] == list(shelf.releases)
        if not folder.dead:
            break
        run(monkeypatch, folders.Local(place), publishes(D))
        assert shows(place, D), folder.done[-3:]
        left = sorted(one.number for one in target(place).shelf().releases)
        at_rest(place, left)
        shutil.rmtree(place)
        if old:
            shutil.copytree(saved, place)
        at += 1
    assert at > 10
    assert len(seen) == (1 if story == "the first" else 2)


def test_what_the_dead_left_gives_its_room_back_to_who_finds_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(place, A)
    run(monkeypatch, Fragile(folders.Local(place), 20), publishes(B))
    assert len(list((place / "releases").iterdir())) == 2
    run(monkeypatch, Fragile(folders.Local(place), 20, error=lambda: OSError(errno.ENOSPC, "full")), publishes(C))
    assert len(list((place / "releases").iterdir())) == 1
    publish(place, D)
    assert shows(place, D)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_fails_anywhere_leaves_the_old_site(
    place: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)
    publish(place, A)
    at = 0
    while True:
        failing = Fragile(folders.Local(place), at, half=True, error=lambda: OSError(number, "the disk"))
        run(monkeypatch, failing, publishes(B))
        if any(what.startswith("append") for what in failing.done):
            break
        assert shows(place, A), failing.done[-3:]
        assert [one.number for one in target(place).shelf().releases] == [1]
        at += 1
    assert at > 10
    assert shows(place, B)
    assert not (place / JOURNAL).exists() or failing.done[-1].startswith("append")
    publish(place, C)
    assert shows(place, C)


def test_on_windows_a_file_that_is_open_is_waited_for_and_then_named(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the system refuses to replace it, with an error that everywhere else means no permission."""
    publish(place, A)
    real, tries = folders.os.replace, []

    def held_open(times: int) -> Callable[[Path, Path], None]:
        def replace(old: Path, new: Path) -> None:
            if new.name == "index.html":
                tries.append(new)
                if len(tries) <= times:
                    raise PermissionError(errno.EACCES, "in use")
            real(old, new)

        return replace

    monkeypatch.setattr(folders, "WINDOWS", True)
    monkeypatch.setattr(folders.os, "replace", held_open(3))
    publish(place, B)
    assert shows(place, B) and len(tries) == 4
    monkeypatch.setattr(folders.Folder, "patience", 0.1)
    monkeypatch.setattr(folders.os, "replace", held_open(10_000))
    with pytest.raises(Refused, match=r"index\.html 一直被别人打开着"):
        publish(place, C)
    assert shows(place, B)


def test_interrupted_while_it_waits_to_be_confirmed_it_is_taken_back(place: Path) -> None:
    publish(place, A)
    with pytest.raises(KeyboardInterrupt):
        target(place).publish(package_of(B), interrupt)
    assert shows(place, A)
    assert [one.number for one in target(place).shelf().releases] == [1]
