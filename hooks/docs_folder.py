"""A docs folder on disk, as the mapping that the core reads."""

from __future__ import annotations

import os
import stat


def read_docs(docs_dir: str | os.PathLike[str]) -> dict[str, bytes]:
    """Paths relative to the folder, with forward slashes → contents.

    Only Markdown files are read; of the others the core needs the names alone. Links to
    other places of the disk are passed over. OSError where the folder cannot be read.
    """
    top = os.fspath(docs_dir)
    found: dict[str, bytes] = {}
    for folder, subfolders, names in os.walk(top, onerror=_raise):
        subfolders[:] = sorted(one for one in subfolders if not one.startswith("."))
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118  plain strings: there may be ten thousand
            if stat.S_ISREG(os.lstat(path).st_mode):
                found[name if below == "." else f"{below}/{name}"] = _read(path) if name.endswith(".md") else b""
    return found


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  as above
        return file.read()


def _raise(error: OSError) -> None:
    raise error
