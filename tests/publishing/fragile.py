"""A publisher who dies in the middle, or whose disk fails: folders that break at a given operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from publishing.targets.folders import Folder


class Killed(BaseException):
    """Nothing that the publisher still does after it reaches the disk."""


class Memory(Folder):
    """A folder that is nowhere, so that it can break a thousand times in a second. ``held``: path → its bytes."""

    width = 1

    def __init__(self, held: dict[str, bytes] | None = None, folders: Iterable[str] = ()) -> None:
        self.held = dict(held or {})
        self.folders = {"", *folders}

    def copy(self) -> Memory:
        return Memory(self.held, self.folders)

    def read(self, path: str) -> bytes:
        if path not in self.held:
            raise FileNotFoundError(path)
        return self.held[path]

    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        self.make(path.rpartition("/")[0])
        self.held[path] = data

    def append(self, path: str, data: bytes) -> None:
        self.held[path] = self.held.get(path, b"") + data

    def replace(self, old: str, new: str) -> None:
        assert new.rpartition("/")[0] in self.folders, f"there is no folder for {new}"
        self.held[new] = self.held.pop(old)

    def delete(self, path: str) -> None:
        self.held.pop(path, None)

    def names(self, path: str) -> dict[str, bool]:
        prefix = f"{path}/" if path else ""
        found = dict.fromkeys(self.held, False) | {one: True for one in self.folders if one}
        return {
            one.removeprefix(prefix): is_folder
            for one, is_folder in found.items()
            if one.startswith(prefix) and "/" not in one[len(prefix) :]
        }

    def make(self, path: str) -> None:
        assert path not in self.held, f"{path} is a file"
        self.folders |= {path, *(path[:at] for at, sign in enumerate(path) if sign == "/")}

    def remove(self, path: str) -> None:
        assert not self.names(path), f"{path} is not empty"
        if path not in self.folders:
            raise FileNotFoundError(path)
        self.folders.remove(path)

    def lock(self, path: str) -> AbstractContextManager[None]:
        self.write(path, b"")
        return nullcontext()

    def _is_held(self, error: OSError) -> bool:
        return False


class Fragile(Folder):
    """A folder of which one changing operation, the ``at``-th from 0, breaks.

    ``half``: that operation, if it writes, is half done before. ``error``: what the operation raises once; without
    it the publisher is dead, and whatever it tries raises Killed.
    """

    width = 1

    def __init__(self, inner: Folder, at: int = -1, *, half: bool = False, error: Callable[[], OSError] | None = None):
        self.inner, self.at, self.half, self.error = inner, at, half, error
        # What was done, in words.
        self.done: list[str] = []
        # The same, and which folders were settled.
        self.trace: list[str] = []
        self.dead = False

    def read(self, path: str) -> bytes:
        self._alive()
        return self.inner.read(path)

    def names(self, path: str) -> dict[str, bool]:
        self._alive()
        return self.inner.names(path)

    def settle(self, paths: Iterable[str]) -> None:
        self._alive()
        paths = list(paths)
        self.trace += [f"settle {path}" for path in paths]
        self.inner.settle(paths)

    def lock(self, path: str) -> AbstractContextManager[None]:
        return self.inner.lock(path)

    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        self._step(f"write {path}", lambda: self.inner.write(path, data[: len(data) // 2]))
        self.inner.write(path, data, stamp)

    def append(self, path: str, data: bytes) -> None:
        self._step(f"append {path}", lambda: self.inner.append(path, data[: len(data) // 2]))
        self.inner.append(path, data)

    def replace(self, old: str, new: str) -> None:
        self._step(f"replace {new}")
        self.inner.replace(old, new)

    def delete(self, path: str) -> None:
        self._step(f"delete {path}")
        self.inner.delete(path)

    def make(self, path: str) -> None:
        self._step(f"make {path}")
        self.inner.make(path)

    def remove(self, path: str) -> None:
        self._step(f"remove {path}")
        self.inner.remove(path)

    def _alive(self) -> None:
        if self.dead:
            raise Killed

    def _step(self, what: str, halfway: Callable[[], None] | None = None) -> None:
        self._alive()
        self.done.append(what)
        self.trace.append(what)
        if len(self.done) == self.at + 1:
            if self.half and halfway:
                halfway()
            if self.error:
                raise self.error()
            self.dead = True
            raise Killed

    def _is_held(self, error: OSError) -> bool:
        raise NotImplementedError  # `inner` does the waiting
