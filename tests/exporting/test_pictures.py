"""Pictures as Word and PDF get them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from exporting.pictures import readable
from PIL import Image


def picture(format: str, mode: str = "RGB", size: tuple[int, int] = (300, 200), colour: Any = 0, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format, **more)
    return out.getvalue()


def turned(size: tuple[int, int]) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", size=size, exif=exif)


def moving(format: str) -> bytes:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:])
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    "data", [picture("PNG"), picture("PNG", "I;16"), picture("PNG", "P"), picture("JPEG"), picture("JPEG", "L")]
)
def test_what_every_reader_knows_stays_as_it_is(data: bytes) -> None:
    found = readable(data)
    assert found
    assert (found.data, found.kind) == (data, "jpg" if opened(data).format == "JPEG" else "png")


@pytest.mark.parametrize(
    ("data", "kind", "colour"),
    [
        (picture("JPEG", "CMYK", colour=(0, 255, 255, 0)), "jpg", (254, 0, 0)),
        (picture("GIF", colour="red"), "png", (255, 0, 0)),
        (picture("WEBP", colour="red", lossless=True), "png", (255, 0, 0)),
        (picture("WEBP", "RGBA", colour=(255, 0, 0, 9), lossless=True), "png", (255, 0, 0, 9)),
        (picture("TIFF", "I;16", colour=32768), "png", (128, 128, 128)),
        (moving("PNG"), "png", (255, 0, 0)),
    ],
)
def test_others_are_made_anew(data: bytes, kind: str, colour: tuple[int, ...]) -> None:
    found = readable(data)
    assert found
    image = opened(found.data)
    assert (found.kind, image.format, image.size) == (kind, {"jpg": "JPEG", "png": "PNG"}[kind], (300, 200))
    assert image.getpixel((9, 9)) == colour
    assert not getattr(image, "is_animated", False)


@pytest.mark.parametrize(
    ("data", "dots", "width", "height"),
    [
        (picture("JPEG", size=(4000, 1000)), (1351, 338), 156, 39),
        (picture("PNG", size=(1000, 4000)), (260, 1039), 30, 120),
        (picture("PNG", size=(1300, 500)), (1300, 500), 156, 60),
        (picture("PNG", size=(120, 60)), (120, 60), 25.4, 12.7),
        (turned((4000, 2000)), (520, 1039), 60, 120),
        (turned((120, 60)), (60, 120), 12.7, 25.4),
        (picture("PNG", size=(4000, 1)), (1351, 1), 156, 0.039),
    ],
)
def test_no_more_dots_than_paper_shows(data: bytes, dots: tuple[int, int], width: float, height: float) -> None:
    found = readable(data)
    assert found
    assert opened(found.data).size == dots
    assert (found.width, found.height) == (pytest.approx(width), pytest.approx(height))
    assert found.data == readable(data).data  # type: ignore[union-attr]


def test_colours_keep_their_meaning_when_a_picture_is_scaled_down() -> None:
    profile = readable(picture("JPEG", size=(4000, 100), icc_profile=b"of a camera"))
    assert profile
    assert opened(profile.data).info["icc_profile"] == b"of a camera"


@pytest.mark.parametrize("data", [b"no picture", b"<svg", picture("JPEG")[:300], b""])
def test_what_is_no_picture(data: bytes) -> None:
    assert readable(data) is None
