"""Attachments: what they carry without showing it, and the same files without it.

Nothing is unpacked, decoded or run to find out: readers go through a file within bounds.
"""

from __future__ import annotations

from . import legacy, ofd, office, pdf, pictures, plain
from .contents import Elsewhere, Unread, signature
from .inside import Inside, Mislabelled, Unreadable

__all__ = ["MAX_SIZE", "Elsewhere", "Inside", "Unread", "Unreadable", "look", "signature", "strip"]

# A scanned brochure has some fifty megabytes.
MAX_SIZE = 100_000_000

_PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
_WORDS = {
    "pdf": "PDF",
    "zip": "压缩文件或新版 Office 文件",
    "ole": "旧版 Office 文件（或加了密码的文件）",
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
    "gif": "GIF 图片",
    "webp": "WebP 图片",
    "rtf": "RTF 文档",
    "markup": "网页或 XML",
    "program": "程序",
}
# Types whose files may be of more than one format, old and new.
_FORMATS = {
    **{suffix: (format,) for suffix, format in _PICTURES.items()},
    ".pdf": ("pdf",),
    ".ofd": ("zip",),
    ".docx": ("zip",),
    ".xlsx": ("zip",),
    ".pptx": ("zip",),
    ".doc": ("ole",),
    ".xls": ("ole",),
    ".wps": ("ole", "zip"),
    ".et": ("ole", "zip"),
    ".txt": ("",),
    ".csv": ("",),
}


def look(data: bytes, suffix: str, inside: Inside) -> None:
    """Fills in what a file holds; ``suffix`` is one of the attachment types, in small letters, with its dot.

    Unreadable, or one of its kind, where that cannot be told; nothing else, whatever a reader stumbles over.
    """
    try:
        _look_by_format(data, suffix, inside)
    except Unreadable:
        raise
    except Exception as error:  # one odd file must not keep the others from being looked at
        raise Unreadable("读不懂这个文件") from error


def _look_by_format(data: bytes, suffix: str, inside: Inside) -> None:
    if not data:
        raise Unreadable("文件是空的")
    format = format_of(data)
    if format not in _FORMATS[suffix]:
        if format == "ole" and suffix in (".docx", ".xlsx", ".pptx"):
            legacy.look(data, Inside())  # Locked, most likely
        raise Mislabelled(_WORDS.get(format, "认不出的数据"))
    if format == "pdf":
        pdf.look(data, inside)
    elif format == "ole":
        legacy.look(data, inside)
    elif format == "zip":
        ofd.look(data, inside) if suffix == ".ofd" else office.look(data, suffix, inside)
    elif format:
        pictures.look(data, inside)
    else:
        plain.look(data, inside)


def strip(data: bytes, suffix: str) -> bytes:
    """The same file without the traces that :func:`look` finds in it, plain text as it is.

    A signature on a PDF or OFD file would break. Unreadable, or Locked, where it cannot be read.
    """
    format = format_of(data)
    if format == "pdf":
        return pdf.strip(data)
    if format == "ole":
        return legacy.strip(data)
    if format == "zip":
        return ofd.strip(data) if suffix == ".ofd" else office.strip(data)
    return pictures.strip(data) if format in _PICTURES.values() else data


def format_of(data: bytes) -> str:
    """What the first bytes of a file say it is: pdf, zip, ole, rtf, program, markup or a picture's format.

    Empty for what may be plain text.
    """
    picture = pictures.format_of(data)
    if picture:
        return picture
    for start, format in (
        (b"%PDF-", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (legacy.SIGNATURE, "ole"),
        (b"{\\rtf", "rtf"),
        (b"MZ", "program"),
        (b"\x7fELF", "program"),
    ):
        if data.startswith(start):
            return format
    return "markup" if plain.is_markup(data) else ""
