"""A picture made anew: a size for the web, upright, in sRGB, and nothing in it but what one sees.

Pillow reads hostile files here. Where the file comes from outside, this runs in a child process with limits.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# A page shows pictures at most 800 pixels wide; twice that for sharp screens.
LONGEST = 1600
# 50 million pixels: the largest phone photographs. Unpacked that is 200 MB, and the copy made of it as much.
MAX_PIXELS = 50_000_000
QUALITY = 85
# A photograph kept as PNG is ten times its size as JPEG; a drawing or screenshot stays below this.
LARGE_PNG = 600_000
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
# These have lost the exact pixels already, so nothing is gained by keeping them exactly. MPO is a JPEG of two pictures.
_PHOTOGRAPHS = ("JPEG", "MPO", "WEBP")
_DRAWINGS = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")


class Unreadable(Exception):
    """Why a picture cannot be taken in, as the rest of a Chinese sentence: ``是矢量图（EMF/WMF）``."""


@dataclass(frozen=True)
class Remade:
    """``suffix`` is ``.png`` or ``.jpg``; ``width`` and ``height`` are in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def remake(data: bytes) -> Remade:
    """The same picture without metadata, of an animation the first frame. Unreadable says why not."""
    if data.startswith(_DRAWINGS):
        raise Unreadable("是 EMF/WMF 矢量图，网页显示不了，请在 Word 里另存为 PNG 图片")
    # Pillow takes a tenth of a second to load, and most who import this module remake nothing.
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Pillow warns of what is large or broken; the first is refused below, the second raises or can be seen.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise Unreadable(f"有 {opened.width}×{opened.height} 像素，太大，请先缩小")
                return _encode(*_plain(opened))
    except Unreadable:
        raise
    except (MemoryError, Image.DecompressionBombError) as error:
        raise Unreadable("太大，请先缩小") from error
    # Pillow's readers of single formats raise whatever a broken file makes them: struct.error, KeyError, SyntaxError.
    except Exception as error:
        raise Unreadable("读不出来，可能已损坏，或不是 PNG、JPEG、GIF、BMP、TIFF、WebP 格式") from error


def _plain(opened: Image) -> tuple[Image, bool]:
    """The upright picture in sRGB, no larger than it need be; whether it is a photograph."""
    from PIL import Image, ImageOps

    photograph = opened.format in _PHOTOGRAPHS
    # A JPEG can be read at a half or a quarter of its size, in as much less memory.
    opened.draft(None, (LONGEST, LONGEST))
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = _eight_bits(picture)
    if picture.mode in ("RGB", "RGBA", "CMYK"):
        # Before its colours are reckoned anew, which would take as much memory once more. Others must have them first.
        picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    clear = picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
    picture = _standard(picture, profile, clear)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    # What is left in `info` would be written again: comments, resolution, the profile that no longer fits.
    picture.info = {}
    return picture, photograph


def _eight_bits(picture: Image) -> Image:
    """Sixteen bits of grey as eight: Pillow's own conversion cuts them off at 255 where it should divide."""
    wide = picture.convert("F")
    lowest, highest = wide.getextrema()
    assert isinstance(lowest, float) and isinstance(highest, float)
    scale = 255 / 65535 if picture.mode.startswith("I;16") or highest > 255 else 1.0
    return wide.point(lambda shade: shade * scale + 0.0).convert("L")


def _standard(picture: Image, profile: bytes | None, clear: bool) -> Image:
    from PIL import ImageCms

    mode = "RGBA" if clear else "RGB"
    if profile and picture.mode in ("RGB", "CMYK", "RGBA"):
        try:
            converted = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
            )
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # A profile that cannot be read, or is for other colours: the picture is taken as it is.
    return picture.convert(mode) if picture.mode not in (mode, "L") or clear else picture


def _encode(picture: Image, photograph: bool) -> Remade:
    clear = picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)
    if not clear:
        picture = picture if picture.mode == "L" else picture.convert("RGB")
    if clear or not photograph:
        data = _write(picture, "PNG", optimize=True)
        if clear or len(data) <= LARGE_PNG:
            return Remade(data, ".png", *picture.size)
    return Remade(_write(picture, "JPEG", quality=QUALITY, optimize=True, progressive=True), ".jpg", *picture.size)


def _write(picture: Image, format: str, **settings: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **settings)
    return file.getvalue()
