"""A site as the list of its files and their SHA-256, in the form that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from publishing import Refused

# What stands beside a site's own files in a build and in each release: its list, its report, its bill of materials.
FOLDER = ".release"
SUMS = f"{FOLDER}/SHA256SUMS"
REPORT = f"{FOLDER}/report.json"

Manifest = Mapping[str, str]


def text(manifest: Manifest) -> str:
    """One line a file, sorted by path: 64 hexadecimal digits, two spaces, the path with forward slashes."""
    return "".join(f"{manifest[path]}  {path}\n" for path in sorted(manifest))


def parse(data: bytes) -> dict[str, str]:
    """The opposite of :func:`text`. ValueError for anything that it would not have written."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8").split("\n")[:-1]:
        digest, _, path = line.partition("  ")
        found[path] = digest
    if text(found).encode("utf-8") != data or any(len(one) != 64 for one in found.values()):
        raise ValueError("not a manifest")
    return found


def digest(manifest: Manifest) -> str:
    """The identity of a site's content: the SHA-256 of its list."""
    return hashlib.sha256(text(manifest).encode("utf-8")).hexdigest()


def digest_of(file: str | Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits. OSError where it cannot be read."""
    with open(file, "rb") as stream:  # noqa: PTH123  plain strings: there may be ten thousand
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_of(folder: Path | str) -> Iterator[tuple[str, str]]:
    """(path below the folder, whole path) of each file but those of :data:`FOLDER`.

    Refused for links and whatever else is no plain file.
    """
    waiting = [("", os.fspath(folder))]
    while waiting:
        inside, at = waiting.pop()
        with os.scandir(at) as found:
            for one in found:
                path = inside + one.name
                if one.is_dir(follow_symlinks=False):
                    if path != FOLDER:
                        waiting.append((path + "/", one.path))
                elif one.is_file(follow_symlinks=False):
                    yield path, one.path
                else:
                    raise Refused(f"网站里的 {path} 不是普通文件（是链接或别的），不能发布。")
