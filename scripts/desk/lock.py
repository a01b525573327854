"""One writer at a time in a docs folder, also where several machines share it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import writing

from . import store
from .store import Unavailable

# Longer than any save takes. Whoever holds a lock for longer has died with it.
STALE = 30.0
PAUSE = 0.02


@contextmanager
def held(docs: Path, stale: float = STALE) -> Iterator[Callable[[], bool]]:
    """Holds the lock file; gives what tells whether it is still ours.

    It is a plain file, since locks of the system do not reach over every file share. A lock that
    has not changed while somebody waited ``stale`` seconds is taken for one that was left behind.
    Unavailable where nothing can be written.
    """
    file = store.own_folder(docs) / "lock"
    mine = secrets.token_bytes(16)
    _take(file, mine, stale)
    try:
        yield lambda: _read(file) == mine
    finally:
        if _read(file) == mine:
            _remove(file)


def _take(file: Path, mine: bytes, stale: float) -> None:
    watched, since = b"", time.monotonic()
    while True:
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            pass
        except PermissionError as error:
            # Windows says so of a file that is just being deleted, too.
            if time.monotonic() - since > stale:
                raise Unavailable("内容文件夹不能写入，保存不了。请找维护人员开通写入权限。") from error
        else:
            with os.fdopen(handle, "wb") as stream:
                stream.write(mine)
            return
        there = _read(file)
        if there != watched:
            watched, since = there, time.monotonic()
        elif time.monotonic() - since > stale:
            _break(file, watched)
        time.sleep(PAUSE)


def _break(file: Path, left_behind: bytes) -> None:
    """Takes a lock away that was left behind, and puts it back if it proves to be another's."""
    aside = file.with_name(f"lock-{secrets.token_hex(8)}")
    try:
        file.rename(aside)
        if _read(aside) != left_behind:
            os.link(aside, file)
    except OSError:
        pass  # somebody was quicker
    finally:
        _remove(aside)


def _remove(file: Path) -> None:
    """Windows lets nobody remove a file while another reads it. One that stays is a lock left behind."""
    for _ in range(writing.TRIES):
        try:
            file.unlink(missing_ok=True)
            return
        except PermissionError:
            time.sleep(PAUSE)


def _read(file: Path) -> bytes:
    """Empty where it is gone, or is just being written."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
