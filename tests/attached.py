"""Attachments made for tests: small real files with, on request, what they must not carry."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from campaign.attachments.legacy import SIGNATURE
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

SOMEBODY = "示例甲"
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
) -> bytes:
    """A PDF of one page; its text is of the letters that need no font of their own."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if text:
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(named)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        contents = DecodedStreamObject()
        contents.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(contents)
    if photo:
        image = DecodedStreamObject()
        image.set_data(photo)
        names = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}
        image.update({NameObject(key): NameObject(value) for key, value in names.items()})
        shown = DictionaryObject({NameObject("/I1"): writer._add_object(image)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    if packet:
        told = DecodedStreamObject()
        told.set_data(packet.encode())
        told.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
        writer.root_object[NameObject("/Metadata")] = writer._add_object(told)
    if author:
        writer.add_metadata({"/Author": TextStringObject(author), "/Title": TextStringObject("情况")})
    if script:
        run = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(key): value for key, value in run.items()}
        )
    if enclosed:
        writer.add_attachment("a.txt", b"a")
    if comment:
        writer.add_annotation(0, Text(text="改", rect=(10, 10, 30, 30)))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def doc(author: str = "", text: str = "情况如下。", more: bytes = b"") -> bytes:
    """The old binary format as far as it is looked at: its signature, a property set, and text in UTF-16."""
    value = author.encode("gb18030") + b"\0"
    value += b"\0" * (-len(value) % 4)
    section = struct.pack("<IIII", 24 + len(value), 1, 4, 16) + struct.pack("<II", 30, len(value)) + value
    identifier = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    stream = struct.pack("<HHI16sI", 0xFFFE, 0, 0, b"", 1) + identifier + struct.pack("<I", 48) + section
    return SIGNATURE.ljust(512, b"\0") + text.encode("utf-16-le").ljust(512, b"\0") + stream.ljust(512, b"\0") + more
