"""JSON Schema (2020-12) of each kind's front matter and of what ``api/`` publishes, from the declarations."""

from __future__ import annotations

from typing import Any

from .dates import BASES
from .kinds import KINDS
from .schema import (
    Choice,
    Date,
    Field,
    FilePath,
    Flag,
    Group,
    Identifier,
    Kind,
    ListOf,
    Number,
    Ref,
    Rule,
    Scores,
    Text,
    Type,
    Url,
    Winner,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = "^[a-z0-9][a-z0-9-]*$"
Schema = dict[str, Any]


def front_matter(kind: Kind) -> Schema:
    """The schema of what may be written in a record of a kind; for text editors that know YAML."""
    return {"$schema": DIALECT, "title": kind.title, "description": kind.help, **_group(kind.group, written=True)}


def published(kind: Kind, derived: Schema) -> Schema:
    """The schema of one record as ``api/`` gives it: its fields, its address, and the ``derived`` properties."""
    schema = _group(kind.group, written=False)
    schema["properties"] = {
        "id": {"type": "string", "pattern": IDENTIFIER},
        "path": {"type": "string"},
        "page": {"type": "string"},
        **schema["properties"],
        **derived,
    }
    schema["required"] = ["id", "path", "page"]
    return schema


def date_value() -> Schema:
    """The schema of a date as ``api/`` gives it: ``start`` and ``end`` are its first and last possible days."""
    day = {"type": ["string", "null"], "format": "date"}
    text = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            "edtf": {"type": "string"},
            "text": {"type": "string"},
            "basis": text,
            "note": text,
            "start": day,
            "end": day,
        },
        "required": ["edtf", "text", "basis", "note", "start", "end"],
        "additionalProperties": False,
    }


def array(items: Schema) -> Schema:
    """The schema of a list of such items."""
    return {"type": "array", "items": items}


def _group(group: Group, *, written: bool) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {one.name: _field(one, written) for one in group.fields},
        "additionalProperties": False,
    }
    required = [one.name for one in group.fields if one.required]
    if written and required:
        schema["required"] = required
    return schema


def _field(one: Field, written: bool) -> Schema:
    about = {"title": one.title, **({"description": one.help} if one.help else {})}
    return {**about, **_type(one.type, written)}


def _type(type_: Type, written: bool) -> Schema:
    match type_:
        case Text(limit):
            return {"type": "string", **({"maxLength": limit} if limit else {})}
        case Choice(options):
            return {"enum": list(options)}
        case Identifier() | Ref():
            return {"type": "string", "pattern": IDENTIFIER}
        case Winner() | Rule() | FilePath():
            return {"type": "string"}
        case Url():
            return {"type": "string", "pattern": "^https?://"}
        case Flag():
            return {"type": "boolean"}
        case Number(low, high, whole):
            bounds = {name: value for name, value in (("minimum", low), ("maximum", high)) if value is not None}
            return {"type": "integer" if whole else "number", **bounds}
        case Scores():
            return {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 100}}
        case ListOf(item, least):
            return {**array(_type(item, written)), **({"minItems": least} if least and written else {})}
        case Group():
            return _group(type_, written=written)
        case Date():
            return _written_date() if written else date_value()
    raise AssertionError(type_)


def _written_date() -> Schema:
    text = {"type": "string"}
    # Other YAML readers take a bare year for a number.
    edtf = {"type": ["string", "integer"]}
    worded = {
        "type": "object",
        "properties": {"edtf": edtf, "wording": text, "basis": {"enum": list(BASES)}, "note": text},
        "required": ["edtf"],
        "additionalProperties": False,
    }
    return {"anyOf": [edtf, worded]}


def all_front_matter() -> dict[str, Schema]:
    """Name of a kind → the schema of its front matter."""
    return {name: front_matter(kind) for name, kind in KINDS.items()}
