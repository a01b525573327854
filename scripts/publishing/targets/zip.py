"""A folder of archives, to be copied to a stick: one for each release, and one more, a copy, for the present one."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from publishing import Refused, guarantees, manifest
from publishing.package import Content, Package, Release, content, entries, following, read_release
from publishing.settings import Settings
from publishing.targets import Say, archive, layout, occupied
from publishing.targets.journal import ONE
from publishing.targets.shelved import Kept, Shelved

CURRENT = "zhengyou.zip"


class Zip(Shelved):
    """A folder of archives that readers carry away: no server answers for it."""

    kind: ClassVar[str] = occupied.ZIP
    guarantee: ClassVar[str] = guarantees.ZIP
    served: ClassVar[bool] = False

    def __init__(self, settings: Settings, *, say: Say, now: Callable[[], float] = time.time) -> None:
        super().__init__(settings, say=say, now=now)
        self._rotten: set[str] = set()

    def _ids(self) -> list[str]:
        found = [name.removeprefix(archive.top("")).removesuffix(".zip") for name in self.folder.names("")]
        return [id for id in found if layout.number_of(id) is not None]

    def _at(self, id: str, path: str, digest: str) -> str:
        return f"{archive.top(id)}.zip"

    def _whole(self) -> list[Kept]:
        found = {id: self._archived(self._at(id, "", "")) for id in self._ids()}
        whole = [kept for id, kept in found.items() if kept and kept.id == id]
        return sorted(whole, key=lambda one: one.release.number)

    def _archived(self, name: str) -> Kept | None:
        """The release in an archive; None if it has rotted, or is not there."""
        try:
            told, listed = archive.told(self._file(name))
            release, sums = layout.whole(read_release(told).id, told, listed)
        except FileNotFoundError:
            return None
        except ValueError:
            if name not in self._rotten:
                self._rotten.add(name)
                self.say(f"{name} 坏了，不算在内。")
            return None
        return Kept(release, {**sums, manifest.SUMS: content(listed).sha256}, listed)

    def _current(self, shelf: list[Kept]) -> Kept | None:
        found = self._archived(CURRENT)
        return found if found in shelf else None

    def _made(self, package: Package, shelf: list[Kept]) -> tuple[Release, dict[str, Content]]:
        # It is unpacked to a folder of its own: no page of another release is open there.
        release = following(package, [one.release for one in shelf], self.now(), (), *self._counted())
        return release, entries(package, release)

    def _store(self, kept: Kept, files: Mapping[str, Content]) -> None:
        self.say("正在打包并读回核对 ……")
        self.folder.write(ONE, archive.packed(kept.release, files), kept.release.stamp)
        if self._wrong(ONE, kept):
            raise Refused("压缩包写下去和读回来的不一样，磁盘有毛病，没有发布。请换一个磁盘再试。")
        self.folder.replace(ONE, self._at(kept.id, "", ""))

    def _refuse_rotten(self, kept: Kept) -> None:
        name = self._at(kept.id, "", "")
        wrong = self._wrong(name, kept)
        if wrong:
            raise Refused(f"{name} 坏了（{wrong[0]} 等 {len(wrong)} 处），不能用它。请退回别的版本，或再发布一次。")

    def _wrong(self, name: str, kept: Kept) -> list[str]:
        try:
            return archive.wrong(self._file(name), kept.id, kept.sums)
        except ValueError:
            return ["压缩包本身"]

    def _switch(self, kept: Kept | None, stamp: int) -> None:
        if kept is None:
            self.folder.delete(CURRENT)
            return
        self._refuse_rotten(kept)
        self.folder.put(CURRENT, self.folder.read(self._at(kept.id, "", "")), ONE)

    def _drop(self, id: str) -> None:
        self.folder.delete(self._at(id, "", ""))

    def _file(self, name: str) -> Path:
        return Path(self.settings.place, name)
