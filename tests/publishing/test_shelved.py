"""What is the same for all targets in a folder, tried in one that is nowhere."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest
from publishing import Refused, names
from publishing.package import Release
from publishing.targets import occupied, reaching, shelved
from publishing.targets.folders import Local
from publishing.targets.journal import HIDDEN, ONE, READY
from publishing.targets.pointer import RELEASES, Pointer
from publishing.targets.replacing import LISTS, Replacing
from publishing.targets.who import who_is_here

from tests.publishing.conftest import Site, accept, package_of, quiet, refuse, settings_of, site
from tests.publishing.fragile import Fragile, Memory

A, B, C = site("A"), site("B"), site("C")


class Closing(Memory):
    """A folder that counts how often it was closed."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Closing:
    folder = Closing()
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    return folder


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def target(folder: Closing, said: list[str]) -> Replacing:
    return Replacing(settings_of("nowhere", keep=5), say=said.append, now=lambda: 1_700_000_000.0)


def publish(target: Replacing, files: Site) -> Release:
    return target.publish(package_of(files), accept)


@pytest.mark.parametrize("number", [None, 2])
def test_the_release_that_is_meant_is_gone_back_to(
    target: Replacing, folder: Closing, said: list[str], number: int | None
) -> None:
    _, second, _ = (publish(target, files) for files in (A, B, C))
    said.clear()
    assert target.rollback(number, accept) == second
    assert {path: folder.held.get(path) for path in B} == B
    assert target.shelf().current == 2
    assert said[0] == f"正在核对 {second.id} ……"


def test_an_upload_tells_how_far_it_is(target: Replacing, said: list[str]) -> None:
    publish(target, A)
    said.clear()
    publish(target, A)
    steps = (r"正在上传 \d 个文件……", "正在读回核对……", r"正在备好 \d 个有变化的文件……", "正在逐个替换……")
    assert [one for one, step in zip(said, steps, strict=True) if not re.fullmatch(step, one)] == []


def test_a_site_that_lost_a_fifth_of_its_pages_is_refused_unless_that_is_meant(target: Replacing) -> None:
    first, fewer = publish(target, site("A", pages=8)), package_of(site("B", pages=6))
    with pytest.raises(Refused, match="少了五分之一以上"):
        target.publish(fewer, accept)
    assert target.shelf().releases == (first,)
    assert target.publish(fewer, accept, allow_shrink=True).number == 2


@pytest.mark.parametrize(("place", "named"), [("somewhere", "somewhere"), ("", "内网")])
def test_where_something_else_lies_is_told_by_the_place_or_its_name(folder: Closing, place: str, named: str) -> None:
    folder.write("releases/000001-0123abcd/index.html", b"")
    with pytest.raises(Refused, match=f"^{named} 里已经有"):
        publish(Replacing(settings_of(place), say=quiet), A)
    assert list(folder.held) == ["releases/000001-0123abcd/index.html"]


def test_the_folder_is_closed_whatever_happens(target: Replacing, folder: Closing) -> None:
    publish(target, A)
    target.shelf()
    with pytest.raises(Refused):
        target.publish(package_of(B), refuse)
    with pytest.raises(Refused):
        target.rollback(7, accept)
    assert folder.closed == 4


