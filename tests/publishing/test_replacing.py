"""A folder that is served while it changes."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import re
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from publishing import Refused, iis, manifest, names
from publishing.package import MATERIALS, RELEASE, Release, content
from publishing.targets import Confirm, folders, shelved
from publishing.targets.folders import Folder
from publishing.targets.journal import JOURNAL
from publishing.targets.pointer import Pointer
from publishing.targets.posix import Posix
from publishing.targets.replacing import Replacing
from publishing.targets.zip import Zip

from tests.publishing.conftest import Site, accept, package_of, quiet, refuse, settings_of, site
from tests.publishing.fragile import Fragile, Killed, Memory
from tests.publishing.nginx import plain, serving
from tests.publishing.operations import WITHDRAWN, interrupt
from tests.publishing.readers import Readers

_NAMED = re.compile(rb'href="([^"]+)"')


def linked(version: str) -> Site:
    """A site in which the start leads to a page that the other version has not."""
    files = site(version, pages=1)
    files["index.html"] += f'<a href="only-{version}.html">'.encode()
    files[f"only-{version}.html"] = files["404.html"].replace(b"404", f"only {version}".encode())
    return files


A, B, C = linked("A"), linked("B"), linked("C")
SITES = (A, B, C)


def target(place: Path, **more: object) -> Replacing:
    now = more.pop("now", time.time)
    say = more.pop("say", quiet)
    return Replacing(settings_of(place, **more), say=say, now=now)  # type: ignore[arg-type]


def publish(place: Path, files: Site, **more: object) -> Release:
    return target(place, **more).publish(package_of(files), accept)


def everything(place: Path) -> Memory:
    """A folder as it lies on the disk."""
    below = {one.relative_to(place).as_posix(): one for one in place.rglob("*")}
    return Memory(
        {path: one.read_bytes() for path, one in below.items() if one.is_file()},
        [path for path, one in below.items() if one.is_dir()],
    )


def visible(place: Path | Memory) -> dict[str, bytes]:
    """What readers may ask for."""
    held = (place if isinstance(place, Memory) else everything(place)).held
    return {path: data for path, data in held.items() if not path.startswith(f"{manifest.FOLDER}/")}


def plain_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those which say what readers see: names that do not tell what they hold."""
    left_out = ("web.config", names.VERSION)
    return {path: data for path, data in files.items() if not names.is_fingerprinted(path) and path not in left_out}


def broken(place: Path | Memory, sites: tuple[Site, ...] = SITES) -> list[str]:
    """What a reader would find wrong: a body of no version, a page that names what is not there as it was meant."""
    found = visible(place)
    wrong = []
    for path, data in found.items():
        if path not in (names.VERSION, "web.config") and data not in [one.get(path) for one in sites]:
            wrong.append(f"{path} is of no version")
        if path.endswith(".html"):
            named = [normpath(join(dirname(path), one.decode())) for one in _NAMED.findall(data)]
            wrong += [f"{path} names {one}, which is gone" for one in named if one not in found]
    return wrong


def at_rest(folder: Memory) -> bool:
    return folder.held.get(JOURNAL, b"").count(b"failed ") == folder.held.get(JOURNAL, b"").count(b"\n")


def open_pages_need(place: Path | Memory) -> set[str]:
    """What the pages that can be seen now will ask for in a moment."""
    named = {
        normpath(join(dirname(path), one.decode()))
        for path, data in visible(place).items()
        for one in _NAMED.findall(data)
        if path.endswith(".html")
    }
    return set(filter(names.is_fingerprinted, named))


def whole(place: Path | Memory, files: Site) -> None:
    """The site is at rest, is this version, and nothing else is there but what open pages may ask for."""
    folder = place if isinstance(place, Memory) else everything(place)
    lists = {name: folder.held[f".release/releases/{name}"] for name in folder.names(".release/releases")}
    sums = [manifest.parse(listed) for listed in lists.values()]
    found = visible(folder)
    assert {path: found.get(path) for path in files} == files
    assert found["web.config"] == iis.web_config()
    kept = {path for listed in sums for path in listed if names.is_carried(path)}
    assert found.keys() - files.keys() - kept == {"web.config", names.VERSION}
    assert folder.names(".release").keys() == {
        *("lock", "log", "counter", "store", "releases"),
        *("SHA256SUMS", "release.json", "report.json", "sbom.cdx.json"),
    }
    stored = {name: digest(folder.held[f".release/store/{name}"]) for name in folder.names(".release/store")}
    assert all(name == found for name, found in stored.items())
    assert stored.keys() == {one for listed in sums for one in listed.values()}
    assert [one for one in folder.folders if not folder.names(one)] == []
    current = folder.held[manifest.SUMS]
    assert current in lists.values()
    assert all(digest(folder.held[path]) == one for path, one in manifest.parse(current).items())


