"""The few file operations that publishing needs, on a folder of this machine or (:mod:`share`) of a file server.

None of them needs links, which shares and Windows have not. Every failure is an OSError.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import ClassVar, TypeVar

from publishing import Refused

Item = TypeVar("Item")
Result = TypeVar("Result")

WINDOWS = os.name == "nt"
OTHER_PUBLISHER = "另一个人正在发布到这里，请等他做完再来。"


class Busy(OSError):
    """Somebody kept the file ``filename`` open all the while. Or nobody may write it: servers say the same of both."""


class Folder(ABC):
    """Paths are relative to it, with forward slashes. Each operation waits for a while if others hold the file open."""

    # Seconds. A web server holds a file for milliseconds, a virus scanner for a second or two.
    patience: float = 8.0
    # Files that are read or written at a time by `each`.
    width: ClassVar[int] = 4

    @abstractmethod
    def read(self, path: str) -> bytes:
        """A file's bytes. FileNotFoundError where there is none."""

    @abstractmethod
    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        """Writes a file, and the folders it lies in, through to the disk. ``stamp``: its date, seconds since 1970."""

    @abstractmethod
    def append(self, path: str, data: bytes) -> None:
        """Adds to a file's end, through to the disk; makes it where it is missing, its folder not."""

    @abstractmethod
    def replace(self, old: str, new: str) -> None:
        """Gives a file another name in one step, in the place of the file that has it. A power cut may undo that
        until its folder is settled."""

    @abstractmethod
    def delete(self, path: str) -> None:
        """Removes a file. Nothing is said of one that is not there."""

    @abstractmethod
    def names(self, path: str) -> dict[str, bool]:
        """What lies in a folder: name → whether it is a folder. Empty if there is no such folder."""

    @abstractmethod
    def make(self, path: str) -> None:
        """Makes a folder and those it lies in."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Removes an empty folder."""

    @abstractmethod
    def lock(self, path: str) -> AbstractContextManager[None]:
        """Holds a lock file. Refused at once if another holds it. Who dies, frees it.

        The folder itself is made if it is missing.
        """

    def settle(self, paths: Iterable[str]) -> None:
        """Writes the names in these folders through to the disk, where that is not done anyway."""
        return

    def close(self) -> None:
        """Ends a connection, where there is one."""
        return

    def put(self, path: str, data: bytes, by_way_of: str) -> None:
        """Writes a small file, whole or not at all; it is read back before it takes its place."""
        self.write(by_way_of, data)
        if self.read(by_way_of) != data:
            raise OSError(f"{path} 写下去和读回来的不一样")
        self.make(path.rpartition("/")[0])
        self.replace(by_way_of, path)
        self.settle(folders_of([path]))

    def clear(self, path: str) -> None:
        """Removes a folder and all that is in it, if it is there."""
        names = self.names(path)
        for name, is_folder in names.items():
            if is_folder:
                self.clear(f"{path}/{name}")
            else:
                self.delete(f"{path}/{name}")
        with contextlib.suppress(FileNotFoundError):
            self.remove(path)

    def each(self, items: Iterable[Item], action: Callable[[Item], Result]) -> list[Result]:
        """What ``action`` gives for each, several at a time; the first failure ends it."""
        if self.width == 1:
            return [action(item) for item in items]
        with ThreadPoolExecutor(self.width) as pool:
            return list(pool.map(action, items))

    def _patiently(self, path: str, action: Callable[[], Result]) -> Result:
        pause, end = 0.02, time.monotonic() + self.patience
        while True:
            try:
                return action()
            except OSError as error:
                if not self._is_held(error):
                    raise
                if time.monotonic() > end:
                    raise Busy(error.errno, "一直被别人打开着，或者没有权限改它", path) from error
            time.sleep(pause)
            pause = min(2 * pause, 0.5)

    @abstractmethod
    def _is_held(self, error: OSError) -> bool:
        """Whether the error may go away when somebody closes the file."""


class Local(Folder):
    """A folder of this machine, or one that its system shows as such."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes:
        """A file's bytes; where Windows says that others hold it open, it is tried again. So for all that follow."""
        return self._patiently(path, (self.root / path).read_bytes)

    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        """Writes a file that a web server may read, whatever the umask."""
        file = self.root / path
        self._make(file.parent)
        self._patiently(path, lambda: _write(file, data, stamp))

    def append(self, path: str, data: bytes) -> None:
        """Adds to a file's end; it is on the disk when this returns."""

        def append() -> None:
            with (self.root / path).open("ab") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())

        self._patiently(path, append)

    def replace(self, old: str, new: str) -> None:
        """Renames a file, which is one step."""
        self._patiently(new, lambda: os.replace(self.root / old, self.root / new))  # noqa: PTH105  tests put another in its place

    def delete(self, path: str) -> None:
        """Removes a file. OSError for a folder."""
        self._patiently(path, lambda: (self.root / path).unlink(missing_ok=True))

    def names(self, path: str) -> dict[str, bool]:
        """What lies in a folder; a link is no folder, wherever it leads."""
        try:
            with os.scandir(self.root / path) as found:
                return {one.name: one.is_dir(follow_symlinks=False) for one in found}
        except (FileNotFoundError, NotADirectoryError):
            return {}

    def make(self, path: str) -> None:
        """Makes a folder that a web server may read, whatever the umask; its name is on the disk when this returns."""
        self._make(self.root / path)

    def remove(self, path: str) -> None:
        """Removes an empty folder. OSError for one that is not, or is not there."""
        self._patiently(path, (self.root / path).rmdir)

    def settle(self, paths: Iterable[str]) -> None:
        """Syncs the folders; Windows has no such thing."""
        for path in paths:
            _sync(self.root / path)

    @contextmanager
    def lock(self, path: str) -> Iterator[None]:
        """Holds a lock of the system's. Refused, too, where the folder above this one is missing."""
        file = self.root / path
        if not self.root.parent.is_dir():
            raise Refused(f"没有文件夹 {self.root.parent}。请先建好它，发布时只会新建最后一层 {self.root.name}。")
        self._make(file.parent)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):
                raise Refused(OTHER_PUBLISHER) from None
            yield
        finally:
            os.close(handle)

    def _make(self, folder: Path) -> None:
        """As ``mkdir``, but readable for a web server whatever the publisher's umask is."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        _open_to_readers(folder, 0o755)
        _sync(folder.parent)

    def _is_held(self, error: OSError) -> bool:
        return WINDOWS and isinstance(error, PermissionError)


def _write(file: Path, data: bytes, stamp: int | None) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    _open_to_readers(file, 0o644)
    if stamp is not None:
        os.utime(file, (stamp, stamp))


def _sync(folder: Path) -> None:
    """Windows has no such thing."""
    if not WINDOWS:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _open_to_readers(path: Path, mode: int) -> None:
    with contextlib.suppress(PermissionError):  # a stick's file system may have no modes
        path.chmod(mode)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def about(path: str) -> Iterator[None]:
    """Around what is done for a file of the site: an OSError tells of that, whatever its name is on the way there."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = path, None
        raise


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that files lie in; empty for the top."""
    return {path.rpartition("/")[0] for path in paths}
