"""A table of Word in its plainest form: deleted rows gone, every row beginning at the first column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from importing.word import drawings, plain, revisions
from importing.word.markup import child, number, value
from importing.word.tally import Event, Tally

# Word itself makes no more columns.
MAX_COLUMNS = 63
# What is not looked into for rows and cells; anything else only wraps them.
_OWN = ("w:tr", "w:tc", "w:p", "w:tbl")


def rewrite(table: Element, tally: Tally, read: Callable[[Element], list[Element]]) -> Element | None:
    """The table with each cell's blocks as ``read`` gives them; None if no row is left."""
    made = plain.element("w:tbl")
    for row in _within(table, "w:tr", tally):
        properties = child(row, "w:trPr")
        revised = any(child(properties, tag) is not None for tag in ("w:ins", "w:del"))
        if revised:
            tally.count(Event.REVISION)
        if child(properties, "w:del") is None:
            made.append(_row(row, properties, tally, read))
        else:
            tally.account(drawings.written(row))
    return made if len(made) else None


def _row(row: Element, properties: Element | None, tally: Tally, read: Callable[[Element], list[Element]]) -> Element:
    made = plain.element("w:tr")
    if (header := child(properties, "w:tblHeader")) is not None and header.get("w:val") not in ("0", "false", "off"):
        SubElement(SubElement(made, "w:trPr"), "w:tblHeader")
    _skip(made, value(properties, "w:gridBefore"))
    for cell in _within(row, "w:tc", tally):
        about = child(cell, "w:tcPr")
        if child(about, "w:cellDel") is not None:
            revisions.drop(cell, tally)
            continue
        merge = child(about, "w:vMerge")
        new = _cell(number(value(about, "w:gridSpan"), 1, 1, MAX_COLUMNS))
        if merge is not None:
            new[0].append(plain.element("w:vMerge", merge.get("w:val") or "continue"))
        new.extend(read(cell))
        made.append(new)
    _skip(made, value(properties, "w:gridAfter"))
    return made


def _skip(row: Element, columns: str | None) -> None:
    """An empty cell where a row begins late or ends early."""
    if width := number(columns, 0, 0, MAX_COLUMNS):
        row.append(_cell(width))


def _cell(width: int) -> Element:
    made = plain.element("w:tc")
    SubElement(made, "w:tcPr").append(plain.element("w:gridSpan", str(width)))
    return made


def _within(parent: Element, tag: str, tally: Tally) -> Iterator[Element]:
    """Children with this name, also inside what only wraps them."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in revisions.DELETED:
            revisions.drop(one, tally)
        elif one.tag == "mc:AlternateContent":
            if (branch := drawings.chosen(one)) is not None:
                yield from _within(branch, tag, tally)
        elif one.tag not in _OWN:
            yield from _within(one, tag, tally)