def digest(data: bytes) -> str:
    return content(data).sha256


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "site"


def test_publishes_replaces_and_goes_back(place: Path) -> None:
    first = publish(place, A)
    whole(place, A)
    second = publish(place, B)
    whole(place, B)
    assert {path for path in A if names.is_fingerprinted(path)} <= visible(place).keys()
    assert "only-A.html" not in visible(place)
    shelf = target(place).shelf()
    assert (shelf.releases, shelf.current) == ((first, second), 2)
    assert target(place).rollback(None, accept) == first
    whole(place, A)
    assert target(place).shelf().current == 1
    assert {path for path in B if names.is_fingerprinted(path)} <= visible(place).keys()
    told = [line.split()[1:3] for line in (place / ".release/log").read_text(encoding="utf-8").splitlines()]
    assert told == [["publish", first.id], ["publish", second.id], ["rollback", first.id]]


def test_the_last_thing_replaced_is_what_tells_the_version(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(place, A)
    folder = Fragile(folders.Local(place))
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    publish(place, B)
    order = [what.removeprefix("replace ") for what in folder.done if what.startswith("replace ")]
    order = [path for path in order if not path.startswith(".release/") and path != "web.config"]
    assert order == names.in_order([*(path for path in B if A.get(path) != B[path]), names.VERSION])
    assert order[-2:] == ["index.html", names.VERSION]
    first = next(at for at, what in enumerate(folder.trace) if re.match(r"replace (?!\.release).*\.html$", what))
    assert "settle assets" in folder.trace[:first], "a power cut could leave pages without their assets"


def test_what_leads_to_others_has_a_step_of_its_own() -> None:
    steps = ["assets/a.1a2b3c4d.css", "a.txt", "a.html", "search/index.js", "index.html", names.VERSION]
    ranks = [names.rank(path) for path in steps]
    assert ranks == sorted(set(ranks))


def test_a_file_that_stays_keeps_its_date_and_one_that_changes_gets_another(place: Path) -> None:
    publish(place, A, now=lambda: 2_000_000_000.0)
    dates = {path: (place / path).stat().st_mtime for path in A}
    publish(place, B, now=lambda: 1_000_000_000.0)
    target(place, now=lambda: 900_000_000.0).rollback(1, accept)
    assert (place / "robots.txt").stat().st_mtime == dates["robots.txt"]
    assert (place / "index.html").stat().st_mtime > dates["index.html"] + 1
    third = publish(place, B, now=lambda: 800_000_000.0)
    assert third.number == 3
    assert (place / "index.html").stat().st_mtime == third.stamp > 2_000_000_000 + 2


def test_keeps_as_many_as_it_is_told_and_the_one_that_readers_see(place: Path) -> None:
    for files in (A, B, C, A):
        publish(place, files, keep=2)
        whole(place, files)
    assert [one.number for one in target(place).shelf().releases] == [3, 4]
    target(place, keep=1).rollback(3, accept)
    assert [one.number for one in target(place).shelf().releases] == [3, 4]
    publish(place, B, keep=1)
    assert [one.number for one in target(place).shelf().releases] == [5]
    whole(place, B)
    publish(place, A, keep=1)
    whole(place, A)
    assert {path for path in visible(place) if names.is_fingerprinted(path)} == {
        path for path in {**A, **B} if names.is_fingerprinted(path)
    }


def test_other_peoples_files_are_left_alone(place: Path) -> None:
    (place / "cases").mkdir(parents=True)
    (place / "cases/theirs.txt").write_text("x", encoding="utf-8")
    (place / "case").mkdir()
    publish(place, A)
    moved = {path.replace("cases/", "moved/further/in/"): data for path, data in A.items()}
    publish(place, moved)
    assert [one.name for one in (place / "cases").iterdir()] == ["theirs.txt"]
    assert (place / "cases/theirs.txt").read_text(encoding="utf-8") == "x"
    (place / "taken.html").write_text("theirs", encoding="utf-8")
    with pytest.raises(Refused, match=r"taken\.html"):
        publish(place, {**moved, "Taken.html": b"ours"})
    assert (place / "taken.html").read_text(encoding="utf-8") == "theirs"
    publish(place, A)
    assert not (place / "moved").exists() and (place / "cases/theirs.txt").exists() and (place / "case").exists()


def test_refuses_to_lay_itself_over_anothers_site(place: Path) -> None:
    place.mkdir()
    (place / "web.config").write_text("theirs", encoding="utf-8")
    with pytest.raises(Refused, match=r"web\.config"):
        publish(place, A)
    assert visible(place) == {"web.config": b"theirs"}


def test_a_site_that_shrinks_is_refused(place: Path) -> None:
    publish(place, site("A", pages=20))
    with pytest.raises(Refused, match="allow-shrink"):
        publish(place, site("B", pages=3))
    assert plain_files(visible(place)) == plain_files(site("A", pages=20))
    target(place).publish(package_of(site("B", pages=3)), accept, allow_shrink=True)


def test_what_cannot_be_confirmed_is_taken_back(place: Path) -> None:
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(A), refuse)
    assert visible(place) == {}
    publish(place, A)
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(B), refuse)
    assert plain_files(visible(place)) == plain_files(A)
    assert visible(place).keys() >= {path for path in B if names.is_fingerprinted(path)}
    said: list[str] = []
    assert target(place, say=said.append).shelf().current == 2
    assert said == []
    assert [one.number for one in target(place).shelf().releases] == [2]
    assert publish(place, C).number == 4
    whole(place, C)
    with pytest.raises(Refused, match="不是这一版"):
        target(place).rollback(None, refuse)
    whole(place, C)


