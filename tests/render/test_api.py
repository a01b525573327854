"""``api/``: every list valid under the schema published beside it, nothing of what is not published."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml
from campaign import derive, load, render
from campaign.kinds import KINDS
from jsonschema import Draft202012Validator

from ..conftest import GOLDENS, read_folder

Docs = dict[str, bytes]
FOLDERS = {"base": read_folder(GOLDENS / "_base" / "docs"), "own": read_folder(GOLDENS.parents[1] / "docs")}
LISTS = ("campaign", "policies", "criteria", "stages", "units", "honours", "commitments", "cases", "guides")


def api(docs: Docs) -> dict[str, Any]:
    texts = render(derive(load(docs)[0])).texts
    return {path: json.loads(text) for path, text in texts.items() if path.startswith("api/")}


@cache
def of(name: str) -> dict[str, Any]:
    """The same of a folder by its name; not to be changed."""
    return api(FOLDERS[name])


@pytest.mark.parametrize("name", FOLDERS)
def test_every_list_is_valid_under_its_schema(name: str) -> None:
    found = of(name)
    index = found["api/index.json"]
    assert set(index["endpoints"]) == set(LISTS)
    for entry in index["endpoints"].values():
        schema = found["api/" + entry["schema"]]
        Draft202012Validator.check_schema(schema)
        errors = list(Draft202012Validator(schema).iter_errors(found["api/" + entry["href"]]))
        assert errors == []


@pytest.mark.parametrize("name", FOLDERS)
def test_front_matter_is_valid_under_the_schema_of_its_kind(name: str) -> None:
    docs, found = FOLDERS[name], of(name)
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
    schema = of("base")[f"api/schema/{kind}.json"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    messages = [error.message for error in validator.iter_errors({"titel": "甲"})]
    assert any("titel" in message for message in messages)
    required = [one.name for one in KINDS[kind].fields if one.required]
    assert all(any(f"'{name}'" in message for message in messages) for name in required)


def test_dates_tell_what_is_certain() -> None:
    stage = of("base")["api/stages.json"]["stages"][0]
    assert stage["period"] == {
        "edtf": "2031-02/2031-05",
        "text": "2031年2月至5月",
        "basis": None,
        "note": None,
        "start": "2031-02-01",
        "end": "2031-05-31",
    }


def test_relations_are_told_both_ways() -> None:
    found = of("base")
    unit = next(one for one in found["api/units.json"]["units"] if one["id"] == "press")
    assert unit["cases"] == ["teacher", "kanban"] and unit["commitments"] == ["press-2031"]
    assert unit["ladder"] == [{"round": "2031", "total": "74", "computed": "silver", "recorded": "silver"}]
    assert found["api/criteria.json"]["criteria"][0]["cases"] == ["kanban"]
    stages = {one["id"]: one["cases"] for one in found["api/stages.json"]["stages"]}
    assert stages == {"one": [], "two": ["kanban"]}
    award = {"category": "质量班组", "winner": "press", "case": "kanban"}
    assert found["api/honours.json"]["honours"][0]["awards"] == [award]
    assert {one["id"]: one["related"] for one in found["api/cases.json"]["cases"]} == {
        "teacher": ["kanban"],
        "kanban": ["teacher"],
    }


def test_what_was_taken_down_is_an_id_and_a_status(edit: Callable[..., Docs]) -> None:
    docs = edit(
        "cases/2031/kanban.md", "status: published", "status: revoked\nrevoked:\n  on: 2031-08-01\n  basis: 示例决定"
    )
    found = api(docs)
    assert found["api/cases.json"]["taken_down"] == [{"id": "kanban", "status": "revoked"}]
    assert found["api/honours.json"]["honours"][0]["awards"] == [{"category": "质量班组", "winner": "press"}]
    text = json.dumps({path: one for path, one in found.items() if "schema" not in path}, ensure_ascii=False)
    assert "看板上墙" not in text and "示例决定" not in text


def test_a_list_is_closed_and_asks_for_what_it_promises(edit: Callable[..., Docs]) -> None:
    docs = edit("units/press.md", "own: 80\n      audit: 70\n", "own: 80.5\n")
    docs["cases/2031/kanban.md"] = docs["cases/2031/kanban.md"].replace(b"status: published", b"status: revoked")
    docs["campaign.md"] = docs["campaign.md"].replace(b"period: 2031-02/2032-10", b"period: ../2032-10")
    docs["stages/one.md"] = docs["stages/one.md"].replace(b"period: 2031-02/2031-05", b"period: 2031-02/..")
    found = api(docs)
    for name in LISTS:
        whole = found[f"api/{name}.json"]
        takes = Draft202012Validator(found[f"api/schema/api-{name}.json"]).is_valid
        rungs = [rung for unit in whole.get("units", ()) for rung in unit["ladder"]]
        for part in [whole, *whole.get("taken_down", ()), *rungs]:
            for key, value in list(part.items()):
                part[key] = [[]]
                assert not takes(whole), (name, key)
                del part[key]
                assert not takes(whole), (name, key)
                part[key] = value
            part["more"] = ""
            assert not takes(whole), name
            del part["more"]
        assert takes(whole), name
    unit = next(one for one in found["api/units.json"]["units"] if one["id"] == "press")
    assert unit["ladder"] == [{"round": "2031", "total": None, "computed": None, "recorded": "silver"}]
    assert json.dumps(unit["grades"][0]["scores"]) == '{"own": 80.5}'
    begun, open_ = found["api/campaign.json"]["campaign"]["period"], found["api/stages.json"]["stages"][0]["period"]
    assert (begun["start"], begun["end"]) == (None, "2032-10-31")
    assert (open_["start"], open_["end"]) == ("2031-02-01", None)


def test_texts_are_plain_utf8_and_end_in_a_line() -> None:
    text = render(derive(load(FOLDERS["base"])[0])).texts["api/cases.json"]
    assert isinstance(text, str) and "看板" in text and text.endswith("}\n")
