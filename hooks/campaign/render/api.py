"""``api/``: the same facts for programs, each list with its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from ..dates import Date
from ..grading import number
from ..jsonschema import DIALECT, IDENTIFIER, all_front_matter, array, published
from ..kinds import KINDS, TAKEN_DOWN
from ..records import Record
from ..site import Site
from ..values import Item
from .press import Press

VERSION = 1

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode

_IDS = array({"type": "string", "pattern": IDENTIFIER})

Derived = Callable[[Site, Record], dict[str, Any]]


def _nothing(site: Site, record: Record) -> dict[str, Any]:
    return {}


def _policy(site: Site, policy: Record) -> dict[str, Any]:
    return {"superseded_by": [one.id for one in site.superseded_by.get(policy.id, ())]}


def _criterion(site: Site, criterion: Record) -> dict[str, Any]:
    return {"cases": [case.id for case in site.cases_by["criterion"].get(criterion.id, ())]}


def _stage(site: Site, stage: Record) -> dict[str, Any]:
    return {"cases": [case.id for case in site.cases_by["stage"].get(stage.id, ())]}


def _unit(site: Site, unit: Record) -> dict[str, Any]:
    return {
        "cases": [case.id for case in site.cases_by["unit"].get(unit.id, ())],
        "commitments": [sheet.id for sheet in site.sheets_by_unit.get(unit.id, ())],
        "ladder": [
            {
                "round": rung.entry.round.edtf,
                "total": None if rung.total is None else number(rung.total),
                "computed": rung.computed.id if rung.computed else None,
                "recorded": rung.recorded.id,
            }
            for rung in site.ladders.get(unit.id, ())
        ],
    }


def _honour(site: Site, honour: Record) -> dict[str, Any]:
    """The awards without the ids of cases that do not show."""
    linked = site.awards_by_round.get(honour.id, ())
    return {
        "awards": [
            {name: value for name, value in _value(award).items() if name != "case" or shown.case}
            for award, shown in zip(honour.awards, linked, strict=True)
        ]
    }


def _case(site: Site, case: Record) -> dict[str, Any]:
    return {"related": [one.case.id for one in site.related.get(case.id, ())]}


_TEXT_OR_NULL = {"type": ["string", "null"]}
_RUNG = {
    "type": "object",
    "properties": {
        "round": {"type": "string"},
        "total": _TEXT_OR_NULL,
        "computed": _TEXT_OR_NULL,
        "recorded": {"type": "string"},
    },
    "required": ["round", "total", "computed", "recorded"],
    "additionalProperties": False,
}

# Endpoint → (kind, its records, what is derived for each, the schema of that).
LISTS: dict[str, tuple[str, Callable[[Site], Iterable[Record]], Derived, dict[str, Any]]] = {
    "policies": ("policy", lambda site: site.policies, _policy, {"superseded_by": _IDS}),
    "criteria": ("criterion", lambda site: site.criteria, _criterion, {"cases": _IDS}),
    "stages": ("stage", lambda site: site.stages, _stage, {"cases": _IDS}),
    "units": ("unit", lambda site: site.units, _unit, {"cases": _IDS, "commitments": _IDS, "ladder": array(_RUNG)}),
    "honours": ("honour", lambda site: site.honours, _honour, {}),
    "commitments": ("commitment", lambda site: site.commitments, _nothing, {}),
    "cases": ("case", lambda site: site.cases, _case, {"related": _IDS}),
    "guides": ("guide", lambda site: site.guides, _nothing, {}),
}


def pages(press: Press) -> Iterable[tuple[str, str]]:
    """(path, JSON) of each endpoint, of each schema, and of the index of them."""
    site = press.site
    endpoints = {}
    for name, (_, records, derived, _) in LISTS.items():
        items = [{**_record(one), **derived(site, one)} for one in records(site)]
        content: dict[str, Any] = {"version": VERSION, name: items}
        if name == "cases":
            content["taken_down"] = [{"id": case.id, "status": case.status} for case in site.taken_down]
        endpoints[name] = content
    endpoints["campaign"] = {"version": VERSION, "campaign": _record(site.campaign)}
    for name, content in endpoints.items():
        yield f"api/{name}.json", _text(content)
    for name, schema in schemas().items():
        yield f"api/schema/{name}.json", _text(schema)
    index = {name: {"href": f"{name}.json", "schema": f"schema/api-{name}.json"} for name in sorted(endpoints)}
    front = {name: f"schema/{name}.json" for name in KINDS}
    yield "api/index.json", _text({"version": VERSION, "endpoints": index, "front_matter": front})


def schemas() -> dict[str, dict[str, Any]]:
    """File name without its ending → schema, of front matter by kind, of endpoints as ``api-NAME``."""
    found: dict[str, dict[str, Any]] = dict(all_front_matter())
    for name, (kind, _, _, derived) in LISTS.items():
        properties = {name: array(published(KINDS[kind], derived))}
        if name == "cases":
            taken_down = {
                "type": "object",
                "properties": {"id": {"type": "string"}, "status": {"enum": list(TAKEN_DOWN)}},
                "required": ["id", "status"],
                "additionalProperties": False,
            }
            properties["taken_down"] = array(taken_down)
        found[f"api-{name}"] = _endpoint(properties)
    found["api-campaign"] = _endpoint({"campaign": published(KINDS["campaign"], {})})
    return found


def _endpoint(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {"version": {"const": VERSION}, **properties},
        "required": ["version", *properties],
        "additionalProperties": False,
    }


def _record(record: Record) -> dict[str, Any]:
    fields = {one.name: _value(record.data[one.name]) for one in record.kind.fields if one.name in record.data}
    return {"id": record.id, "path": record.path, "page": record.page, **fields}


def _value(value: Any) -> Any:
    match value:
        case Date():
            return {
                "edtf": value.edtf,
                "text": value.text,
                "basis": value.basis,
                "note": value.note,
                "start": value.start.isoformat() if value.start else None,
                "end": value.end.isoformat() if value.end else None,
            }
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return [_value(one) for one in value]
        case Item() | dict():
            return {name: _value(one) for name, one in value.items()}
    return value


def _text(content: dict[str, Any]) -> str:
    """One line for each key and each item of a list: quick to write, and a change shows as a line."""
    lines = []
    for name, value in content.items():
        items = [_ENCODE(item) for item in value] if isinstance(value, list) else None
        told = "[" + ",".join(f"\n {item}" for item in items) + "\n]" if items else _ENCODE(value)
        lines.append(f"{_ENCODE(name)}: {told}")
    return "{" + ",".join(f"\n{line}" for line in lines) + "\n}\n"
