"""Changes that Word keeps: what was put in is read, what was taken out is not."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from importing.word import drawings
from importing.word.tally import Event, Tally

INSERTED = ("w:ins", "w:moveTo")
DELETED = ("w:del", "w:moveFrom")


def drop(element: Element, tally: Tally) -> None:
    """Counts what was taken out, and accounts for its text."""
    tally.count(Event.REVISION)
    tally.account(drawings.written(element))
