"""A folder on this machine with releases in it: who works on it, what lies there, what of it is sound."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from publishing import Refused, manifest
from publishing.package import RELEASE, carried
from publishing.targets import durable, layout
from publishing.targets.who import who_is_here


@dataclass(frozen=True)
class Kept(layout.Kept):
    """A release in its ``folder``."""

    folder: Path

    def verify(self) -> None:
        """Refused if one of its files has rotted or is gone."""
        for path, digest in self.sums.items():
            if not durable.sound(self.folder / path, digest):
                raise Refused(
                    f"版本 {self.release.id} 里的 {path} 坏了（和清单不一样），不能退回到它。请退回别的版本。"
                )


class Place:
    """See :mod:`publishing.targets.layout` for what lies where in ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.releases = root / layout.RELEASES
        self.current = root / layout.CURRENT

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the lock; what a dead one left is swept. The folder is made if only it is missing.

        Refused where another holds it, or where something else lies.
        """
        self._make()
        opened = os.open(self.root / layout.LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.read(opened, 200).decode("utf-8", "replace").strip()
                who = f"（{holder}）" if holder else ""
                raise Refused(f"有人正在发布到 {self.root}{who}，请等它结束再试。") from None
            with contextlib.suppress(OSError):  # a full disk must not keep anyone from going back
                os.ftruncate(opened, 0)
                os.write(opened, f"{who_is_here()} 进程 {os.getpid()}\n".encode())
            self._sweep()
            yield
        finally:
            with contextlib.suppress(OSError):  # whatever it says, the lock is free
                os.close(opened)

    def kept(self) -> list[Kept]:
        """The whole releases, oldest first. One that lacks a file, or whose list is not its own, is none."""
        found = []
        for name in self.folders():
            folder = self.releases / name
            try:
                told, listed = (folder / RELEASE).read_bytes(), (folder / manifest.SUMS).read_bytes()
                release, sums = layout.whole(name, told, listed)
            except (OSError, ValueError):
                continue
            if all(map(os.path.isfile, (f"{folder}/{path}" for path in sums))):
                found.append(Kept(release, sums, folder))
        return sorted(found, key=lambda one: one.release.number)

    def folders(self) -> dict[str, int]:
        """The names of all releases' folders, whole or not, and their numbers."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            numbers = {one.name: layout.number_of(one.name) for one in self.releases.iterdir()}
            return {name: number for name, number in numbers.items() if number is not None}
        return {}

    def link(self) -> str | None:
        """Where ``current`` leads; None if it is not there. Refused if it is nothing that may be replaced."""
        try:
            target = str(self.current.readlink())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            raise Refused(
                f"{self.current} 不是链接（也许整个文件夹是用别的工具复制来的）。请把它改名或删掉，再试一次。"
            ) from None
        if target.rpartition("/")[0] != layout.RELEASES and self.current.exists():
            raise Refused(f"{self.current} 指向别处（{target}），不是这里的版本。请先删掉这个链接，再试一次。")
        return target

    def served(self, kept: Sequence[Kept]) -> Kept | None:
        """The release that ``current`` leads to; None where it is not whole, or leads to none."""
        target = self.link()
        return next((one for one in kept if layout.link_to(one.release.id) == target), None)

    def counted(self) -> tuple[int, int]:
        """The highest number and stamp ever given."""
        return layout.counted(_text(self.root / layout.COUNTER), _text(self.root / layout.LOG), self.folders())

    def lendable(self, kept: Sequence[Kept], has: Collection[str]) -> tuple[dict[str, durable.Sound], list[str]]:
        """Styles and scripts of releases that pages which are still open may ask for, by path, but those in ``has``.

        And the paths of those that no release has sound.
        """
        found: dict[str, durable.Sound] = {}
        rotten = []
        for path, digest in carried((one.release, one.sums) for one in kept).items():
            if path in has:
                continue
            for one in reversed(kept):
                sound = durable.sound(one.folder / path, digest) if one.sums.get(path) == digest else None
                if sound:
                    found[path] = sound
                    break
            else:
                rotten.append(path)
        return found, rotten

    def remove(self, id: str) -> None:
        """Takes a release away in one step that lasts, then deletes its files."""
        trash = self.releases / (layout.TRASH + id)
        (self.releases / id).rename(trash)
        durable.sync(self.releases)
        shutil.rmtree(trash)

    def _make(self) -> None:
        if not self.root.parent.is_dir():
            raise Refused(f"没有文件夹 {self.root.parent}。请先建好它，发布时只会新建最后一层 {self.root.name}。")
        if not os.path.lexists(self.root):
            durable.folder(self.root)
            durable.sync(self.root.parent)
        if not self.root.is_dir():
            raise Refused(f"{self.root} 不是文件夹，不能发布到这里。")
        # Other hidden names are a file system's own; this one other layouts have.
        found = {one.name for one in self.root.iterdir()}
        others = sorted({name for name in found if not name.startswith(".") or name == manifest.FOLDER} - _ALLOWED)
        if others:
            raise Refused(f"{self.root} 里有别的东西：{'、'.join(others[:5])}。请换一个空文件夹，或先把它们移走。")
        if not self.releases.is_dir():
            durable.folder(self.releases)
            durable.sync(self.root)

    def _sweep(self) -> None:
        for one in self.root.iterdir():
            if one.name.startswith((layout.NEW_LINK, layout.NEW_COUNTER)):
                one.unlink()
        for one in self.releases.iterdir():
            if one.name.startswith((layout.STAGING, layout.TRASH)):
                shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()


# A mounted disk has the second.
_ALLOWED = layout.OURS | {"lost+found"}


def _text(file: Path) -> str:
    with contextlib.suppress(FileNotFoundError):
        return file.read_text(encoding="utf-8", errors="replace")
    return ""
