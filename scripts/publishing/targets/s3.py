"""Object storage that speaks S3, of which a web server sends readers the objects below a prefix.

Nothing can be switched there in one step, so files are replaced one by one: what pages need first, the start last.
All that the release has is uploaded before, to a store of contents, and read back; the server itself then copies
from there to where readers look.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import ClassVar

from publishing import Refused, gates, guarantees, manifest, names
from publishing.package import Package, Release, entries, following
from publishing.settings import Settings
from publishing.targets import Confirm, Say, Shelf, Target, chosen, layout
from publishing.targets.bucket import Bucket, each
from publishing.targets.lease import Lease
from publishing.targets.objects import Objects
from publishing.targets.who import who_is_here

UNFINISHED = "上一次发布（或退回）没有做完，新旧页面可能并存。请再发布一次，或用 rollback 退回一个版本。"


class S3(Target):
    """A prefix of a bucket, files replaced one by one. Its lock is a lease."""

    guarantee: ClassVar[str] = guarantees.S3

    def __init__(self, settings: Settings, *, say: Say, now: Callable[[], float] = time.time) -> None:
        super().__init__(settings, say=say, now=now)
        self._bucket = Bucket(settings)
        self._objects = Objects(self._bucket, say)

    def publish(self, package: Package, confirm: Confirm, *, allow_shrink: bool = False) -> Release:
        """The release that readers see from now on. What a publisher who died had begun is ended first."""
        with Lease(self._bucket, who_is_here()):
            kept = self._objects.look()
            before = self._settled(kept) or (kept[-1] if kept else None)
            if not allow_shrink:
                gates.shrunk(package.pages, before.release if before else None)
            lent = self._objects.lent(kept, package.files)
            number, stamp = self._objects.counted()
            release = following(package, [one.release for one in kept], self.now(), lent, number, stamp)
            files = entries(package, release, lent)
            new = layout.Kept(release, {path: one.sha256 for path, one in files.items()})
            foreign = self._objects.foreign(new)
            if foreign:
                raise Refused(
                    f"桶 {self._bucket.name} 的这个前缀下已有别人放的 {foreign[0]} 等 {len(foreign)} 个同名文件，没有发布。"
                    "请换一个前缀，或先把它们移走。"
                )
            self.say(f"正在上传并读回核对 {len(files)} 个文件，没变的不传 ……")
            sent = self._objects.store(files)
            self._objects.keep_list(new, files[manifest.SUMS].read())
            self.say(f"上传了 {sent} 个。正在替换读者看到的文件 ……")
            self._switch(before, new, confirm, drop=True)
            self._afterwards("publish", before, new)
            return release

    def shelf(self) -> Shelf:
        """The whole releases; says so where the last publication was not ended."""
        kept = self._objects.look()
        if not self._objects.state.finished:
            self.say(UNFINISHED)
        return self._shelf(kept, self._objects.current(kept))

    def rollback(self, number: int | None, confirm: Confirm) -> Release:
        """The older release. What a publisher who died had begun is ended first."""
        with Lease(self._bucket, who_is_here()):
            kept = self._objects.look()
            current = self._settled(kept)
            release = chosen(self._shelf(kept, current), number)
            old = next(one for one in kept if one.release == release)
            self.say(f"正在核对 {release.id} ……")
            self._objects.verify(old, old.sums)
            self.say("正在替换读者看到的文件 ……")
            self._switch(current or kept[-1], old, confirm, drop=False)
            self._afterwards("rollback", current, old)
            return release

    def _shelf(self, kept: Iterable[layout.Kept], current: layout.Kept | None) -> Shelf:
        return Shelf(tuple(one.release for one in kept), current.release.number if current else None)

    def _settled(self, kept: Iterable[layout.Kept]) -> layout.Kept | None:
        """The release that readers see, once what was begun is done; None if that is not known."""
        current = self._objects.current(kept)
        if current and not self._objects.state.finished:
            self.say(f"上一次发布（或退回）中断了，先把 {current.release.id} 做完 ……")
            try:
                self._objects.verify(current, self._objects.lacking(current))
                self._show(current)
                self._objects.finish(path for path in self._left(current) if not names.is_carried(path))
            except Refused as error:
                self.say(f"没有做完：{error}")  # what comes now replaces it
        return current

    def _switch(self, before: layout.Kept | None, new: layout.Kept, confirm: Confirm, *, drop: bool) -> None:
        """Readers see ``new`` when this returns, and ``before`` when it raises, as far as the server can be reached.

        ``drop``: whether ``new`` is not to be kept then.
        """
        state = self._objects.state
        try:
            self._objects.change(
                current=new.release.id,
                finished=False,
                number=max(state.number, new.release.number),
                stamp=max(state.stamp, new.release.stamp),
                there=tuple(sorted({*state.there, *new.sums})),
            )
            self._show(new)
            confirm(new.release, new.sums)
        except BaseException as error:
            self._back(before, new, error)
            if drop:
                with contextlib.suppress(Refused):
                    self._objects.drop_list(new)
            raise

    def _back(self, before: layout.Kept | None, new: layout.Kept, why: BaseException) -> None:
        """Readers see ``before`` again, or nothing if there was none."""
        self.say(f"正在换回 {before.release.id} ……" if before else "正在撤下 ……")
        try:
            self._objects.change(current=before.release.id if before else "", finished=False)
            if before:
                self._objects.verify(before, self._objects.lacking(before))
                self._show(before)
            gone = new.sums.keys() - (before.sums if before else {}).keys()
            self._objects.finish(path for path in gone if not names.is_carried(path) or not before)
        except Refused as error:
            raise Refused(f"{str(why) or '发布中断了。'}\n换回原来的版本时又出错：{error}\n{UNFINISHED}") from why

    def _show(self, kept: layout.Kept) -> None:
        """Puts the release's files where readers look: what pages need before them, the start last."""
        for _, paths in groupby(self._objects.lacking(kept), key=names.rank):
            each(paths, lambda path: self._objects.show(kept, path))

    def _left(self, now: layout.Kept) -> set[str]:
        """What readers get besides the release."""
        return set(self._objects.state.there) - now.sums.keys()

    def _afterwards(self, action: str, before: layout.Kept | None, now: layout.Kept) -> None:
        """What may go wrong without harm: readers see the release already."""
        seen: Mapping[str, str] = before.sums if before else {}
        try:
            # What was withdrawn goes at once; only styles and scripts stay, for pages that are open.
            self._objects.finish(path for path in self._left(now) if not names.is_carried(path) or path not in seen)
            self._objects.log(layout.line(self.now(), action, now.release, who_is_here()))
            self._objects.prune(now, self.settings.keep)
        except Refused as error:
            self.say(f"{now.release.id} 已经生效，只是没有清理完：{error}")
