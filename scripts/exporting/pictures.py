"""Pictures made fit for print: upright, of a kind that Word and PDF know, with no more dots than paper shows."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

# Millimetres: a picture is at most as wide as the text.
WIDEST, HIGHEST = 156.0, 120.0
# Dots an inch: a small picture is not blown up beyond the first, a large one not kept beyond the second.
FEWEST, MOST = 120, 220
INCH = 25.4

_KEPT = {"PNG": "png", "JPEG": "jpg"}
_COLOURS = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Picture:
    """``kind`` is the end of its file's name: png or jpg; ``width`` and ``height`` are in millimetres."""

    kind: str
    data: bytes
    width: float
    height: float


def readable(data: bytes) -> Picture | None:
    """The picture as it is printed, None for what is no picture."""
    try:
        return _fit(data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _fit(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        turned = image.getexif().get(_ORIENTATION, 1)
        dots = image.size[::-1] if turned in (5, 6, 7, 8) else image.size
        scale = min(INCH / FEWEST, WIDEST / dots[0], HIGHEST / dots[1])
        width, height = dots[0] * scale, dots[1] * scale
        kind = _KEPT.get(image.format or "", "")
        odd = image.mode not in _COLOURS or getattr(image, "is_animated", False) or turned != 1
        if kind and not odd and scale >= INCH / MOST:
            return Picture(kind, data, width, height)
        most = max(1, round(width / INCH * MOST)), max(1, round(height / INCH * MOST))
        return Picture(*_made_anew(image, most), width, height)


def _made_anew(image: Image.Image, most: tuple[int, int]) -> tuple[str, bytes]:
    """Kind and bytes of the picture in colours that every reader knows, within so many dots."""
    photograph = image.format in ("JPEG", "MPO")
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    if image.mode.startswith("I;16"):  # a scan of 16 bits a dot, which would come out white
        image = image.point(lambda dot: dot / 256)
    upright = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    if upright.width > most[0] or upright.height > most[1]:
        upright = upright.resize(most, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "JPEG" if photograph else "PNG", quality=90, icc_profile=profile)
    return "jpg" if photograph else "png", out.getvalue()
