"""A publisher killed before, in and after each of its file operations: the old site, or the new, and the next one
goes on. And: what a loss of power could undo is on the disk before it is relied on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from publishing import Refused
from publishing.package import Package
from publishing.targets import layout
from publishing.targets.posix import Posix

from tests.publishing.conftest import accept, held, names_in, package_of, quiet, refuse, settings_of, site
from tests.publishing.operations import killed_at, met

KEEP = 2


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "place"


def target(place: Path) -> Posix:
    return Posix(settings_of(place, keep=KEEP), say=quiet)


def publish(place: Path, package: Package) -> None:
    target(place).publish(package, accept)


def publish_refused(place: Path, package: Package) -> None:
    with pytest.raises(Refused):
        target(place).publish(package, refuse)


def seen(place: Path) -> str:
    """The digest of the site that readers see, whole; the test fails if it is not."""
    return held(place / layout.CURRENT).digest


def assert_tidy(place: Path, keep: int = KEEP) -> None:
    """Nothing lies there but releases, all whole, as many as are to be kept."""
    assert set(names_in(place)) == layout.OURS - {layout.LOCKS}
    folders = list((place / layout.RELEASES).iterdir())
    assert sorted(map(held, folders), key=lambda one: one.number) == list(target(place).shelf().releases)
    assert len(folders) <= keep + 1


@pytest.mark.slow
def test_a_publication_killed_at_any_operation(place: Path, a: Package, b: Package) -> None:
    """Each begins with the other site in place and two releases kept, so that it links, carries over, and prunes."""
    for package in (b, a, b):
        publish(place, package)
    old, new = b, a
    outcomes: list[bool] = []
    while killed_at(len(outcomes), partial(publish, place, new)):
        assert seen(place) in (old.digest, new.digest)
        outcomes.append(seen(place) == new.digest)
        publish(place, new)
        assert seen(place) == new.digest
        assert_tidy(place)
        old, new = new, old
    assert seen(place) == new.digest
    assert outcomes.count(False) > 100
    assert outcomes.count(True) > 20


@pytest.mark.slow
def test_a_first_publication_killed_at_any_operation(in_memory: Path, a: Package) -> None:
    at = 0
    while killed_at(at, partial(publish, in_memory / str(at), a)):
        place = in_memory / str(at)
        if os.path.lexists(place / layout.CURRENT):
            assert seen(place) == a.digest
        publish(place, a)
        assert seen(place) == a.digest
        assert_tidy(place)
        at += 1
    assert at > 100


@pytest.mark.slow
def test_a_publication_that_is_refused_and_killed_at_any_operation(place: Path, a: Package, b: Package) -> None:
    publish(place, a)
    at = 0
    while killed_at(at, lambda: publish_refused(place, b)):
        assert seen(place) in (a.digest, b.digest)
        publish(place, a)
        assert seen(place) == a.digest
        assert_tidy(place)
        at += 1
    assert seen(place) == a.digest
    assert_tidy(place)
    assert at > 100


def test_a_return_killed_at_any_operation(place: Path, a: Package, b: Package) -> None:
    publish(place, a)
    publish(place, b)
    outcomes: list[bool] = []
    while killed_at(len(outcomes), lambda: target(place).rollback(None, accept)):
        assert seen(place) in (a.digest, b.digest)
        outcomes.append(seen(place) == a.digest)
        if not outcomes[-1]:
            target(place).rollback(None, accept)
        assert seen(place) == a.digest
        assert_tidy(place)
        publish(place, a)  # new folders, which nothing was lent to
        publish(place, b)
    assert seen(place) == a.digest
    assert outcomes.count(False) > 20
    assert outcomes.count(True) > 3


def parent(path: str) -> str:
    return str(Path(path).parent)


class Disk:
    """What a loss of power could undo: paths of files whose bytes, and of folders whose names, are not yet synced."""

    def __init__(self, current: Path, *, links: bool) -> None:
        self.current = str(current)
        self.links = links
        self.unsynced: set[str] = set()
        self.at_switches: list[set[str]] = []
        self._opened: dict[int, str] = {}

    def meet(self, name: str, args: tuple[Any, ...], operation: Callable[[], Any]) -> Any:
        paths = [os.fspath(one) for one in args if isinstance(one, str | os.PathLike)]
        if name == "replace" and paths[1] == self.current:
            self.at_switches.append(set(self.unsynced))
        if name == "link" and not self.links:
            raise OSError(errno.EPERM, "no hard links")
        answer = operation()
        if name == "open":
            self._opened[answer] = paths[0]
            if args[1] & os.O_EXCL:
                self.unsynced |= {paths[0], parent(paths[0])}
        elif name in ("write", "fchmod", "utime", "ftruncate"):
            self.unsynced.add(self._opened[args[0]])
        elif name == "fsync":
            self.unsynced.discard(self._opened[args[0]])
        elif name in ("mkdir", "chmod"):
            self.unsynced |= {paths[0], parent(paths[0])}
        elif name in ("link", "symlink"):
            self.unsynced.add(parent(paths[1]))
        elif name in ("rename", "replace"):
            self.unsynced = {
                f"{paths[1]}{one.removeprefix(paths[0])}" if one.startswith(paths[0]) else one for one in self.unsynced
            }
            self.unsynced |= set(map(parent, paths))
        return answer


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("action", ["publish first", "publish", "rollback"])
def test_all_that_a_switch_relies_on_is_on_the_disk_before_it(
    place: Path, b: Package, action: str, links: bool
) -> None:
    # Its assets lie where the other has no folder.
    a = package_of({path.replace("assets/", "assets/more/"): data for path, data in site("A").items()})
    if action != "publish first":
        publish(place, b)
        publish(place, a)
    disk = Disk(place / layout.CURRENT, links=links)
    with met(disk.meet):
        target(place).rollback(None, accept) if action == "rollback" else publish(place, b)
    if action != "publish first":
        assert all((place / layout.CURRENT / path).exists() for path in a.files if path.startswith("assets/"))
    # Who held the lock last may be forgotten, and a name that is swept anyway may come back.
    spare = {str(place / layout.LOCK)} | ({str(place / layout.RELEASES)} if action == "rollback" else set())
    # The folder that the link is in is synced after the switch.
    assert [unsynced - spare - {str(place)} for unsynced in disk.at_switches] == [set()]
    assert disk.unsynced <= spare