def test_going_back_dates_files_anew(place: Path) -> None:
    """A server tells by date and size whether a reader has the newest: never may two contents have the same."""
    dates: list[float] = []

    def look_and_refuse(release: Release, sums: Mapping[str, str]) -> None:
        dates.append((place / "index.html").stat().st_mtime)
        raise Refused("no")

    def still() -> float:
        return 1_700_000_000.0

    publish(place, A, now=still)
    with pytest.raises(Refused):
        target(place, now=still).publish(package_of(B), look_and_refuse)
    dates.append((place / "index.html").stat().st_mtime)
    publish(place, C, now=still)
    dates.append((place / "index.html").stat().st_mtime)
    assert dates == sorted(set(dates))


def test_where_nobody_can_tell_what_readers_see_the_newest_is_gone_back_to(place: Path) -> None:
    publish(place, A)
    (place / names.VERSION).unlink()
    assert target(place).shelf().current is None
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of(B), refuse)
    assert plain_files(visible(place)) == plain_files(A)
    assert target(place).shelf().current == 1


def test_a_lost_connection_is_no_empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(Memory):
        def read(self, path: str) -> bytes:
            if path.startswith(".release/releases/"):
                raise ConnectionError(errno.ECONNRESET, "lost")
            return super().read(path)

    folder = Memory()
    run(monkeypatch, folder, publishes(A))
    monkeypatch.setattr(shelved, "open_folder", lambda settings: Lost(folder.held, folder.folders))
    with pytest.raises(ConnectionError):
        target(Path("nowhere")).shelf()


