"""The list of records: what each is called, what is wrong with it, and what it still needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from campaign import Diagnostic, Record, Records, Severity, fingerprint
from campaign.kinds import UNPUBLISHED
from campaign.schema import Choice
from campaign.templates import template_of


@dataclass(frozen=True)
class Entry:
    """A line in the list of records.

    ``status`` is its Chinese label, empty where the kind has none; ``lacks`` names what is still missing.
    ``id`` and ``title`` stand for a file that cannot be read, too; its title is then its path.
    """

    path: str
    kind: str
    id: str
    title: str
    status: str
    errors: int
    warnings: int
    hints: int
    lacks: tuple[str, ...]
    changed_since_review: bool
    unsaved: bool


def entries(
    kinds: Mapping[str, str], records: Records, diagnostics: Iterable[Diagnostic], unsaved: Collection[str]
) -> list[Entry]:
    """A line for each path in ``kinds``, which has its kind's name; ``unsaved`` are the paths that have drafts."""
    found: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        found.setdefault(one.path, []).append(one)
    return [_entry(path, kind, records, found, path in unsaved) for path, kind in kinds.items()]


def _entry(path: str, kind: str, records: Records, found: Mapping[str, list[Diagnostic]], unsaved: bool) -> Entry:
    record = records.by_path.get(path)
    leads_to = record.leads_to if record else ()
    counts = Counter(one.severity for named in {path, *leads_to} for one in found.get(named, ()))
    return Entry(
        path,
        kind,
        path.rpartition("/")[2].removesuffix(".md"),
        (_title(record, records) if record else "") or path,
        _status(record) if record else "",
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.HINT],
        _lacks(record, records) if record else (),
        record is not None and changed_since_review(record, records),
        unsaved,
    )


def _lacks(record: Record, records: Records) -> tuple[str, ...]:
    """Titles of what a record still needs: required fields, its template's sections, consent, the review."""
    fields = record.kind.group
    missing = [one.title for one in fields.fields if one.required and not record.data.get(one.name)]
    if record.kind.name != "case":
        return tuple(missing)
    template = template_of(records.campaign, record)
    there = {section.heading.text for section in record.body.sections if section.chars}
    missing += [name for name in (template.sections if template else ()) if name not in there]
    wanted = ["consent"] if record.applies_to == "member" else []
    wanted += [] if record.status in UNPUBLISHED else ["review"]
    missing += [one.title for one in fields.fields if one.name in wanted and not record.data.get(one.name)]
    return tuple(missing)


def _title(record: Record, records: Records) -> str:
    """What a record is called in a list; a kind without titles goes by its unit and period. May be empty."""
    if record.kind.group.field("title"):
        return record.title or ""
    unit = records.get("unit", record.unit) if record.unit else None
    return " ".join(filter(None, [unit.title if unit else record.unit, record.period and record.period.plain]))


def _status(record: Record) -> str:
    declared = record.kind.group.field("status")
    options = declared.type.options if declared and isinstance(declared.type, Choice) else {}
    return options.get(record.data.get("status", ""), "")


def changed_since_review(record: Record, records: Records) -> bool:
    """Whether a text was signed and is another now."""
    signed = record.review.fingerprint if record.kind.name == "case" and record.review else None
    return bool(signed) and signed != fingerprint(record, records.includes)
