"""What a camera wrote into a photo (Exif, CIPA DC-008)."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from typing import Any

from .inside import decoded

_EXIF, _GPS = 0x8769, 0x8825
_ORIENTATION = 0x0112
# What a program needs to show the picture, and the places of the parts.
_HARMLESS = {
    *(0x0100, 0x0101, 0x0102, 0x0103, 0x0106, _ORIENTATION, 0x0115, 0x011A, 0x011B, 0x011C, 0x0128, 0x0131, 0x0213),
    *(_EXIF, 0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003),
}
_WORDS = {
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), "作者"),
    **dict.fromkeys((0xA431, 0xA435, 0xA420, 0xC62F), "设备编号"),
    **dict.fromkeys((0x010F, 0x0110, 0xA433, 0xA434), "相机型号"),
    **dict.fromkeys((0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012), "拍摄时间"),
    **dict.fromkeys((0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F), "说明文字"),
    0x927C: "相机厂商数据",
    _GPS: "拍摄地点",
}
_UNREAD = "读不懂的相机信息"
# What says so before the words of a comment.
_UNICODE = b"UNICODE\0"


def read(tiff: bytes) -> tuple[list[str], list[str], int]:
    """What an Exif structure tells, in Chinese words; the texts in it; how the picture is turned, 1 (upright) to 8.

    Never raises: what cannot be read counts as one thing told.
    """
    # Loads all of Pillow's plugins; most builds look at no new photo.
    from PIL import ExifTags, Image

    found = Image.Exif()
    try:
        with warnings.catch_warnings(action="ignore"):
            found.load(b"Exif\0\0" + tiff)
            wanted = (_EXIF, _GPS, ExifTags.IFD.IFD1)
            tags, inner, place, small = dict(found), *(dict(found.get_ifd(one)) for one in wanted)
        parts = [tags, inner]
        words = [_WORDS.get(tag, "拍摄参数") for part in parts for tag in part if tag not in _HARMLESS]
        # A pointer to nothing is no place.
        if not place:
            words = [word for word in words if word != _WORDS[_GPS]]
        if small:
            words.append("缩略图")
        if _entries(tiff, tags) > len(tags) + len(inner):
            words.append(_UNREAD)
        texts = [text for part in parts for text in _texts(part)]
        turned = tags.get(_ORIENTATION)
    except Exception:  # whatever Pillow stumbles over: what cannot be read is not let out
        return [_UNREAD], [], 1
    return words, texts, turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _entries(tiff: bytes, tags: dict[int, Any]) -> int:
    """How many entries the directories have, those among them that Pillow passes over: of types it does not know, torn."""
    order = "<" if tiff.startswith(b"II") else ">"
    starts = [*struct.unpack_from(f"{order}I", tiff, 4), *([tags[_EXIF]] if _EXIF in tags else [])]
    return sum(struct.unpack_from(f"{order}H", tiff, start)[0] for start in starts)


def _texts(tags: dict[int, Any]) -> Iterator[str]:
    for tag, value in tags.items():
        if isinstance(value, str):
            yield decoded(value.encode("latin-1"))  # as Pillow read it, whatever it was
        elif isinstance(value, bytes) and tag != 0x927C and len(value) < 65_536:
            yield from (text.strip("\0") for text in _readings(tag, value))


def _readings(tag: int, value: bytes) -> list[str]:
    """What a text may say: which end a comment in Unicode begins its letters with, each program decides anew."""
    if value.startswith(_UNICODE):
        return [value[len(_UNICODE) :].decode(order, errors="ignore") for order in ("utf-16-le", "utf-16-be")]
    return [value.decode("utf-16-le", errors="ignore") if 0x9C9B <= tag <= 0x9C9F else decoded(value)]


def only_turned(turned: int) -> bytes:
    """An Exif structure that tells no more than how the picture is turned; empty where it is upright."""
    if turned == 1:
        return b""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
