"""A folder that readers open without a web server: a share, a disk, a stick.

Each release lies in a folder of its own, and a small page beside these folders leads to one of them.
"""

from __future__ import annotations

import re
from typing import ClassVar

from publishing import Refused, guarantees, manifest
from publishing.package import Content, Package, Release, entries, following
from publishing.targets import layout, occupied
from publishing.targets.journal import ONE
from publishing.targets.shelved import Kept, Shelved

RELEASES = "releases"
START = "index.html"
# Bookmarks of single pages name a release: so many stay, whatever the settings say.
LEAST = 3

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={start}">
<title>正在打开最新版本</title>
</head>
<body>
<h1>正在打开最新版本</h1>
<p>如果没有自动打开，请点<a href="{start}">打开网站</a>。收藏时请收藏这一页：别的页面会随旧版本一起清理。</p>
</body>
</html>
"""
_LEADS_TO = re.compile(rb'content="0; url=releases/([0-9a-f-]+)/index\.html"')


class Pointer(Shelved):
    """A folder of releases, and the page that leads to one. At least three stay."""

    kind: ClassVar[str] = occupied.POINTER
    guarantee: ClassVar[str] = guarantees.POINTER
    served: ClassVar[bool] = False

    def _ids(self) -> list[str]:
        return [name for name in self.folder.names(RELEASES) if layout.number_of(name) is not None]

    def _at(self, id: str, path: str, digest: str) -> str:
        return f"{RELEASES}/{id}/{path}"

    def _current(self, shelf: list[Kept]) -> Kept | None:
        found = _LEADS_TO.search(self._start())
        return next((one for one in shelf if found and one.id == found[1].decode()), None)

    def _made(self, package: Package, shelf: list[Kept]) -> tuple[Release, dict[str, Content]]:
        if not shelf and self._start() and not _LEADS_TO.search(self._start()):
            raise Refused(f"要发布到的文件夹里已经有一个别的 {START}。请换一个文件夹，或先把它移走。")
        if self.settings.keep < LEAST:
            self.say(f"这里至少保留 {LEAST} 个版本，收藏了旧页面的人才还能打开。")
        # Pages that are open have their own release's files beside them: nothing need be carried over.
        release = following(package, [one.release for one in shelf], self.now(), (), *self._counted())
        return release, entries(package, release)

    def _switch(self, kept: Kept | None, stamp: int) -> None:
        if kept is None:
            self.folder.delete(START)
            return
        page = _PAGE.format(start=f"{RELEASES}/{kept.id}/index.html").encode("utf-8")
        if self._start() != page:
            self.folder.put(START, page, ONE)

    def _drop(self, id: str) -> None:
        # Without its list it is no release any more, whatever the rest of the removal comes to.
        self.folder.delete(self._at(id, manifest.SUMS, ""))
        self.folder.clear(f"{RELEASES}/{id}")

    def _tidy(self) -> None:
        for id in self._ids():
            folder, _, name = self._at(id, manifest.SUMS, "").rpartition("/")
            if name not in self.folder.names(folder):
                self._drop(id)

    def _keep(self) -> int:
        return max(self.settings.keep, LEAST)

    def _start(self) -> bytes:
        try:
            return self.folder.read(START)
        except FileNotFoundError:
            return b""
