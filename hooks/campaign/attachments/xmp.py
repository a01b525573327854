"""The part of an XMP packet (ISO 16684-1) that says who made a document, and from what."""

from __future__ import annotations

import re

from .inside import Inside
from .xmlparts import Attributes, cut, go_through

_NAMES = {
    "creator": "作者",
    "contributor": "作者",
    "Author": "作者",
    "Authors": "作者",
    "Owner": "作者",
    "LastModifiedBy": "最后编辑人",
    "Company": "单位",
    "Manager": "主管",
    "History": "编辑历史",
    "DerivedFrom": "编辑历史",
    "Ingredients": "编辑历史",
    "Thumbnails": "缩略图",
}
# These tell by their elements as much as by their texts.
_WHOLE = ("编辑历史", "缩略图")
_ATTRIBUTES = re.compile(rb"\s+\w+:(?:" + "|".join(_NAMES).encode() + rb")\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def look(packet: bytes, inside: Inside) -> None:
    """Fills in the texts of a packet, and which of them name who made the document. Unreadable for what is no XML."""
    # What each open element tells: as the outermost around it that tells anything.
    within = [""]

    def begin(name: str, given: Attributes) -> None:
        what = within[-1] or _NAMES.get(name, "")
        within.append(what)
        if what in _WHOLE:
            inside.traces.append(what)
        # What stands in an element may stand in an attribute as well.
        for one, value in given.items():
            inside.says("文档属性", value)
            if one in _NAMES and value.strip():
                inside.traces.append(_NAMES[one])

    def text(text: str) -> None:
        inside.says("文档属性", text)
        if within[-1] and text.strip():
            inside.traces.append(within[-1])

    def end(name: str) -> None:
        within.pop()

    go_through(packet.rstrip(b"\0 \r\n"), begin, end, text)


def strip(packet: bytes) -> bytes:
    """The packet without the elements and attributes that name them. Unreadable for what is no XML or not UTF-8."""
    return cut(packet.rstrip(b"\0 \r\n"), lambda name, given: name in _NAMES, _ATTRIBUTES)
