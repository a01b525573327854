"""A folder on a Linux server, over ssh and rsync, laid out as :mod:`publishing.targets.layout` says.

The server needs sh, rsync and the coreutils. Where it has flock, whoever publishes to the same folder on the server
itself (``file:``) keeps out of the way too.
"""

from __future__ import annotations

import base64
import contextlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from publishing import Refused, gates, guarantees, manifest
from publishing.package import Content, Contents, Package, Release, carried, entries, following
from publishing.settings import Settings
from publishing.targets import Confirm, Say, Shelf, Target, chosen, layout
from publishing.targets.session import Session
from publishing.targets.who import who_is_here

# What `hold` in remote.sh refuses.
_PARENTLESS, _FOREIGN, _HELD, _NO_LINK = 41, 42, 43, 44

# A publisher that was cut off a moment ago may hold the lock until the server's last command for it ends.
_TRIES = 6
_PAUSE = 0.5


@dataclass(frozen=True)
class _Found:
    """What lies on the server: whole releases, oldest first; where ``current`` leads; the highest number and stamp ever
    given; each release's folder, whole or not, and its number."""

    kept: tuple[layout.Kept, ...]
    link: str | None
    counted: tuple[int, int]
    folders: Mapping[str, int]

    @property
    def served(self) -> layout.Kept | None:
        return next((one for one in self.kept if layout.link_to(one.release.id) == self.link), None)

    @property
    def shelf(self) -> Shelf:
        return Shelf(tuple(one.release for one in self.kept), self.served.release.number if self.served else None)


class Ssh(Target):
    """A folder of releases on a server, and the link that its web server follows to one."""

    guarantee: ClassVar[str] = guarantees.SSH
    compressed: ClassVar[bool] = True

    def __init__(self, settings: Settings, *, say: Say, now: Callable[[], float] = time.time) -> None:
        super().__init__(settings, say=say, now=now)
        if os.name == "nt":
            raise Refused("ssh: 要在 Linux 上发布；Windows 上请在 WSL 里运行，或发布到文件共享（smb:）。")
        if "\n" in settings.place or settings.host.startswith("-"):
            raise Refused(f"目标 {settings.name} 的地址不对。")

    def publish(self, package: Package, confirm: Confirm, *, allow_shrink: bool = False) -> Release:
        """The release that readers see from now on. What is there of one that was not to be is taken away again."""
        with self._connected() as server:
            found = self._held(server)
            served = found.served
            if not allow_shrink:
                before = served or (found.kept[-1] if found.kept else None)
                gates.shrunk(package.pages, before.release if before else None)
            lent = self._lendable(server, found.kept, package.files)
            number, stamp = found.counted
            release = following(package, found.shelf.releases, self.now(), lent, number, stamp)
            digests = {path: Content(digest, 0, b"") for path, (digest, _) in lent.items()}
            files = entries(package, release, digests)
            try:
                self._put(server, release, files, lent, served)
                self._switch(server, release, {path: one.sha256 for path, one in files.items()}, confirm, found)
            except BaseException:
                with contextlib.suppress(Refused):  # the next one sweeps
                    server.ask("drop", release.id)
                raise
            self._afterwards(server, "publish", release, found)
            return release

    def shelf(self) -> Shelf:
        """The whole releases on the server."""
        with self._connected() as server:
            return _look(server).shelf

    def rollback(self, number: int | None, confirm: Confirm) -> Release:
        """The older release, with the styles in it that open pages of newer ones may ask for."""
        with self._connected() as server:
            chosen(_look(server).shelf, number)  # nothing is made where nothing is
            found = self._held(server)
            release = chosen(found.shelf, number)
            listed = next(one.sums for one in found.kept if one.release == release)
            self.say(f"正在服务器上核对 {release.id}……")
            bad = _bad(server, release.id, listed)
            if bad:
                raise Refused(f"版本 {release.id} 里的 {bad[0]} 坏了（和清单不一样），不能退回到它。请退回别的版本。")
            _carry(server, release.id, self._lendable(server, found.kept, listed))
            self._switch(server, release, listed, confirm, found)
            self._afterwards(server, "rollback", release, found)
            return release

    def _connected(self) -> Session:
        self.say(f"正在连接 {self.settings.host}……")
        return Session(self.settings)

    def _held(self, server: Session) -> _Found:
        """What lies there, once nobody else may touch it."""
        for left in reversed(range(_TRIES)):
            status, answer = server.try_to("hold", base64.b64encode(who_is_here().encode()).decode())
            if status != _HELD:
                break
            time.sleep(_PAUSE if left else 0)
        told = dict(answer)
        where = f"{self.settings.host} 上的 {self.settings.place}"
        if status == _PARENTLESS:
            raise Refused(f"{where} 的上一级文件夹还没有。请先在服务器上建好，发布时只会新建最后一层。")
        if status == _FOREIGN:
            raise Refused(f"{where} 里有别的东西：{told['foreign']}。请换一个空文件夹，或先把它移走。")
        if status == _HELD:
            who = f"（{told['holder']}）" if told.get("holder") else ""
            raise Refused(
                f"有人正在发布到 {where}{who}，请等它结束再试。它的机器要是已经断电、断网，请在服务器上结束这个进程。"
            )
        if status == _NO_LINK:
            raise Refused(
                f"{where}/current 不是链接（也许整个文件夹是用别的工具复制来的）。请把它改名或删掉，再试一次。"
            )
        if status:
            raise server.failed()
        found = _look(server)
        if found.link and found.link.rpartition("/")[0] != layout.RELEASES:
            raise Refused(f"{where}/current 指向别处（{found.link}），不是这里的版本。请先删掉这个链接，再试一次。")
        return found

    def _lendable(
        self, server: Session, kept: Sequence[layout.Kept], has: Mapping[str, object]
    ) -> dict[str, tuple[str, str]]:
        """Styles and scripts of releases that pages which are still open may ask for, but those in ``has``:
        path → SHA-256 and the release whose file was read and is sound."""
        wanted = {
            path: one for path, one in carried((one.release, one.sums) for one in kept).items() if path not in has
        }
        found: dict[str, tuple[str, str]] = {}
        for one in reversed(kept):
            here = {path: one.sums[path] for path in wanted.keys() - found.keys() if one.sums.get(path) == wanted[path]}
            bad = _bad(server, one.release.id, here)
            found |= {path: (digest, one.release.id) for path, digest in here.items() if path not in bad}
        rotten = sorted(wanted.keys() - found.keys())
        if rotten:
            self.say(
                f"以前的版本里有 {len(rotten)} 个文件坏了（如 {rotten[0]}），没有带过来；已经打开的旧页面可能缺样式。"
            )
        return found

    def _put(
        self,
        server: Session,
        release: Release,
        files: Contents,
        lent: Mapping[str, tuple[str, str]],
        served: layout.Kept | None,
    ) -> None:
        """The release in its folder on the server, read back there, on its disk."""
        staging = dict(server.ask("begin", release.id))["staging"]
        _carry(server, layout.STAGING + release.id, lent)
        self.say(f"正在上传 {release.id}：{len(files)} 个文件，线上已有的不再传……")
        tree = server.folder / "tree"
        _lay_out(tree, {path: one for path, one in files.items() if path not in lent})
        new = server.upload(tree, staging, served.release.id if served else None)
        self.say(f"传了 {len(new)} 个。正在服务器上读回核对……")
        server.ask("stamp", release.id, str(release.stamp), told=_lines(new))
        bad = _bad(server, layout.STAGING + release.id, {path: one.sha256 for path, one in files.items()})
        if bad:
            raise Refused(
                f"{bad[0]} 传过去的和读回来的不一样（多半是服务器的磁盘出了错），没有发布。请检查磁盘后再试。"
            )
        server.ask("finish", release.id, told=layout.counter(release.number, release.stamp).encode())

    def _switch(
        self, server: Session, release: Release, listed: Mapping[str, str], confirm: Confirm, found: _Found
    ) -> None:
        """Makes readers see the release, or what they saw before, if that cannot be confirmed."""
        try:
            server.ask("switch", release.id)
            confirm(release, listed)
        except BaseException:
            try:
                server.ask(*(("switch", found.link.rpartition("/")[2]) if found.link else ("unpublish",)))
            except Refused as failure:
                raise Refused(f"新版本 {release.id} 没有得到确认，又没能换回原来的版本。{failure}") from failure
            raise

    def _afterwards(self, server: Session, action: str, release: Release, found: _Found) -> None:
        """What may go wrong without harm: readers see the release already."""
        numbers = sorted({release.number, *(one.release.number for one in found.kept)})
        oldest = numbers[-self.settings.keep :][0]
        old = [name for name, number in found.folders.items() if number < oldest]
        try:
            server.ask("note", told=layout.line(self.now(), action, release, who_is_here()).encode())
            if old:
                server.ask("drop", *old)  # but the one that readers see
        except Refused as failure:
            self.say(f"{release.id} 已经生效，只是没有记完日志、清理完旧版本：{failure}")


