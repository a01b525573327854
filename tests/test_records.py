"""What a record and its values say of themselves: what is written, what is left open, and where."""

from __future__ import annotations

import pickle

import pytest
from campaign import Records, load
from campaign.diagnostics import Mark
from campaign.kinds import KINDS
from campaign.limits import NESTING
from campaign.markdown import Body
from campaign.records import Marks, Record
from campaign.values import Item

from .conftest import Docs


def record(id: str, kind: str = "guide", **data: object) -> Record:
    return Record(KINDS[kind], id, f"{KINDS[kind].folder}/{id}.md", data)


def test_a_place_is_that_of_the_nearest_thing_above_that_is_written() -> None:
    marks = Marks()
    assert marks.of("steps", 0) == Mark()
    marks.update({(): Mark(2, 1), ("steps",): Mark(3, 8), ("steps", 1): Mark(5, 3), ("steps", 1, "due"): Mark(6, 5)})
    marks.taken = {("steps", 0): ("steps", 1)}  # the first of those written could not be taken
    paths = ((), ("title",), ("steps",), ("steps", 0, "due"), ("steps", 0, "who"), ("steps", 0, "who", 3))
    told = [marks.of(*path) for path in paths]
    assert told == [Mark(2, 1), Mark(2, 1), Mark(3, 8), Mark(6, 5), Mark(5, 3), Mark(5, 3)]


def test_what_is_left_open_is_none_or_empty_and_what_is_not_declared_is_a_mistake() -> None:
    unit = record("press", "unit", title="甲")
    grade = Item(KINDS["unit"].group.field("grades").type.item, {"grade": "gold"})  # type: ignore[union-attr]
    assert (unit.title, unit.parent, unit.grades) == ("甲", None, ())
    assert (grade.grade, grade.reason, grade.scores) == ("gold", None, {})
    assert (dict(grade), len(grade), repr(grade)) == ({"grade": "gold"}, 1, "Item({'grade': 'gold'})")
    for one in (unit, grade):
        for name in ("titel", "_title", "__deepcopy__"):
            with pytest.raises(AttributeError, match=name):
                getattr(one, name)
    assert pickle.loads(pickle.dumps(grade)) == grade
    with pytest.raises(AttributeError, match="_data"):
        Item.__new__(Item)._data  # noqa: B018  as when one is copied


@pytest.mark.parametrize(("text", "line"), [("", 7), (" \n\n", 7), ("甲", 7), ("\n甲\n\n乙 \n\n \n", 10)])
def test_what_is_missing_is_missing_where_a_body_ends(text: str, line: int) -> None:
    one = record("a")
    one.body = Body(text, 7)
    assert one.end == Mark(line, 1)


def test_a_record_goes_to_another_process_without_its_file(base: Docs) -> None:
    read = load(base)[0].by_kind["case"]["kanban"]
    body, marks, said = read.body.text, read.marks, read.said
    assert read.file is not None and read.page == "cases/2031/kanban.html"
    there = pickle.loads(pickle.dumps(read))
    assert (there.file, there.path, there.body.text, there.mark("title")) == (None, read.path, body, marks.of("title"))
    light = read.light()
    assert light.file is None and "body" not in vars(light)
    light.file = read.file
    assert (light.body.text, light.body.first_line, light.marks, light.said) == (
        body,
        read.body.first_line,
        marks,
        said,
    )


def test_records_come_by_their_paths_whatever_the_order_they_were_read_in() -> None:
    units = {id: record(id, "unit") for id in ("z", "a", "m")}
    guides = {"b": record("b")}
    records = Records({"unit": units, "guide": guides, "campaign": {}}, {}, (), {("unit", "x")})
    assert [one.id for one in records.of("unit")] == ["a", "m", "z"] and records.of("case") == []
    assert [one.path for one in records.all()] == ["guide/b.md", "units/a.md", "units/m.md", "units/z.md"]
    assert list(records.by_path.items()) == [(one.path, one) for one in records.all()]
    assert records.get("unit", "a") is units["a"] and records.get("unit", "x") is records.get("case", "a") is None
    known = [(kind, id) for kind in ("unit", "guide", "case") for id in "abx" if records.knows(kind, id)]
    assert known == [("unit", "a"), ("unit", "x"), ("guide", "b")]
    assert records.campaign is None and records.campaign_items("grading", "levels") == ()


def test_what_the_campaign_declares(base: Docs) -> None:
    records = load(base)[0]
    assert [one.id for one in records.campaign_items("grading", "inputs")] == ["own", "audit"]
    assert records.campaign_items("none") == records.campaign_items("grading", "none") == ()
    assert records.campaign_items("synonyms") == records.campaign.synonyms  # type: ignore[union-attr]


def test_an_extent_is_that_of_a_fragment_with_all_in_it() -> None:
    texts = {str(number): f"{{!{number + 1}!}}\n" for number in range(NESTING + 3)}
    bodies = {
        name: Body(text) for name, text in {**texts, "a": "甲[\n{!b!}\n{!b!}\n{!none!}\n", "b": "乙[[\n\n[\n"}.items()
    }
    extents = Records({}, bodies, ()).extents
    a, b = extents["a"], extents["b"]
    assert (b.chars, b.steps, b.depth) == (7, 2 * 3 + 2, 0)
    assert (a.chars, a.steps, a.depth) == (len(bodies["a"].text) + 14, len(bodies["a"].text) + 16, 1)
    depths = [extents[name].depth for name in texts]
    assert depths == [NESTING + 1, *range(NESTING + 1, -1, -1)], "as deep as need be to tell that it is too deep"
