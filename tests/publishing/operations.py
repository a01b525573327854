"""A process's file operations counted, and one of them made to fail, or to be the process's last."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# All by which Python changes what lies on a disk; ``Path`` and ``shutil`` go through them. And closing, for good measure.
CHANGES = ["open", "close", "write", "ftruncate", "link", "symlink", "rename", "replace", "unlink", "mkdir", "rmdir"]
CHANGES += ["chmod", "fchmod", "utime", "fsync"]

# Given the operation's name, its arguments, and how to do it.
Meet = Callable[[str, tuple[Any, ...], Callable[[], Any]], Any]


@contextmanager
def met(meet: Meet) -> Iterator[None]:
    """While this lasts, each operation is ``meet``'s to do."""
    real = {name: getattr(os, name) for name in CHANGES}

    def wrapped(name: str) -> Callable[..., Any]:
        return lambda *args, **named: meet(name, args, lambda: real[name](*args, **named))

    for name in real:
        setattr(os, name, wrapped(name))
    try:
        yield
    finally:
        for name, operation in real.items():
            setattr(os, name, operation)


class Failing:
    """The ``at``-th operation (from 0) fails with this errno; a close does, and says that it did not."""

    def __init__(self, at: int, error: int) -> None:
        self.left = itertools.count(at, -1)  # several threads may ask
        self.error = error
        self.name = ""  # of the operation, once it has failed

    def __call__(self, name: str, args: tuple[Any, ...], operation: Callable[[], Any]) -> Any:
        if next(self.left):
            return operation()
        if name == "close":
            operation()
        self.name = name
        raise OSError(self.error, os.strerror(self.error))


def killing(at: int) -> Meet:
    """The process is killed before its ``at``-th operation; in the middle of it, if it is a writing. What lies on the
    disk before an operation is what lay there after the one before, so that this meets both sides of each."""
    count = itertools.count()

    def meet(name: str, args: tuple[Any, ...], operation: Callable[[], Any]) -> Any:
        if next(count) == at:
            if name == "write":
                written = os.fdopen(os.dup(args[0]), "wb", buffering=0)
                written.write(bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return operation()

    return meet


def in_child(action: Callable[[], object]) -> int:
    """Does this in a forked child that leads a process group; its id. It ends with 0, or 1 if an exception came."""
    child = os.fork()
    if child:
        with contextlib.suppress(OSError):  # it may have ended already, or be first
            os.setpgid(child, child)
        return child
    status = 1
    try:
        os.setpgid(0, 0)
        action()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def killed_at(at: int, action: Callable[[], object]) -> bool:
    """Does this in a child that is killed at its ``at``-th operation; False if it had not so many, and ended well."""

    def run() -> None:
        with met(killing(at)):
            action()

    _, status = os.waitpid(in_child(run), 0)
    assert status in (0, signal.SIGKILL), status
    return bool(status)


# Fingerprinted content, and plain: a text of the search index, a picture, an attachment.
WITHDRAWN = {
    "search/text-abcdefgh.js": b"text of a case",
    "pictures/meeting.0a1b2c3d.png": b"faces",
    "cases/list.csv": b"names",
}


def interrupt(release: object, sums: object) -> None:
    """Somebody presses Ctrl-C while the release is read back."""
    raise KeyboardInterrupt
