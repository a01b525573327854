"""The marks that may stand, as ``exemptions.yml`` registers them, and the findings that are left without them.

An exemption is for some words in one file, so it is applied to what was found: a file that was read before
need not be read again when the register changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import frontmatter
from .diagnostics import Diagnostic, Mark
from .files import INCLUDES, decode
from .findings import Findings, Report
from .kinds.exemptions import EXEMPTION, EXEMPTIONS
from .validate import validate
from .values import Item

PATH = "exemptions.yml"
# Pages that explain; in all others, and in all files beside them, a mark is a mark.
FOLDERS = ("guide/", INCLUDES + "/")


def apply(files: Mapping[str, bytes], findings: Findings) -> tuple[Item, ...]:
    """The exemptions that hold. Takes what they cover out of the findings.

    Reports those that cover nothing, and those for files that may have none.
    """
    if PATH not in files:
        return ()
    report = findings.at(PATH)
    texts: dict[str, list[str]] = {}
    good = []
    for item, mark in _read(files[PATH], report):
        path = item["path"]
        if not path.startswith(FOLDERS) or not path.endswith(".md") or path not in files:
            report("exemption-place", mark, path=path)
            continue
        if path not in texts:
            texts[path] = (decode(files[path], Findings().at(path)) or "").split("\n")
        covered = [one for one in findings.found if _covers(item, texts[path], one)]
        if covered:
            good.append((item, covered))
        else:
            report("exemption-unused", mark, path=path, text=item["text"])
    findings.leave_out([one for _, covered in good for one in covered])
    return tuple(item for item, _ in good)


def _read(data: bytes, report: Report) -> list[tuple[Item, Mark]]:
    """What is registered, with its place; what lacks anything is reported and exempts nothing."""
    text = decode(data, report)
    root = frontmatter.read(text, 1, report) if text is not None else None
    if root is None:
        return []
    values, marks = validate(EXEMPTIONS, root, report)
    needed = [one.name for one in EXEMPTION.fields]
    return [
        (item, marks.of("exemptions", number))
        for number, item in enumerate(values.get("exemptions", ()))
        if all(item.get(name) for name in needed)
    ]


def _covers(item: Item, lines: list[str], found: Diagnostic) -> bool:
    """Whether a finding begins within the words that are exempt."""
    if (found.path, found.code) != (item["path"], item["code"]):
        return False
    words, at = item["text"], found.column - 1
    return words in lines[found.line - 1][max(at + 1 - len(words), 0) : at + len(words)]
