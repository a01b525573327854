"""What is published as it is carries nothing that does not show, and nothing that may not be shown."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..attachments import MAX_SIZE, Inside, Unread, Unreadable, look, signature
from ..diagnostics import Diagnostic, Mark
from ..files import ATTACHMENT_TYPES
from ..findings import Findings
from ..kinds import UNPUBLISHED
from ..memory import Inspected, Memory
from ..records import Records
from . import protected

# Of one kind in one file so many are told, and how many more there are.
_TOLD = 5


def check(
    records: Records,
    findings: Findings,
    memory: Memory,
    files: Mapping[str, bytes],
    begin: Callable[[str], object],
) -> None:
    """What is in the files that records name; those that are as they were when last looked at are not opened again.

    ``memory`` holds them, afterwards as they are now. OSError where one cannot be read.
    """
    named = _named(records)
    inspected: dict[str, Inspected] = {}
    for path in records.files:
        if path not in named or posixpath.splitext(path)[1].lower() not in ATTACHMENT_TYPES:
            continue
        sign = signature(files[path])
        if not sign:
            continue
        before = memory.attachments.get(path)
        if before is None or before.signature != sign:
            begin(path)
            before = Inspected(sign, inspect(path, files[path]))
        inspected[path] = before
        findings.add(before.findings)
        if named[path] <= {"draft", "review"}:
            findings.written_as(path, "review" if "review" in named[path] else "draft")
    begin("")
    memory.attachments = inspected


def _named(records: Records) -> Mapping[str, set[str]]:
    """Each path that a record leads to which shows now or in a preview, with the status of those records."""
    named: dict[str, set[str]] = defaultdict(set)
    for record in records.all():
        status = (record.status or "draft") if record.kind.name == "case" else "published"
        if status in ("published", *UNPUBLISHED):
            for path in record.leads_to:
                named[path].add(status)
    return named


def inspect(path: str, data: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with an attachment by itself. OSError where it cannot be read; never raises for what it holds."""
    findings = Findings()
    report = findings.at(path)
    suffix = posixpath.splitext(path)[1].lower()
    inside = Inside()
    try:
        if (data.size if isinstance(data, Unread) else len(data)) > MAX_SIZE:
            raise Unreadable(f"超过 {MAX_SIZE // 1_000_000} MB；压缩图片或拆成几个文件")
        look(data.read() if isinstance(data, Unread) else data, suffix, inside)
    except Unreadable as problem:
        report(problem.code, Mark(), suffix=suffix[1:], really=str(problem), reason=str(problem))
    if inside.sealed:
        # Whoever sealed it answered for what it holds, and nobody can take it out any more.
        inside.hidden += [f"{what}（文件有签章，清不掉）" for what in inside.traces]
        inside.traces = []
    for code, found in (
        ("attachment-active", inside.active),
        ("attachment-traces", inside.traces),
        ("attachment-revisions", inside.revisions),
        ("attachment-hidden", inside.hidden),
        ("attachment-unseen", inside.unseen),
    ):
        if found:
            report(code, Mark(), what=_list(found), path=path)
    findings.add(_protected(path, inside.lines))
    return tuple(findings.sorted())


def _list(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))


def _protected(path: str, lines: list[tuple[str, str]]) -> Iterable[Diagnostic]:
    """What must not be on the site, in the texts of a file; each finding says where in it."""
    findings = Findings()
    protected.check_text("\n".join(" ".join(text.splitlines()) for _, text in lines), findings.at(path))
    found = findings.sorted()
    counts = Counter(one.code for one in found)
    told: Counter[str] = Counter()
    for one in found:
        told[one.code] += 1
        more = counts[one.code] - _TOLD if told[one.code] == _TOLD else 0
        if told[one.code] <= _TOLD:
            also = f"（这样的还有 {more} 处）" if more > 0 else ""
            message = f"附件{lines[one.line - 1][0]}：{one.message}{also}"
            yield replace(one, line=1, column=1, message=message, fix=None)
