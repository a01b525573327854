"""A folder that a web server serves while it changes: no links, no rights at the server (IIS, a share).

What releases hold lies, each content once, in a hidden store. To switch, all files that differ are made ready beside
it, read back, and then renamed over the old ones, in an order in which no page ever lacks what it needs. Readers may
see old and new pages together meanwhile; if the publisher dies, until the next has ended what the journal tells of.

Fingerprinted styles and scripts stay while a release that is kept has them: pages that are open ask for them.
Everything else that a release lacks is gone at the end of its publication, since it may have been withdrawn.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import ClassVar

from publishing import Refused, guarantees, iis, manifest, names
from publishing.package import Content, Package, Release, carried, content, entries, following
from publishing.targets import layout, occupied
from publishing.targets.folders import about, folders_of
from publishing.targets.journal import HIDDEN, READY
from publishing.targets.shelved import Kept, Shelved

# Contents, each named by its SHA-256.
STORE = f"{HIDDEN}/store"
# Lists, each named by its release.
LISTS = f"{HIDDEN}/releases"
CONFIGURATION = "web.config"


class Replacing(Shelved):
    """One copy of the site, its files renamed into place, over a store of contents."""

    kind: ClassVar[str] = occupied.IN_PLACE
    guarantee: ClassVar[str] = guarantees.IN_PLACE

    def _ids(self) -> list[str]:
        return [name for name in self.folder.names(LISTS) if layout.number_of(name) is not None]

    def _at(self, id: str, path: str, digest: str) -> str:
        return f"{LISTS}/{id}" if path == manifest.SUMS else f"{STORE}/{digest}"

    def _current(self, shelf: list[Kept]) -> Kept | None:
        try:
            found = content(self.folder.read(names.VERSION)).sha256
        except FileNotFoundError:
            return None
        return next((one for one in shelf if one.sums[names.VERSION] == found), None)

    def _made(self, package: Package, shelf: list[Kept]) -> tuple[Release, dict[str, Content]]:
        package = replace(package, files={**package.files, CONFIGURATION: content(iis.web_config())})
        self._refuse_foreign(package.files)
        old = self._carried(package)
        release = following(package, [one.release for one in shelf], self.now(), old, *self._counted())
        return release, entries(package, release, old)

    def _carried(self, package: Package) -> dict[str, Content]:
        """What pages that are open may ask for, if it is sound."""
        found = {}
        for path, digest in carried((one.release, one.sums) for one in self._whole()).items():
            place = f"{STORE}/{digest}"
            if path not in package.files and self._is(place, digest):
                found[path] = content(self.folder.read(place))
        return found

    def _refuse_foreign(self, paths: Iterable[str]) -> None:
        ours = {path.casefold() for path in self._ours()}
        others = sorted({path.casefold() for path in self._beside(paths)} & {path.casefold() for path in paths} - ours)
        if others:
            raise Refused(
                f"要发布到的文件夹里有 {len(others)} 个别人的文件会被盖掉：{'、'.join(others[:5])}。"
                "请换一个空文件夹，或先把它们移走。"
            )

    def _stocked(self) -> set[str]:
        return {f"{STORE}/{name}" for name in self.folder.names(STORE)}

    def _switch(self, kept: Kept | None, stamp: int) -> None:
        wanted = kept.sums if kept else {}
        there = self._there(wanted)
        wrong = self._not_as_told({path: wanted[path] for path in there})
        changed = names.in_order({*wrong, *(wanted.keys() - there)})
        ready = {path: f"{READY}/{number}" for number, path in enumerate(changed)}
        if kept and changed:
            self.say(f"正在备好 {len(changed)} 个有变化的文件……")
            self.folder.each(changed, lambda path: self._prepare(kept, path, ready[path], stamp))
            self.folder.settle([READY])
            self.say("正在逐个替换……")
        for _, group in groupby(changed, names.is_page):
            paths = list(group)
            for path in paths:
                with about(path):
                    self.folder.make(path.rpartition("/")[0])
                    self.folder.replace(ready[path], path)
            self.folder.settle(folders_of(paths))  # what pages need outlasts a power cut if they do
        self._remove((path for path in self._ours() if kept is None or not names.is_carried(path)), wanted)

    def _prepare(self, kept: Kept, path: str, ready: str, stamp: int) -> None:
        digest = kept.sums[path]
        with about(path):
            self.folder.write(ready, self.folder.read(self._at(kept.id, path, digest)), stamp)
            sound = self._is(ready, digest)
        if not sound:
            raise Refused(f"{path} 写下去和读回来的不一样，磁盘或网络有毛病，没有发布。")

    def _drop(self, id: str) -> None:
        """With the release go its styles and scripts, if no other has them."""
        place = self._at(id, manifest.SUMS, "")
        lists = {other: self._list(self._at(other, manifest.SUMS, "")) for other in self._ids()}
        own = lists.pop(id, {})
        self._remove(own, {path for listed in lists.values() for path in listed})
        self.folder.delete(place)

    def _tidy(self) -> None:
        needed = {digest for id in self._ids() for digest in self._list(self._at(id, manifest.SUMS, "")).values()}
        for name in sorted(self.folder.names(STORE).keys() - needed):
            self.folder.delete(f"{STORE}/{name}")

    def _remove(self, paths: Iterable[str], needed: Iterable[str]) -> None:
        """Removes what is not needed of files that were ours, the start first, and folders that are empty then."""
        spared = {path.casefold() for path in needed}  # a file is one on Windows in upper case and in lower
        gone = {path for path in self._there(paths) if path.casefold() not in spared}
        for path in reversed(names.in_order(gone)):
            self.folder.delete(path)
        folders = {path[:at] for path in gone for at, sign in enumerate(path) if sign == "/"}
        for folder in sorted(folders, reverse=True):
            if not self.folder.names(folder):
                with contextlib.suppress(FileNotFoundError):
                    self.folder.remove(folder)

    def _ours(self) -> set[str]:
        """Paths of all files that a release at the target ever put in its place and that may be there still."""
        lists = [self._list(self._at(id, manifest.SUMS, "")) for id in self._ids()]
        return {path for listed in [*lists, self._list(manifest.SUMS)] for path in [*listed, manifest.SUMS]}

    def _list(self, place: str) -> dict[str, str]:
        try:
            return manifest.parse(self.folder.read(place))
        except (FileNotFoundError, ValueError):
            return {}

    def _there(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths that are files at the target."""
        wanted = set(paths)
        return wanted & self._beside(wanted)

    def _beside(self, paths: Iterable[str]) -> set[str]:
        """All files at the target in the folders of these."""
        found = set()
        for folder in folders_of(paths):
            prefix = f"{folder}/" if folder else ""
            found |= {f"{prefix}{name}" for name, is_folder in self.folder.names(folder).items() if not is_folder}
        return found
