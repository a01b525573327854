"""What is published as it is: everything it carries unseen is found, whatever it is is survived, and nothing is read twice."""

from __future__ import annotations

import io
import pickle
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from campaign import Memory, attachments, load
from campaign.attachments import MAX_SIZE, Inside, Unread, Unreadable, archive, legacy, pdf, pictures, xmlparts, xmp
from campaign.attachments.inside import Locked
from campaign.files import ATTACHMENT_TYPES
from campaign.rules.attachments import inspect
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from source.docs_folder import read_docs

from .. import attached as made
from ..conftest import Docs

CASE = "cases/2031/kanban.md"
PHOTO = "cases/2031/files/a.jpg"

NUMBER = "13800138000"
MARK = "秘密★1年"
CORE = "docProps__core_xml"
LOCAL = "C:\\Users\\示例甲\\桌面"
CHANGED = '<w:p><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
SHOWN = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>示</w:t></w:r></w:p>'
CHANGES = (
    "ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange "
    "rPrChange pPrChange sectPrChange tblPrChange tblGridChange tcPrChange trPrChange"
)
PEOPLE = '<w15:people xmlns:w15="urn:x"><w15:person w15:author="示例甲"/></w15:people>'
RSIDS = '<w:settings xmlns:w="urn:w"><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
XMP = '<x:xmpmeta xmlns:x="urn:x" xmlns:dc="urn:dc"><dc:creator><x:li>{}</x:li></dc:creator></x:xmpmeta>'
RELATIONS = "word/_rels/document.xml.rels"
FIELD_BEGIN = '<w:fldChar w:fldCharType="begin"/>'


def part(name: str, data: str | bytes) -> bytes:
    return made.with_parts(made.docx(), {name: data})


def sheet(data: str) -> bytes:
    """A workbook of one string, its sheet as it is given."""
    return made.with_parts(made.xlsx("一"), {"xl/worksheets/sheet1.xml": f"<worksheet>{data}</worksheet>"})


def slide(data: str) -> bytes:
    return made.with_parts(made.pptx(), {"ppt/slides/slide1.xml": data})


def ofd(name: str, data: str | bytes) -> bytes:
    return made.with_parts(made.ofd(), {name: data})


def field(*code: str, result: str = "<w:r><w:t>果</w:t></w:r>") -> bytes:
    """A Word file with a field, its code in so many pieces."""
    pieces = "".join(f"<w:r>\n<w:instrText>{one}</w:instrText>\n</w:r>" for one in code)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    return made.docx(f"<w:p>{begin}{pieces}{separate}{result}{end}</w:p>")


def simple(code: str) -> bytes:
    return made.docx(f"<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>果</w:t></w:r></w:fldSimple></w:p>")


BOOK = "<workbook><sheet name='名单' id='rId1'/></workbook>"
ABSOLUTE = "<r><a Id='rId1' Target='/xl/worksheets/sheet1.xml'/></r>"
ACTIONS = {
    "JavaScript": "脚本", "Launch": "运行程序的动作", "ImportData": "取外部数据的动作", "SubmitForm": "提交表单的动作",
    "Rendition": "媒体", "RichMediaExecute": "媒体",
}  # fmt: skip
FETCHING = "DDE DDEAUTO DATABASE IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD"
NOTES = "Text FreeText Highlight Underline StrikeOut Squiggly Caret Ink Line Square Circle Polygon PolyLine Redact"
LAYERS = {"/OCGs": [], "/D": {"/OFF": [({"/Name": "底稿"},), {}]}}
USUAL = (
    "Title Subject Keywords Creator Producer CreationDate ModDate Trapped "
    "SourceModified PTEX.Fullbanner GTS_PDFXVersion GTS_PDFXConformance"
)


def photo(data: bytes = made.picture(place=True), subtype: made.Plain = "/Image", **entries: made.Plain) -> bytes:
    """A PDF with a picture, its dictionary as it is given."""
    return made.pdf(root={"/X": (data, {"/Subtype": subtype, **{f"/{key}": one for key, one in entries.items()}})})


PACKED = photo(zlib.compress(made.picture(place=True)), Filter=["/FlateDecode", "/DCTDecode"], DecodeParms=[{}, {}])
LOCKED = made.doc(more="EncryptedPackage".encode("utf-16-le"))

