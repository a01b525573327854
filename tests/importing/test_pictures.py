"""Pictures are made anew: the right size and way up, in colours of the web, and nothing else in them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import pictures
from importing.pictures import Unreadable, remake
from PIL import Image, ImageCms, PngImagePlugin

from tests.importing.making import image

SECRET = "示例秘密"


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(remake(data).data))
    picture.load()
    return picture


def photograph(size: tuple[int, int] = (60, 40), **settings: Any) -> bytes:
    """A JPEG, red at the left and blue at the right."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95, **settings)
    return file.getvalue()


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x013B] = SECRET
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (28.0, 12.0, 30.0)
    return made


@pytest.mark.parametrize(
    ("format", "mode", "suffix"),
    [
        ("PNG", "RGB", ".png"),
        ("PNG", "L", ".png"),
        ("PNG", "P", ".png"),
        ("PNG", "1", ".png"),
        ("PNG", "RGBA", ".png"),
        ("PNG", "LA", ".png"),
        ("PNG", "I;16", ".png"),
        ("JPEG", "RGB", ".jpg"),
        ("JPEG", "L", ".jpg"),
        ("JPEG", "CMYK", ".jpg"),
        ("GIF", "P", ".png"),
        ("BMP", "RGB", ".png"),
        ("TIFF", "RGB", ".png"),
        ("TIFF", "CMYK", ".png"),
        ("TIFF", "F", ".png"),
        ("WEBP", "RGB", ".jpg"),
        ("WEBP", "RGBA", ".png"),
    ],
)
def test_each_format_becomes_one_of_two(format: str, mode: str, suffix: str) -> None:
    made = remake(image(format, (31, 17), mode))
    assert (made.suffix, made.width, made.height) == (suffix, 31, 17)
    picture = Image.open(io.BytesIO(made.data))
    assert picture.format == {".png": "PNG", ".jpg": "JPEG"}[suffix]
    assert picture.size == (31, 17) and picture.mode in ("RGB", "RGBA", "L")


def test_a_large_picture_is_made_smaller() -> None:
    made = remake(photograph((3000, 1500)))
    assert (made.width, made.height) == (pictures.LONGEST, pictures.LONGEST // 2)
    assert remake(image("PNG", (20, 4000))).height == pictures.LONGEST


def test_a_photograph_kept_as_png_becomes_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGE_PNG", 50)
    assert remake(image("PNG")).suffix == ".jpg"
    assert remake(image("PNG", mode="RGBA")).suffix == ".png", "what one can see through has no other format"


def test_the_camera_is_turned_upright_and_forgotten() -> None:
    data = photograph(exif=exif(6), comment=SECRET)
    assert SECRET.encode() in data
    picture = opened(data)
    assert picture.size == (40, 60)
    top, bottom = picture.getpixel((20, 5)), picture.getpixel((20, 55))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[0] > 200 and bottom[2] > 200
    assert not picture.getexif() and "comment" not in picture.info
    assert SECRET.encode() not in remake(data).data


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_metadata_of_other_formats_is_gone(format: str) -> None:
    data = image(format, exif=exif(1))
    made = remake(data).data
    assert SECRET.encode() not in made and b"Exif" not in made and b"eXIf" not in made


def test_text_and_what_hangs_on_is_gone() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "someone")
    data = image(pnginfo=text, dpi=(300, 300)) + b"HIDDEN" * 10
    assert b"someone" in data
    made = remake(data).data
    assert not any(word in made for word in (b"someone", b"HIDDEN", b"tEXt", b"pHYs"))


def test_colours_are_those_of_the_web() -> None:
    """A profile that swaps nothing but is there must not stay, and one that cannot be read does no harm."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"iCCP" in image(icc_profile=profile)
    assert b"iCCP" not in remake(image(icc_profile=profile)).data
    assert remake(image(icc_profile=b"no profile")).width == 40


def test_sixteen_bits_keep_their_greys() -> None:
    file = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(file, "PNG")
    assert opened(file.getvalue()).getpixel((0, 0)) in (127, 128)


def test_of_an_animation_the_first_frame() -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "GIF", save_all=True, append_images=[Image.new("RGB", (8, 8), "blue")])
    picture = opened(file.getvalue())
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 0, 0)
    assert getattr(picture, "n_frames", 1) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and is nearly empty."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(60_000, 60_000), "太大"),
        (bomb(10_000, 5_001), "10000×5001 像素"),
        (b"\x01\x00\x00\x00" + bytes(100), "EMF/WMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(100), "EMF/WMF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "读不出来"),
        (b"", "读不出来"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "读不出来"),
        (image()[:60], "读不出来"),
    ],
    ids=["vast", "just too large", "EMF", "WMF", "SVG", "nothing", "PostScript", "truncated"],
)
def test_what_cannot_be_shown_is_told(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        remake(data)


@settings(max_examples=100, deadline=None)
@given(
    source=st.sampled_from(
        [image("PNG"), image("JPEG"), image("GIF", mode="P"), image("TIFF"), image("WEBP"), image("BMP")]
    ),
    flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 255)), min_size=1, max_size=6),
)
def test_damage_gives_a_picture_or_a_reason(source: bytes, flips: list[tuple[int, int]]) -> None:
    data = bytearray(source)
    for place, change in flips:
        data[place % len(data)] ^= change
    try:
        made = remake(bytes(data))
    except Unreadable:
        return
    assert max(made.width, made.height) <= pictures.LONGEST