def test_what_is_unfinished_stays_so_until_it_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the next publisher gets no further than the upload."""
    folder = Memory()
    run(monkeypatch, folder, publishes(A))
    counting = Fragile(folder.copy())
    run(monkeypatch, counting, publishes(B))
    run(monkeypatch, Fragile(folder, counting.done.index("replace index.html")), publishes(B))
    journal = folder.held[JOURNAL]
    at = next(at for at, what in enumerate(counting.done) if what.startswith("write .release/store"))
    failing = Fragile(folder, at, error=lambda: OSError(errno.ENOSPC, "full"))
    run(monkeypatch, failing, publishes(C))
    assert failing.done[at].startswith("write .release/store")
    assert folder.held[JOURNAL] == journal
    run(monkeypatch, folder, publishes(C))
    whole(folder, C)


def test_what_was_never_wholly_published_is_never_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short once, and the next cut short as well; gone back from; and then a new one."""
    folder = Memory()
    for files in (C, A):
        run(monkeypatch, folder, publishes(files))

    def numbers() -> list[int]:
        monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
        return [one.number for one in target(Path("nowhere")).shelf().releases]

    for _ in range(2):
        counting = Fragile(folder.copy())
        run(monkeypatch, counting, publishes(B))
        run(monkeypatch, Fragile(folder, counting.done.index(f"replace {names.VERSION}")), publishes(B))
        assert numbers() == [1, 2]
    run(monkeypatch, folder, lambda at: at.rollback(1, accept))
    assert numbers() == [1, 2] and at_rest(folder)
    run(monkeypatch, folder, publishes(B))
    assert numbers() == [1, 2, 5]
    whole(folder, B)


def test_what_readers_saw_when_its_publisher_died_is_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Memory()
    run(monkeypatch, folder, publishes(A))
    counting = Fragile(folder.copy())
    run(monkeypatch, counting, publishes(B))
    run(monkeypatch, Fragile(folder, counting.done.index("append .release/log")), publishes(B))
    run(monkeypatch, folder, publishes(C))
    assert [one.number for one in target(Path("nowhere")).shelf().releases] == [1, 2, 3]


def test_a_second_publisher_is_refused(place: Path) -> None:
    def meanwhile(release: Release, sums: Mapping[str, str]) -> None:
        with pytest.raises(Refused, match="另一个人"):
            publish(place, B)
        with pytest.raises(Refused, match="另一个人"):
            target(place).rollback(1, accept)

    publish(place, C)
    target(place).publish(package_of(A), meanwhile)
    whole(place, A)


def test_rot_in_the_store_is_mended_by_the_next_that_shares_it(place: Path) -> None:
    publish(place, A)
    rotten = place / ".release/store" / manifest.digest_of(place / "robots.txt")
    rotten.write_bytes(b"user-agent: *\n")
    publish(place, B)
    whole(place, B)


def test_rot_at_the_root_is_mended(place: Path) -> None:
    publish(place, A)
    (place / "robots.txt").write_bytes(b"user-agent: *\n")
    publish(place, B)
    whole(place, B)


def test_a_release_that_has_rotted_is_not_gone_back_to(place: Path) -> None:
    publish(place, A)
    publish(place, B)
    index = next(file for file in (place / ".release/store").iterdir() if file.read_bytes() == A["index.html"])
    index.write_bytes(A["index.html"].replace(b"A", b"X", 1))
    with pytest.raises(Refused, match=r"index\.html"):
        target(place).rollback(1, accept)
    assert plain_files(visible(place)) == plain_files(B)


@pytest.mark.parametrize("what", ["write .release/store", "write .release/ready/1"])
def test_what_is_not_read_back_as_it_was_written_is_refused(
    place: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Flipping(Fragile):
        def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
            flip = f"write {path}".startswith(what)
            super().write(path, bytes([data[0] ^ 1]) + data[1:] if flip else data, stamp)

    publish(place, A)
    with monkeypatch.context() as patch:
        patch.setattr(shelved, "open_folder", lambda settings: Flipping(folders.Local(place)))
        with pytest.raises(Refused, match="不一样"):
            publish(place, B)
    assert plain_files(visible(place)) == plain_files(A)
    publish(place, C)
    whole(place, C)


@pytest.mark.parametrize("journal", [b"publish", b"publish 0000", b"\xff\xfe\x00"])
def test_a_torn_journal_hinders_nobody(place: Path, journal: bytes) -> None:
    publish(place, A)
    (place / "index.html").write_bytes(B["index.html"])
    (place / ".release/journal").write_bytes(journal)
    said: list[str] = []
    assert target(place, say=said.append).shelf().current == 1
    assert said == [shelved.UNFINISHED]
    publish(place, C)
    whole(place, C)


def test_a_return_says_once_that_something_is_unfinished(place: Path) -> None:
    publish(place, A)
    publish(place, B)
    (place / ".release/journal").write_bytes(b"rollback 000001")
    said: list[str] = []
    target(place, say=said.append).rollback(1, accept)
    assert said.count(shelved.UNFINISHED) == 1
    whole(place, A)


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"rotten")])
def test_an_asset_that_rotted_is_not_carried_over(place: Path, damage: Callable[[Path], object]) -> None:
    publish(place, A)
    assets = sorted(filter(names.is_carried, A))
    damage(place / ".release/store" / digest(A[assets[0]]))
    assert publish(place, B).carried == tuple(assets[1:])


