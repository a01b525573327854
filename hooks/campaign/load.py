"""Reads a docs folder: files in, records and every diagnostic out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import exemptions, frontmatter, limits, prose, rules, wordlist
from . import files as folder
from .attachments import Elsewhere
from .diagnostics import Diagnostic, Mark
from .findings import Findings
from .kinds import KINDS
from .markdown import Body
from .memory import Memory, Parsed, digest
from .records import Marks, Record, Records
from .schema import Kind
from .validate import validate

Begin = Callable[[str], object]


def _unwatched(path: str) -> None:
    """Nobody wants to know how far the reading has got."""


def parse_each(files: Mapping[str, bytes], begin: Begin = _unwatched) -> dict[str, Parsed]:
    """Path → what was read there, each by itself; ``begin`` is told of each before, and of an empty path at the end."""
    parsed = {}
    for path, data in files.items():
        begin(path)
        parsed[path] = parse(path, data)
    begin("")
    return parsed


def load(
    files: Mapping[str, bytes],
    memory: Memory | None = None,
    parse_all: Callable[[Mapping[str, bytes]], Mapping[str, Parsed]] | None = None,
    begin: Begin = _unwatched,
) -> tuple[Records, list[Diagnostic]]:
    """The records of a docs folder and all that is wrong with them, sorted.

    ``files`` maps paths relative to the folder, with forward slashes, to contents. Those of other
    files than Markdown are looked into where a record names them; they may be :class:`Unread`
    until then (OSError where one cannot be read), or empty where they are not known. What is
    :class:`Elsewhere` is reported and never read. What ``memory`` holds of an earlier reading is not
    done again, and it holds this one afterwards; the rest is read by ``parse_all``, which does what
    :func:`parse_each` does, if it is given. ``begin`` is told of each file that is gone into, and of an empty path
    where it is none.
    Never raises for what the files hold.
    """
    memory = memory if memory is not None else Memory()
    findings = Findings()
    records = Records({name: {} for name in KINDS}, {}, ())
    others, read = [], {}
    files = {path: files[path] for path in sorted(files) if not folder.is_litter(path)}
    for path in [path for path, data in files.items() if isinstance(data, Elsewhere)]:
        findings.report("linked-file", path, Mark())
        del files[path]
        if placed := folder.place(path, Findings().at(path)) if path.endswith(".md") else None:
            records.unreadable.add((placed[0].name, placed[1]))
    for path in files:
        if path in folder.DATA_FILES:
            continue
        if not path.endswith(".md"):
            others.append(path)
        elif path.startswith(folder.INCLUDES + "/"):
            begin(path)
            _read_include(path, files[path], records, findings)
        else:
            read[path] = files[path]
    begin("")
    known = {path: memory.files[path] for path, data in read.items() if memory.knows(path, data)}
    unknown = {path: data for path, data in read.items() if path not in known}
    memory.files = {**known, **(parse_all(unknown) if parse_all else parse_each(unknown, begin))}
    for path, data in read.items():
        _read_record(path, data, memory.files[path], records, findings)
    records.files = tuple(others)
    _sign(records, files, memory)
    if "campaign" not in records.by_kind["campaign"] and ("campaign", "campaign") not in records.unreadable:
        findings.report("missing-campaign", "campaign.md", Mark())
    if wordlist.PATH in files:
        records.wording = wordlist.read(files[wordlist.PATH], findings.at(wordlist.PATH))
    rules.check(records, findings, memory, files, begin)
    records.exemptions = exemptions.apply(files, findings)
    findings.public = records.campaign is not None and records.campaign.site_level == "public"
    return records, findings.sorted()


def parse(path: str, data: bytes) -> Parsed:
    """One record's file by itself, with all that can be said of it without the others."""
    findings = Findings()
    report = findings.at(path)
    text = folder.decode(data, report)
    placed = folder.place(path, report)
    status, record = None, None
    if placed and text is not None:
        status, record = _parse(*placed, path, data, text, findings)
    return Parsed(digest(data), record, status, findings.found)