@pytest.mark.parametrize(
    ("error", "told"), [(OSError(errno.EIO, "x"), "磁盘读写出错，请检查硬件"), (Refused("断了。"), "断了")]
)
def test_what_goes_wrong_once_readers_see_the_release_is_told_and_no_failure(
    target: Replacing, folder: Closing, said: list[str], monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(path: str, data: bytes) -> None:
        raise error

    monkeypatch.setattr(folder, "append", fail)
    release = publish(target, A)
    assert said[-1] == f"{release.id} 已经生效，只是没有清理完旧版本（{told}）。下次发布会接着清理。"
    assert target.shelf().current == 1


def test_a_release_that_breaks_while_it_is_confirmed_is_no_failure(target: Replacing, folder: Closing) -> None:
    release = target.publish(package_of(A), lambda release, sums: folder.delete(f"{LISTS}/{release.id}"))
    assert {path: folder.held.get(path) for path in A} == A
    assert release.number == 1


class Full(Memory):
    """A folder that takes so many more contents; then nothing can be removed either, if it is ``stuck``."""

    left, stuck = 99, False

    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        self.left -= stamp is not None
        if self.left < 0:
            raise OSError(errno.ENOSPC, "full")
        super().write(path, data, stamp)

    def delete(self, path: str) -> None:
        if self.left < 0 and self.stuck:
            raise OSError(errno.EIO, "stuck")
        super().delete(path)


@pytest.mark.parametrize("stuck", [False, True])
@pytest.mark.parametrize("layout", [Pointer, Replacing])
def test_of_an_upload_that_failed_nothing_stays_and_why_is_told(
    monkeypatch: pytest.MonkeyPatch, layout: type[Pointer] | type[Replacing], stuck: bool
) -> None:
    folder = Full()
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    target = layout(settings_of("nowhere"), say=quiet)
    first = target.publish(package_of(A), accept)
    before = set(folder.held)
    folder.left, folder.stuck = 5, stuck
    with pytest.raises(OSError, match="full"):
        target.publish(package_of(B), accept)
    assert (set(folder.held) == before) is not stuck
    assert target.shelf().releases == (first,)


class Unsettled(Memory):
    """A folder of which the names of lists cannot be put on the disk, from a given moment on."""

    armed, failing = False, False

    def replace(self, old: str, new: str) -> None:
        super().replace(old, new)
        self.failing = self.armed and new.startswith((LISTS, RELEASES))

    def settle(self, paths: Iterable[str]) -> None:
        if self.failing:
            raise OSError(errno.EIO, "the disk")


@pytest.mark.parametrize("layout", [Pointer, Replacing])
def test_a_release_whose_list_may_not_last_is_none(
    monkeypatch: pytest.MonkeyPatch, layout: type[Pointer] | type[Replacing]
) -> None:
    folder = Unsettled()
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    target = layout(settings_of("nowhere"), say=quiet)
    first = target.publish(package_of(A), accept)
    folder.armed = True
    with pytest.raises(OSError, match="the disk"):
        target.publish(package_of(B), accept)
    assert target.shelf().releases == (first,)


@pytest.mark.parametrize("layout", [Pointer, Replacing])
def test_what_others_lead_to_outlasts_a_power_cut_if_they_do(
    monkeypatch: pytest.MonkeyPatch, layout: type[Pointer] | type[Replacing]
) -> None:
    """The names of files are on the disk before a list, a page or a start that needs them takes its place."""
    folder = Fragile(Memory())
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    for files in (A, B):
        layout(settings_of("nowhere"), say=quiet).publish(package_of(files), accept)
    unsettled: set[str] = set()
    for what in folder.trace:
        step, _, path = what.partition(" ")
        if step == "settle":
            unsettled -= {one for one in unsettled if one.rpartition("/")[0] == path}
        if step == "replace":
            if path in ("index.html", names.VERSION) or path.startswith((LISTS, RELEASES)):
                assert unsettled == set(), what
            elif names.is_page(path):
                assert set(filter(names.is_page, unsettled)) == unsettled, what
            elif not path.startswith(HIDDEN):
                assert not [one for one in unsettled if one.startswith(READY)], what
        if step in ("write", "replace") and path != ONE:
            unsettled.add(path)
    assert unsettled == set()


@pytest.mark.parametrize(
    ("there", "kind"),
    [
        *(([], ""), (["notes.txt"], ""), (["log"], ""), ([".release/other"], "")),
        *((["releases/x/y"], occupied.RELEASES), (["current"], occupied.RELEASES), (["counter"], occupied.RELEASES)),
        *(([".release/report.json"], "build"), ([".release/lock", ".release/report.json"], "")),
        ([".release/lock", ".release/report.json", ".release/store/x", "releases/x"], occupied.IN_PLACE),
        ([".release/lock", ".release/releases/x"], occupied.IN_PLACE),
        *(([".release/lock", name], occupied.ZIP) for name in ("zhengyou.zip", "zhengyou-000001-0123abcd.zip")),
        *(([".release/lock", name], "") for name in ("other.zip", "zhengyou.txt", "releases")),
        ([".release/lock", "releases/x/y"], occupied.POINTER),
    ],
)
def test_what_lies_in_a_folder_is_told_by_its_names(there: list[str], kind: str) -> None:
    folder = Memory()
    for path in there:
        folder.write(path, b"")
    for asked in (occupied.RELEASES, occupied.POINTER, occupied.IN_PLACE, occupied.ZIP):
        if kind in ("", asked):
            occupied.refuse(folder, asked, "这里")
        else:
            with pytest.raises(Refused, match=f"^这里 里已经有.*{kind}.*，没有发布。请换一个空文件夹。$"):
                occupied.refuse(folder, asked, "这里")


def test_the_folder_of_settings_is_that_of_this_machine(tmp_path: Path) -> None:
    folder = reaching.open_folder(settings_of(tmp_path))
    assert isinstance(folder, Local) and folder.root == tmp_path


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError, None])
def test_who_publishes_has_a_name_or_none(monkeypatch: pytest.MonkeyPatch, error: type[Exception] | None) -> None:
    def user() -> str:
        if error:
            raise error
        return "甲"

    monkeypatch.setattr("getpass.getuser", user)
    assert who_is_here() == f"{'?' if error else '甲'}@{socket.gethostname()}"
