"""PDF files (ISO 32000): who wrote them, what is enclosed or would run, what is commented, what is written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import pictures, xmp
from .inside import Inside, Locked, Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

# A book of a thousand pages has some ten thousand objects.
MAX_OBJECTS = 200_000
# A mark of secrecy stands on the first page. The rest is looked through as far as costs stay small.
MAX_PAGES = 100
MAX_CONTENTS = 2_000_000
MAX_OPERATIONS = 300_000
_NAMES = {"/Author": "作者", "/Company": "单位", "/Manager": "主管"}
# What the format itself provides for (14.3.3), and what programs add that names nobody.
_USUAL = {
    *("/Title", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"),
    *("/SourceModified", "/PTEX.Fullbanner", "/GTS_PDFXVersion", "/GTS_PDFXConformance"),
}
_ACTIVE = {
    "/JavaScript": "脚本",
    "/Launch": "运行程序的动作",
    "/ImportData": "取外部数据的动作",
    "/SubmitForm": "提交表单的动作",
    "/Rendition": "媒体",
    "/RichMediaExecute": "媒体",
}
_COMMENTS = {
    *("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink", "/Line"),
    *("/Square", "/Circle", "/Polygon", "/PolyLine", "/Redact"),
}
# What is written outside the pages: of bookmarks, fields of forms, notes, links and pictures.
_TEXTS = ("/Title", "/V", "/Contents", "/URI", "/Alt")
_MEDIA = {"/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}


class _Enough(BaseException):
    """So much of a text is looked through; no library's own guard may swallow this."""


def look(data: bytes, inside: Inside) -> None:
    """Fills in what a document holds. Unreadable or Locked for what cannot be looked into."""
    try:
        reader = _reader(data)
        inside.sealed = b"/ByteRange" in data
        for key, value in (reader.trailer.get("/Info") or {}).items():
            _property(key, str(value), inside)
        for one in _objects(reader):
            _object(one, inside)
        _text(reader, inside)
    except Unreadable:
        raise
    except Exception as error:  # the library's answer to a broken file may be any
        raise Unreadable("文件不完整") from error
    if _revisions(data) > 1:
        inside.traces.append("以前的版本")


def _reader(data: bytes) -> PdfReader:
    # Loads a large library; most builds look at no new file.
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Locked
    return reader


def _revisions(data: bytes) -> int:
    """How often the file was saved by adding to its end, to sign it not counted; a linearised one has two tables."""
    return data.count(b"startxref") - (b"/Linearized" in data[:1024]) - data.count(b"/ByteRange")


def _property(key: str, value: str, inside: Inside) -> None:
    inside.says("文档属性", value)
    if value.strip() and key not in _USUAL:
        inside.traces.append(_NAMES.get(key, "自定义属性"))


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached, each once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer["/Root"]]
    count = 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        count += 1
        if count > MAX_OBJECTS:
            raise Unreadable("里面的对象太多；拆成几个文件")
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [value for value in one.values() if isinstance(value, (IndirectObject, ArrayObject, dict))]
        elif isinstance(one, ArrayObject):
            waiting += [value for value in one if isinstance(value, (IndirectObject, ArrayObject, dict))]


def _object(one: DictionaryObject, inside: Inside) -> None:
    subtype, action = str(_of(one, "/Subtype")), str(_of(one, "/S"))
    if action in _ACTIVE or "/JS" in one:
        inside.active.append(_ACTIVE.get(action, "脚本"))
    if "/EF" in one:
        inside.active.append("嵌入的文件")
        inside.says("附件名", str(one.get("/UF") or one.get("/F") or ""))
    if "/XFA" in one:
        inside.active.append("动态表单")
    if "/Rect" in one and subtype in _MEDIA:
        inside.active.append("媒体")
    if "/Rect" in one and subtype in _COMMENTS:
        inside.revisions.append("批注")
    if "/PieceInfo" in one:
        inside.traces.append("编辑软件的数据")
    for key in _TEXTS:
        if isinstance(text := _of(one, key), str):
            inside.says("书签、表单、批注或链接", text)
    for group in (_of(one, "/D") or {}).get("/OFF", ()) if "/OCGs" in one else ():
        inside.hidden.append(f"关掉的图层「{group.get_object().get('/Name', '')}」")
    if subtype == "/XML":
        xmp.look(_stream(one), inside)
    elif _is_photo(one):
        found = Inside()
        pictures.look(_stream(one), found)
        inside.shows(found)


def _of(one: DictionaryObject, key: str) -> Any:
    """The value of a key, wherever it lies in the file; None where there is none."""
    value = one.get(key)
    return None if value is None else value.get_object()


def _is_photo(one: DictionaryObject) -> bool:
    filters = _of(one, "/Filter")
    last = filters[-1] if isinstance(filters, list) and filters else filters
    return _of(one, "/Subtype") == "/Image" and last == "/DCTDecode" and pictures.format_of(_stream(one)) == "jpeg"


def _stream(one: Any) -> bytes:
    return bytes(one.get_data())


def _text(reader: PdfReader, inside: Inside) -> None:
    left = MAX_OPERATIONS

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _Enough

    try:
        for number, page in enumerate(reader.pages, start=1):
            contents = page.get_contents()
            if number > MAX_PAGES or (contents is not None and len(contents.get_data()) > MAX_CONTENTS):
                raise _Enough
            inside.says(f"第 {number} 页", page.extract_text(visitor_operand_before=count))
    except _Enough:
        inside.unseen.append(f"第 {number} 页起的文字没有看")


def strip(data: bytes) -> bytes:
    """The same document as one version, without who wrote it, its photos without traces; a signature on it would break.

    Unreadable or Locked for what cannot be looked into.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    try:
        reader = _reader(data)
        for one in _objects(reader):
            one.pop("/PieceInfo", None)
            if isinstance(one, StreamObject):
                if _of(one, "/Subtype") == "/XML":
                    one._data = xmp.strip(_stream(one))
                    one.pop("/Filter", None)
                    one.pop("/DecodeParms", None)
                elif _is_photo(one):
                    one._data = pictures.strip(_stream(one))
                    one[NameObject("/Filter")] = NameObject("/DCTDecode")
                    one.pop("/DecodeParms", None)
        writer = PdfWriter(clone_from=reader)
        kept = {key: value for key, value in (writer.metadata or {}).items() if key in _USUAL}
        writer.metadata = None
        writer.add_metadata({NameObject(key): value for key, value in kept.items()})
        made = io.BytesIO()
        writer.write(made)
    except Unreadable:
        raise
    except Exception as error:  # as above
        raise Unreadable("文件不完整") from error
    return made.getvalue()
