"""Of a picture each piece that only tells is named and taken out, and all others stay byte for byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import pytest
from campaign.attachments import Inside, Unreadable, exif, pictures
from PIL import ExifTags

from .. import attached as made

JPEG, PNG, GIF, WEBP = (made.picture(format) for format in ("JPEG", "PNG", "GIF", "WEBP"))
MARK = "秘密★1年"
OTHER = "软件写入的附加信息"
AFTER = "附在图片后面的数据"
XMP = "图片软件写入的信息（XMP）"
_EXIF, _GPS = 0x8769, 0x8825


def jpeg(marker: int, body: bytes) -> bytes:
    return JPEG[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body + JPEG[2:]


def png(name: str, body: bytes) -> bytes:
    tail = struct.pack(">I", zlib.crc32(name.encode() + body))
    return PNG[:33] + struct.pack(">I", len(body)) + name.encode() + body + tail + PNG[33:]


def gif(label: int, *blocks: bytes) -> bytes:
    body = b"".join(bytes([len(one)]) + one for one in blocks)
    return GIF[:-1] + b"!" + bytes([label]) + body + b"\0;"


def webp(name: str, body: bytes) -> bytes:
    more = WEBP[8:] + name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(more)) + more


Tags = Mapping[int, "str | bytes | int | Tags"]


def tiff(tags: Tags, small: Tags | None = None) -> bytes:
    """An Exif structure of tags: words, bytes, numbers and further directories; ``small``: those of a thumbnail."""
    first = _directory(tags, 8, small is not None)
    return b"II*\0\x08\0\0\0" + first + (_directory(small, 8 + len(first)) if small is not None else b"")


def _directory(tags: Tags, at: int, more: bool = False) -> bytes:
    end = at + 2 + 12 * len(tags) + 4
    entries, after = b"", b""
    for tag, value in sorted(tags.items()):
        if isinstance(value, Mapping):
            kind, count, data = 4, 1, struct.pack("<I", end + len(after))
            after += _directory(value, end + len(after))
        elif isinstance(value, int):
            kind, count, data = 3, 1, struct.pack("<H", value)
        else:
            kind, data = (7, value) if isinstance(value, bytes) else (2, value.encode("gb18030") + b"\0")
            count = len(data)
        if len(data) > 4:
            data, after = struct.pack("<I", end + len(after)), after + data
        entries += struct.pack("<HHI4s", tag, kind, count, data)
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", end + len(after) if more else 0) + after


def found(data: bytes) -> Inside:
    inside = Inside()
    pictures.look(data, inside)
    return inside


XMP_TEXT = b"XML:com.adobe.xmp\0\0\0\0\0" + MARK.encode()

# A picture, what is told of it, and whether a mark stands in it. Without that, it is the plain one.
TOLD = [
    (jpeg(0xFE, MARK.encode()), "注释", True),
    (jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MARK.encode()), XMP, True),
    (jpeg(0xED, b"Photoshop 3.0\0" + MARK.encode()), "图片软件写入的信息（IPTC）", True),
    (jpeg(0xE1, b"Exif\0\0" + tiff({0x010E: MARK})), "说明文字", True),
    *(
        (jpeg(0xE1, b"Exif\0\0" + tiff({_EXIF: {0x9286: b"UNICODE\0" + MARK.encode(order)}})), "说明文字", True)
        for order in ("utf-16-le", "utf-16-be")
    ),
    (jpeg(0xE0, b"JFXX\0\x10"), "缩略图", False),
    (jpeg(0xE2, b"MPF\0"), "附带的另一幅图", False),
    *((jpeg(marker, b""), OTHER, False) for marker in (0xE1, 0xE3, 0xEC, 0xEE, 0xEF)),
    *(
        (jpeg(0xE3, start), OTHER, False)
        for start in (b"Adobe", b"JFIF\0", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0")
    ),
    (JPEG[:-2] + b"\xff\xfe\0\3x" + JPEG[-2:], "注释", False),
    (JPEG[:20] + b"stray" + JPEG[20:], OTHER, False),
    (JPEG + b"\0\0x", AFTER, False),
    (png("tEXt", b"Comment\0" + MARK.encode()), "说明文字", True),
    (png("zTXt", b"Comment\0\0" + zlib.compress(MARK.encode())), "说明文字", True),
    (png("iTXt", b"Comment\0\0\0zh\0\xe6\xb3\xa8\0" + MARK.encode()), "说明文字", True),
    (png("iTXt", b"Comment\0\1\0zh\0\0" + zlib.compress(MARK.encode())), "说明文字", True),
    (png("iTXt", XMP_TEXT), XMP, True),
    (png("eXIf", tiff({0x010E: MARK})), "说明文字", True),
    (png("vpAg", b"x"), OTHER, False),
    (PNG + b"x", AFTER, False),
    (gif(0xFE, MARK.encode()), "注释", True),
    (gif(0xFF, b"XMP DataXMP", MARK.encode()), XMP, True),
    *(
        (gif(*blocks, b"x"), OTHER, False)
        for blocks in ((0xFF, b"SOMEPROGRAM"), (0xFA, b"NETSCAPE2.0"), (0xFA, b"XMP DataXMP"))
    ),
    (GIF + b"x", AFTER, False),
    (webp("EXIF", tiff({0x010E: MARK})), "说明文字", True),
    (webp("EXIF", b"Exif\0\0" + tiff({0x010E: MARK})), "说明文字", True),
    (webp("XMP ", MARK.encode()), XMP, True),
    (webp("abcd", b"x"), OTHER, False),
    (WEBP + b"x", AFTER, False),
]
PLAIN = {"jpeg": JPEG, "png": PNG, "gif": GIF, "webp": WEBP}


@pytest.mark.parametrize(("data", "what", "marked"), TOLD)
def test_what_only_tells_is_named_and_taken_out(data: bytes, what: str, marked: bool) -> None:
    inside = found(data)
    assert inside.traces == [what]
    assert any(MARK in text for _, text in inside.lines) == marked
    assert {place for place, _ in inside.lines} <= {"图片信息"}
    assert pictures.strip(data) == PLAIN[pictures.format_of(data)]


CHUNKS = "PLTE tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT cICP mDCV cLLI"
SHOWS = [
    JPEG, PNG, GIF, WEBP,
    jpeg(0xEE, b"Adobe\0d\0\0\0\0\1"),
    jpeg(0xE2, b"ICC_PROFILE\0\1\1"),
    jpeg(0xDF, b"x"), jpeg(0xF0, b"x"),
    jpeg(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
    JPEG[:2] + b"\xff\xff" + JPEG[2:],
    JPEG[:-2],
    *(png(name, b"x") for name in CHUNKS.split()),
    gif(0xF9, b"\0\0\0\0"), gif(0x01, b"x"),
    # Pictures with colours of their own, and without.
    *(GIF[:-1] + b"," + b"\0" * 8 + bytes([flags]) + b"!" * colours + b"\2\2ab\0;" for flags, colours in ((0x81, 12), (7, 0))),
    *(gif(0xFF, name, b"\1\0\0") for name in (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")),
    *(webp(name, b"xx") for name in ("ALPH", "ANIM", "ANMF", "ICCP", "VP8L")),
    jpeg(0xE1, b"Exif\0\0" + exif.only_turned(6)), png("eXIf", exif.only_turned(6)), webp("EXIF", exif.only_turned(6)),
]  # fmt: skip


@pytest.mark.parametrize("data", SHOWS)
def test_what_shows_it_stays(data: bytes) -> None:
    inside = found(data)
    assert (inside.traces, inside.lines) == ([], [])
    assert pictures.strip(data) == data


# What is neither shown nor tells: a picture, and what is left of it.
IDLE = [
    (JPEG[:20] + b"\0\0" + JPEG[20:], JPEG),
    (JPEG + b"\0", JPEG),
    (PNG + b"\0", PNG),
    (GIF + b"\0", GIF),
    (GIF[:-1], GIF),
    (WEBP + b"\0", WEBP),
    (png("tIME", b"1234567"), PNG),
    (png("tEXt", b"Software\0x"), PNG),
]


@pytest.mark.parametrize(("data", "left"), IDLE)
def test_what_tells_nothing_is_not_told(data: bytes, left: bytes) -> None:
    assert found(data).traces == [] and pictures.strip(data) == left


def test_a_thumbnail_in_the_header_is_cut_out_of_it() -> None:
    plain = b"JFIF\0\1\1\0\0\1\0\1\0\0"
    data = jpeg(0xE0, plain[:-2] + b"\1\1a")
    assert found(data).traces == ["缩略图"] and pictures.strip(data) == jpeg(0xE0, plain)


def test_the_header_of_a_webp_loses_the_flags_of_what_is_taken_out() -> None:
    header = b"\xff\0\0\0" + b"\1\0\0\1\0\0"
    for turned, flags in ((1, 0xF3), (6, 0xFB)):
        more = webp("VP8X", header)[8:] + webp("EXIF", tiff({0x0112: turned, 0x010E: MARK}))[len(WEBP) :]
        left = pictures.strip(b"RIFF" + struct.pack("<I", len(more)) + more)
        assert left[len(WEBP) + 8] == flags and left[len(WEBP) + 9 : len(WEBP) + 18] == header[1:]
        assert int.from_bytes(left[4:8], "little") == len(left) - 8


BROKEN = [
    JPEG[:2], JPEG[:40], JPEG[:2] + b"\xff\xd9", jpeg(0xFE, b"")[:4] + b"\0\1" + JPEG[2:], JPEG[:-2] + b"\xff\xe1\xff\xff",
    JPEG[:-2] + b"\xff\xe1\0", PNG[:8], PNG[:40], PNG[:-12], PNG[:-1], png("zTXt", b"a\0\0xx"), GIF[:10], GIF[:-4], GIF[:-1] + b"x\xfe\1a\0;",
    WEBP[:12], WEBP[:-4], WEBP[:15], webp("abcd", b"xx")[:-1],
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN)
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    for reading in (found, pictures.strip):
        with pytest.raises(Unreadable, match=r"^图片不完整$"):
            reading(data)


# Exif

CAMERA = {
    "作者": "Artist Copyright XPAuthor CameraOwnerName",
    "设备编号": "BodySerialNumber LensSerialNumber ImageUniqueID CameraSerialNumber",
    "相机型号": "Make Model LensMake LensModel",
    "拍摄时间": "DateTime DateTimeOriginal DateTimeDigitized OffsetTime OffsetTimeOriginal OffsetTimeDigitized",
    "说明文字": "ImageDescription UserComment XPTitle XPComment XPKeywords XPSubject",
    "相机厂商数据": "MakerNote",
    "拍摄参数": "ExposureTime FNumber ISOSpeedRatings HostComputer",
    "": "ImageWidth ImageLength BitsPerSample Compression PhotometricInterpretation Orientation SamplesPerPixel "
    "XResolution YResolution PlanarConfiguration ResolutionUnit Software YCbCrPositioning "
    "ExifVersion ComponentsConfiguration FlashPixVersion ColorSpace ExifImageWidth ExifImageHeight",
}


def test_what_a_camera_wrote_has_its_name() -> None:
    tags = {ExifTags.Base[name]: what for what, names in CAMERA.items() for name in names.split()}
    for tag, what in tags.items():
        for given in ({tag: "a"}, {_EXIF: {tag: "a"}}):
            assert exif.read(tiff(given)) == ([what] if what else [], ["a"], 1), hex(tag)


@pytest.mark.parametrize(
    ("tags", "small", "told"),
    [
        ({_GPS: {1: "N"}}, None, (["拍摄地点"], [], 1)),
        ({_GPS: {}}, None, ([], [], 1)),
        ({0x0112: 1}, {0x0201: 9}, (["缩略图"], [], 1)),
        ({0x0112: 1}, {}, ([], [], 1)),
        *(({0x0112: turned}, None, ([], [], seen)) for turned, seen in ((1, 1), (2, 2), (8, 8), (0, 1), (9, 1))),
        ({0x9C9B: MARK.encode("utf-16-le") + b"\0\0\0"}, None, (["说明文字"], [MARK], 1)),
        ({0x9C9F: MARK.encode("utf-16-le")}, None, (["说明文字"], [MARK], 1)),
        ({0x010E: MARK}, None, (["说明文字"], [MARK], 1)),
        ({_EXIF: {0x9286: b"\0" + MARK.encode()}}, None, (["说明文字"], [MARK], 1)),
        ({_EXIF: {0x927C: MARK.encode()}}, None, (["相机厂商数据"], [], 1)),
        ({_EXIF: {0x9286: b"a" * 65_535}}, None, (["说明文字"], ["a" * 65_535], 1)),
        ({_EXIF: {0x9286: b"a" * 65_536}}, None, (["说明文字"], [], 1)),
    ],
)
def test_where_when_and_how_it_was_taken(
    tags: Tags, small: Tags | None, told: tuple[list[str], list[str], int]
) -> None:
    assert exif.read(tiff(tags, small)) == told


UPRIGHT = tiff({0x0112: 1, _EXIF: {0xA001: 1}})
UNREAD = [
    b"no such thing",
    b"II",
    # Words in UTF-8 have a type of their own since Exif 3.0.
    UPRIGHT.replace(struct.pack("<HH", 0x0112, 3), struct.pack("<HH", 0x013B, 129)),
    UPRIGHT.replace(struct.pack("<HHI", 0xA001, 3, 1), struct.pack("<HHI", 0xA430, 2, 999)),
]


@pytest.mark.parametrize("data", UNREAD)
def test_what_cannot_be_read_of_a_camera_is_told(data: bytes) -> None:
    assert exif.read(data) == (["读不懂的相机信息"], [], 1)


def test_cameras_count_from_either_end() -> None:
    big = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
    assert (exif.read(big), exif.read(UPRIGHT)) == (([], [], 6), ([], [], 1))


def test_only_how_it_is_turned_is_left() -> None:
    assert exif.only_turned(1) == b""
    assert [exif.read(exif.only_turned(turned)) for turned in range(2, 9)] == [([], [], one) for one in range(2, 9)]
