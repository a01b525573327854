"""The desk's own folder, ``.desk`` in the docs folder: hidden, never read as content, never published."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

NAME = ".desk"
# Windows lets nobody replace a file that another program has open, and virus scanners open every new one.
TRIES = 6


class Unavailable(Exception):
    """What cannot be had or done, in one Chinese sentence that says what to do."""


def own_folder(docs: Path, *below: str) -> Path:
    """A folder in ``.desk``, made where it is missing. Unavailable where nothing can be written."""
    top = docs / NAME
    folder = top.joinpath(*below)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = top / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unavailable(
            f"内容文件夹 {docs} 不能写入（{error.strerror or error}），保存不了。请找维护人员开通写入权限。"
        ) from error
    return folder


def replace(file: Path, data: bytes) -> None:
    """Puts ``data`` in the place of a file in one step: whoever reads it finds the old or the new, whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", suffix=".half", dir=file.parent)
    except OSError as error:
        raise _refused(file, error) from error
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        half.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        _move(half, file)
    except OSError as error:
        raise _refused(file, error) from error
    finally:
        half.unlink(missing_ok=True)


def _move(half: Path, file: Path) -> None:
    for left in reversed(range(TRIES)):
        try:
            half.replace(file)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)


def _refused(file: Path, error: OSError) -> Unavailable:
    return Unavailable(
        f"写不了 {file.name}（{error.strerror or error}）。"
        "请看看磁盘是不是满了、文件是不是正被别的程序打开；写好的内容还在草稿里。"
    )
