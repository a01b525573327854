"""Files put on the disk whole: whoever reads one finds the old or the new. And folders that are nobody's to publish."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

# Beside what was made of them, with a dot: neither read nor published.
ORIGINALS = ".originals"
# What was taken out of a file, or never left the desk, must not go out by way of the repository.
IGNORE, IGNORED = ".gitignore", b"*\n"
# Windows lets nobody replace a file that another program has open, and virus scanners open every new one.
TRIES = 6


def replace(file: Path, data: bytes) -> None:
    """Puts ``data`` in the place of a file in one step. OSError where it cannot, and the file is as it was."""
    half = beside(file, data)
    try:
        put(half, file)
    finally:
        half.unlink(missing_ok=True)


def beside(file: Path, data: bytes) -> Path:
    """A new file in the same folder, on the disk, that is allowed what the old one is. OSError where it cannot be."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", suffix=".part", dir=file.parent)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        half.chmod(file.stat().st_mode & 0o7777 if file.exists() else 0o644)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    return half


def put(half: Path, file: Path) -> None:
    """Moves one file into the place of another. PermissionError where that one is held open for half a second."""
    for left in reversed(range(TRIES)):
        try:
            half.replace(file)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)


def ignored_folder(folder: Path) -> Path:
    """The folder, made where it is missing, of which git takes nothing. OSError where it cannot be made."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / IGNORE
    if not ignore.exists():
        ignore.write_bytes(IGNORED)
    return folder
