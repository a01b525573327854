"""A docs folder on disk, as the mapping that the core reads."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial

from campaign.attachments import Elsewhere, Unread
from campaign.files import DATA_FILES

# What it says in English of a broken file, the checks say in Chinese.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_docs(
    docs_dir: str | os.PathLike[str], read: Callable[[str, os.stat_result], bytes] | None = None
) -> dict[str, bytes]:
    """Paths relative to the folder, with forward slashes → contents.

    Only Markdown and data files are read; the others are when the core wants to look into one. What is no
    file of the folder, such as a link, is only named. ``read`` may know a file of such a state already.
    OSError where the folder cannot be read.
    """
    found: dict[str, bytes] = {}
    for inner, path, there in _each(docs_dir):
        if not stat.S_ISREG(there.st_mode):
            found[inner] = Elsewhere()
        elif inner.endswith(".md") or inner in DATA_FILES:
            found[inner] = read(path, there) if read else _read(path)
        else:
            found[inner] = _unread(path, there)
    return found


def each_file(docs_dir: str | os.PathLike[str]) -> Iterator[tuple[str, str, os.stat_result]]:
    """Each file of the folder: its path relative to it, its path, and its state. Hidden folders are passed over."""
    return (one for one in _each(docs_dir) if stat.S_ISREG(one[2].st_mode))


def _each(docs_dir: str | os.PathLike[str]) -> Iterator[tuple[str, str, os.stat_result]]:
    """The same with all that is neither a file nor a folder. Only the folder itself may be a link."""
    top = os.fspath(docs_dir)
    for folder, subfolders, names in os.walk(top, onerror=_raise):
        subfolders[:] = sorted(one for one in subfolders if not one.startswith("."))
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        linked = [one for one in subfolders if _is_link(f"{folder}/{one}")]
        subfolders[:] = [one for one in subfolders if one not in linked]
        for name in (*names, *linked):
            path = os.path.join(folder, name)  # noqa: PTH118  plain strings: there may be ten thousand
            yield name if below == "." else f"{below}/{name}", path, os.lstat(path)


def _is_link(path: str) -> bool:
    there = os.lstat(path)
    junction = getattr(there, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return junction or stat.S_ISLNK(there.st_mode)


def _read(path: str) -> bytes:
    # What was a file a moment ago may be a link by now.
    with open(path, "rb", opener=_open_itself) as file:
        return file.read()


def _open_itself(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _unread(path: str, there: os.stat_result) -> Unread:
    return Unread(f"{there.st_size} {there.st_mtime_ns}", there.st_size, partial(_read, path))


def _raise(error: OSError) -> None:
    raise error
