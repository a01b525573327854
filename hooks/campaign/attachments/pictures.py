"""Pictures as pieces: those that show, and those that only tell. Nothing is decoded, so nothing is lost or large.

After ITU-T T.81 (JPEG), the PNG specification (third edition), GIF89a and the WebP container specification.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import exif
from .inside import Inside, Unreadable, decoded

_XMP = "图片软件写入的信息（XMP）"
_AFTER = "附在图片后面的数据"
_OTHER = "软件写入的附加信息"


@dataclass(frozen=True)
class Piece:
    """``kept`` is what stays of it; ``tells`` what it carries, in Chinese words; ``texts`` what is written in it."""

    kept: bytes
    tells: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def look(data: bytes, inside: Inside) -> None:
    """Fills in what a picture carries. Unreadable for what is no whole picture."""
    for piece in _pieces(data):
        inside.traces += piece.tells
        for text in piece.texts:
            inside.says("图片信息", text)


def strip(data: bytes) -> bytes:
    """The same picture, pixel for pixel, without all that it need not carry. Unreadable where it is not whole."""
    kept = b"".join(piece.kept for piece in _pieces(data))
    if data.startswith(b"RIFF"):
        kept = kept[:4] + struct.pack("<I", len(kept) - 8) + kept[8:]
    return kept


def _pieces(data: bytes) -> list[Piece]:
    try:
        return list(FORMATS[format_of(data)](data))
    except (KeyError, IndexError, struct.error, zlib.error) as error:
        raise Unreadable("图片不完整") from error


def _exif(tiff: bytes, wrap: Callable[[bytes], bytes]) -> Piece:
    words, texts, turned = exif.read(tiff)
    left = exif.only_turned(turned)
    return Piece(wrap(left) if left else b"", tuple(words), tuple(texts))


def _xmp(data: bytes) -> Piece:
    return Piece(b"", (_XMP,), (decoded(data),))


def _stray(data: bytes, what: str = _AFTER) -> Piece:
    """Bytes that belong to nothing; zeros only fill a gap."""
    return Piece(b"", (what,) if data.strip(b"\0") else ())


_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")


def _jpeg(data: bytes) -> Iterator[Piece]:
    yield Piece(data[:2])
    at, scan, shown = 2, False, False
    while found := _MARKER.search(data, at):
        marker = found.group(1)[0]
        between = data[at : found.start()]
        yield Piece(between) if scan else _stray(between, _OTHER)
        if marker == 0xD9:
            yield Piece(b"\xff\xd9")
            yield _stray(data[found.end() :])
            break
        (length,) = struct.unpack_from(">H", data, found.end())
        at = found.end() + length
        if at > len(data) or length < 2:
            raise Unreadable("图片不完整")
        scan = marker == 0xDA
        shown = shown or scan
        yield _segment(marker, data[found.start() : at], data[found.end() + 2 : at])
    else:
        yield Piece(data[at:])
    if not shown:
        raise Unreadable("图片不完整")


def _segment(marker: int, whole: bytes, body: bytes) -> Piece:
    if marker == 0xFE:
        return Piece(b"", ("注释",), (decoded(body),))
    if not 0xE0 <= marker <= 0xEF or (marker == 0xEE and body.startswith(b"Adobe")):
        return Piece(whole)
    if marker == 0xE0 and body.startswith(b"JFIF\0"):
        if len(body) <= 14:
            return Piece(whole)
        return Piece(b"\xff\xe0\x00\x10" + body[:12] + b"\0\0", ("缩略图",))
    if marker == 0xE1 and body.startswith(b"Exif\0"):
        return _exif(body[6:], lambda left: b"\xff\xe1" + struct.pack(">H", len(left) + 8) + b"Exif\0\0" + left)
    if marker == 0xE1 and body.startswith(b"http://ns.adobe.com/x"):
        return _xmp(body)
    if marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
        return Piece(whole)
    if marker == 0xED:
        return Piece(b"", ("图片软件写入的信息（IPTC）",), (decoded(body),))
    words = {0xE0: "缩略图", 0xE2: "附带的另一幅图"}
    return Piece(b"", (words.get(marker, _OTHER),))


_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"),
    *(b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI"),
}


def _png(data: bytes) -> Iterator[Piece]:
    yield Piece(data[:8])
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Unreadable("图片不完整")
        body = data[at + 8 : end - 4]
        if name in _PNG_KEPT:
            yield Piece(data[at:end])
        elif name == b"eXIf":
            yield _exif(body, lambda left: _chunk(b"eXIf", left))
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            yield _png_text(name, body)
        else:
            yield Piece(b"", () if name == b"tIME" else (_OTHER,))
        at = end
    yield _stray(data[at:])


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png_text(name: bytes, body: bytes) -> Piece:
    keyword, _, rest = body.partition(b"\0")
    if name == b"zTXt":
        rest = _inflate(rest[1:])
    elif name == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
        rest = _inflate(rest) if packed else rest
    if keyword == b"XML:com.adobe.xmp":
        return _xmp(rest)
    return Piece(b"", () if keyword == b"Software" else ("说明文字",), (decoded(rest),))


def _inflate(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, 1_000_000)


def _gif(data: bytes) -> Iterator[Piece]:
    at = 13 + _table(data[10])
    yield Piece(data[:at])
    # Some programs leave the last byte out.
    while at < len(data) and (kind := data[at]) != 0x3B:
        if kind == 0x2C:
            body = at + 10 + _table(data[at + 9]) + 1
        elif kind == 0x21:
            body = at + 2
        else:
            raise Unreadable("图片不完整")
        end = _blocks(data, body)
        yield Piece(data[at:end]) if kind == 0x2C else _extension(data[at:end])
        at = end
    yield Piece(b"\x3b")
    yield _stray(data[at + 1 :])


def _table(flags: int) -> int:
    """The length of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _extension(block: bytes) -> Piece:
    label, name = block[1], block[3:14]
    if label in (0xF9, 0x01) or (label == 0xFF and name in (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")):
        return Piece(block)
    if label == 0xFF and name == b"XMP DataXMP":
        return _xmp(block[14:])
    return Piece(b"", ("注释" if label == 0xFE else _OTHER,), (decoded(block[3:]),))


_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}


def _webp(data: bytes) -> Iterator[Piece]:
    yield Piece(data[:12])
    (size,) = struct.unpack_from("<I", data, 4)
    at, last = 12, min(size + 8, len(data))
    pieces: list[tuple[bytes, Piece]] = []
    while at < last:
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise Unreadable("图片不完整")
        body = data[at + 8 : at + 8 + length]
        if name in _WEBP_KEPT:
            pieces.append((name, Piece(data[at:end])))
        elif name == b"EXIF":
            pieces.append((name, _exif(body.removeprefix(b"Exif\0\0"), lambda left: _riff(b"EXIF", left))))
        else:
            pieces.append((name, _xmp(body) if name == b"XMP " else Piece(b"", (_OTHER,))))
        at = end
    if not pieces:
        raise Unreadable("图片不完整")
    turned = any(name == b"EXIF" and piece.kept for name, piece in pieces)
    for name, piece in pieces:
        if name == b"VP8X":
            # The header says which of the others are there.
            flags = (piece.kept[8] & ~0x0C) | (0x08 if turned else 0)
            piece = Piece(piece.kept[:8] + bytes([flags]) + piece.kept[9:])
        yield piece
    yield _stray(data[last:])


def _riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


FORMATS: dict[str, Callable[[bytes], Iterator[Piece]]] = {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}


def format_of(data: bytes) -> str:
    """jpeg, png, gif or webp; empty for what is none of them."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""
