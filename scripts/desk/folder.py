"""A docs folder on disk, read again only where it has changed, and never beyond its own borders."""

from __future__ import annotations

import os
import time
from pathlib import Path

from campaign.files import place
from campaign.schema import Kind
from source.docs_folder import read_docs

from .store import Unavailable

# A file that was written just before it was read may change once more without its time showing it.
SETTLED_NS = 3 * 10**9

Signature = tuple[int, int, int]


class Folder:
    """What :func:`source.docs_folder.read_docs` gives, at the price of a look at each file."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self._known: dict[str, tuple[Signature, bytes]] = {}

    def read(self) -> dict[str, bytes]:
        """Every file by its path, as the core takes them. Unavailable where the folder cannot be read."""
        before, self._known = self._known, {}
        now = time.time_ns()

        def read(file: str, there: os.stat_result) -> bytes:
            signature = (there.st_mtime_ns, there.st_size, there.st_ino)
            known = before.get(file)
            if known is not None and known[0] == signature:
                data = known[1]
            else:
                with open(file, "rb") as stream:  # noqa: PTH123  there may be ten thousand
                    data = stream.read()
            if now - there.st_mtime_ns > SETTLED_NS:
                self._known[file] = (signature, data)
            return data

        try:
            return read_docs(self.docs, read)
        except OSError as error:
            raise Unavailable(f"内容文件夹 {self.docs} 读不了（{error.strerror or error}）。") from error

    def kind_of(self, path: str) -> Kind:
        """The kind of the record that a path is for, whether it is there yet or not. Unavailable for any other path."""
        placed = place(path, _silent) if path.endswith(".md") and path.isascii() else None
        if placed is None:
            raise Unavailable("没有这样的内容文件。")
        return placed[0]

    def file(self, path: str) -> Path:
        """Where a record's file is or will be. Unavailable where that would be outside the folder."""
        self.kind_of(path)
        file = self.docs / path
        if file.is_symlink() or not file.parent.resolve().is_relative_to(self.docs.resolve()):
            raise Unavailable("这个文件是指向别处的链接，编辑台不打开。")
        return file

    def bytes_of(self, path: str) -> bytes | None:
        """A record's file as it is on disk at this moment; None where there is none.

        Unavailable where it cannot be read or is no record's.
        """
        file = self.file(path)
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unavailable(f"{path} 读不了（{error.strerror or error}）。") from error


def _silent(*_: object, **__: object) -> None:
    """A place is asked for, not judged."""
