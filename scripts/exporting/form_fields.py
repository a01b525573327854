"""The fields of a record as a form names them: the schema's own Chinese titles, and what is printed for each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Any

from campaign import Record, Records
from campaign.choices import choices
from campaign.kinds import KINDS
from campaign.register import called
from campaign.schema import Choice, Date, Field, FilePath, Flag, Group, ListOf, Ref, Type, Winner

from exporting.form_values import Rows, Words

# A case's own: left out is what tells of an earlier withdrawal, and addresses, which are for the site.
_LEFT_OUT = ("revoked", "aliases")


def case_rows(cases: Iterable[Record], records: Records) -> Rows:
    """Cases as the rows of a table, each with its fields."""
    blank = {"编号": "", **_blank(KINDS["case"].group, _LEFT_OUT)}
    return Rows((fields_of(case, records) for case in cases), blank)


def fields_of(record: Record, records: Records) -> dict[str, object]:
    """Title of a field → its value, for each that the schema declares, written or not."""
    values = _read(record.kind.group, record, records, _LEFT_OUT)
    return {"编号": record.id, **values, "标题": _called(record)}


def _read(group: Group, values: Any, records: Records, but: Iterable[str] = ()) -> dict[str, object]:
    # A case's field `kind` hides behind the record's own.
    given = values.data if isinstance(values, Record) else values
    return {
        one.title: _value(one, one.type, given.get(one.name), records) for one in group.fields if one.name not in but
    }


def _blank(group: Group, but: Iterable[str] = ()) -> dict[str, object]:
    return _read(group, {}, Records({}, {}, ()), but)


def _value(field: Field, type_: Type, value: Any, records: Records) -> object:
    """What a form prints for a value; empty where none is written."""
    if isinstance(type_, ListOf) and isinstance(type_.item, Group):
        group = type_.item
        return Rows((_read(group, one, records) for one in value or ()), _blank(group))
    if isinstance(type_, ListOf):
        return Words(filter(None, (str(_value(field, type_.item, one, records)) for one in value or ())))
    if isinstance(type_, Group):
        return _read(type_, value or {}, records)
    if value is None or value is False:
        return ""
    match type_:
        case Choice():
            return type_.options.get(value, "")
        case Ref():
            return _named(type_.target, value, records)
        case Winner():
            return winner_called(value, records)
        case Date():
            return value.text
        case Flag():
            return field.title
        case FilePath():
            return posixpath.basename(value)
    return str(value)


def _named(target: str, id: str, records: Records) -> str:
    """What a reference names; nothing where that is a case which does not show."""
    record = records.get(target, id)
    if record is None:
        return dict(choices(target, records)).get(id, "")
    return _called(record) if target != "case" or record.status == "published" else ""


def _called(record: Record) -> str:
    """A record's title, marked where it is a sample; kinds that know no samples need no mark."""
    return called(record) if record.data.get("sample") else record.title or record.id


def winner_called(winner: str, records: Records) -> str:
    """The title of a unit that won, or the name of whoever else did."""
    unit = records.get("unit", winner)
    return _called(unit) if unit else winner
