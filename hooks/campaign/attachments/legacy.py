"""Files of the old binary formats (.doc, .xls, .wps, .et): what can be told of them without taking them apart.

The property sets are those of MS-OLEPS. A program writes each in one piece, so that it can be found by its
format's identifier; what stands elsewhere (the last ten who saved it, changes, hidden text) is not seen.
"""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Iterator

from .inside import Inside, Locked, decoded

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_DOCUMENT = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
# The place of the identifier in its stream.
_AT = 28
_NAMES = {
    (_SUMMARY, 4): "作者",
    (_SUMMARY, 8): "最后编辑人",
    (_DOCUMENT, 14): "主管",
    (_DOCUMENT, 15): "单位",
}
_TEXTS = (30, 31)
_ENDS = re.compile(r"[\0\r\n]")
_STARRED = re.compile(r"[★☆][^\0\r\n]{0,40}")
# Marks of a level stand at the front; so much of the rest is looked through for them.
_LOOKED_AT = 20_000_000


def look(data: bytes, inside: Inside) -> None:
    """Fills in names in the properties, macros, and lines with a star. Locked where it is known to want a password."""
    if _wide("EncryptedPackage") in data:
        raise Locked
    if _wide("_VBA_PROJECT") in data:
        inside.active.append("宏")
    for identifier, number, start, end, unit in _texts(data):
        value = data[start:end]
        text = value.decode("utf-16-le", errors="ignore") if unit == 2 else decoded(value)
        text = text.strip("\0 ")
        inside.says("文档属性", text)
        if text and (identifier, number) in _NAMES:
            inside.traces.append(_NAMES[identifier, number])
    inside.unseen.append("旧格式的内部看不全（历次保存的人、修订和隐藏的内容）")
    # Text lies in it in UTF-16, between other things; that of cells at odd places too.
    for first in (0, 1):
        wide = data[first:_LOOKED_AT].decode("utf-16-le", errors="replace")
        for found in _STARRED.finditer(wide):
            before = _ENDS.split(wide[max(found.start() - 40, 0) : found.start()])[-1]
            inside.says("正文", before + found[0])


def strip(data: bytes) -> bytes:
    """The same file with the names in its properties blanked, each in its place."""
    blank = bytearray(data)
    for identifier, number, start, end, _ in _texts(data):
        if (identifier, number) in _NAMES:
            blank[start:end] = bytes(end - start)
    return bytes(blank)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _texts(data: bytes) -> Iterator[tuple[bytes, int, int, int, int]]:
    """Each text in the property sets: the set, its number, where it begins and ends, bytes to a letter."""
    for identifier in (_SUMMARY, _DOCUMENT):
        at = data.find(identifier)
        while at >= 0:
            with contextlib.suppress(struct.error):
                yield from _section(data, identifier, at)
            at = data.find(identifier, at + 16)


def _section(data: bytes, identifier: bytes, at: int) -> Iterator[tuple[bytes, int, int, int, int]]:
    (offset,) = struct.unpack_from("<I", data, at + 16)
    section = at - _AT + offset
    if at < _AT or data[at - _AT : at - _AT + 2] != b"\xfe\xff":
        return
    _, count = struct.unpack_from("<II", data, section)
    for index in range(min(count, 200)):
        number, place = struct.unpack_from("<II", data, section + 8 + 8 * index)
        kind, length = struct.unpack_from("<II", data, section + place)
        unit = 2 if kind == 31 else 1
        start = section + place + 8
        end = start + length * unit
        if kind in _TEXTS and length < 10_000 and end <= len(data):
            yield identifier, number, start, end, unit
