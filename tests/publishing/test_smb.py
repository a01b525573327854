"""A file server: a real Samba on loopback, both layouts."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import smbclient
from publishing import Refused, manifest, troubles
from publishing.package import Release
from publishing.settings import Settings
from publishing.targets import journal, share, shelved
from publishing.targets.opening import open_target
from publishing.targets.pointer import Pointer
from publishing.targets.replacing import Replacing
from publishing.targets.share import Share
from publishing.targets.shelved import Shelved
from smbprotocol.exceptions import SMBException, SMBOSError
from smbprotocol.header import NtStatus

from tests.publishing import test_pointer, test_replacing
from tests.publishing.conftest import Site, accept, package_of, quiet, refuse, settings_of, site
from tests.publishing.fragile import Fragile
from tests.publishing.samba import PASSWORD, READ_ONLY, SHARE, Samba, samba

A, B, C = (site(letter, pages=1) for letter in "ABC")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samba]:
    with samba(tmp_path_factory.mktemp("samba")) as running:
        yield running


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(share.PASSWORD, PASSWORD)


@pytest.fixture
def settings(server: Samba, request: pytest.FixtureRequest) -> Settings:
    """A folder of the share that is not there yet."""
    place = f"{SHARE}/{abs(hash(request.node.name)):x}"
    return settings_of(place, "smb", host="127.0.0.1", port=server.port, user=server.user)


@pytest.fixture
def place(server: Samba, settings: Settings) -> Path:
    """The same folder as the server has it."""
    return server.folder / settings.place.partition("/")[2]


LAYOUTS: list[type[Shelved]] = [Pointer, Replacing]


def shows(kind: type[Shelved], place: Path, files: Site) -> bool:
    if kind is Pointer:
        return test_pointer.shows(place, files)
    return test_replacing.plain_files(test_replacing.visible(place)) == test_replacing.plain_files(files)


def publish(kind: type[Shelved], settings: Settings, files: Site) -> Release:
    return kind(settings, say=quiet).publish(package_of(files), accept)


@contextmanager
def reading(server: Samba, settings: Settings, path: str, sharing: str = "r") -> Iterator[Any]:
    """Somebody has the file open, over a connection of their own."""
    connections: dict[str, Any] = {}
    arguments = {
        "username": server.user,
        "password": PASSWORD,
        "port": server.port,
        "connection_cache": connections,
    }
    name = "\\".join(["\\\\127.0.0.1", *settings.place.split("/"), *path.split("/")])
    with smbclient.open_file(name, mode="rb", share_access=sharing, **arguments) as stream:
        yield stream
    smbclient.reset_connection_cache(connection_cache=connections)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_publishes_keeps_and_goes_back(kind: type[Shelved], settings: Settings, place: Path) -> None:
    first, second, third = (publish(kind, replace(settings, keep=3), files) for files in (A, B, C))
    assert shows(kind, place, C)
    fourth = publish(kind, replace(settings, keep=3), A)
    shelf = kind(settings, say=quiet).shelf()
    assert (shelf.releases, shelf.current) == ((second, third, fourth), 4)
    assert kind(settings, say=quiet).rollback(second.number, accept) == second
    assert shows(kind, place, B)
    log = (place / ".release/log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2] for line in log] == [one.id for one in (first, second, third, fourth, second)]
    assert not (place / journal.JOURNAL).exists() and not (place / journal.READY).exists()


def test_in_place_is_whole_to_the_last_byte(settings: Settings, place: Path) -> None:
    publish(Replacing, settings, A)
    before = (place / "robots.txt").stat().st_mtime
    (place / ".release/store" / package_of(A).files["robots.txt"].sha256).write_bytes(b"rotten, and longer than before")
    second = publish(Replacing, settings, B)
    test_replacing.whole(place, B)
    assert (place / "robots.txt").stat().st_mtime == before
    assert (place / "index.html").stat().st_mtime == second.stamp


def test_in_place_a_name_that_only_changes_its_case_is_not_lost(settings: Settings, place: Path) -> None:
    """To the server, as to Windows, both are one file."""
    for number, name in enumerate(("pictures/Plan.png", "pictures/plan.png", "pictures/Plan.png"), 1):
        publish(Replacing, replace(settings, keep=1), {**A, name: b"picture %d" % number})
        found = [one.read_bytes() for one in (place / "pictures").iterdir() if one.name.lower() == "plan.png"]
        assert found == [b"picture %d" % number]


@pytest.mark.parametrize("kind", LAYOUTS)
def test_what_cannot_be_confirmed_is_taken_back(kind: type[Shelved], settings: Settings, place: Path) -> None:
    publish(kind, settings, A)
    with pytest.raises(Refused, match="不是这一版"):
        kind(settings, say=quiet).publish(package_of(B), refuse)
    assert shows(kind, place, A)
    with pytest.raises(Refused, match="allow-shrink"):
        publish(kind, settings, {"index.html": b"<!doctype html>"})
    assert shows(kind, place, A)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_reader_who_holds_the_start_is_waited_for(
    kind: type[Shelved], server: Samba, settings: Settings, place: Path
) -> None:
    publish(kind, settings, A)
    with reading(server, settings, "index.html") as held:
        threading.Timer(0.6, held.close).start()
        publish(kind, settings, B)
        assert held.closed
    assert shows(kind, place, B)


@pytest.mark.parametrize("sharing", ["r", "rwd"])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_reader_who_keeps_the_start_open_is_told_of(
    kind: type[Shelved], sharing: str, server: Samba, settings: Settings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Share, "patience", 0.3)
    publish(kind, settings, A)
    with (
        reading(server, settings, "index.html", sharing),
        pytest.raises(Refused, match=r"index\.html 一直被别人打开着"),
    ):
        publish(kind, settings, B)
    assert shows(kind, place, A)
    assert [one.number for one in kind(settings, say=quiet).shelf().releases] == [1]
    publish(kind, settings, C)
    assert shows(kind, place, C)


def test_a_reader_of_an_old_release_does_not_hinder_the_new(
    server: Samba, settings: Settings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Share, "patience", 0.3)
    first = publish(Pointer, replace(settings, keep=3), A)
    for files in (B, C):
        publish(Pointer, replace(settings, keep=3), files)
    said: list[str] = []
    with reading(server, settings, f"releases/{first.id}/index.html"):
        Pointer(replace(settings, keep=3), say=said.append).publish(package_of(A), accept)
    assert [line for line in said if "没有清理完旧版本" in line]
    assert [one.number for one in Pointer(settings, say=quiet).shelf().releases] == [2, 3, 4]
    publish(Pointer, replace(settings, keep=3), B)
    test_pointer.at_rest(place, [3, 4, 5])


_HOLDER = """
import sys
from publishing.settings import Settings
from publishing.targets.share import Share
place, port, user = sys.argv[1:]
with Share(Settings("x", "smb", place, "127.0.0.1", int(port), user)).lock(".release/lock"):
    print(flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_lock_is_freed_with_its_holder(
    kind: type[Shelved], server: Samba, settings: Settings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share, "MOMENT", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, settings.place, str(server.port), server.user],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(Refused, match="另一个人正在发布"):
            publish(kind, settings, A)
        assert {one.name for one in place.iterdir()} == {".release"}
        holder.send_signal(signal.SIGKILL)
    monkeypatch.setattr(share, "MOMENT", 10.0)
    publish(kind, settings, A)
    assert shows(kind, place, A)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_rot_is_found_before_it_is_gone_back_to(kind: type[Shelved], settings: Settings, place: Path) -> None:
    first = publish(kind, settings, A)
    publish(kind, settings, B)
    rotten = place / "releases" / first.id / "404.html"
    if kind is Replacing:
        rotten = place / ".release/store" / package_of(A).files["404.html"].sha256
    rotten.write_bytes(rotten.read_bytes().replace(b"A", b"X", 1))
    with pytest.raises(Refused, match=r"404\.html"):
        kind(settings, say=quiet).rollback(None, accept)
    assert shows(kind, place, B)


class Cutting(Fragile):
    """Does something to the server before one operation, and lets the operation go on."""

    def __init__(self, inner: Share, before: str, act: Callable[[], None]) -> None:
        super().__init__(inner)
        self.before, self.act = before, act

    def _step(self, what: str, halfway: Callable[[], None] | None = None) -> None:
        super()._step(what)
        if what.startswith(self.before) and self.act:
            act, self.act = self.act, lambda: None
            act()

    def close(self) -> None:
        self.inner.close()


@pytest.mark.parametrize("before", ["write", "replace index.html"])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_server_that_goes_away(
    kind: type[Shelved], before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection lost in the middle: an error, no broken page; and the next run ends it."""
    with samba(tmp_path) as server:
        settings = settings_of(f"{SHARE}/kb", "smb", host="127.0.0.1", port=server.port, user=server.user)
        place = server.folder / "kb"
        publish(kind, settings, A)

        def restart() -> None:
            server.stop()
            server.start()

        with monkeypatch.context() as patch:
            patch.setattr(shelved, "open_folder", lambda settings: Cutting(Share(settings), before, restart))
            # Only where nothing was switched yet may it be said that readers see the old site.
            with pytest.raises(ConnectionError if before == "write" else Refused, match=r"断了|没有做完.*断了"):
                publish(kind, settings, B)
        if kind is Pointer or before == "write":
            assert shows(kind, place, A)
        else:
            assert test_replacing.broken(place, (A, B)) == []
            said: list[str] = []
            assert kind(settings, say=said.append).shelf().current == 1
            assert said == [shelved.UNFINISHED]
        publish(kind, settings, C)
        assert shows(kind, place, C)
        assert not (place / journal.JOURNAL).exists()


def test_who_is_refused(server: Samba, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a sentence of its own."""

    def shelf(settings: Settings) -> object:
        return open_target(settings, quiet).shelf()

    with pytest.raises(Refused, match="没有它，或者这个用户没有权限"):
        shelf(replace(settings, place="elsewhere/kb"))
    with pytest.raises(Refused, match="不认这个用户名或密码"):
        shelf(replace(settings, user="nobody-here"))
    monkeypatch.setenv(share.PASSWORD, "wrong")
    with pytest.raises(Refused, match="不认这个用户名或密码"):
        shelf(settings)
    monkeypatch.delenv(share.PASSWORD)
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: SIM115, PTH123
    with pytest.raises(Refused, match=share.PASSWORD):
        shelf(settings)
    monkeypatch.setenv(share.PASSWORD, PASSWORD)
    with pytest.raises(Refused, match="连不上"):
        shelf(replace(settings, port=1))
    assert shelf(settings) == shelved.Shelf((), None)
    assert not (server.folder / settings.place.partition("/")[2]).exists()


def test_a_password_is_asked_for_where_somebody_can_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(share.PASSWORD)
    assert share._password(replace(settings, user="")) is None  # the machine's own account
    monkeypatch.setattr("sys.stdin", Mock(isatty=lambda: True))
    monkeypatch.setattr(share.getpass, "getpass", lambda prompt: f"{prompt}!")
    assert share._password(settings) == f"{settings.user} 在 127.0.0.1 上的密码：!"


@pytest.mark.parametrize(
    "status, number, said",
    [
        (NtStatus.STATUS_DISK_FULL, errno.ENOSPC, "磁盘满了，请腾出空间后再试（pages/x.html）"),
        (0xC0000044, errno.EDQUOT, "磁盘配额用完了，请腾出空间后再试（pages/x.html）"),
        (NtStatus.STATUS_ACCESS_DENIED, errno.EACCES, "没有权限，请换有权限的用户，或请管理员授权（pages/x.html）"),
        (NtStatus.STATUS_OBJECT_PATH_NOT_FOUND, errno.ENOENT, "没有这个文件或文件夹（pages/x.html）"),
        (0xC0000185, None, "文件服务器报错 0xc0000185（pages/x.html）"),
    ],
)
def test_what_the_server_says_is_said_in_chinese(
    status: int, number: int | None, said: str, settings: Settings
) -> None:
    def fail() -> None:
        raise SMBOSError(status, "x")

    with pytest.raises(OSError) as caught:
        Share(settings)._told("pages/x.html", fail)
    assert (caught.value.errno, troubles.meaning(caught.value)) == (number, said)


def test_what_the_library_has_no_status_for_is_a_lost_connection(settings: Settings) -> None:
    there = Share(settings)
    for raised in (SMBException("x"), ValueError("x")):
        with pytest.raises(ConnectionError, match="断了"):
            there._told("x", Mock(side_effect=raised))


def test_a_lock_that_cannot_be_written_is_not_another_publishers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Share(settings)
    monkeypatch.setattr(Share, "_open", Mock(side_effect=SMBOSError(NtStatus.STATUS_DISK_FULL, "x")))
    with pytest.raises(OSError, match="空间不够") as caught, there.lock(".release/lock"):
        pass
    assert caught.value.errno == errno.ENOSPC
    assert not isinstance(caught.value, Refused)
    there.close()
    assert not there._connection.transport.connected


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_share_that_may_only_be_read(kind: type[Shelved], server: Samba, settings: Settings, place: Path) -> None:
    read_only = replace(settings, place=settings.place.replace(SHARE, READ_ONLY, 1))
    with pytest.raises(PermissionError):
        publish(kind, read_only, A)
    publish(kind, settings, A)
    with pytest.raises(PermissionError):
        publish(kind, read_only, B)
    assert shows(kind, place, A)


def test_a_long_file_arrives(settings: Settings, place: Path) -> None:
    """Longer than what one message can carry."""
    files = {**A, "long.bin": os.urandom(9 * 1024 * 1024)}
    release = publish(Pointer, settings, files)
    assert (
        manifest.digest_of(place / "releases" / release.id / "long.bin") == package_of(files).files["long.bin"].sha256
    )
