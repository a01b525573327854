"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from collections.abc import Set
from pathlib import PurePath

_RESAVE = "请在 Word 或 WPS 里打开，另存为 .docx 后再试。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office_suffix(data: bytes) -> str | None:
    """``.doc``, ``.rtf`` or ``.odt`` for what an office suite can turn into .docx, None for anything else."""
    if data.startswith(_OLE):
        return ".doc" if _holds(data, "WordDocument") and not _encrypted(data) else None
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data[:200]:
        return ".odt"
    return None


def refusal(name: str, data: bytes) -> str | None:
    """Why this is no .docx, in Chinese sentences; None if it may be one."""
    if not data:
        return "文件是空的（0 字节）。请确认文件已经保存好、传完整，再试一次。"
    if not data.strip(b"\0"):
        return "文件里全是空数据，多半是没有传完整。请重新复制一份再试。"
    if data.startswith(_OLE):
        return _ole(name, data)
    if data.startswith(b"PK"):
        return None
    return f"{_called(name)}{_other(data)}{_RESAVE}"


def _ole(name: str, data: bytes) -> str:
    if _encrypted(data):
        return "文件加了打开密码，读不了。请在 Word 或 WPS 里打开，去掉密码（文件→信息→保护文档）后另存为 .docx 再试。"
    if _holds(data, "WordDocument"):
        return f"{_called(name)}旧版 Word 或 WPS 文字的格式（.doc/.wps）。{_RESAVE}"
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return f"{_called(name)}旧版 Excel 或 WPS 表格，不是文字材料。请选一份 Word 文字材料（.docx）。"
    if _holds(data, "PowerPoint Document"):
        return f"{_called(name)}旧版 PowerPoint 或 WPS 演示，不是文字材料。请选一份 Word 文字材料（.docx）。"
    return f"{_called(name)}旧版 Office 的文件，看不出是哪一种。{_RESAVE}"


def _called(name: str) -> str:
    suffix = PurePath(name).suffix
    return f"扩展名是 {suffix[:12]}，里面却是" if suffix.casefold() in (".docx", ".docm") else "这是"


def _holds(data: bytes, stream: str) -> bool:
    """Whether an OLE container names a stream in its directory."""
    return (stream + "\0").encode("utf-16-le") in data


def _encrypted(data: bytes) -> bool:
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        return True
    # A .doc says it in the flags at the head of its own stream, which most writers put into the first sector.
    return data[512:514] == b"\xec\xa5" and bool(data[512 + 11 : 512 + 12] and data[512 + 11] & 1)


def _other(data: bytes) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, said in (
        (b"%pdf", "PDF 文件，不是 Word 文档。"),
        (b"{\\rtf", "RTF 格式的文档。"),
        (b"\x89png", "一张图片，不是 Word 文档。"),
        (b"\xff\xd8\xff", "一张图片，不是 Word 文档。"),
        (b"rar!", "RAR 压缩包，不是 Word 文档。请先解压，再选里面的 Word 文件。"),
        (b"7z\xbc\xaf", "7z 压缩包，不是 Word 文档。请先解压，再选里面的 Word 文件。"),
    ):
        if head.startswith(start):
            return said
    if b"<html" in head or head.startswith(b"<!doctype html"):
        return "一个网页，不是 Word 文档。"
    if head.startswith(b"<"):
        return "XML 文件，不是 .docx。"
    if b"\0" not in data[:1024] and head:
        return "纯文本，不是 Word 文档。"
    return "认不出的内容，不是 Word 文档，或者已经损坏。"


def zip_kind(names: Set[str]) -> str | None:
    """What an archive is that is not a Word file, in Chinese sentences; None where nothing says it.

    ``names`` are those of its parts, in small letters.
    """
    if any(name.startswith("xl/") for name in names):
        return "这是 Excel 或 WPS 表格（.xlsx），不是文字材料。请选一份 Word 文字材料（.docx）。"
    if any(name.startswith("ppt/") for name in names):
        return "这是 PowerPoint 或 WPS 演示（.pptx），不是文字材料。请选一份 Word 文字材料（.docx）。"
    if "ofd.xml" in names:
        return "这是 OFD 版式文件，不是 Word 文档。请选当初排版用的 Word 文件（.docx）。"
    if any(name.startswith("word/") for name in names):
        return None
    return "这是一个压缩包，不是 Word 文档。请先解压，再选里面的 Word 文件。"
