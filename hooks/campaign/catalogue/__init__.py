"""The catalogue: every code the checks can report, once. The help pages are made from it."""

from __future__ import annotations

from . import attachments, body, cases, fields, files, protected, relations, schedule, typography, wording
from .entry import Entry

CATALOGUE: dict[str, Entry] = {
    one.code: one
    for family in (files, fields, relations, schedule, cases, body, protected, attachments, wording, typography)
    for one in family.ENTRIES
}

__all__ = ["CATALOGUE", "Entry"]
