"""Files and folders on this machine, written so that a loss of power leaves each of them whole or not there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

FILE_MODE = 0o444
FOLDER_MODE = 0o755


@dataclass(frozen=True)
class Sound:
    """A file that was read and is what it should be. ``names``: how many hard links it has."""

    file: Path
    sha256: str
    size: int
    mtime_ns: int
    mode: int
    names: int


def sound(file: Path, digest: str) -> Sound | None:
    """The file, if it is a plain one of this SHA-256 that can be read; None for any other."""
    with contextlib.suppress(OSError):
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(opened, "rb") as stream:  # noqa: PTH123  a descriptor
            found = os.fstat(opened)
            if stat.S_ISREG(found.st_mode) and hashlib.file_digest(stream, "sha256").hexdigest() == digest:
                mode = stat.S_IMODE(found.st_mode)
                return Sound(file, digest, found.st_size, found.st_mtime_ns, mode, found.st_nlink)
    return None


def write(file: Path, data: bytes, mtime_ns: int, mode: int = FILE_MODE) -> None:
    """Makes a new file; it lasts once it is synced, and its folder. FileExistsError where there is one of that name."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        os.fchmod(opened, mode)  # whatever the umask
        left = memoryview(data)
        while left:
            left = left[os.write(opened, left) :]
        os.utime(opened, ns=(mtime_ns, mtime_ns))
    finally:
        os.close(opened)


def share(old: Sound, file: Path, most: int) -> bool:
    """Gives a file another name. False where that cannot be, or should not.

    Somebody may write to it, or it has names that are not ours, more than ``most``, by which it could be changed.
    """
    if old.mode != FILE_MODE or old.names > most:
        return False
    try:
        os.link(old.file, file, follow_symlinks=False)
    except OSError:
        return False
    return True


def folder(path: Path) -> None:
    """Makes a new folder that others may read, whatever the umask."""
    path.mkdir()
    path.chmod(FOLDER_MODE)


def folders_of(paths: Iterable[str]) -> list[str]:
    """The folders that files of these paths lie in, parents first."""
    return sorted({parent.as_posix() for path in paths for parent in Path(path).parents} - {"."})


def sync(path: Path) -> None:
    """Puts a file's bytes, or the names in a folder, on the disk: they are there when this returns."""
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_all(paths: Iterable[Path]) -> None:
    """The same for many, several at a time: a disk that is asked for one after the other takes many times as long."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        for _ in threads.map(sync, paths):
            pass


def point(link: Path, target: str, through: Path) -> None:
    """Makes a symbolic link lead to ``target``, from one moment to the next. ``through``: a name for its making."""
    through.symlink_to(target)
    through.replace(link)
    sync(link.parent)


def append(file: Path, line: str) -> None:
    """Adds a line to a log, on one of its own even if the last writer was cut off."""
    opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(opened).st_size
        cut_off = size and os.pread(opened, 1, size - 1) != b"\n"
        os.write(opened, (("\n" if cut_off else "") + line).encode("utf-8"))
        os.fsync(opened)
    finally:
        os.close(opened)
