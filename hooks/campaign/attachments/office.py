"""Word, Excel and PowerPoint files (ISO/IEC 29500): who wrote them, what was changed, what does not show."""

from __future__ import annotations

import posixpath
import re

from . import paragraphs, pictures, tables
from .archive import Archive
from .inside import Inside, Mislabelled
from .xmlparts import Attributes, cut, go_through

# Where the text begins, by suffix. WPS's own suffixes may hold either this or the old format.
_MAIN = {
    ".docx": "word/document.xml",
    ".wps": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".et": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
}
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后编辑人",
    "revision": "修订次数",
    "Company": "单位",
    "Manager": "主管",
    "HyperlinkBase": "超链接基础",
}
_COMMENTS = {"comment", "cm", "threadedComment"}
_PEOPLE = {"person", "cmAuthor", "author"}
_RSID = re.compile(rb"\s+(?:\w+:)?rsid\w*\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_WORD_PARTS = re.compile(r"word/(?:glossary/)?(document|footnotes|endnotes|header\d*|footer\d*|settings)\.xml")
_PEOPLE_PARTS = re.compile(r"(^|/)(people|person\d*|commentAuthors|authors)\.xml$")
_COMMENT_PARTS = re.compile(r"(^|/)((modern)?comments?\d*\.xml$|comments/|threadedComments/)", re.IGNORECASE)
# Text boxes, charts and diagrams, and what stands on every slide.
_DRAWN = re.compile(r"(word|xl|ppt)/(charts|diagrams|drawings|\w+Masters|slideLayouts)/\w+\.xml")
_PICTURE = re.compile(r"(^|/)media/[^/]+$")
_PLACES = {"document": "正文", "footnotes": "脚注", "endnotes": "尾注"}


def look(data: bytes, suffix: str, inside: Inside) -> None:
    """Fills in what a file of such a suffix holds. Unreadable, Locked or Mislabelled for what is none."""
    archive = Archive(data)
    if _MAIN[suffix] not in archive:
        other = next((one for one, main in _MAIN.items() if main in archive), "")
        raise Mislabelled(f"{other[1:]} 文件" if other else "别的压缩文件")
    inside.sealed = any(name.startswith("_xmlsignatures/") for name in archive.names)
    for name in archive.names:
        _part(archive, name, inside)
    if suffix in (".xlsx", ".et"):
        tables.look(archive, inside)


def _part(archive: Archive, name: str, inside: Inside) -> None:
    base = posixpath.basename(name)
    if base == "vbaProject.bin" or "/activeX/" in name:
        inside.active.append("宏" if base == "vbaProject.bin" else "ActiveX 控件")
    elif name.startswith("docProps/thumbnail"):
        inside.traces.append("缩略图")
    elif "/embeddings/" in name:
        inside.hidden.append("嵌入的文件")
    elif name.startswith("xl/externalLinks/externalLink") or name == "xl/connections.xml":
        # Some lead to a program or a database, and have no relation to a file that would tell of them.
        inside.active.append(paragraphs.LINK)
    elif name.startswith("xl/revisions/"):
        inside.revisions.append("共享工作簿的修订记录")
    elif _PICTURE.search(name):
        _picture(archive.read(name), inside)
    elif name == "[Content_Types].xml":
        if b"macroEnabled" in archive.read(name):
            inside.active.append("宏")
    elif base.endswith(".rels"):
        _relations(archive.read(name), inside)
    elif name.startswith("docProps/"):
        _properties(archive.read(name), inside)
    elif _COMMENT_PARTS.search(name) and base.endswith(".xml"):
        _named(archive.read(name), _COMMENTS, "批注", inside.revisions)
    elif _PEOPLE_PARTS.search(name):
        _named(archive.read(name), _PEOPLE, "审阅人姓名", inside.traces)
    elif found := _WORD_PARTS.fullmatch(name):
        paragraphs.word(archive.read(name), _PLACES.get(found[1], "页眉页脚"), inside)
    elif found := re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name):
        paragraphs.slide(archive.read(name), f"第 {found[1]} 张幻灯片", inside)
    elif found := re.fullmatch(r"ppt/notesSlides/notesSlide(\d+)\.xml", name):
        paragraphs.notes(archive.read(name), f"第 {found[1]} 页备注", inside)
    elif _DRAWN.fullmatch(name):
        paragraphs.say(archive.read(name), "图形或母版", inside, paragraph="p", run="t")
    elif name.startswith("customXml/item"):
        paragraphs.say(archive.read(name), "附加数据", inside)


def _picture(data: bytes, inside: Inside) -> None:
    if pictures.format_of(data):
        found = Inside()
        pictures.look(data, found)
        inside.shows(found)


def _relations(data: bytes, inside: Inside) -> None:
    def begin(name: str, given: Attributes) -> None:
        kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
        if kind == "hyperlink":
            inside.says("链接", target)
        if given.get("TargetMode") == "External":
            if kind == "attachedTemplate":
                inside.traces.append("模板的位置")
            elif kind != "hyperlink" or paragraphs.LOCAL.search(target):
                inside.active.append(paragraphs.LINK)

    go_through(data, begin)


def _properties(data: bytes, inside: Inside) -> None:
    name_of, stack = "", [""]

    def begin(name: str, given: Attributes) -> None:
        nonlocal name_of
        stack.append(name)
        name_of = given.get("name", name_of)
        # Which build of WPS wrote it tells nothing of anybody.
        if name == "property" and name_of != "KSOProductBuildVer":
            inside.traces.append("自定义属性")

    def text(text: str) -> None:
        if text.strip():
            inside.says("文档属性", text)
            if stack[-1] in _PROPERTIES:
                inside.traces.append(_PROPERTIES[stack[-1]])

    def end(name: str) -> None:
        stack.pop()

    go_through(data, begin, end, text)


def _named(data: bytes, wanted: set[str], what: str, into: list[str]) -> None:
    def begin(name: str, given: Attributes) -> None:
        if name in wanted:
            into.append(what)

    go_through(data, begin)


def strip(data: bytes) -> bytes:
    """The same file without the traces of who wrote it and where; changes and comments stay. Unreadable or Locked."""
    archive = Archive(data)
    parts: dict[str, bytes | None] = {}
    for name in archive.names:
        if name.startswith("docProps/thumbnail"):
            parts[name] = None
        elif name.endswith(".rels"):
            parts[name] = cut(archive.read(name), _is_trace)
        elif name.startswith("docProps/"):
            parts[name] = cut(archive.read(name), lambda one, given: one in _PROPERTIES or one == "property")
        elif _PEOPLE_PARTS.search(name):
            parts[name] = cut(archive.read(name), lambda one, given: one in _PEOPLE)
        elif name.startswith("word/") and name.endswith(".xml"):
            parts[name] = cut(archive.read(name), lambda one, given: one in ("rsids", "attachedTemplate"), _RSID)
        elif name == tables.WORKBOOK:
            parts[name] = cut(archive.read(name), lambda one, given: one == tables.LOCAL_PATH)
        elif _PICTURE.search(name):
            picture = archive.read(name)
            parts[name] = pictures.strip(picture) if pictures.format_of(picture) else picture
    return archive.rewritten(parts)


def _is_trace(name: str, given: Attributes) -> bool:
    """Whether a relation leads to what is taken out."""
    return given.get("Type", "").rpartition("/")[2] in ("attachedTemplate", "thumbnail")
