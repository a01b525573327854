"""Whatever is not a plain Word file is refused with a sentence, from its directory where that is enough."""

from __future__ import annotations

import struct
from collections.abc import Callable
from zipfile import ZIP_STORED

import pytest
from importing import archive
from importing.reading import Refusal
from importing.word import markup
from importing.word.conversion import convert

from tests.importing.making import NAMESPACES, docx, p, packed, parts, relations, tbl, tc, tr

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*streams: str) -> bytes:
    """An OLE container as far as its directory goes: names in UTF-16."""
    return OLE + b"".join(name.encode("utf-16-le") + bytes(128 - 2 * len(name)) for name in streams)


def zipped(name: str) -> bytes:
    """A good file with one more entry under a name that zipfile itself might not write."""
    placeholder = b"x" * len(name)
    data = docx("正文", more={placeholder.decode(): b""})
    assert data.count(placeholder) == 2
    return data.replace(placeholder, name.encode())


def lying(packed_size: int, real_size: int, count: int = 1) -> bytes:
    """Pictures whose directory entries say these sizes."""
    data = bytearray(packed(parts("正文") | {f"word/media/a{n}.png": b"x" for n in range(count)}))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        if b"media/a" in data[start + 46 : start + 66]:
            struct.pack_into("<II", data, start + 20, packed_size, real_size)
        start += 4
    return bytes(data)


def many_entries() -> bytes:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 300_000
    return (
        b"PK\x03\x04" + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 4, 0)
    )


def nested_zips(depth: int = 5) -> bytes:
    inner = packed({"0": bytes(1_000_000)})
    for level in range(depth):
        inner = packed({f"{level}-{n}.zip": inner for n in range(16)})
    return inner


def encrypted() -> bytes:
    data = bytearray(docx("正文"))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def doctype(text: str, name: str = "word/document.xml", encoding: str = "utf-8") -> bytes:
    return docx("正文", more={name: f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding)})


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "哈哈">' + "".join(f'<!ENTITY a{n} "{"&a;" * 50}">' for n in range(9)) + "]><w>&a8;</w>"
)
ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


def wrapped(depth: int) -> str:
    return "<w:customXml>" * depth + p("正文") + "</w:customXml>" * depth


DIRECTORY: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "空的"),
    "zeros": (lambda: bytes(4096), "没有传完整"),
    "text": (lambda: "先进事迹".encode(), "纯文本"),
    "page": (lambda: b"<html><body>x</body></html>", "网页"),
    "pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "图片"),
    "rtf": (lambda: b"{\\rtf1\\ansi x}", "RTF"),
    "rubbish": (lambda: bytes(range(1, 256)) + b"\0", "认不出"),
    "doc renamed": (lambda: ole("WordDocument"), "旧版 Word"),
    "password": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "密码"),
    "doc with a password": (lambda: OLE + b"\xec\xa5" + bytes(9) + b"\x01" + ole("WordDocument")[512:], "密码"),
    "xls renamed": (lambda: ole("Workbook"), "表格"),
    "ppt renamed": (lambda: ole("PowerPoint Document"), "演示"),
    "ole of another kind": (lambda: ole("Something"), "看不出"),
    "xlsx renamed": (lambda: packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "表格"),
    "pptx renamed": (lambda: packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "演示"),
    "ofd": (lambda: packed({"OFD.xml": b""}), "OFD"),
    "zip": (lambda: packed({"材料/先进事迹.txt": b""}), "压缩包"),
    "no document": (lambda: packed({"[Content_Types].xml": b"", "word/styles.xml": b""}), "不完整"),
    "truncated": (lambda: docx("正文" * 500)[:-200], "不完整"),
    "beginning only": (lambda: docx("正文")[:40], "不完整"),
    "password in the zip": (encrypted, "密码"),
    "macros": (lambda: docx("正文", more={"word/vbaProject.bin": b"x"}), "宏"),
    "activex": (lambda: docx("正文", more={"word/activeX/activeX1.xml": b"<a/>"}), "ActiveX"),
    "flat bomb": (lambda: docx("正文", more={"word/media/a.png": bytes(30_000_000)}), "压缩结构"),
    "nested bomb": (nested_zips, "压缩包"),
    "zip in a docx": (lambda: docx("正文", more={"word/media/a.zip": docx("x")}), "压缩包里还有压缩包"),
    "200 MB of images": (lambda: lying(20_000_000, 20_000_000, count=10), "太大了"),
    "huge text": (lambda: docx("正文", more={"word/a.xml": bytes(archive.MAX_MARKUP)}), "压缩结构"),
    "300,000 entries": (many_entries, "零件"),
    "traversal": (lambda: zipped("../../evil"), "压缩结构"),
    "absolute": (lambda: zipped("/etc/evil"), "压缩结构"),
    "drive": (lambda: zipped("C:/evil"), "压缩结构"),
    "backslash": (lambda: docx("正文").replace(b"word/styles.xml", b"word\\styles.xml"), "压缩结构"),
    "same name twice": (lambda: zipped("_rels/.RELS"), "压缩结构"),
    "too large": (lambda: b"PK" + bytes(archive.MAX_FILE), "MB 的上限"),
}


