"""What the targets have in common that keep their releases in a plain folder, on a disk or a share.

What they keep for themselves lies in a hidden folder: the lock, the log, the counter, and a journal while a release
is being published or gone back to. Whoever comes after a publisher who died finds the journal, and ends what it
tells of.
"""

from __future__ import annotations

import contextlib
import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from publishing import Refused, gates, manifest, troubles
from publishing.package import RELEASE, Content, Package, Release
from publishing.targets import Confirm, Shelf, Target, chosen, layout, occupied
from publishing.targets.folders import Busy, Folder, about, folders_of
from publishing.targets.journal import COUNTER, LOCK, LOG, ONE, PUBLISH, ROLLBACK, Journal, text_of
from publishing.targets.reaching import open_folder
from publishing.targets.who import who_is_here

AGAIN = "再发布一次就会做完，也可以用 rollback 退回一个版本。"
UNFINISHED = f"上一次发布或退回没有做完。{AGAIN}"


@dataclass(frozen=True)
class Kept(layout.Kept):
    """A release; ``listed`` is its list, which ``sums`` has, too."""

    listed: bytes

    @property
    def id(self) -> str:
        """The release's name."""
        return self.release.id


class Shelved(Target):
    """A target in a folder. ``folder`` is that while something is done there."""

    # See :mod:`publishing.targets.occupied`.
    kind: ClassVar[str]
    folder: Folder
    journal: Journal

    def publish(self, package: Package, confirm: Confirm, *, allow_shrink: bool = False) -> Release:
        """The release that readers see from now on. What a publisher who died had begun is ended by this."""
        with self._opened(), self._alone():
            shelf = self._kept()
            before = self._before(shelf)
            if not allow_shrink:
                gates.shrunk(package.pages, before.release if before else None)
            release, files = self._made(package, shelf)
            kept = _kept(release.id, files[RELEASE].read(), files[manifest.SUMS].read())
            self._count(release.number, release.stamp)
            journal = self.journal.text()
            self._begin(PUBLISH, release.id, shelf)
            try:
                self._store(kept, files)
            except BaseException:
                self._give_up(kept, journal)
                raise
            self._make_current(kept, release.stamp, before, confirm)
            self._finish(PUBLISH, kept)
            return release

    def shelf(self) -> Shelf:
        """The releases that were wholly published; says so where the last publication was not ended."""
        with self._opened():
            self._tell_unfinished()
            return self._shelf(self._kept())

    def rollback(self, number: int | None, confirm: Confirm) -> Release:
        """The older release. What a publisher who died had begun is ended by this."""
        with self._opened():
            self._tell_unfinished()
            chosen(self._shelf(self._kept()), number)  # nothing is made where nothing is
            with self._alone():
                shelf = self._kept()
                release = chosen(self._shelf(shelf), number)
                kept = next(one for one in shelf if one.release == release)
                self.say(f"正在核对 {kept.id} ……")
                self._refuse_rotten(kept)
                stamp = self._next_stamp()
                self._begin(ROLLBACK, kept.id, shelf)
                self._make_current(kept, stamp, self._before(shelf), confirm)
                self._finish(ROLLBACK, kept)
                return release

    # What the layouts decide.

    @abstractmethod
    def _ids(self) -> list[str]:
        """Names of what may be releases."""

    @abstractmethod
    def _at(self, id: str, path: str, digest: str) -> str:
        """Where a release's file lies. The list (at :data:`manifest.SUMS`) is written last: without it there is no
        release."""

    @abstractmethod
    def _current(self, shelf: list[Kept]) -> Kept | None:
        """The release that readers see."""

    @abstractmethod
    def _made(self, package: Package, shelf: list[Kept]) -> tuple[Release, dict[str, Content]]:
        """The next release and all its files, its list too. Refused if somebody else's files are in its place."""

    @abstractmethod
    def _switch(self, kept: Kept | None, stamp: int) -> None:
        """Makes readers see that release, or none."""

    @abstractmethod
    def _drop(self, id: str) -> None:
        """Removes a release, or what there is of it, that readers do not see."""

    def _stocked(self) -> set[str]:
        """Where files lie already that a new release may share."""
        return set()

    def _keep(self) -> int:
        return self.settings.keep

    def _tidy(self) -> None:
        """Removes what no release needs."""
        return

    # What is the same for them.

    @contextmanager
    def _opened(self) -> Iterator[None]:
        self.folder = open_folder(self.settings)
        self.journal = Journal(self.folder)
        try:
            yield
        except Busy as error:
            raise Refused(f"{error.filename} {error.strerror}，没有做成。请关掉打开它的程序，再试一次。") from error
        finally:
            self.folder.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nothing is written, not even the lock, where something else lies."""
        occupied.refuse(self.folder, self.kind, self.settings.place or self.settings.name)
        with self.folder.lock(LOCK):
            yield

    def _before(self, shelf: list[Kept]) -> Kept | None:
        """The release to return to: the one that readers see, the newest where that cannot be told."""
        return self._current(shelf) or (shelf[-1] if shelf else None)

    def _kept(self) -> list[Kept]:
        """The releases, oldest first, but those that were never wholly published, unless readers see one."""
        found = self._whole()
        failed = self.journal.failed()
        current = self._current(found)
        return [one for one in found if one == current or one.id not in failed]

    def _whole(self) -> list[Kept]:
        """All that is there from its list to what the list names, oldest first."""
        found = []
        for id in self._ids():
            try:
                listed = self.folder.read(self._at(id, manifest.SUMS, ""))
                told = self.folder.read(self._at(id, RELEASE, manifest.parse(listed).get(RELEASE, "")))
                found.append(_kept(id, told, listed))
            except (Busy, ConnectionError):
                raise
            except (OSError, ValueError):  # torn or rotten
                continue
        return sorted(found, key=lambda one: one.release.number)

    def _tell_unfinished(self) -> None:
        if self.journal.is_unfinished():
            self.say(UNFINISHED)

    def _shelf(self, kept: list[Kept]) -> Shelf:
        current = self._current(kept)
        return Shelf(tuple(one.release for one in kept), current.release.number if current else None)

    def _store(self, kept: Kept, files: Mapping[str, Content]) -> None:
        """Puts the release to the others and reads it back, its list last."""
        at = {self._at(kept.id, path, one.sha256): path for path, one in files.items() if path != manifest.SUMS}
        places = {place: files[path] for place, path in at.items()}
        stocked = self._stocked()
        rotten = self._not_as_told({place: one.sha256 for place, one in places.items() if place in stocked})
        new = [*(place for place in places if place not in stocked), *rotten]
        self.say(f"正在上传 {len(new)} 个文件……")

        def write(place: str) -> None:
            with about(at[place]):
                self.folder.write(place, places[place].read(), kept.release.stamp)

        self.folder.each(new, write)
        self.say("正在读回核对……")
        wrong = self._not_as_told({place: places[place].sha256 for place in new})
        if wrong:
            raise Refused(f"{at[wrong[0]]} 写下去和读回来的不一样，磁盘或网络有毛病，没有发布。")
        self.folder.settle(folders_of(places))
        self.folder.put(self._at(kept.id, manifest.SUMS, ""), kept.listed, ONE)

    def _refuse_rotten(self, kept: Kept) -> None:
        wanted = {self._at(kept.id, path, digest): (path, digest) for path, digest in kept.sums.items()}
        wrong = self._not_as_told({place: digest for place, (_, digest) in wanted.items()})
        if wrong:
            paths = "、".join(wanted[place][0] for place in wrong[:5])
            raise Refused(f"版本 {kept.id} 里有 {len(wrong)} 个文件坏了或没有了，不能退回：{paths}。")

    def _not_as_told(self, places: Mapping[str, str]) -> list[str]:
        right = self.folder.each(places, lambda place: self._is(place, places[place]))
        return [place for place, is_right in zip(places, right, strict=True) if not is_right]

    def _is(self, place: str, digest: str) -> bool:
        try:
            return hashlib.sha256(self.folder.read(place)).hexdigest() == digest
        except FileNotFoundError:
            return False

    def _make_current(self, kept: Kept, stamp: int, before: Kept | None, confirm: Confirm) -> None:
        """Makes readers see the release, or what they saw before, if that fails or cannot be confirmed."""
        try:
            self._switch(kept, stamp)
            confirm(kept.release, kept.sums)
        except BaseException as failure:
            try:
                self._switch(before, self._next_stamp())
                self._end(self.journal.failed())
            except (OSError, Refused) as error:
                raise Refused(f"没有做完，也没能换回原来的版本：{_meaning(error)}。{AGAIN}") from failure
            raise

    def _give_up(self, kept: Kept, journal: str) -> None:
        """Takes away what was uploaded of a release that nobody has seen, as far as that goes: the next one sweeps."""
        with contextlib.suppress(OSError, Refused):
            self._drop(kept.id)
            self._end(())
            self.journal.restore(journal)

    def _finish(self, action: str, kept: Kept) -> None:
        """What may go wrong without harm: readers see the release already."""
        try:
            told = layout.line(self.now(), action, kept.release, who_is_here())
            self.folder.append(LOG, told.encode("utf-8"))
            failed = self.journal.failed() - {kept.id}
            oldest = min((one.release.number for one in self._kept()[-self._keep() :]), default=0)
            for id in self._ids():
                number = layout.number_of(id) or 0
                if id != kept.id and (number < oldest or (action == PUBLISH and id in failed)):
                    self._drop(id)
            self._end(failed if action == ROLLBACK else ())
        except (OSError, Refused) as error:
            self.say(f"{kept.id} 已经生效，只是没有清理完旧版本（{_meaning(error)}）。下次发布会接着清理。")

    def _next_stamp(self) -> int:
        number, stamp = self._counted()
        stamp = max(int(self.now()), stamp + 1)
        self._count(number, stamp)
        return stamp

    def _counted(self) -> tuple[int, int]:
        """The highest number and stamp ever given."""
        return layout.counted(text_of(self.folder, COUNTER), text_of(self.folder, LOG), self._ids())

    def _count(self, number: int, stamp: int) -> None:
        self.folder.put(COUNTER, layout.counter(number, stamp).encode(), ONE)

    def _begin(self, action: str, id: str, shelf: list[Kept]) -> None:
        current = self._current(shelf)
        self.journal.begin(action, id, current.id if current else "")

    def _end(self, failed: Iterable[str]) -> None:
        self._tidy()
        self.journal.end(failed)


def _kept(id: str, told: bytes, listed: bytes) -> Kept:
    """ValueError if it is not whole."""
    release, found = layout.whole(id, told, listed)
    return Kept(release, {**found, manifest.SUMS: hashlib.sha256(listed).hexdigest()}, listed)


def _meaning(error: OSError | Refused) -> str:
    return troubles.meaning(error) if isinstance(error, OSError) else str(error).removesuffix("。")