def _read_include(path: str, data: bytes, records: Records, findings: Findings) -> None:
    report = findings.at(path)
    text = folder.decode(data, report, limits.FRAGMENT_BYTES)
    if text is None or not limits.is_plain(text, 1, report):
        records.includes[path] = Body("")  # that it cannot be read is no second mistake where it is mentioned
    else:
        rules.check_text(text, report)
        body = Body(text)
        rules.check_body(body, report)
        rules.check_prose(body, report)
        records.includes[path] = body


def _read_record(path: str, data: bytes, parsed: Parsed, records: Records, findings: Findings) -> None:
    placed = folder.place(path, Findings().at(path))
    other = records.by_kind[placed[0].name].get(placed[1]) if placed else None
    if placed and (other or (placed[0].name, placed[1]) in records.unreadable):
        # What is wrong inside a file is of no matter while another one has its name.
        found = Findings()
        folder.decode(data, found.at(path))
        findings.add(found.found)
        findings.report("duplicate-id", path, Mark(), id=placed[1], other=other.path if other else "另一个文件")
        return
    findings.add(parsed.findings)
    if parsed.status is not None:
        findings.written_as(path, parsed.status)
    if placed is None:
        return
    kind, id = placed
    if parsed.record is None:
        records.unreadable.add((kind.name, id))
    else:
        parsed.record.file = _File(kind, path, data)
        records.by_kind[kind.name][id] = parsed.record


def _parse(
    kind: Kind, id: str, path: str, data: bytes, text: str, findings: Findings
) -> tuple[str | None, Record | None]:
    """The status as it is written, and the record."""
    report = findings.at(path)
    rules.check_text(text, report)
    cut = frontmatter.split(text)
    if cut.front is None:
        report("no-front-matter", Mark(), kind=kind.name)
        return None, None
    if not cut.closed:
        report("open-front-matter", Mark())
        return None, None
    root = frontmatter.read(cut.front, cut.front_line, report)
    if root is None:
        return None, None
    written = root.get("status")
    status = written.text if kind.name == "case" and isinstance(written, frontmatter.Scalar) else None
    if not limits.is_plain(cut.body, cut.body_line, report):
        return status, None
    values, marks = validate(kind, root, report)
    record = Record(kind, id, path, values, file=_File(kind, path, data))
    body = Body(cut.body, cut.body_line)
    record.__dict__.update(body=body, marks=marks)
    record.leads_to, record.mentions = rules.leads_to(record), rules.mentions(body)
    rules.check_body(body, report)
    front = prose.Front(kind.group, root, cut.front, cut.front_line)
    record.__dict__["said"] = front.text
    rules.check_front(front, report)
    if not kind.original:
        rules.check_prose(body, report)
    return status, record


class _File:
    """A file that was read before, read again for what a memory does not hold."""

    def __init__(self, kind: Kind, path: str, data: bytes) -> None:
        self._kind = kind
        self._data = data
        self._report = Findings().at(path)

    def _split(self) -> frontmatter.Split:
        return frontmatter.split(folder.decode(self._data, self._report) or "")

    def body(self) -> Body:
        cut = self._split()
        return Body(cut.body, cut.body_line)

    def marks(self) -> Marks:
        cut = self._split()
        root = frontmatter.read(cut.front or "", cut.front_line, self._report)
        return validate(self._kind, root, self._report)[1] if root else Marks()

    def front(self) -> prose.Front:
        cut = self._split()
        root = frontmatter.read(cut.front or "", cut.front_line, self._report)
        return prose.Front(self._kind.group, root or frontmatter.Mapping((), Mark()), cut.front or "", cut.front_line)


def _sign(records: Records, files: Mapping[str, bytes], memory: Memory) -> None:
    """Gives each record the digest of its file and of the fragments put into it, however deep."""
    for record in records.all():
        own = memory.files[record.path].digest
        inner: dict[str, None] = {}
        waiting = list(record.mentions)
        while waiting:
            path = waiting.pop()
            if path not in inner:
                inner[path] = None
                waiting += rules.mentions(records.includes[path]) if path in records.includes else ()
        parts = [part for path in inner for part in (path, files.get(path, b""))]
        record.digest = digest(own, *parts) if parts else own
