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
_ATTRIBUTES = re.compile(rb"\s+\w+:(?:" + "|".join(_NAMES).encode() + rb")\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def look(packet: bytes, inside: Inside) -> None:
    """Fills in the texts of a packet, and which of them name who made the document. Unreadable for what is no XML."""
    within: list[str] = []

    def begin(name: str, given: Attributes) -> None:
        within.append(name)
        # What names somebody may stand in an attribute as well as in an element, empty ones in neither.
        told = [one for one in given if one in _NAMES]
        inside.traces.extend(_NAMES[one] for one in told if given[one].strip())
        if set(within) & {"History", "DerivedFrom", "Ingredients", "Thumbnails"}:
            inside.traces.append(next(_NAMES[one] for one in within if one in _NAMES))

    def text(text: str) -> None:
        if text.strip():
            inside.says("文档属性", text)
            inside.traces.extend(_NAMES[one] for one in within if one in _NAMES)

    def end(name: str) -> None:
        within.pop()

    go_through(packet.rstrip(b"\0 \r\n"), begin, end, text)


def strip(packet: bytes) -> bytes:
    """The packet without the elements and attributes that name them. Unreadable for what is no XML or not UTF-8."""
    return cut(packet.rstrip(b"\0 \r\n"), lambda name, given: name in _NAMES, _ATTRIBUTES)
