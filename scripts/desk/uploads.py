"""Files that are put beside a record: of an allowed type and size, cleaned, never over another file."""

from __future__ import annotations

import os
from pathlib import Path

from campaign.files import ATTACHMENT_TYPES
from campaign.slugs import pinyin_slug

from .store import Unavailable

LIMIT = 20 * 2**20
FOLDER = "files"
TRIES = 100


def store_upload(record: Path, name: str, data: bytes) -> str:
    """Writes an upload to the ``files`` folder beside a record's file; its path from the record's folder.

    ``name`` is what the browser calls it; only its ending and what can be spelled of it are used.
    Unavailable says in Chinese why it is refused.
    """
    import cleaning  # brings libraries for pictures and PDF that nothing else here needs

    stem, suffix = os.path.splitext(name.replace("\\", "/").rpartition("/")[2])  # noqa: PTH122  a browser's name, no path
    suffix = suffix.lower()
    if suffix not in ATTACHMENT_TYPES:
        allowed = "、".join(one[1:] for one in ATTACHMENT_TYPES)
        raise Unavailable(f"不能用这种文件（{suffix or '没有扩展名'}）。可以用的有：{allowed}。")
    if not data:
        raise Unavailable("这个文件是空的。")
    if len(data) > LIMIT:
        raise Unavailable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {LIMIT >> 20} MB。请压缩或拆分后再上传。")
    try:
        clean = cleaning.cleaned(name, data).data
    except cleaning.Refused as refused:
        raise Unavailable(str(refused)) from refused
    return f"{FOLDER}/{_put(record.parent / FOLDER, _stem(record.stem, stem), suffix, clean)}"


def _stem(record: str, name: str) -> str:
    """``<record>-<what it is called>``; a name that begins with the record's own is not doubled."""
    spelled = pinyin_slug(name, 40) or "file"
    return spelled if spelled.startswith(f"{record}-") else f"{record}-{spelled}"


def _put(folder: Path, stem: str, suffix: str, data: bytes) -> str:
    """The name under which the data now lies; the same file is not stored twice."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink():
            raise Unavailable("附件文件夹是指向别处的链接，不能往里写。")
        for number in range(1, TRIES):
            file = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
            try:
                with file.open("xb") as stream:
                    stream.write(data)
            except FileExistsError:
                if file.read_bytes() != data:
                    continue
            return file.name
    except OSError as error:
        raise Unavailable(f"附件存不下来（{error.strerror or error}）。") from error
    raise Unavailable("同名的附件太多了，请换一个名字再上传。")
