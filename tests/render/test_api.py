"""``api/``: every list valid under the schema published beside it, nothing of what is not published."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from campaign import derive, load, render
from campaign.kinds import KINDS
from jsonschema import Draft202012Validator

from ..conftest import GOLDENS, read_folder

Docs = dict[str, bytes]
OWN = read_folder(GOLDENS.parents[1] / "docs")
BASE = read_folder(GOLDENS / "_base" / "docs")
LISTS = ("campaign", "policies", "criteria", "stages", "units", "honours", "commitments", "cases", "guides")


def api(docs: Docs) -> dict[str, Any]:
    texts = render(derive(load(docs)[0])).texts
    return {path: json.loads(text) for path, text in texts.items() if path.startswith("api/")}


@pytest.mark.parametrize("docs", [BASE, OWN], ids=["base", "own"])
def test_every_list_is_valid_under_its_schema(docs: Docs) -> None:
    found = api(docs)
    index = found["api/index.json"]
    assert set(index["endpoints"]) == set(LISTS)
    for entry in index["endpoints"].values():
        schema = found["api/" + entry["schema"]]
        Draft202012Validator.check_schema(schema)
        errors = list(Draft202012Validator(schema).iter_errors(found["api/" + entry["href"]]))
        assert errors == []


@pytest.mark.parametrize("docs", [BASE, OWN], ids=["base", "own"])
def test_front_matter_is_valid_under_the_schema_of_its_kind(docs: Docs) -> None:
    found = api(docs)
    for record in load(docs)[0].all():
        if record.data.get("status") == "draft":
            continue
        front = docs[record.path].decode("utf-8-sig").split("---\n")[1]
        written = json.loads(json.dumps(yaml.load(front, Loader=yaml.SafeLoader), default=str))
        schema = found[f"api/schema/{record.kind.name}.json"]
        errors = [error.message for error in Draft202012Validator(schema).iter_errors(prune(written))]
        assert errors == [], record.path


def prune(value: Any) -> Any:
    """What is left open counts as not written; the key ``on`` is what it says, not YAML 1.1's truth."""
    if isinstance(value, dict):
        return {{"true": "on"}.get(name, name): prune(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [prune(one) for one in value if one is not None]
    return value


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_schema_is_closed_and_asks_for_what_is_required(kind: str) -> None:
    schema = api(BASE)[f"api/schema/{kind}.json"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    messages = [error.message for error in validator.iter_errors({"titel": "甲"})]
    assert any("titel" in message for message in messages)
    required = [one.name for one in KINDS[kind].fields if one.required]
    assert all(any(f"'{name}'" in message for message in messages) for name in required)


def test_dates_tell_what_is_certain() -> None:
    stage = api(BASE)["api/stages.json"]["stages"][0]
    assert stage["period"] == {
        "edtf": "2031-02/2031-05",
        "text": "2031年2月至5月",
        "basis": None,
        "note": None,
        "start": "2031-02-01",
        "end": "2031-05-31",
    }


def test_relations_are_told_both_ways() -> None:
    found = api(BASE)
    unit = next(one for one in found["api/units.json"]["units"] if one["id"] == "press")
    assert unit["cases"] == ["teacher", "kanban"] and unit["commitments"] == ["press-2031"]
    assert unit["ladder"] == [{"round": "2031", "total": "74", "computed": "silver", "recorded": "silver"}]
    assert found["api/criteria.json"]["criteria"][0]["cases"] == ["kanban"]


def test_what_was_taken_down_is_an_id_and_a_status(edit: Callable[..., Docs]) -> None:
    docs = edit(
        "cases/2031/kanban.md", "status: published", "status: revoked\nrevoked:\n  on: 2031-08-01\n  basis: 示例决定"
    )
    found = api(docs)
    assert found["api/cases.json"]["taken_down"] == [{"id": "kanban", "status": "revoked"}]
    text = json.dumps({path: one for path, one in found.items() if "schema" not in path}, ensure_ascii=False)
    assert "看板上墙" not in text and "示例决定" not in text


def test_texts_are_plain_utf8_and_end_in_a_line() -> None:
    text = render(derive(load(BASE)[0])).texts["api/cases.json"]
    assert isinstance(text, str) and "看板" in text and text.endswith("}\n")