@pytest.mark.parametrize("name", DIRECTORY)
def test_the_directory_is_enough_to_refuse(name: str) -> None:
    make, said = DIRECTORY[name]
    with pytest.raises(Refusal, match=said):
        archive.judge("先进事迹.docx", make())


def test_the_name_is_told_where_it_says_another_thing() -> None:
    with pytest.raises(Refusal, match=r"扩展名是 \.docx，里面却是"):
        archive.judge("材料.docx", ole("WordDocument"))
    with pytest.raises(Refusal, match=r"^这是"):
        archive.judge("材料.wps", ole("WordDocument"))


def test_a_stored_part_of_markup_is_measured_too() -> None:
    with pytest.raises(Refusal, match="太大了"):
        archive.judge("a.docx", packed(parts("正文") | {"word/a.xml": b"x" * archive.MAX_MARKUP}, ZIP_STORED))


def test_an_ordinary_file_passes() -> None:
    archive.judge("a.docx", docx("正文", more={"word/embeddings/Microsoft_Excel_Sheet1.xlsx": docx("x")}))


INSIDE: dict[str, tuple[Callable[[], bytes], str]] = {
    "sizes that lie": (lambda: lying(1, 1000), "不完整"),
    "laughs": (lambda: doctype(LAUGHS), "DOCTYPE"),
    "entity": (lambda: doctype(ENTITY), "DOCTYPE"),
    "entity in UTF-16": (lambda: doctype(ENTITY, encoding="utf-16"), "DOCTYPE"),
    "entity in a part nobody reads": (lambda: doctype(ENTITY, "customXml/item1.xml"), "DOCTYPE"),
    "entity in relations": (lambda: doctype(ENTITY, "word/_rels/document.xml.rels"), "DOCTYPE"),
    "deep": (lambda: docx(wrapped(10_000)), "嵌套得太深"),
    "deep in a part nobody reads": (
        lambda: docx("正文", more={"customXml/item1.xml": b"<a>" * 9999 + b"</a>" * 9999}),
        "嵌套得太深",
    ),
    "elements in many parts": (
        lambda: docx("x", more={f"a{n}.xml": b"<a>" + b"<b/>" * 100_000 + b"</a>" for n in range(5)}),
        "太多",
    ),
    "no XML": (lambda: docx("正文", more={"word/document.xml": b"<w:document"}), "已损坏"),
    "a strange encoding": (
        lambda: docx("正文", more={"word/document.xml": b"<?xml version='1.0' encoding='klingon'?><a/>"}),
        "已损坏",
    ),
    "macros by type": (
        lambda: docx(
            "正文",
            more={
                "[Content_Types].xml": parts()["[Content_Types].xml"].replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            },
        ),
        "宏",
    ),
    "another document inside": (lambda: docx('<w:altChunk r:id="x"/>'), "夹带着另一份"),
}


@pytest.mark.parametrize("name", INSIDE)
def test_what_only_shows_inside_is_refused(name: str) -> None:
    make, said = INSIDE[name]
    data = make()
    archive.judge("a.docx", data)
    with pytest.raises(Refusal, match=said):
        convert(data)


def test_a_part_is_given_up_as_soon_as_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_ELEMENTS", 1000)
    assert markup.inspect("a.xml", b"<a>" + b"<b/>" * 999 + b"</a>") == 1000
    with pytest.raises(Refusal, match="太多"):
        markup.inspect("a.xml", b"<a>" + b"<b/>" * 1000 + b"not even closed")


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(packed(parts("正文")))
    directory = data.find(b"PK\x01\x02")
    data[directory + 16] ^= 1
    with pytest.raises(Refusal, match="不完整"):
        convert(bytes(data))


def test_more_comes_out_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    with pytest.raises(Refusal, match="压缩结构"):
        archive.unpack(docx("正文"))


def test_strict_files_are_read() -> None:
    """Word's strict format has the same names in namespaces of its own."""
    data = parts(p("标题", style="1"), tbl(tr(tc("格"))), p("正文", align="center"))
    strict = {
        name: content.replace(
            f"{NAMESPACES['w']}".encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(NAMESPACES["r"].encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in data.items()
    }
    assert strict != data
    assert convert(packed(strict)).html == convert(packed(data)).html


def test_the_document_is_where_the_relations_say() -> None:
    data = parts("别处的正文")
    data["word/document2.xml"] = data.pop("word/document.xml")
    data["word/_rels/document2.xml.rels"] = data.pop("word/_rels/document.xml.rels")
    data["_rels/.rels"] = relations(("rId1", "officeDocument", "/word/document2.xml"))
    archive.judge("a.docx", packed(data))
    assert "别处的正文" in convert(packed(data)).html


def test_relations_do_not_lead_out_of_the_file() -> None:
    data = parts("正文", related=[("h", "header", "../../../../etc/passwd"), ("t", "theme", "media/none.xml")])
    assert convert(packed(data)).notes == ()
