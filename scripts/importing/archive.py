"""The parts of a Word file, judged before they are unpacked; a Refusal for what is none, or is to be kept away from."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from zipfile import BadZipFile, ZipFile, ZipInfo

from importing import signatures
from importing.reading import Refusal

MEGABYTE = 1024 * 1024
# A file of text with two dozen photographs; the desk takes in no more either.
MAX_FILE = 50 * MEGABYTE
# Word writes 15 parts and one for each picture.
MAX_ENTRIES = 2_000
# All parts together, unpacked. Photographs hardly pack, so this is well above MAX_FILE for text alone.
MAX_UNPACKED = 120 * MEGABYTE
# The XML parts together: a book of 300 pages has about 12.
MAX_MARKUP = 24 * MEGABYTE
# Word's XML packs to a tenth, a long empty form to a hundredth; a bomb to a thousandth. Small parts may do better.
MAX_RATIO = 500
SMALL = MEGABYTE

DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".jar", ".docx", ".xlsx", ".pptx", ".cab")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_RESAVE = "请在 Word 或 WPS 里打开，另存为 .docx 后再试。"
BROKEN = f"文件不完整或已损坏。{_RESAVE}"
_STRANGE = f"文件的压缩结构不正常，可能是有害文件，没有读取。如果来源可靠，{_RESAVE}"


def judge(name: str, data: bytes) -> None:
    """Looks at a file's first bytes and its directory alone. Refusal for whatever may not be unpacked."""
    if len(data) > MAX_FILE:
        raise Refusal(too_large(len(data)))
    if sentence := signatures.refusal(name, data):
        raise Refusal(sentence)
    # Counted before the directory is read, which builds an object for each entry.
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise Refusal(f"文件里装的零件超过 {MAX_ENTRIES} 个，不像正常的文档，没有读取。{_RESAVE}")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _judge_entries(archive.infolist())
    except (BadZipFile, NotImplementedError, ValueError, OSError, UnicodeError) as error:
        raise Refusal(BROKEN) from error


def too_large(size: int) -> str:
    """Why a file of so many bytes is not read, as a Chinese sentence."""
    return (
        f"文件有 {size / MEGABYTE:.0f} MB，超过 {MAX_FILE // MEGABYTE} MB 的上限。"
        "请先在 Word 或 WPS 里压缩图片（图片工具→压缩图片），另存后再试。"
    )


def _judge_entries(entries: Iterable[ZipInfo]) -> None:
    seen: set[str] = set()
    unpacked = markup = 0
    for entry in entries:
        if _unsafe(entry.filename) or entry.filename.casefold() in seen:
            raise Refusal(_STRANGE)
        seen.add(entry.filename.casefold())
        _judge_entry(entry)
        unpacked += entry.file_size
        if is_markup(entry.filename):
            markup += entry.file_size
    if unpacked > MAX_UNPACKED or markup > MAX_MARKUP:
        raise Refusal(
            f"文件解开后有 {unpacked / MEGABYTE:.0f} MB，太大了，没有读取。"
            "请先在 Word 或 WPS 里压缩图片（图片工具→压缩图片），只留要入库的正文，另存后再试。"
        )
    _judge_names(seen)


def _judge_entry(entry: ZipInfo) -> None:
    name = entry.filename.casefold()
    if entry.flag_bits & 1:
        raise Refusal("文件加了密码，读不了。请在 Word 或 WPS 里打开，去掉密码后另存为 .docx 再试。")
    if entry.file_size > max(SMALL, entry.compress_size * MAX_RATIO):
        raise Refusal(_STRANGE)
    # A chart keeps its numbers in a workbook, an object its document: these are never opened. Elsewhere it is a matryoshka.
    if name.endswith(_ARCHIVES) and not name.startswith("word/embeddings/"):
        raise Refusal("压缩包里还有压缩包，不像正常的文档，没有读取。" + _RESAVE)


def _judge_names(names: set[str]) -> None:
    if any("vbaproject" in name or "vbadata" in name for name in names):
        raise Refusal(MACROS)
    if any(name.startswith("word/activex/") for name in names):
        raise Refusal("文件里有 ActiveX 控件，没有读取。请在 Word 里删去控件，或把正文复制到新建的文档里，另存后再试。")
    if TYPES.casefold() not in names or not any(name.startswith("word/document") for name in names):
        raise Refusal(signatures.zip_kind(names) or BROKEN)


MACROS = "文件里带有宏，为安全起见没有读取。请在 Word 或 WPS 里打开，另存为「Word 文档（*.docx）」（不带宏）后再试。"


def is_markup(name: str) -> bool:
    """Whether a part is XML, by its name."""
    return name.casefold().endswith((".xml", ".rels", ".vml"))


def _unsafe(name: str) -> bool:
    """Whether a name could lead anywhere but into the archive."""
    return (
        not name
        or "\\" in name
        or "\0" in name
        or name.startswith("/")
        or re.match("[A-Za-z]:", name) is not None
        or ".." in name.split("/")
    )


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts by name, but embedded objects. Sizes are counted as they come, whatever the directory says.

    For the child process. Refusal where a part is broken, or all together are more than ``MAX_UNPACKED`` bytes.
    """
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.is_dir() or entry.filename.casefold().startswith("word/embeddings/"):
                    continue
                with archive.open(entry) as file:
                    part = file.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise Refusal(_STRANGE)
                parts[entry.filename] = part
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error, RuntimeError) as error:
        raise Refusal(BROKEN) from error
    return parts
