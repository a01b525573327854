"""What stands beside a record's name in a list: who and when, and what to know before opening it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..dates import INFERRED, Date
from ..records import Record
from .templates import is_sample
from .words import label

if TYPE_CHECKING:
    from .press import Press

# What shows as it should be, and so needs no word.
_USUAL = {"case": "published", "policy": "in-force"}


def caption(press: Press, record: Record) -> str:
    """Who and when, or of which type or group, in plain text, where the name does not say it; else empty."""
    return " · ".join(filter(None, _CAPTIONS[record.kind.name](press, record)))


def when(date: Date | None) -> str:
    """A time in Chinese for a list, which says so if it is inferred; empty for none."""
    if date is None:
        return ""
    return f"{date.plain}（{date.basis_title}）" if date.basis == INFERRED else date.plain


def badges(record: Record, shown: str) -> tuple[tuple[str, str], ...]:
    """(modifier, word) of each: made up, unless the name ``shown`` says so; not published; not in force as it was."""
    found = []
    if is_sample(record) and "示例" not in shown:
        found.append(("sample", "示例"))
    usual = _USUAL.get(record.kind.name)
    if usual and record.status != usual:
        found.append((record.status, label(record, "status")))
    return tuple(found)


def _case(press: Press, case: Record) -> tuple[str, ...]:
    unit = press.name(press.get("unit", case.unit)) if case.unit else ""
    return ("" if unit in case.title else unit, when(case.date))


def _group(press: Press, criterion: Record) -> str:
    return next(str(one.declared.title) for one in press.site.groups if one.declared.id == criterion.group)


_CAPTIONS: dict[str, Callable[[Press, Record], tuple[str, ...]]] = {
    "campaign": lambda press, one: (one.organiser,),
    "stage": lambda press, one: (when(one.period),),
    "criterion": lambda press, one: (_group(press, one),),
    "case": _case,
    "unit": lambda press, one: (label(one, "type"),),
    "honour": lambda press, one: (one.by, when(one.date)),
    "commitment": lambda press, one: (),
    "policy": lambda press, one: (one.issuer, one.number or "", when(one.date)),
    "guide": lambda press, one: (),
}
