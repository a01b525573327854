"""Record files on disk, read and written back as they were: line ends, byte order mark, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import writing

_BOM = b"\xef\xbb\xbf"


class Changed(Exception):
    """A file is no longer what was read. The path is its text."""


@dataclass(frozen=True)
class RecordFile:
    """A file as it was read. ``text`` has ``\\n`` line ends and no byte order mark."""

    path: Path
    data: bytes

    @classmethod
    def read(cls, path: Path) -> RecordFile:
        """The file at a path. OSError where it cannot be read."""
        return cls(path, path.read_bytes())

    @property
    def text(self) -> str:
        """What it says. UnicodeDecodeError where it is not UTF-8."""
        return self.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")

    def like(self, text: str) -> bytes:
        r"""A text with ``\n`` line ends as this file would have it: its line ends, its byte order mark."""
        ends = {end: self.data.count(end) for end in (b"\r\n", b"\r", b"\n")}
        crlf = ends[b"\r\n"]
        if crlf and crlf * 2 >= ends[b"\n"]:
            text = text.replace("\n", "\r\n")
        elif ends[b"\r"] and not ends[b"\n"]:
            text = text.replace("\n", "\r")
        return (_BOM if self.data.startswith(_BOM) else b"") + text.encode("utf-8")


def write_all(changes: Iterable[tuple[RecordFile, str]]) -> None:
    """Writes every text into its file, or none of them where one was changed meanwhile or cannot be written.

    Changed, or OSError, then. Each file is there whole at any moment, the old or the new one.
    """
    waiting: list[tuple[RecordFile, Path]] = []
    replaced: list[RecordFile] = []
    try:
        for file, text in changes:
            waiting.append((file, writing.beside(file.path, file.like(text))))
        for file, _ in waiting:
            if file.path.read_bytes() != file.data:
                raise Changed(str(file.path))
        for file, beside in waiting:
            writing.put(beside, file.path)
            replaced.append(file)
    except OSError:
        # On Windows a file that a program holds open cannot be replaced.
        for file in replaced:
            writing.replace(file.path, file.data)
        raise
    finally:
        for _, beside in waiting:
            with suppress(OSError):
                beside.unlink()
