"""A docs folder on disk, as the mapping that the core reads."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial

from campaign.attachments import Unread
from campaign.files import DATA_FILES

# What it says in English of a broken file, the checks say in Chinese.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_docs(
    docs_dir: str | os.PathLike[str], read: Callable[[str, os.stat_result], bytes] | None = None
) -> dict[str, bytes]:
    """Paths relative to the folder, with forward slashes → contents.

    Only Markdown and data files are read; the others are when the core wants to look into one. Links to
    other places of the disk are passed over. ``read`` may know a file of such a state already.
    OSError where the folder cannot be read.
    """
    found: dict[str, bytes] = {}
    for inner, path, there in each_file(docs_dir):
        if inner.endswith(".md") or inner in DATA_FILES:
            found[inner] = read(path, there) if read else _read(path)
        else:
            found[inner] = _unread(path, there)
    return found


def each_file(docs_dir: str | os.PathLike[str]) -> Iterator[tuple[str, str, os.stat_result]]:
    """Each file of the folder: its path relative to it, its path, and its state. Hidden folders are passed over."""
    top = os.fspath(docs_dir)
    for folder, subfolders, names in os.walk(top, onerror=_raise):
        subfolders[:] = sorted(one for one in subfolders if not one.startswith("."))
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118  plain strings: there may be ten thousand
            there = os.lstat(path)
            if stat.S_ISREG(there.st_mode):
                yield name if below == "." else f"{below}/{name}", path, there


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  as above
        return file.read()


def _unread(path: str, there: os.stat_result) -> Unread:
    return Unread(f"{there.st_size} {there.st_mtime_ns}", there.st_size, partial(_read, path))


def _raise(error: OSError) -> None:
    raise error
