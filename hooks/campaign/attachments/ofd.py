"""Documents in the national layout format (GB/T 33190): who made them, what is enclosed, what is written."""

from __future__ import annotations

import re

from . import pictures
from .archive import Archive
from .inside import Inside, Mislabelled
from .xmlparts import Attributes, cut, go_through

ROOT = "OFD.xml"
_PEOPLE = {"Author": "作者", "CustomData": "自定义属性"}


def look(data: bytes, inside: Inside) -> None:
    """Fills in what an OFD document holds. Unreadable, Locked or Mislabelled for what is none."""
    archive = Archive(data)
    if ROOT not in archive:
        raise Mislabelled("别的压缩文件")
    inside.sealed = any(re.search(r"(^|/)(Signature\.xml|SignedValue\.dat)$", name) for name in archive.names)
    for name in archive.names:
        if name.endswith(".xml"):
            _part(archive.read(name), name, inside)
        elif pictures.format_of(picture := archive.read(name)):
            found = Inside()
            pictures.look(picture, found)
            inside.shows(found)


def _part(data: bytes, name: str, inside: Inside) -> None:
    page = re.search(r"Pages/Page_(\d+)/", name)
    place = f"第 {int(page[1]) + 1} 页" if page else "文档属性"
    element = ""
    line: list[str] = []

    def begin(name: str, given: Attributes) -> None:
        nonlocal element
        element = name
        if name == "Attachment":
            inside.active.append("嵌入的文件")
            inside.says("附件名", given.get("Name", ""))
        elif name == "Annot" and given.get("Type") not in ("Link", "Stamp", "Watermark", None):
            inside.revisions.append("批注")
        elif name in ("Sound", "Movie"):
            inside.active.append("媒体")

    def text(text: str) -> None:
        if not text.strip():
            return
        if element in _PEOPLE:
            inside.traces.append(_PEOPLE[element])
        # A line of a page may be laid out letter by letter.
        line.append(text.strip())

    go_through(data, begin, text=text)
    inside.says(place, "".join(line) if page else "\n".join(line))


def strip(data: bytes) -> bytes:
    """The same document without author and custom data, and its pictures without traces; a signature would break."""
    archive = Archive(data)
    parts: dict[str, bytes | None] = {ROOT: cut(archive.read(ROOT), lambda name, given: name in _PEOPLE)}
    for name in archive.names:
        if not name.endswith(".xml") and pictures.format_of(picture := archive.read(name)):
            parts[name] = pictures.strip(picture)
    return archive.rewritten(parts)