def _look(server: Session) -> _Found:
    kept = []
    folders: dict[str, int] = {}
    told = {"counter": b"", "log": b""}
    link = None
    for word, rest in server.ask("shelf"):
        if word == "folder":
            number = layout.number_of(rest)
            folders |= {rest: number} if number is not None else {}
        elif word == "release":
            name, *written = rest.rsplit(" ", 2)
            with contextlib.suppress(ValueError):
                kept.append(layout.Kept(*layout.whole(name, *map(base64.b64decode, written))))
        elif word == "current":
            link = rest
        elif word in told:
            told[word] = base64.b64decode(rest)
    counter, log = (told[word].decode("utf-8", "replace") for word in ("counter", "log"))
    kept.sort(key=lambda one: one.release.number)
    return _Found(tuple(kept), link, layout.counted(counter, log, folders), folders)


def _bad(server: Session, folder: str, listed: Mapping[str, str]) -> list[str]:
    """The files below a folder of ``releases`` that are not what a list says, sorted."""
    if not listed:
        return []
    answer = server.ask("check", folder, told=manifest.text(listed).encode())
    return sorted(path for word, path in answer if word == "bad")


def _carry(server: Session, folder: str, lent: Mapping[str, tuple[str, str]]) -> None:
    if lent:
        server.ask("carry", folder, told=_lines(f"{id} {path}" for path, (_, id) in lent.items()))


def _lay_out(tree: Path, files: Contents) -> None:
    """A folder with links to the files, as rsync is to see them."""
    for path, one in files.items():
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(one.source, bytes):
            file.write_bytes(one.source)
        else:
            file.symlink_to(one.source.resolve())


def _lines(told: Iterable[str]) -> bytes:
    return "".join(f"{one}\n" for one in told).encode()
