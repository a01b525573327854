"""A folder on this machine that a web server serves, on a file system with symbolic links.

Each release is a folder whose files stay as they are once it has its name; a link to one of them is what is served.
A file that the release before has too gets a second name instead of a copy, once it was read and found sound.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from publishing import Refused, gates, guarantees, troubles
from publishing.package import Content, Package, Release, entries, following
from publishing.settings import Settings
from publishing.targets import Confirm, Say, Shelf, Target, chosen, durable, layout
from publishing.targets.place import Kept, Place
from publishing.targets.who import who_is_here

_SECOND = 1_000_000_000


class Posix(Target):
    """A folder of releases, and the link that a web server follows to one."""

    guarantee: ClassVar[str] = guarantees.RELEASES
    compressed: ClassVar[bool] = True

    def __init__(self, settings: Settings, *, say: Say, now: Callable[[], float] = time.time) -> None:
        super().__init__(settings, say=say, now=now)
        self._place = Place(Path(settings.place))

    def publish(self, package: Package, confirm: Confirm, *, allow_shrink: bool = False) -> Release:
        """The release that readers see from now on. What is there of one that was not to be is taken away again."""
        with self._place.locked():
            kept = self._place.kept()
            served = self._place.served(kept)
            if not allow_shrink:
                before = served or (kept[-1] if kept else None)
                gates.shrunk(package.pages, before.release if before else None)
            lent = self._lendable(kept, package.files)
            number, stamp = self._place.counted()
            release = following(package, [one.release for one in kept], self.now(), lent, number, stamp)
            files = entries(
                package, release, {path: Content(one.sha256, one.size, one.file) for path, one in lent.items()}
            )
            try:
                self._put(release, files, {**_unchanged(files, served), **lent})
                self._switch(release, {path: one.sha256 for path, one in files.items()}, confirm)
            except BaseException:
                self._drop(release)
                raise
            self._afterwards("publish", release)
            return release

    def shelf(self) -> Shelf:
        """The whole releases. Refused where ``current`` is no link of ours."""
        return self._shelf(self._place.kept())

    def rollback(self, number: int | None, confirm: Confirm) -> Release:
        """The older release, with the styles in it that open pages of newer ones may ask for."""
        chosen(self.shelf(), number)  # nothing is made where nothing is
        with self._place.locked():
            kept = self._place.kept()
            release = chosen(self._shelf(kept), number)
            found = next(one for one in kept if one.release == release)
            self.say(f"正在核对 {release.id}……")
            found.verify()
            self._lend(found, self._lendable(kept, found.sums))
            self._switch(release, found.sums, confirm)
            self._afterwards("rollback", release)
            return release

    def _shelf(self, kept: Sequence[Kept]) -> Shelf:
        served = self._place.served(kept)
        return Shelf(tuple(one.release for one in kept), served.release.number if served else None)

    def _lendable(self, kept: Sequence[Kept], has: Collection[str]) -> dict[str, durable.Sound]:
        lent, rotten = self._place.lendable(kept, has)
        if rotten:
            self.say(
                f"以前的版本里有 {len(rotten)} 个文件坏了（如 {rotten[0]}），没有带过来；已经打开的旧页面可能缺样式。"
            )
        return lent

    def _put(self, release: Release, files: Mapping[str, Content], have: Mapping[str, durable.Sound]) -> None:
        """Puts the release into its folder, read back, on the disk.

        ``have``: files that lie at the target already, by path.
        """
        self.say(f"正在写入 {release.id}：{len(files)} 个文件，其中 {len(have)} 个沿用……")
        staging = self._place.releases / (layout.STAGING + release.id)
        folders = [staging, *(staging / path for path in durable.folders_of(files))]
        for one in folders:
            durable.folder(one)
        most = len(self._place.folders())
        written = []
        for path, content in files.items():
            old = have.get(path)
            if not old or not durable.share(old, staging / path, most):
                durable.write(staging / path, content.read(), old.mtime_ns if old else release.stamp * _SECOND)
                written.append(staging / path)
        self.say("正在读回核对……")
        for path, content in files.items():
            if not durable.sound(staging / path, content.sha256):
                raise Refused(f"{path} 写进去的和读回来的不一样（多半是磁盘出了错），没有发布。请检查磁盘后再试。")
        durable.sync_all(written + folders)
        self._count(release)
        staging.rename(self._place.releases / release.id)
        durable.sync(self._place.releases)

    def _count(self, release: Release) -> None:
        new = self._place.root / (layout.NEW_COUNTER + release.id)
        durable.write(new, layout.counter(release.number, release.stamp).encode(), release.stamp * _SECOND, 0o644)
        durable.sync(new)
        new.replace(self._place.root / layout.COUNTER)

    def _switch(self, release: Release, listed: Mapping[str, str], confirm: Confirm) -> None:
        """Makes readers see the release, or what they saw before, if that cannot be confirmed."""
        before = self._place.link()
        try:
            self._point(layout.link_to(release.id))
            confirm(release, listed)
        except BaseException:
            try:
                self._point(before)
            except OSError as error:
                raise Refused(
                    f"{release.id} 没有得到确认，又换不回原来的版本：{troubles.meaning(error)}。请尽快运行 rollback。"
                ) from error
            raise

    def _point(self, target: str | None) -> None:
        """``current`` leads there; with None it is not there."""
        current = self._place.current
        if target is None:
            current.unlink(missing_ok=True)
        elif self._place.link() != target:
            durable.point(current, target, self._place.root / (layout.NEW_LINK + Path(target).name))

    def _lend(self, found: Kept, lent: Mapping[str, durable.Sound]) -> None:
        """Gives an older release the files that open pages of the newer ones may ask for. Its list does not name them,
        nor does it need to: their own releases do."""
        most = len(self._place.folders())
        for path in durable.folders_of(lent):
            if not (found.folder / path).is_dir():
                durable.folder(found.folder / path)
        for path, old in lent.items():
            at, new = found.folder / path, self._place.releases / (layout.STAGING + found.release.id)
            if not durable.sound(at, old.sha256):
                if not durable.share(old, new, most):
                    durable.write(new, old.file.read_bytes(), old.mtime_ns)
                    durable.sync(new)
                new.replace(at)
        for path in ["", *durable.folders_of(lent)]:
            durable.sync(found.folder / path)

    def _drop(self, release: Release) -> None:
        """Takes away what is there of a release that was not to be, as far as that goes: the next one sweeps."""
        with contextlib.suppress(OSError, Refused):
            if self._place.link() != layout.link_to(release.id):
                self._place.remove(release.id)
        shutil.rmtree(self._place.releases / (layout.STAGING + release.id), ignore_errors=True)

    def _afterwards(self, action: str, release: Release) -> None:
        """What may go wrong without harm: readers see the release already."""
        for step, what in ((self._log, "没有记下日志"), (self._prune, "没有清理完旧版本")):
            try:
                step(action, release)
            except OSError as error:
                self.say(f"{release.id} 已经生效，只是{what}：{troubles.meaning(error)}。")

    def _log(self, action: str, release: Release) -> None:
        durable.append(self._place.root / layout.LOG, layout.line(self.now(), action, release, who_is_here()))

    def _prune(self, action: str, release: Release) -> None:
        """Removes what is older than the newest that are whole, but the release that is served.

        A broken one stays until it is older than these.
        """
        newest = self._place.kept()[-self.settings.keep :]
        for name, number in self._place.folders().items():
            if newest and number < newest[0].release.number and name != release.id:
                self._place.remove(name)


def _unchanged(files: Mapping[str, Content], served: Kept | None) -> dict[str, durable.Sound]:
    """Those of the files that the release which is served has under the same path, sound."""
    found = {
        path: durable.sound(served.folder / path, content.sha256)
        for path, content in files.items()
        if served and served.sums.get(path) == content.sha256
    }
    return {path: sound for path, sound in found.items() if sound}
