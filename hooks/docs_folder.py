"""A docs folder on disk, as the mapping that the core reads."""

from __future__ import annotations

import os
from pathlib import Path


def read_docs(docs_dir: str | os.PathLike[str]) -> dict[str, bytes]:
    """Paths relative to the folder, with forward slashes → contents.

    Only Markdown files are read; of the others the core needs the names alone. Links to
    other places of the disk are passed over. OSError where the folder cannot be read.
    """
    top = Path(docs_dir)
    found: dict[str, bytes] = {}
    for folder, subfolders, names in os.walk(top, onerror=_raise):
        subfolders[:] = sorted(one for one in subfolders if not one.startswith("."))
        for name in names:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                relative = path.relative_to(top).as_posix()
                found[relative] = path.read_bytes() if name.endswith(".md") else b""
    return found


def _raise(error: OSError) -> None:
    raise error
