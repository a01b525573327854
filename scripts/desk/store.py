"""The desk's own folder, ``.desk`` in the docs folder: hidden, never read as content, never published."""

from __future__ import annotations

from pathlib import Path

import writing

NAME = ".desk"


class Unavailable(Exception):
    """What cannot be had or done, in one Chinese sentence that says what to do."""


def own_folder(docs: Path, *below: str) -> Path:
    """A folder in ``.desk``, made where it is missing. Unavailable where nothing can be written."""
    try:
        folder = writing.ignored_folder(docs / NAME).joinpath(*below)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"内容文件夹 {docs} 不能写入（{error.strerror or error}），保存不了。请找维护人员开通写入权限。"
        ) from error
    return folder


def replace(file: Path, data: bytes) -> None:
    """Puts ``data`` in the place of a file in one step, its folder made where it is missing.

    Unavailable where it cannot.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(file, data)
    except OSError as error:
        raise Unavailable(
            f"写不了 {file.name}（{error.strerror or error}）。"
            "请看看磁盘是不是满了、文件是不是正被别的程序打开；写好的内容还在草稿里。"
        ) from error
