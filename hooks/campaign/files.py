"""Files of a docs folder: how they are decoded, what they are named, where they belong."""

from __future__ import annotations

import posixpath
import re

from .diagnostics import Mark
from .findings import Report
from .frontmatter import CONTROL
from .kinds import DATA, KINDS
from .limits import FILE_BYTES, fits, lines_fit
from .scalars import IDENTIFIER
from .schema import Kind
from .slugs import pinyin_slug

INCLUDES = "includes"
# Word files that exports fill in; never published.
FORMS = "forms"
# What the checks are told besides the records. Read with them, never published and no attachment.
DATA_FILES = tuple(f"{name}.yml" for name in DATA)
IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
ATTACHMENT_TYPES = (
    *(".pdf", ".ofd", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".pptx", ".csv", ".txt"),
    *IMAGE_TYPES,
)  # fmt: skip

# Pages that are made from all records together; a link may name them, no record may take their place.
GENERATED_PAGES = (
    "index.md",
    "timeline/index.md",
    "criteria/index.md",
    "criteria/matrix.md",
    "compare/index.md",
    "compare/grades.md",
    "cases/index.md",
    "units/index.md",
    "honours/index.md",
    "commitments/index.md",
    "policy/index.md",
    "guide/index.md",
    "search.md",
    "site-index/index.md",
    "editors/index.md",
    "editors/errors/index.md",
    "editors/templates.md",
    "editors/register.md",
    "editors/review-form.md",
    "progress/index.md",
)

_RESERVED = {"index", "matrix", "by", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_LITTER = re.compile(r"(^|/)(\.|~\$|Thumbs\.db$|desktop\.ini$)")


def is_litter(path: str) -> bool:
    """Whether a file is an editor's or a system's own and no part of the content."""
    return bool(_LITTER.search(path))


def decode(data: bytes, report: Report, most: int = FILE_BYTES) -> str | None:
    """The text with ``\\n`` line ends, control characters blanked; None if it is not UTF-8 or too long to be read.

    ``most`` is in bytes. Whatever is wrong is reported, a byte order mark among it.
    """
    if not fits(data, report, most):
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report("encoding", Mark(), guess="（看起来是 UTF-16，记事本里叫「Unicode」）")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report("encoding", Mark(line, 1), guess=_guess(data))
        return None
    if text.startswith("\ufeff"):
        report("byte-order-mark", Mark())
        text = text[1:]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        for number, content in enumerate(text.split("\n"), start=1):
            found = CONTROL.search(content)
            if found:
                report("control-character", Mark(number, found.start() + 1), point=f"{ord(found.group()):04X}")
        text = CONTROL.sub(" ", text)
    return text if lines_fit(text, report) else None


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "（看起来是 GBK/GB18030）"


def place(path: str, report: Report) -> tuple[Kind, str] | None:
    """The kind and id of the record that a path ending in ``.md`` holds; None, reported, where it belongs nowhere."""
    if path == "campaign.md":
        return KINDS["campaign"], "campaign"
    folder, _, rest = path.partition("/")
    kind = next((one for one in KINDS.values() if one.folder and one.folder == folder), None)
    if kind is None or not rest:
        folders = "、".join(f"{one.folder}/（{one.title}）" for one in KINDS.values() if one.folder)
        report("misplaced-file", Mark(), path=path, folders=folders)
        return None
    parent, name = posixpath.split(rest)
    if kind.by_year and not re.fullmatch(r"\d{4}", parent, re.ASCII):
        report("year-folder", Mark(), folder=f"{folder}/{parent}".rstrip("/"), year="2011")
        return None
    if not kind.by_year and parent:
        report(
            "misplaced-file", Mark(), path=path, folders=f"{kind.folder}/（{kind.title}，直接放在下面，不再分文件夹）"
        )
        return None
    stem = name[: -len(".md")]
    reason = name_problem(stem)
    if reason:
        suggestion = pinyin_slug(stem) or "new-" + kind.name
        if name_problem(suggestion):
            suggestion = f"{kind.name}-{suggestion}"
        report("file-name", Mark(), name=name, reason=reason, suggestion=suggestion + ".md")
        return None
    return kind, stem


def name_problem(stem: str) -> str:
    """Why a file's stem can be no id, in Chinese; empty where it can."""
    if not IDENTIFIER.fullmatch(stem):
        return "只能用英文小写字母、数字和连字符"
    if stem in _RESERVED:
        return "这个名字有专门用途"
    if len(stem) > 80:
        return "超过 80 个字符"
    return ""