# Name, contents, code, and a word that must stand in the message.
TOLD = [
    ("a.jpg", made.picture(place=True), "traces", "拍摄地点"),
    ("a.jpg", made.picture(place=True), "traces", "相机型号"),
    ("a.jpg", made.picture(words="a note"), "traces", "注释"),
    ("a.jpg", made.picture() + b"PK\x03\x04", "traces", "附在图片后面的数据"),
    ("a.png", made.picture("PNG", place=True), "traces", "拍摄地点"),
    ("a.png", made.picture("PNG", words="给示例甲看"), "traces", "说明文字"),
    ("a.gif", made.picture("GIF", words="note"), "traces", "注释"),
    ("a.webp", made.picture("WEBP", place=True), "traces", "拍摄地点"),
    ("a.jpg", made.picture()[:80], "broken", "不完整"),
    ("a.docx", made.docx(**{CORE: made.core("<dc:creator>示例甲</dc:creator>")}), "traces", "作者"),
    ("a.docx", made.docx(**{CORE: made.core("<cp:lastModifiedBy>乙</cp:lastModifiedBy>")}), "traces", "最后编辑人"),
    ("a.docx", made.docx(docProps__app_xml="<Properties><Company>某厂</Company></Properties>"), "traces", "单位"),
    ("a.docx", made.docx(docProps__custom_xml='<P><property name="审稿"><s>甲</s></property></P>'), "traces", "自定义"),
    *(("a.docx", made.docx(**{CORE: made.core(f"<cp:{name}>甲</cp:{name}>")}), "traces", what)
      for name, what in (("revision", "修订次数"), ("Manager", "主管"), ("HyperlinkBase", "超链接基础"))),
    ("a.docx", made.docx(word__people_xml=PEOPLE), "traces", "审阅人"),
    *((f"a.{kind}x", made.with_parts(whole, {name: f"<a><{element}/></a>"}), code, what)
      for kind, whole, name, element, code, what in (
          ("ppt", made.pptx(), "ppt/commentAuthors.xml", "cmAuthor", "traces", "审阅人姓名"),
          ("ppt", made.pptx(), "ppt/authors.xml", "author", "traces", "审阅人姓名"),
          ("xls", made.xlsx("一"), "xl/persons/person.xml", "person", "traces", "审阅人姓名"),
          ("ppt", made.pptx(), "ppt/comments/comment1.xml", "cm", "revisions", "批注"),
          ("xls", made.xlsx("一"), "xl/threadedComments/threadedComment1.xml", "threadedComment", "revisions", "批注"))),
    ("a.docx", made.docx(word__settings_xml=RSIDS), "traces", "编辑批次号"),
    ("a.docx", part("word/media/image1.jpeg", made.picture(place=True)), "traces", "图片里的拍摄地点"),
    ("a.docx", part("docProps/thumbnail.jpeg", made.picture()), "traces", "缩略图"),
    ("a.docx", part(RELATIONS, made.relation("attachedTemplate", "file:///C:/a.dotm", True)), "traces", "模板"),
    ("a.docx", part(RELATIONS, made.relation("oleObject", "file:///C:/a.xlsx", True)), "active", "链接"),
    ("a.docx", part(RELATIONS, made.relation("image", "https://example.cn/a.png", True)), "active", "链接"),
    ("a.docx", part("word/vbaProject.bin", b"x"), "active", "宏"),
    ("a.docx", part("word/activeX/activeX1.xml", b"<a/>"), "active", "ActiveX"),
    ("a.docx", part("word/embeddings/oleObject1.bin", b"x"), "hidden", "嵌入的文件"),
    ("a.docx", made.docx(CHANGED), "revisions", "修订"),
    ("a.docx", made.docx(word__comments_xml="<comments><comment/></comments>"), "revisions", "批注"),
    ("a.docx", made.docx(HIDDEN), "hidden", "隐藏文字"),
    ("a.docx", made.docx()[:200], "broken", "不完整"),
    *(("a.docx", made.docx(word__document_xml=data), "broken", "：文件不完整") for data in (
        "<a>", "<?xml version='1.0' encoding='gb2312'?><a/>", "<?xml version='1.0' encoding='nope'?><a/>")),
    ("a.docx", made.xlsx("一"), "content", "xlsx"),
    ("a.docx", made.doc(), "content", "旧版"),
    ("a.docx", b"{\\rtf1 a}", "content", "RTF"),
    ("a.docx", made.docx(word__document_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "broken", "DOCTYPE"),
    ("a.xlsx", made.xlsx("一", path=LOCAL), "traces", "本机文件夹"),
    ("a.xlsx", made.xlsx("一", state="veryHidden"), "hidden", "名单"),
    ("a.xlsx", made.with_parts(made.xlsx("一"), {"xl/comments1.xml": "<c><comment/></c>"}), "revisions", "批注"),
    ("a.xlsx", made.with_parts(made.xlsx("一"), {"xl/revisions/r.xml": "<r/>"}), "revisions", "共享"),
    ("a.pptx", made.pptx(notes="这一页别讲"), "hidden", "备注"),
    ("a.pptx", made.pptx(notes="3</a:t></a:r></a:p><a:p><a:r><a:t>别讲"), "hidden", "备注"),
    ("a.pptx", made.pptx(show=False), "hidden", "幻灯片"),
    ("a.ofd", made.ofd("示例甲"), "traces", "作者"),
    ("a.ofd", ofd("Doc_0/a.xml", "<a><CustomData Name='审稿'>甲</CustomData></a>"), "traces", "自定义属性"),
    ("a.ofd", made.docx(), "content", "压缩文件"),
    ("a.pdf", made.pdf(author="示例甲"), "traces", "作者"),
    ("a.pdf", made.pdf(packet=XMP.format("示例甲")), "traces", "作者"),
    ("a.pdf", made.pdf(photo=made.picture(place=True)), "traces", "图片里的拍摄地点"),
    ("a.pdf", made.pdf() + b"\nstartxref\n9\n%%EOF\n", "traces", "以前的版本"),
    ("a.pdf", made.pdf(script=True), "active", "脚本"),
    ("a.pdf", made.pdf(enclosed=True), "active", "嵌入的文件"),
    ("a.pdf", made.pdf(comment=True), "revisions", "批注"),
    *(("a.pdf", made.pdf(root={"/X": {"/S": value}}), "active", what)
      for name, what in ACTIONS.items() for value in (f"/{name}", (f"/{name}",))),
    ("a.pdf", made.pdf(root={"/X": [[{"/JS": "a"}]]}), "active", "脚本"),
    ("a.pdf", made.pdf(root={"/X": {"/XFA": "a"}}), "active", "动态表单"),
    *(("a.pdf", made.pdf(root={"/X": {"/Rect": [], "/Subtype": f"/{name}"}}), "active", "媒体")
      for name in ("RichMedia", "Movie", "Sound", "3D", "Screen")),
    *(("a.pdf", made.pdf(root={"/X": {"/Rect": [], "/Subtype": (f"/{name}",)}}), "revisions", "批注") for name in NOTES.split()),
    ("a.pdf", made.pdf(root={"/PieceInfo": {}}), "traces", "编辑软件的数据"),
    ("a.pdf", made.pdf(root={"/OCProperties": LAYERS}), "hidden", "关掉的图层「底稿」、关掉的图层「」"),
    *(("a.pdf", made.pdf(info={key: "某"}), "traces", what)
      for key, what in (("/Company", "单位"), ("/Manager", "主管"), ("/X", "自定义属性"))),
    *(("a.pdf", one, "traces", "图片里的拍摄地点") for one in (
        PACKED, photo(Filter=["/DCTDecode"]), photo(Filter=("/DCTDecode",)), photo(Filter="/DCTDecode", subtype=("/Image",)))),
    ("a.pdf", b"%PDF-1.4 /Linearized" + made.pdf()[8:] + b"startxref\n9\nstartxref\n9\n%%EOF\n", "traces", "以前的版本"),
    ("a.pdf", made.pdf(password="p"), "locked", "密码"),
    ("a.pdf", made.pdf()[:150], "broken", "不完整"),
    ("a.pdf", b"<html></html>", "content", "网页"),
    ("a.doc", made.doc("示例甲"), "traces", "作者"),
    ("a.doc", made.doc(), "unseen", "旧格式"),
    ("a.xls", made.doc(more="_VBA_PROJECT".encode("utf-16-le")), "active", "宏"),
    ("a.doc", made.doc(more="EncryptedPackage".encode("utf-16-le")), "locked", "密码"),
    ("a.wps", made.docx(CHANGED), "revisions", "修订"),
    *(("a.docx", made.docx(f"<w:p><w:{name}/></w:p>"), "revisions", "修订") for name in CHANGES.split()),
    ("a.docx", part("[Content_Types].xml", "<Types a='macroEnabled'/>"), "active", "宏"),
    ("a.docx", made.pptx(), "content", "pptx 文件"),
    ("a.docx", made.archive({"a.xml": "<a/>"}), "content", "别的压缩文件"),
    ("a.docx", made.archive({}), "content", "别的压缩文件"),
    ("a.png", b"\x7fELF", "content", "程序"),
    ("a.et", made.xlsx("一", state="hidden"), "hidden", "隐藏的工作表「名单」"),
    ("a.pptx", slide("<sld show='false'/>"), "hidden", "隐藏的幻灯片（第 1 张幻灯片）"),
    ("a.wps", made.doc("示例甲"), "traces", "作者"),
    ("a.et", made.doc(), "unseen", "旧格式"),
    *((f"a.{suffix}", LOCKED, "locked", "密码") for suffix in ("docx", "xlsx", "pptx")),
    ("a.pdf", LOCKED, "content", "旧版 Office 文件"),
    ("a.docx", made.pdf(), "content", "PDF"),
    (
        "a.xlsx",
        made.with_parts(made.xlsx("一"), {"xl/pivotCache/pivotCacheRecords1.xml": "<a/>"}),
        "hidden",
        "数据透视表的底数",
    ),
    ("a.xlsx", sheet('<row hidden="1"/>'), "hidden", "工作表「名单」里隐藏的行或列"),
    ("a.xlsx", sheet('<col hidden="true"/>'), "hidden", "工作表「名单」里隐藏的行或列"),
    ("a.ofd", ofd("Doc_0/Attachs/Attachments.xml", "<a><Attachment/></a>"), "active", "嵌入的文件"),
    ("a.ofd", ofd("Doc_0/Annots/a.xml", '<a><Annot Type="Path"/></a>'), "revisions", "批注"),
    ("a.ofd", ofd("Doc_0/a.xml", "<a><Sound/></a>"), "active", "媒体"),
    ("a.ofd", ofd("Doc_0/a.xml", "<a><Movie/></a>"), "active", "媒体"),
    ("a.ofd", ofd("Doc_0/Res/a.jpg", made.picture(place=True)), "traces", "图片里的拍摄地点"),
    *(("a.docx", field(f' {name} "a" \\d '), "active", "对别的文件的链接")
      for name in (*FETCHING.split(), "includepicture")),
    *(("a.docx", field(f'HYPERLINK "{path}"'), "active", "对别的文件的链接")
      for path in ("file:///a", "FILE://a", "C:\\\\Users\\\\a", "d:/a", "\\\\\\\\server\\\\a")),
    ("a.docx", field("INCLUDE", "PICTURE a"), "active", "对别的文件的链接"),
    ("a.docx", field("IF a = b ", result=f'{FIELD_BEGIN}<w:instrText>LINK a</w:instrText>'), "active", "对别的文件的链接"),
    ("a.docx", made.docx("<w:instrText>LINK a</w:instrText>"), "active", "对别的文件的链接"),
    ("a.docx", made.docx(word__header1_xml="<h><instrText>LINK a</instrText></h>"), "active", "对别的文件的链接"),
    ("a.docx", simple("INCLUDEPICTURE a"), "active", "对别的文件的链接（在正文的域代码里，按 Alt+F9 看得到）"),
    *(("a.docx", part(RELATIONS, made.relation("hyperlink", path, True)), "active", "对别的文件的链接")
      for path in ("file:///C:/a.docx", "C:\\a.docx", "\\\\server\\a.docx")),
    *(("a.xlsx", made.with_parts(made.xlsx("一"), {name: "<a/>"}), "active", "对别的文件的链接")
      for name in ("xl/externalLinks/externalLink1.xml", "xl/connections.xml")),
    *(("a.csv", f"a\nb{before}{sign}cmd|'/c calc'!A1".encode(), "active", "第 2 行会运行程序的公式")
      for before, sign in ((",", "="), (";", "+"), ("\t", "@"), (',"', "-"), (", ", "="))),
    ("a.csv", b"=cmd|'/c calc'!A1", "active", "第 1 行会运行程序的公式"),
    ("a.csv", b"a,b\0", "content", "二进制"),
    ("a.txt", b"\xef\xbb\xbf <!DOCTYPE html>", "content", "网页"),
    ("a.jpg", b"<svg xmlns='x'/>", "content", "网页"),
    ("a.png", b"MZ\x90", "content", "程序"),
    *(("a.webp", data, "content", "认不出的数据") for data in (b"RIFF\0\0\0\0WAVE", b"RIFX\0\0\0\0WEBP")),
]  # fmt: skip

CLEAN = [
    *((f"a.{name}", made.picture(format, turned=6)) for name, format in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"))),
    ("a.gif", made.picture("GIF")),
    ("a.docx", made.docx(**{CORE: made.core("<dc:creator></dc:creator>")})),
    ("a.docx", made.docx(**{CORE: made.core("<dc:creator> </dc:creator>")})),
    *(("a.docx", made.docx(SHOWN.replace('"0"', f'"{no}"'))) for no in ("0", "false", "off")),
    ("a.pptx", slide("<sld><x show='0'/></sld>")),
    ("a.pptx", made.pptx(notes=" 3 ")),
    ("a.docx", part(RELATIONS, made.relation("hyperlink", "https://example.cn/", True))),
    ("a.docx", made.docx(docProps__custom_xml='<P><property name="KSOProductBuildVer"><s>2052</s></property></P>')),
    *(("a.docx", part(RELATIONS, made.relation("hyperlink", to, True))) for to in ("a.docx", "mailto:bgs@example.cn")),
    *(("a.docx", field(code)) for code in ('TOC \\o "1-3" \\h \\z', "LINKED a", "PAGE \\* MERGEFORMAT", "REF LINK")),
    *(("a.docx", field(f'HYPERLINK {code}')) for code in ('\\l "_Toc1"', '"https://example.cn/c:/a"')),
    ("a.docx", simple("DATE \\@ \"yyyy\"")),
    ("a.docx", made.docx(f"<w:p>{FIELD_BEGIN}<w:instrText>A 138001</w:instrText>{FIELD_BEGIN}<w:instrText>38000</w:instrText></w:p>")),
    ("a.docx", made.docx("<w:p><w:instrText>A 138001</w:instrText><w:t>38000</w:t></w:p>")),
    ("a.docx", made.docx(word__comments_xml="<comments/>")),
    ("a.docx", part("word/comments/a.bin", b"x")),
    ("a.docx", part("word/media/image1.emf", b"\1\0\0\0")),
    ("a.docx", made.docx(**{CORE: made.core("<dc:creator/>甲")})),
    ("a.xlsx", made.xlsx("一", "二")),
    ("a.et", made.xlsx("一")),
    ("a.pptx", made.pptx()),
    ("a.xlsx", made.archive({"xl/workbook.xml": BOOK})),
    ("a.xlsx", made.archive({"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": ABSOLUTE})),
    ("a.xlsx", made.archive({"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": ABSOLUTE,
        "xl/worksheets/sheet1.xml": "<a><c t='s'><v>0</v></c></a>"})),
    ("a.xlsx", sheet('<row hidden="0"/><view hidden="1"/>')),
    ("a.xlsx", sheet(f"<c r='A1'><f>{NUMBER}+1</f><v>2</v></c><c r='A2'><f>\"1\"</f><v>1</v></c>")),
    ("a.xlsx", sheet('<c t="s"><v>1</v></c><c t="s"><v>x</v></c><c t="s"><v>²</v></c>')),
    ("a.ofd", made.ofd()),
    ("a.ofd", made.ofd(" ")),
    ("a.ofd", ofd("Doc_0/a.xml", "<a><b>138001</b><b>38000</b></a>")),
    ("a.ofd", ofd("Doc_0/Res/font.otf", b"OTTO")),
    ("a.ofd", ofd("Doc_0/a.xml", '<a Type="Path"><Annot/><Annot Type="Link"/><Annot Type="Stamp"/><Annot Type="Watermark"/></a>')),
    ("a.pdf", made.pdf(text="plain", packet=XMP.format(""))),
    ("a.pdf", made.pdf(root={"/A": {"/S": "/URI"}, "/B": {"/Rect": [], "/Subtype": "/Link"}, "/C": {"/Subtype": "/Ink"}})),
    *(("a.pdf", made.pdf(root={"/A": {"/Subtype": "/Sound"}, "/OCProperties": one})) for one in (
        {"/OCGs": []}, {"/D": {"/OFF": [{}]}}, {"/OCGs": [], "/D": {}})),
    ("a.pdf", made.pdf(info={**{f"/{key}": "某" for key in USUAL.split()}, "/Author": " ", "/X": ""})),
    ("a.pdf", made.pdf().replace(b"/Info", b"/Inf0")),
    ("a.pdf", made.pdf(root={"/X": {"/S": [], "/Subtype": {}}})),
    ("a.pdf", made.pdf() + b"/ByteRange [0 1 2 3]\nstartxref\n9\n%%EOF\n"),
    ("a.pdf", b"%PDF-1.4 /Linearized" + made.pdf()[8:] + b"startxref\n9\n%%EOF\n"),
    *(("a.pdf", one) for one in (
        photo(b"a", Filter="/DCTDecode"), photo(Filter=[]), photo(), photo(subtype="/Form", Filter="/DCTDecode"))),
    ("a.csv", "单位,数\n甲,1\n".encode("gb18030")),
    ("a.csv", b"-1,=A1,a=b|c!d,|=|!\n=1|2\n!"),
    ("a.txt", "说明\n".encode("utf-16")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code", "word"), TOLD, ids=lambda one: one if isinstance(one, str) else "")
def test_what_it_carries_is_told(name: str, data: bytes, code: str, word: str) -> None:
    found = [one for one in inspect(name, data) if one.code == f"attachment-{code}"]
    assert len(found) == 1 and word in found[0].message


@pytest.mark.parametrize(("name", "data"), CLEAN)
def test_what_carries_nothing_is_left_in_peace(name: str, data: bytes) -> None:
    assert inspect(name, data) == ()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.PDF", b"<html></html>", "后缀是「pdf」，内容却是：网页或 XML"),
        ("a.ofd", made.ofd("示例甲", signed=True), "附件里有不显示的内容：作者（文件有签章，清不掉）"),
        ("a.jpg", made.picture(place=True), "附件里带着看不见的信息：拍摄地点、相机型号"),
        ("a.xlsx", made.xlsx("秘密\n★1年"), "附件工作表「名单」B1：这里有国家秘密标志「秘密 ★1年」"),
        ("a.pdf", Unread("x", MAX_SIZE + 1, lambda: b""), "附件检查不了：超过 100 MB；压缩图片或拆成几个文件"),
        ("a.pdf", Unread("x", MAX_SIZE, lambda: b""), "附件检查不了：文件是空的"),
    ],
)
def test_what_an_editor_reads_of_it(name: str, data: bytes, message: str) -> None:
    assert [(one.message, one.line, one.column) for one in inspect(name, data)] == [(message, 1, 1)]


def test_the_place_itself_is_never_repeated() -> None:
    told = str(inspect("a.jpg", made.picture(place=True)))
    assert "12" not in told and "30.0" not in told


SPACED = "<worksheet><c r='A1' t='s'> <v>0</v> </c></worksheet>"
RUNS = "<sst> <si><r><t>138001</t></r><r><t>38000</t></r></si></sst>"

IN_TEXT = [
    ("a.txt", f"联系人手机：{NUMBER}".encode("gb18030"), "personal-data", "第 1 行"),
    ("a.txt", b"\xfe\xff" + f"手机：{NUMBER}".encode("utf-16-be"), "personal-data", "第 1 行"),
    ("a.csv", f"甲,乙\n1,{NUMBER}\n".encode(), "personal-data", "第 2 行"),
    ("a.docx", made.docx("<w:p><w:r><w:t>手机138001</w:t></w:r><w:r><w:t>38000</w:t></w:r></w:p>"), "personal-data", "正文第 1 段"),
    ("a.docx", made.docx(word__footer1_xml="<f><p><t>秘密★1年</t></p></f>"), "secrecy-mark", "页眉页脚"),
    ("a.docx", made.docx(word__footnotes_xml="<f><p><t>秘密★1年</t></p></f>"), "secrecy-mark", "附件脚注第 1 段"),
    ("a.docx", made.docx(word__endnotes_xml="<f><p><t>秘密★1年</t></p></f>"), "secrecy-mark", "附件尾注第 1 段"),
    ("a.docx", made.docx(f"<w:p><w:p><w:t>1</w:t><w:tab/><w:t>{NUMBER}</w:t></w:p></w:p>"), "personal-data", "第 1 段"),
    ("a.docx", made.docx(**{CORE: made.core("<dc:subject>机密★5年</dc:subject>")}), "secrecy-mark", "文档属性"),
    ("a.docx", made.docx(customXml__item1_xml="<a>秘密★1年</a>"), "secrecy-mark", "附加数据"),
    ("a.docx", made.docx(word__settings_xml='<s><docVar val="秘密★1年"/></s>'), "secrecy-mark", "文档变量"),
    ("a.docx", part(RELATIONS, made.relation("hyperlink", f"tel:{NUMBER}", True)), "personal-data", "链接"),
    ("a.docx", part("word/media/image1.jpeg", made.picture(words="秘密★1年")), "secrecy-mark", "图片信息"),
    ("a.docx", made.docx(f"<w:t>{NUMBER}</w:t>"), "personal-data", "附件正文："),
    ("a.docx", field("HYPERLINK tel:138001", "38000"), "personal-data", "附件正文的域代码："),
    ("a.docx", simple(f"QUOTE {NUMBER}"), "personal-data", "附件正文的域代码："),
    ("a.docx", made.docx(word__glossary__document_xml=f"<f><instrText>{NUMBER}</instrText></f>"), "personal-data", "的域代码："),
    ("a.docx", made.docx(word__footer1_xml="<f><instrText>TC 秘密★1年</instrText></f>"), "secrecy-mark", "页眉页脚的域代码"),
    *(("a.docx", made.docx(f"<w:p><x:{name} {key}='秘密★1年'/></w:p>"), "secrecy-mark", what) for name, key, what in
      (("docPr", "title", "图片说明"), ("docPr", "descr", "图片说明"), ("cNvPr", "title", "图片说明"), ("cNvPr", "descr", "图片说明"), ("textpath", "string", "水印"))),
    *((f"a.{kind}x", made.with_parts(whole, {name: "<a><p><r><t>138001</t></r><r><t>38000</t></r></p></a>"}), "personal-data", "图形或母版第 1 段")
      for kind, whole, names in (
          ("doc", made.docx(), "word/charts/chart1.xml word/diagrams/data1.xml"),
          ("xls", made.xlsx("一"), "xl/drawings/drawing1.xml xl/charts/chart2.xml xl/diagrams/data1.xml"),
          ("ppt", made.pptx(), "ppt/slideMasters/slideMaster1.xml ppt/slideLayouts/slideLayout1.xml ppt/notesMasters/notesMaster1.xml"),
      ) for name in names.split()),
    ("a.docx", made.docx("<w:p>\n<w:r><w:t>138001</w:t></w:r>\n<w:r><w:t>38000</w:t></w:r>\n</w:p>"), "personal-data", "第 1 段"),
    ("a.xlsx", made.with_parts(made.xlsx(NUMBER), {"xl/worksheets/sheet1.xml": SPACED}), "personal-data", "A1"),
    *(("a.docx", made.docx(f"<w:p><w:t>1</w:t><w:{gap}/><w:t>{NUMBER}</w:t></w:p>"), "personal-data", "正文第 1 段")
      for gap in ("tab", "br", "cr")),
    ("a.xlsx", made.with_parts(made.xlsx("一"), {"xl/workbook.xml": "<a><sheet name='秘密★1年'/></a>"}), "secrecy-mark", "工作表名"),
    ("a.xlsx", made.with_parts(made.xlsx(NUMBER), {"xl/_rels/workbook.xml.rels": ABSOLUTE}), "personal-data", "B1"),
    ("a.xlsx", made.xlsx("姓名", NUMBER), "personal-data", "工作表「名单」B2"),
    ("a.xlsx", sheet(f'<c r="A1"><v>{NUMBER}</v></c>'), "personal-data", "工作表「名单」A1"),
    ("a.xlsx", sheet(f'<c r="A1" t="inlineStr"><is><t>{NUMBER}</t></is></c>'), "personal-data", "工作表「名单」A1"),
    ("a.xlsx", sheet(f"<c r='A1'><v>1</v></c><c r='A2'><f>IF(1,\"{NUMBER}\")</f><v>1</v></c>"), "personal-data", "工作表「名单」A2的公式"),
    ("a.xlsx", sheet(f"<c r='A1'><v>1</v></c><formula1>\"{NUMBER}\"</formula1>"), "personal-data", "工作表「名单」数据验证的公式"),
    *(("a.xlsx", sheet(f"<c r='A1'><v>1</v></c><{of}>&amp;C秘密★1年</{of}>"), "secrecy-mark", "工作表「名单」页眉页脚")
      for of in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")),
    ("a.xlsx", made.with_parts(made.xlsx("一"), {"xl/sharedStrings.xml": RUNS}), "personal-data", "工作表「名单」B1"),
    ("a.ofd", ofd("Doc_0/Attachs/Attachments.xml", '<a><Attachment Name="秘密★1年"/></a>'), "secrecy-mark", "附件名"),
    ("a.ofd", ofd("Doc_0/Res/a.jpg", made.picture(words="秘密★1年")), "secrecy-mark", "图片信息"),
    ("a.ofd", ofd("Doc_0/Pages/Page_1/a.xml", "<a><b> 138001 </b>\n<b>38000</b></a>"), "personal-data", "第 2 页"),
    ("a.pptx", made.pptx("秘密★1年"), "secrecy-mark", "第 1 张幻灯片第 1 段"),
    ("a.pptx", made.pptx(notes="秘密★1年"), "secrecy-mark", "第 1 页备注第 1 段"),
    ("a.ofd", made.ofd(text="机密★会议开始前"), "secrecy-mark", "第 1 页"),
    ("a.pdf", made.pdf(text=NUMBER), "personal-data", "第 1 页"),
    ("a.pdf", made.pdf(packet=XMP.format("秘密★1年")), "secrecy-mark", "文档属性"),
    ("a.pdf", made.pdf(packet='<x xmlns:d="urn:d" d:title="秘密★1年"/>'), "secrecy-mark", "文档属性"),
    *(("a.pdf", made.pdf(root={"/X": {"/EF": {}, "/UF": a, "/F": b}}), "secrecy-mark", "附件名")
      for a, b in (("秘密★1年", "a"), ("", "秘密★1年"))),
    ("a.pdf", made.pdf(info={"/X": "秘密★1年"}), "secrecy-mark", "文档属性"),
    *(("a.pdf", made.pdf(root={"/X": {key: value}}), "secrecy-mark", "书签、表单、批注或链接")
      for key in ("/Title", "/V", "/Contents", "/URI", "/Alt") for value in ("秘密★1年", ("秘密★1年",))),
    *((f"a.{kind}", made.doc(text=f"{before}绝密★长期{after}"), "secrecy-mark", "附件正文：") for kind, before, after in (
        ("doc", "", ""), ("doc", "★推荐" + "。" * 50, ""), ("doc", "甲" * 100 + "\0", "\0" + "乙" * 100), ("doc", "☆\r", "\r★"))),
    ("a.doc", legacy.SIGNATURE + ("绝密★长期" + "。" * 99).encode("utf-16-le"), "secrecy-mark", "附件正文："),
    ("a.xls", made.doc(more=b"\0" + "绝密★长期".encode("utf-16-le")), "secrecy-mark", "附件正文："),
    ("a.jpg", made.picture(words="秘密★1年"), "secrecy-mark", "图片信息"),
    ("a.png", made.picture("PNG", words="秘密★1年"), "secrecy-mark", "图片信息"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code", "place"), IN_TEXT, ids=lambda one: one if isinstance(one, str) else ""
)
def test_its_text_is_under_the_same_rules_as_a_page(name: str, data: bytes, code: str, place: str) -> None:
    found = [one for one in inspect(name, data) if one.code == code]
    assert len(found) == 1 and found[0].severity.value == "error"
    assert place in found[0].message and NUMBER not in found[0].message and found[0].fix is None


@pytest.mark.parametrize(
    ("found", "more"), [(1, ""), (5, ""), (6, "（这样的还有 1 处）"), (40, "（这样的还有 35 处）")]
)
def test_of_many_alike_a_few_are_told(found: int, more: str) -> None:
    told = [one for one in inspect("a.csv", f"{NUMBER}\n".encode() * found) if one.code == "personal-data"]
    plain = "附件第 {} 行：这里有未遮盖的手机号：138****8000"
    messages = [plain.format(line) for line in range(1, min(found, 5) + 1)]
    assert [(one.message, one.line, one.column) for one in told] == [
        (message, 1, 1) for message in [*messages[:-1], messages[-1] + more]
    ]


NESTED = (
    "<w:p><w:t>外</w:t><w:p><w:t>里</w:t><w:br/><w:t>里</w:t></w:p><w:t>外</w:t></w:p><w:p/><w:t>别</w:t><w:t>处</w:t>"
)
LINES = [
    (".docx", made.docx(NESTED), [("正文第 1 段", "里 里"), ("正文第 2 段", "外外"), ("正文", "别 处")]),
    (".docx", field("HYPERLINK ", "a"), [("正文的域代码", "HYPERLINK a"), ("正文第 1 段", "果")]),
    (".xlsx", made.xlsx("一", "二"), [("工作表名", "名单"), ("工作表「名单」B1", "一"), ("工作表「名单」B2", "二")]),
    (".pptx", made.pptx(notes="注"), [("第 1 张幻灯片第 1 段", "要点"), ("第 1 页备注第 1 段", "注")]),
    (".ofd", made.ofd("甲"), [("文档属性", "甲"), ("第 1 页", "情况如下。")]),
    (".pdf", made.pdf(text="plain").replace(b"/Info", b"/Inf0"), [("第 1 页", "plain")]),
    (".csv", "甲\n\n乙".encode(), [("第 1 行", "甲"), ("第 3 行", "乙")]),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "data", "lines"), LINES)
def test_each_text_is_told_once_with_its_place(suffix: str, data: bytes, lines: list[tuple[str, str]]) -> None:
    inside = Inside()
    attachments.look(data, suffix, inside)
    assert inside.lines == lines


# Names in property sets, and in packets

OLD_NAMES = {
    (made.SUMMARY, 4): "作者", (made.SUMMARY, 8): "最后编辑人", (made.DOCUMENT, 14): "主管", (made.DOCUMENT, 15): "单位",
}  # fmt: skip


def test_old_files_name_who_made_them_in_bytes_and_in_words() -> None:
    for (of, number), what in OLD_NAMES.items():
        for kind, coding in ((30, "gb18030"), (30, "utf-8"), (31, "utf-16-le")):
            value = "示例甲同志".encode(coding)
            kept = made.properties(of, (2, 30, MARK.encode()), (3, 2, value))
            kept += b"\0\0" + made.properties(of, (number, kind, value))[2:]
            data = made.doc(more=kept + made.properties(of, (1, 30, b"a"), (number, kind, value), (number, kind, b"")))
            inside = Inside()
            legacy.look(data, inside)
            assert inside.traces == [what]
            assert inside.lines == [("文档属性", MARK), ("文档属性", "a"), ("文档属性", "示例甲同志")]
            before, _, after = data.rpartition(value)
            assert legacy.strip(data) == before + bytes(len(value)) + after
            torn = before + value[:2]
            assert legacy.strip(torn) == torn


WHOLE = {"History": "编辑历史", "DerivedFrom": "编辑历史", "Ingredients": "编辑历史", "Thumbnails": "缩略图"}
NAMED = {
    **dict.fromkeys(("creator", "contributor", "Author", "Authors", "Owner"), "作者"),
    "LastModifiedBy": "最后编辑人", "Company": "单位", "Manager": "主管", **WHOLE,
}  # fmt: skip
PACKETS = [
    *(
        (form.format(name), what)
        for name, what in NAMED.items()
        for form in (
            "<a:{0}>示例甲</a:{0}>",
            "<a:{0}><a:b>示例甲</a:b></a:{0}>",
            "<a:b a:{0}='示例甲'/>",
            '<a:b c:{0} = "示例甲" ><a:c/></a:b>',
        )
    ),
    *((f"<a:{name}><a:b a:c='示例甲'/></a:{name}>", what) for name, what in WHOLE.items()),
]


@pytest.mark.parametrize(("told", "what"), PACKETS)
def test_a_packet_names_who_made_it_and_from_what(told: str, what: str) -> None:
    packet = "<x xmlns:a='urn:a' xmlns:c='urn:c' a:when='1'>{}<a:title>题</a:title></x>\0\r\n \0"
    inside, left = Inside(), Inside()
    xmp.look(packet.format(told).encode(), inside)
    assert (
        set(inside.traces) == {what} and ("文档属性", "示例甲") in inside.lines and ("文档属性", "题") in inside.lines
    )
    xmp.look(stripped := xmp.strip(packet.format(told).encode()), left)
    assert left.traces == [] and "示例甲" not in stripped.decode() and "<a:title>题</a:title></x>" in stripped.decode()


def test_a_packet_that_names_nobody_stays() -> None:
    packet = "<x xmlns:a='urn:a'><a:creator> </a:creator>甲<a:b a:Author=' ' a:Authority='乙'/></x>"
    inside = Inside()
    xmp.look(packet.encode(), inside)
    assert inside.traces == []


CUTS = [
    ("<x><a>1</a>2</x>", "<x>2</x>"),
    ("<x><p:a b='>'/>2<p:a\n></p:a\n></x>", "<x>2</x>"),
    ("<x><a>1<a>2</a>3</a>4</x>", "<x>4</x>"),
    ("<x><a><b n='1'/></a><b n='1' m=\"n='1'\" />n='1'</x>", "<x><b m=\"n='1'\" />n='1'</x>"),
    ("<x><!-- <a/> --><![CDATA[<a/>]]><b a='1'/></x>", None),
]


@pytest.mark.parametrize(("data", "left"), CUTS)
def test_only_what_is_unwanted_is_cut(data: str, left: str | None) -> None:
    found = xmlparts.cut(f"<?xml version='1.0'?>{data}".encode(), lambda name, _: name == "a", re.compile(rb"\s+n='1'"))
    assert found.decode() == f"<?xml version='1.0'?>{left or data}"


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_not_utf_8_is_not_cut(coding: str) -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        xmlparts.cut("<x><a/></x>".encode(coding), lambda *_: True)


# Bounds


def lying(data: bytes, real: int) -> bytes:
    """An archive whose directory says that its first part is small."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        size = source.infolist()[0].file_size
    assert size == real
    return data.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def test_a_bomb_is_refused_by_its_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000_000)
    monkeypatch.setattr(archive.Archive, "read", lambda *_: pytest.fail("nothing need be unpacked"))
    bomb = made.with_parts(made.docx(), {"word/media/a.bin": b"\0" * 1_000_001})
    assert "太大" in inspect("a.docx", bomb)[0].message


def test_a_bomb_that_lies_is_stopped_as_it_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    part = b"<a>" + b" " * 3_000_000 + b"</a>"
    bomb = lying(made.archive({"word/document.xml": part, "word/header1.xml": part}), len(part))
    for name, bound, bad in (
        ("MAX_PART", len(part), 0),
        ("MAX_TOTAL", 2 * len(part), 0),
        ("MAX_TOTAL", 2 * len(part) - 1, 1),
        ("MAX_PART", len(part) - 1, 1),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(archive, name, bound)
            assert ["太大" in one.message for one in inspect("a.docx", bomb)] == [True] * bad


def test_a_wrong_checksum_and_two_parts_of_one_name_are_no_document() -> None:
    good = made.archive({"word/document.xml": "<a/>"})
    with zipfile.ZipFile(io.BytesIO(good)) as source:
        checksum = source.infolist()[0].CRC.to_bytes(4, "little")
    assert "不完整" in inspect("a.docx", good.replace(checksum, b"\1\2\3\4"))[0].message
    twice = made.archive({"word/document.xml": "<a/>", "word/Document.xml": "<a/>"})
    assert "重名" in inspect("a.docx", twice)[0].message


def packed(method: int) -> bytes:
    """A Word file of which the text alone is packed in this way."""
    made_of = io.BytesIO()
    with zipfile.ZipFile(made_of, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", f"<w><p><t>{NUMBER}</t></p></w>", method)
    return made_of.getvalue()


def with_lock(data: bytes) -> bytes:
    """The directory says of the last part that it wants a password."""
    flags = data.rindex(b"PK\x01\x02") + 8
    return data[:flags] + b"\1" + data[flags + 1 :]


def torn(data: bytes) -> bytes:
    """The packed text begins as no packed text can."""
    begin = data.index(b"word/document.xml") + len(b"word/document.xml")
    return data[:begin] + b"\xff" + data[begin + 1 :]


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (packed(zipfile.ZIP_STORED), "personal-data", "正文"),
        (packed(zipfile.ZIP_DEFLATED), "personal-data", "正文"),
        (packed(zipfile.ZIP_BZIP2), "attachment-broken", "压缩方法不是办公软件用的那一种"),
        (with_lock(packed(zipfile.ZIP_DEFLATED)), "attachment-locked", "密码"),
        (torn(packed(zipfile.ZIP_DEFLATED)), "attachment-broken", "：文件不完整"),
        (packed(zipfile.ZIP_DEFLATED).replace(b"word/document.xml", b"word/document.xml\xff", 1), "attachment-broken", "不完整"),
    ],
)  # fmt: skip
def test_how_an_archive_is_packed(data: bytes, code: str, word: str) -> None:
    found = inspect("a.docx", data)
    assert [one.code for one in found] == [code] and word in found[0].message


def test_an_archive_has_so_many_parts_of_such_a_size_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        total = sum(one.file_size for one in source.infolist())
    for name, bound in (("MAX_PARTS", 2), ("MAX_TOTAL", total)):
        with monkeypatch.context() as patch:
            patch.setattr(archive, name, bound)
            assert "太大" not in inspect("a.docx", data)[0].message
            patch.setattr(archive, name, bound - 1)
            assert "太大" in inspect("a.docx", data)[0].message


def test_so_much_text_is_looked_through_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.attachments.inside.MAX_TEXT", 10)
    inside = Inside()
    for place, text in (("甲", "12345"), ("乙", " \n"), ("丙", "67890")):
        inside.says(place, text)
    assert (inside.lines, inside.unseen) == ([("甲", "12345"), ("丙", "67890")], [])
    inside.says("丁", "1")
    assert (len(inside.lines), inside.unseen) == (2, ["文字太长，后面的没有看"])


def test_deep_nesting_is_gone_through() -> None:
    assert inspect("a.docx", made.docx("<w:p>" * 20_000 + "</w:p>" * 20_000)) == ()


def test_what_is_too_large_is_not_read() -> None:
    huge = Unread("x", MAX_SIZE + 1, lambda: pytest.fail("it was read"))
    assert "MB" in inspect("a.pdf", huge)[0].message


FORMS = {
    ".pdf": made.pdf(author="示例甲", text="plain"), ".ofd": made.ofd("示例甲"), ".docx": made.docx(CHANGED),
    ".doc": made.doc("示例甲"), ".wps": made.doc("示例甲"), ".xlsx": made.xlsx("一"), ".xls": made.doc(), ".et": made.xlsx("一"),
    ".pptx": made.pptx(), ".csv": b"a,b\n", ".txt": b"a\n", ".png": made.picture("PNG", place=True),
    ".jpg": made.picture(place=True), ".jpeg": made.picture(), ".gif": made.picture("GIF", words="a"),
    ".webp": made.picture("WEBP", place=True),
}  # fmt: skip


def test_every_type_that_may_be_published_is_tried() -> None:
    assert sorted(FORMS) == sorted(ATTACHMENT_TYPES)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ATTACHMENT_TYPES),
    st.sampled_from(sorted(FORMS)),
    st.randoms(use_true_random=False),
    st.binary(max_size=40),
)
def test_nothing_that_a_file_holds_raises(suffix: str, of: str, chance: random.Random, noise: bytes) -> None:
    data = bytearray(FORMS[of])
    for _ in range(chance.randrange(8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = chance.randrange(len(data) + 1)
    for tried in (bytes(data), bytes(data[:cut]) + noise, noise):
        for type_ in (suffix, of):
            for one in inspect(f"a{type_}", tried):
                # What no reader was ready for is told so.
                assert one.message and one.hint and "读不懂这个文件" not in one.message


def test_a_file_that_no_reader_was_ready_for_is_told_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "look", lambda *_: [][0])
    assert [one.code for one in inspect("a.jpg", made.picture())] == ["attachment-broken"]


# Among the records


@pytest.fixture
def with_photo(edit: Callable[..., Docs]) -> Callable[..., Docs]:
    """``with_photo(data, status)``: the base with a photo that a case attaches."""

    def docs(data: bytes, status: str = "published") -> Docs:
        changed = edit(CASE, "tags:", "attachments:\n  - files/a.jpg\ntags:", "status: published", f"status: {status}")
        return {**changed, PHOTO: data}

    return docs


def severities(docs: Docs, memory: Memory | None = None) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in load(docs, memory)[1] if one.path == PHOTO]


@pytest.mark.parametrize(
    ("status", "severity"), [("published", "error"), ("notice", "error"), ("review", "warning"), ("draft", "hint")]
)
def test_it_weighs_as_the_record_that_shows_it(with_photo: Callable[..., Docs], status: str, severity: str) -> None:
    assert severities(with_photo(made.picture(place=True), status)) == [("attachment-traces", severity)]


def test_it_weighs_as_the_nearest_to_readers_of_the_records_that_show_it(with_photo: Callable[..., Docs]) -> None:
    docs = with_photo(made.picture(place=True), "draft")
    for status, severity in (("review", "warning"), ("published", "error")):
        docs[CASE.replace("kanban", "second")] = docs[CASE].replace(b"status: draft", f"status: {status}".encode())
        assert severities(docs) == [("attachment-traces", severity)]


def test_a_page_that_is_no_case_shows_it_as_published(base: Docs) -> None:
    guide = base["guide/reader.md"] + b"\n[a](../cases/2031/files/a.jpg)\n"
    docs = {**base, "guide/reader.md": guide, PHOTO: made.picture(place=True)}
    assert severities(docs) == [("attachment-traces", "error")]


def test_a_case_without_a_status_is_a_draft(with_photo: Callable[..., Docs]) -> None:
    docs = with_photo(made.picture(place=True))
    docs[CASE] = docs[CASE].replace(b"status: published\n", b"")
    assert severities(docs) == [("attachment-traces", "hint")]


@pytest.mark.parametrize(("name", "codes"), [("a.JPG", ["attachment-traces"]), ("a.exe", ["attachment-type"])])
def test_what_may_be_published_is_looked_at_whatever_its_letters(
    edit: Callable[..., Docs], name: str, codes: list[str]
) -> None:
    docs = edit(CASE, "tags:", f"attachments:\n  - files/{name}\ntags:")
    docs[PHOTO.replace("a.jpg", name)] = made.picture(place=True)
    begun: list[str] = []
    found = [one.code for one in load(docs, begin=begun.append)[1] if one.code.startswith("attachment-")]
    assert found == codes
    assert [path for path in begun if path.endswith(name)] == (
        [PHOTO.replace("a.jpg", name)] if name == "a.JPG" else []
    )
    assert begun[-1] == ""


def test_a_mark_of_secrecy_is_an_error_in_a_draft_too(with_photo: Callable[..., Docs]) -> None:
    assert ("secrecy-mark", "error") in severities(with_photo(made.picture(words="秘密★1年"), "draft"))


def test_what_no_record_shows_is_not_read(with_photo: Callable[..., Docs], base: Docs) -> None:
    never = Unread("x", 1, lambda: pytest.fail("it was read"))
    assert severities({**base, PHOTO: never}) == [("unused-file", "hint")]
    assert severities(with_photo(never, "archived")) == []
    assert severities(with_photo(b"")) == []


def test_what_is_as_it_was_is_not_read_again(with_photo: Callable[..., Docs]) -> None:
    memory = Memory()
    read: list[str] = []

    def contents(sign: str, place: bool) -> Unread:
        return Unread(sign, 9, lambda: read.append(sign) or made.picture(place=place))  # type: ignore[func-returns-value]

    first = severities(with_photo(contents("1", True)), memory)
    memory = pickle.loads(pickle.dumps(memory))
    assert severities(with_photo(contents("1", True)), memory) == first == [("attachment-traces", "error")]
    assert severities(with_photo(contents("2", False)), memory) == []
    assert severities(with_photo(contents("2", False), "draft"), memory) == []
    assert read == ["1", "2"]
    severities(with_photo(contents("2", False), "archived"), memory)
    assert memory.attachments == {}


def test_a_folder_on_disk_is_read_when_it_is_wanted(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "a.jpg").write_bytes(made.picture())
    found = pickle.loads(pickle.dumps(read_docs(folder)))["a.jpg"]
    assert isinstance(found, Unread) and found == b"" and found.read() == made.picture()
    (folder / "a.jpg").write_bytes(made.picture() + b"x")
    again = read_docs(folder)["a.jpg"]
    assert isinstance(again, Unread) and again.signature != found.signature


@pytest.mark.parametrize(
    ("data", "suffix", "problem", "word"),
    [
        (made.pdf()[:150], ".pdf", Unreadable, "文件不完整"),
        (made.pdf(password="p"), ".pdf", Locked, ""),
        (made.pdf(packet="<x"), ".pdf", Unreadable, "文件不完整"),
        (made.docx()[:200], ".docx", Unreadable, "文件不完整"),
        (made.ofd()[:200], ".ofd", Unreadable, "文件不完整"),
        (made.picture()[:80], ".jpg", Unreadable, "图片不完整"),
    ],
)
def test_what_cannot_be_read_cannot_be_cleaned(data: bytes, suffix: str, problem: type[Unreadable], word: str) -> None:
    with pytest.raises(problem, match=f"^{word}$"):
        attachments.strip(data, suffix)


TEXT = made.pdf(text="plain")


@pytest.mark.parametrize(
    ("name", "least"),
    [("MAX_PAGES", 1), ("MAX_CONTENTS", len(b"BT /F1 12 Tf 20 100 Td (plain) Tj ET")), ("MAX_OPERATIONS", 5)],
)
def test_so_much_of_a_pdf_is_read_and_no_more(name: str, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, name, least)
    assert inspect("a.pdf", TEXT) == ()
    monkeypatch.setattr(pdf, name, least - 1)
    assert [one.message for one in inspect("a.pdf", TEXT)] == ["附件没有全部检查：第 1 页起的文字没有看"]


def test_a_pdf_has_so_many_objects_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def least(count: int) -> int:
        """The bound that a document with so many more dictionaries needs."""
        data = made.pdf(root={"/X": [{}] * count})
        for bound in range(50):
            monkeypatch.setattr(pdf, "MAX_OBJECTS", bound)
            found = inspect("a.pdf", data)
            if not found:
                return bound
            assert "里面的对象太多" in found[0].message
        pytest.fail("it is never enough")

    assert least(3) == least(0) + 3


def test_a_pdf_that_draws_itself_ten_thousand_million_times_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_OPERATIONS", 2_000)
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    inner = None
    for _ in range(10):
        form = DecodedStreamObject()
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        if inner is not None:
            form[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
            )
            form.set_data(b"/F Do " * 10)
        inner = writer._add_object(form)
    assert inner is not None
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
    )
    contents = DecodedStreamObject()
    contents.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(contents)
    drawn = io.BytesIO()
    writer.write(drawn)
    found = inspect("a.pdf", drawn.getvalue())
    assert [one.code for one in found] == ["attachment-unseen"] and "第 1 页起" in found[0].message
