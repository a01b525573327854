"""Attachments made for tests: small real files with, on request, what they must not carry."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

from campaign.attachments.legacy import SIGNATURE
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    TextStringObject,
)

# Plain data that a PDF is made of.
Plain = Any
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>情况</dc:title>{}</cp:coreProperties>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(format: str = "JPEG", *, place: bool = False, turned: int = 1, words: str = "") -> bytes:
    """A picture of two colours; with the place it was taken at, turned, and with words in it."""
    image = Image.new("RGB", (48, 32), (200, 16, 46))
    image.paste((255, 255, 255), (4, 4, 20, 12))
    exif = Image.Exif()
    if turned != 1:
        exif[0x0112] = turned
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 30.0, 0.0), 3: "E", 4: (34.0, 0.0, 0.0)})
        exif[0x010F] = "示例牌"
    made = io.BytesIO()
    options: dict[str, object] = {"exif": exif.tobytes()} if len(exif) and format != "GIF" else {}
    if words and format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("Comment", words)
        options["pnginfo"] = info
    elif words:
        options["comment"] = words.encode()
    image.save(made, format, **options)
    return made.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def core(more: str = "") -> str:
    return _CORE.format(more)


def relation(kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return _RELATIONS.format(f'<Relationship Id="rId9" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>')


def docx(body: str = "<w:p><w:r><w:t>情况如下。</w:t></w:r></w:p>", **parts: str | bytes) -> bytes:
    """A Word file; ``parts`` by name with ``__`` for slashes and ``_xml`` for the suffix."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    more = {name.replace("__", "/").removesuffix("_xml") + ".xml": text for name, text in parts.items()}
    return archive({"[Content_Types].xml": _TYPES, "word/document.xml": document, **more})


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """An archive with more parts, or others in their place."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return archive({**{name: source.read(name) for name in source.namelist()}, **parts})


def xlsx(*cells: str, state: str = "visible", path: str = "") -> bytes:
    """A workbook with one sheet 「名单」, its texts below one another in column B."""
    relations = f'<sheet name="名单" sheetId="1" state="{state}" r:id="rId1"/>'
    local = f'<x15ac:absPath xmlns:x15ac="urn:x" url="{path}"/>' if path else ""
    rows = "".join(
        f'<row r="{number}"><c r="B{number}" t="s"><v>{number - 1}</v></c></row>' for number in range(1, len(cells) + 1)
    )
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f'<workbook xmlns:r="{_OFFICE}">{local}<sheets>{relations}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml").replace("rId9", "rId1"),
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        }
    )


def pptx(text: str = "要点", notes: str = "", show: bool = True) -> bytes:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shown = "1" if show else "0"
    slide = f"<p:sld xmlns:p='urn:p' {a} show='{shown}'><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
    parts = {"[Content_Types].xml": _TYPES, "ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide}
    if notes:
        parts["ppt/notesSlides/notesSlide1.xml"] = f"<n {a}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></n>"
    return archive(parts)


def ofd(author: str = "", text: str = "情况如下。", signed: bool = False) -> bytes:
    who = f"<ofd:Author>{author}</ofd:Author>" if author else ""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocInfo>{who}</ofd:DocInfo></ofd:DocBody></ofd:OFD>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {ns}><ofd:TextCode>{text}</ofd:TextCode></ofd:Page>",
    }
    if signed:
        parts["Doc_0/Signs/Sign_0/Signature.xml"] = f"<ofd:Signature {ns}/>"
    return archive(parts)


def pdf(
    *,
    author: str = "",
    script: bool = False,
    enclosed: bool = False,
    comment: bool = False,
    password: str = "",
    photo: bytes = b"",
    text: str = "",
    packet: str = "",
    root: Mapping[str, Plain] | None = None,
    info: Mapping[str, str] | None = None,
) -> bytes:
    """A PDF of one page, with these entries in its root and its information dictionary.

    Its text is of the letters that need no font of their own.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    entries: dict[str, Plain] = dict(root or {})
    if text:
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        page[NameObject("/Resources")] = _object({"/Font": {"/F1": (font,)}}, writer)
        page[NameObject("/Contents")] = _object((f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode(), {}), writer)
    if photo:
        image: Plain = (photo, {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"})
        page[NameObject("/Resources")] = _object({"/XObject": {"/I1": image}}, writer)
    if packet:
        entries["/Metadata"] = (packet.encode(), {"/Type": "/Metadata", "/Subtype": "/XML"})
    if script:
        entries["/OpenAction"] = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
    for key, value in entries.items():
        writer.root_object[NameObject(key)] = _object(value, writer)
    if enclosed:
        writer.add_attachment("a.txt", b"a")
    if comment:
        writer.add_annotation(0, Text(text="改", rect=(10, 10, 30, 30)))
    writer.add_metadata({**({"/Author": author, "/Title": "情况"} if author else {}), **(info or {})})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _object(value: Plain, writer: PdfWriter) -> PdfObject:
    """What plain data stands for in a PDF: (data, dictionary) for a stream, (value,) for what lies by itself."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): _object(one, writer) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(_object(one, writer) for one in value)
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if len(value) == 1:
        return writer._add_object(_object(value[0], writer))
    stream = DecodedStreamObject()
    stream.set_data(value[0])
    stream.update({NameObject(key): _object(one, writer) for key, one in value[1].items()})
    return writer._add_object(stream)


SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
DOCUMENT = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")


def properties(of: bytes, *values: tuple[int, int, bytes]) -> bytes:
    """A property set of the old binary formats, of (number, type, text without its closing zero)."""
    directory, texts = b"", b""
    for number, kind, value in values:
        unit = 2 if kind == 31 else 1
        value += b"\0" * unit
        directory += struct.pack("<II", number, 8 + 8 * len(values) + len(texts))
        texts += struct.pack("<II", kind, len(value) // unit) + value + b"\0" * (-len(value) % 4)
    section = struct.pack("<II", 8 + len(directory) + len(texts), len(values)) + directory + texts
    return struct.pack("<HHI16sI", 0xFFFE, 0, 0, b"", 1) + of + struct.pack("<I", 48) + section


def doc(author: str = "", text: str = "情况如下。", more: bytes = b"") -> bytes:
    """The old binary format as far as it is looked at: its signature, a property set, and text in UTF-16."""
    stream = properties(SUMMARY, (4, 30, author.encode("gb18030")))
    return SIGNATURE.ljust(512, b"\0") + text.encode("utf-16-le").ljust(512, b"\0") + stream.ljust(512, b"\0") + more
