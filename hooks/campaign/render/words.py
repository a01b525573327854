"""Addresses, anchors and labels: the small words that pages are put together from."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ..anchors import Anchors
from ..kinds import COMMITMENT_STATUS
from ..records import Record
from ..schema import Choice


def relative(source: str, target: str) -> str:
    """The address of ``target`` for a link on ``source``; both from the site's root, anchors kept."""
    here = source.split("/")[:-1]
    path, mark, anchor = target.partition("#")
    if path == source and anchor:
        return mark + quote(anchor)
    there = path.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    climbed = [".."] * (len(here) - shared) + there[shared:]
    return quote("/".join(climbed)) + (mark + quote(anchor) if anchor else "")


def anchors_for(words: Iterable[str], prefix: str = "") -> list[str]:
    """An anchor for each text, unique and free of underscores, which Markdown could take for emphasis."""
    given = Anchors()
    return [given.of(prefix + one.replace("_", "-")) for one in words]


def label(record: Record, name: str) -> str:
    """The Chinese label of a record's choice field; empty where it is not written."""
    declared = record.kind.group.field(name)
    assert declared is not None and isinstance(declared.type, Choice)
    return declared.type.options.get(record.data.get(name) or "", "")


def tally(sheet: Record) -> list[tuple[str, str, int]]:
    """(status, its Chinese word, number of items) of a sheet of commitments, none left out."""
    return [
        (status, title, sum(1 for item in sheet.items if item.status == status))
        for status, title in COMMITMENT_STATUS.items()
    ]