def test_a_list_that_is_torn_is_no_release(place: Path) -> None:
    publish(place, A)
    second = publish(place, B)
    listed = place / ".release/releases" / second.id
    listed.write_bytes(listed.read_bytes()[:-1])
    note = listed.with_name("备份")
    note.write_bytes(b"")
    assert [one.number for one in target(place).shelf().releases] == [1]
    assert publish(place, C).number == 3
    assert note.exists()


def run(monkeypatch: pytest.MonkeyPatch, folder: Folder, act: Callable[[Replacing], object]) -> None:
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    with contextlib.suppress(Killed, OSError, Refused):
        act(target(Path("nowhere"), now=lambda: 1_700_000_000.0))


def publishes(files: Site, confirm: Confirm = accept) -> Callable[[Replacing], object]:
    return lambda at: at.publish(package_of(files), confirm)


def prunes(at: Replacing) -> None:
    at.settings = settings_of("nowhere", keep=1)
    at.publish(package_of(B), accept)


STORIES: dict[str, tuple[tuple[Site, ...], Callable[[Replacing], object]]] = {
    "the first": ((), publishes(B)),
    "the first, not confirmed": ((), publishes(B, refuse)),
    "another": ((C, A), publishes(B)),
    "another, old ones go": ((C, A), prunes),
    "another, not confirmed": ((C, A), publishes(B, refuse)),
    "back": ((C, A), lambda at: at.rollback(1, accept)),
    "back, not confirmed": ((C, A), lambda at: at.rollback(1, refuse)),
}


