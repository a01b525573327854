"""A Reading of a Word file, or a Refusal: judged here, converted in a child process that is bounded in all it takes."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from importing import archive, bounded, conversion_child, office, signatures
from importing.reading import Embedded, Link, Picture, Reading, Refusal

# The child counts its own seconds of work; this is the clock on the wall, for one that sleeps or a machine that is busy.
SECONDS = 90
CHILD = Path(conversion_child.__file__)
_PICTURE = re.compile(r"picture-\d{1,4}\.(png|jpg)")
_FAILED = (
    "文件没有读成功，可能已损坏。请在 Word 或 WPS 里打开，另存为 .docx 后再试；还不行，就把正文复制到一个新建的文档里。"
)
_NOT_STARTED = (
    "读文件的程序启动不了，可能内存不够，也可能被安全软件拦下了。请关掉别的程序再试；还不行，请找管这台电脑的人。"
)
_SLOW = "文件太大或太复杂，没有读完就停下了。请压缩图片、只留要入库的正文，另存后再试。"
# How a process ends that has used up its time or memory: killed by the system; on Windows, with "not enough quota".
_USED_UP = {-9, -24, 1816}


def read_word(path: Path) -> Reading:
    """What is in a .docx, or in a .doc, .wps, .rtf or .odt where an office suite is there to turn it into one.

    Refusal for every other file, for one that cannot be read, and for one that takes too long or too much to convert.
    """
    try:
        if (size := path.stat().st_size) > archive.MAX_FILE:
            raise Refusal(archive.too_large(size))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal(f"找不到文件「{path.name}」。请核对位置和名字。") from error
    except OSError as error:
        raise Refusal(f"读不了文件「{path.name}」。如果它正在 Word 或 WPS 里打开着，请先关闭再试。") from error
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> Reading:
    """The same for a file that was sent, under the name it came with."""
    name = name.replace("\\", "/").rpartition("/")[2]
    docx, notes = data, tuple[str, ...]()
    if len(data) <= archive.MAX_FILE and (suffix := signatures.office_suffix(data)) is not None:
        docx, notes = office.to_docx(name, data, suffix), (office.NOTE,)
    archive.judge(name, docx)
    try:
        with tempfile.TemporaryDirectory(prefix="zhengyou-", ignore_cleanup_errors=True) as temporary:
            reading = _convert(docx, Path(temporary))
    except OSError as error:
        raise Refusal("临时文件夹写不了，可能磁盘已满。请清理磁盘后再试。") from error
    return replace(reading, name=name, original=data, notes=notes + reading.notes)


def _convert(data: bytes, folder: Path) -> Reading:
    (folder / conversion_child.SOURCE).write_bytes(data)
    try:
        status = bounded.run([sys.executable, "-I", "-X", "utf8", CHILD], folder, SECONDS)
    except bounded.Expired as error:
        raise Refusal(_SLOW) from error
    except OSError as error:
        raise Refusal(_NOT_STARTED) from error
    if status != 0:
        raise Refusal(_SLOW if status in _USED_UP else _FAILED)
    try:
        return _reading(_answer(folder), folder)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refusal(_FAILED) from error


def _answer(folder: Path) -> dict[str, Any]:
    given = json.loads(_file(folder, conversion_child.ANSWER))
    if not isinstance(given, dict):
        raise TypeError
    if isinstance(refusal := given.get("refusal"), str):
        raise Refusal(refusal)
    return given


def _reading(given: dict[str, Any], folder: Path) -> Reading:
    """The child's answer, nothing of it believed: it has been alone with the file."""
    pictures = {}
    for name, width, height in given["pictures"]:
        if not _PICTURE.fullmatch(name):
            raise ValueError(name)
        pictures[name] = Picture(name, _file(folder, name), int(width), int(height))
    html, notes, left_out = given["html"], given["notes"], given["left_out"]
    if not all(isinstance(text, str) for text in (html, *notes, *left_out)):
        raise TypeError
    return Reading("", b"", html, pictures, tuple(notes), tuple(left_out), _embedded(given.get("embedded")))


def _embedded(given: Any) -> Embedded | None:
    if given is None:
        return None
    case, fields, links = (
        given["case"],
        given["fields"],
        tuple(Link(words, to, int(at), int(of)) for words, to, at, of in given["link"]),
    )
    texts = [case, *fields, *given["printed"], *given["heading"], *(text for one in links for text in one[:2])]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return Embedded(case, "".join(fields), tuple(given["printed"]), tuple(given["heading"]), links)


def _file(folder: Path, name: str) -> bytes:
    """The file of that name in the folder itself, and no more of it than the child may write."""
    path = folder / name
    if path.is_symlink() or path.stat().st_size > conversion_child.FILE:
        raise ValueError(name)
    return path.read_bytes()
