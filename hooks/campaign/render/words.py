"""Addresses, anchors and labels: the small words that pages are put together from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from ..anchors import Anchors
from ..kinds import COMMITMENT_STATUS
from ..records import Record
from ..schema import Choice


def relative(source: str, target: str) -> str:
    """The address of ``target`` for a link on ``source``, percent-encoded; both from the site's root, anchors kept."""
    path, mark, anchor = target.partition("#")
    if path == source and anchor:
        return mark + quote(anchor)
    folder, _, name = path.rpartition("/")
    way = _way(source.rpartition("/")[0], folder)
    return way + quote(name) + (mark + quote(anchor) if anchor else "")


@lru_cache(maxsize=1024)
def _way(source: str, target: str) -> str:
    """From one folder to another, with a slash at its end; empty where they are one. Folders are few, pages many."""
    here, there = (folder.split("/") if folder else [] for folder in (source, target))
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "".join(f"{quote(step)}/" for step in [".."] * (len(here) - shared) + there[shared:])


def anchors_for(words: Iterable[str], prefix: str = "") -> list[str]:
    """An anchor for each text, all different; no underscores but in the ``_1`` of one that was taken."""
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
