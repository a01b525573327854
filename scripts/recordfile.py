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
        return cls(path, path.read_bytes())

    @property
    def text(self) -> str:
        """UnicodeDecodeError where it is not UTF-8."""
        return self.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")

    def like(self, text: str) -> bytes:
        """A text with ``\\n`` line ends as this file would have it."""
        ends = {end: self.data.count(end) for end in (b"\r\n", b"\r", b"\n")}
        crlf = ends[b"\r\n"]
        if crlf and crlf * 2 >= ends[b"\n"]:
            text = text.replace("\n", "\r\n")
        elif ends[b"\r"] and not ends[b"\n"]:
            text = text.replace("\n", "\r")
        return (_BOM if self.data.startswith(_BOM) else b"") + text.encode("utf-8")


def write_all(changes: Iterable[tuple[RecordFile, str]]) -> None:
    """Every text into its file, or none of them where one was changed meanwhile (Changed) or cannot be written.

    Each file is there whole at any moment, the old or the new one.
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