@pytest.mark.parametrize("story", STORIES)
def test_killed_anywhere(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after each operation, and in the middle of each that writes: no page is broken, and whatever the
    next run is to do, it ends it and leaves no litter."""
    sites, act = STORIES[story]
    before = Memory()
    for files in sites:
        run(monkeypatch, before, publishes(files))
    counting = Fragile(before.copy())
    run(monkeypatch, counting, act)
    assert len(counting.done) > 30
    for at, what in enumerate(counting.done):
        for half in (False, True) if what.startswith(("write", "append")) else (False,):
            died = before.copy()
            folder = Fragile(died, at, half=half)
            run(monkeypatch, folder, act)
            assert folder.dead and folder.done[-1] == what
            assert broken(died) == [], what
            if sites:
                assert visible(died).keys() >= A.keys() & B.keys() & C.keys(), what
            after = died.copy()
            run(monkeypatch, after, publishes(A))
            whole(after, A)
            assert open_pages_need(died) <= visible(after).keys(), what
            needed = open_pages_need(died)
            if sites and "go" not in story:
                run(monkeypatch, died, lambda at: at.rollback(1 if at.shelf().current != 1 else 2, accept))
                assert broken(died) == []
                assert needed <= visible(died).keys(), what
                assert at_rest(died), what


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_anywhere_leaves_the_old_site(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any one operation; what is done to undo it works again."""
    before = Memory()
    run(monkeypatch, before, publishes(A))
    counting = Fragile(before.copy())
    run(monkeypatch, counting, publishes(B))
    done = next(at for at, what in enumerate(counting.done) if what.startswith("append"))
    for at, what in enumerate(counting.done):
        folder = before.copy()
        failing = Fragile(folder, at, half=True, error=lambda: OSError(number, "the disk"))
        run(monkeypatch, failing, publishes(B))
        seen = A if at < done else B
        assert {path: visible(folder).get(path) for path in seen} == seen, what
        run(monkeypatch, folder, publishes(C))
        whole(folder, C)


KILLS = 12


def test_readers_never_meet_a_broken_page(place: Path, tmp_path: Path) -> None:
    """A publisher killed at random moments, while others read through nginx."""
    sites = [site("A", pages=20), site("B", pages=20)]
    publish(place, sites[1])
    began = time.monotonic()
    publish(place, sites[0])
    took = time.monotonic() - began
    chance, killed = random.Random(5), 0
    with serving(tmp_path / "nginx", plain(place)) as url, Readers(url, sites) as readers:
        for turn in range(100):
            pid = os.fork()
            if not pid:
                publish(place, sites[1 - turn % 2])
                os._exit(0)
            time.sleep(chance.random() * took)
            os.kill(pid, signal.SIGKILL)
            if os.waitpid(pid, 0)[1] == signal.SIGKILL:
                killed += 1
            else:  # it was quicker than the one that was timed
                took *= 0.8
            if killed == KILLS:
                break
    assert readers.seen.problems == []
    assert readers.seen.pages > 20 and min(readers.seen.of_site.values()) > 0
    assert killed == KILLS
    publish(place, sites[1])
    whole(place, sites[1])


def test_of_what_was_withdrawn_nothing_stays_but_styles_and_scripts(place: Path) -> None:
    publish(place, {**A, **WITHDRAWN})
    publish(place, B)
    assert visible(place).keys() & WITHDRAWN.keys() == set()
    assert visible(place).keys() >= {path for path in A if path.startswith("assets/")}
    with pytest.raises(Refused, match="不是这一版"):
        target(place).publish(package_of({**A, **WITHDRAWN}), refuse)
    assert visible(place).keys() & WITHDRAWN.keys() == set()
    target(place).rollback(1, accept)
    assert visible(place).keys() >= WITHDRAWN.keys()


def test_interrupted_while_it_waits_to_be_confirmed_it_is_taken_back(place: Path) -> None:
    publish(place, A)
    with pytest.raises(KeyboardInterrupt):
        target(place).publish(package_of(B), interrupt)
    assert plain_files(visible(place)) == plain_files(A)
    assert [one.number for one in target(place).shelf().releases] == [1]


@pytest.mark.parametrize("step", ["write .release/ready/3", "replace index.html", "write .release/store"])
def test_what_goes_wrong_is_told_of_the_sites_file(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(Memory):
        def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
            if f"write {path}".startswith(step):
                raise OSError(errno.ENOSPC, "full", f"/srv/{path}")
            super().write(path, data, stamp)

        def replace(self, old: str, new: str) -> None:
            if f"replace {new}" == step and not failed:
                failed.append(new)
                raise OSError(errno.ENOSPC, "full", f"/srv/{old}", None, f"/srv/{new}")
            super().replace(old, new)

    failed: list[str] = []
    monkeypatch.setattr(shelved, "open_folder", lambda settings: Full())
    with pytest.raises(OSError, match="full") as told:
        target(Path("nowhere")).publish(package_of(A), accept)
    ours = {*A, "web.config", names.VERSION, manifest.REPORT, MATERIALS, RELEASE, manifest.SUMS}
    assert told.value.filename in ours
    assert told.value.filename2 is None


OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pointer": (lambda place: Pointer(settings_of(place), say=quiet).publish(package_of(A), accept), "pointer 布局"),
    "in-place": (lambda place: publish(place, A), "in-place 布局"),
    "zip": (lambda place: Zip(settings_of(place, "zip"), say=quiet).publish(package_of(A), accept), "zip:"),
    "releases": (lambda place: Posix(settings_of(place), say=quiet).publish(package_of(A), accept), "releases 布局"),
    "build": (lambda place: built(place), "build 生成的网站"),
}


def built(place: Path) -> None:
    for path, data in {"page.html": b"x", manifest.REPORT: b"{}", manifest.SUMS: b""}.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)


@pytest.mark.parametrize("there", OTHERS)
@pytest.mark.parametrize("kind", [kind for kind in OTHERS if kind != "build"])
def test_a_folder_is_never_two_kinds_of_target(there: str, kind: str, place: Path) -> None:
    if there == kind:
        OTHERS[there][0](place)
        OTHERS[there][0](place)
        return
    OTHERS[there][0](place)
    before = everything(place)
    with pytest.raises(Refused, match="有别的东西" if kind == "releases" else OTHERS[there][1]):
        OTHERS[kind][0](place)
    after = everything(place)
    assert (after.held, after.folders) == (before.held, before.folders)
