"""The catalogue: every code the checks can report, once. The help pages are made from it."""

from __future__ import annotations

from . import body, cases, fields, files, relations, schedule
from .entry import Entry

CATALOGUE: dict[str, Entry] = {
    one.code: one for family in (files, fields, relations, schedule, cases, body) for one in family.ENTRIES
}

__all__ = ["CATALOGUE", "Entry"]
