"""Reads a docs folder: files in, records and every diagnostic out."""

from __future__ import annotations

from collections.abc import Mapping

from . import files as folder
from . import frontmatter, rules
from .diagnostics import Diagnostic, Mark
from .findings import Findings
from .kinds import KINDS
from .markdown import Body
from .records import Record, Records
from .schema import Kind
from .validate import validate


def load(files: Mapping[str, bytes]) -> tuple[Records, list[Diagnostic]]:
    """The records of a docs folder and all that is wrong with them, sorted.

    ``files`` maps paths relative to the folder, with forward slashes, to contents; only
    those of Markdown files are looked at. Never raises for what the files hold.
    """
    findings = Findings()
    records = Records({name: {} for name in KINDS}, {}, ())
    others = []
    for path in sorted(files):
        if folder.is_litter(path):
            continue
        if not path.endswith(".md"):
            others.append(path)
        elif path.startswith(folder.INCLUDES + "/"):
            _read_include(path, files[path], records, findings)
        else:
            _read_record(path, files[path], records, findings)
    records.files = tuple(others)
    if "campaign" not in records.by_kind["campaign"] and ("campaign", "campaign") not in records.unreadable:
        findings.report("missing-campaign", "campaign.md", Mark())
    rules.check(records, findings)
    return records, findings.sorted()


def _read_include(path: str, data: bytes, records: Records, findings: Findings) -> None:
    report = findings.at(path)
    text = folder.decode(data, report)
    if text is not None:
        rules.check_text(text, report)
        records.includes[path] = Body(text)


def _read_record(path: str, data: bytes, records: Records, findings: Findings) -> None:
    report = findings.at(path)
    text = folder.decode(data, report)
    placed = folder.place(path, report)
    if placed is None:
        return
    kind, id = placed
    if id in records.by_kind[kind.name] or (kind.name, id) in records.unreadable:
        other = records.by_kind[kind.name].get(id)
        report("duplicate-id", Mark(), id=id, other=other.path if other else "另一个文件")
        return
    record = None if text is None else _parse(kind, id, path, text, findings)
    if record is None:
        records.unreadable.add((kind.name, id))
    else:
        records.by_kind[kind.name][id] = record


def _parse(kind: Kind, id: str, path: str, text: str, findings: Findings) -> Record | None:
    report = findings.at(path)
    rules.check_text(text, report)
    cut = frontmatter.split(text)
    if cut.front is None:
        report("no-front-matter", Mark(), kind=kind.name)
        return None
    if not cut.closed:
        report("open-front-matter", Mark())
        return None
    root = frontmatter.read(cut.front, cut.front_line, report)
    if root is None:
        return None
    status = root.get("status")
    if kind.name == "case" and isinstance(status, frontmatter.Scalar):
        findings.written_as(path, status.text)
    values, marks = validate(kind, root, report)
    return Record(kind, id, path, values, Body(cut.body, cut.body_line), marks)
