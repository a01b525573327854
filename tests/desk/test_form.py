"""A form has a widget for every field that an editor may write, and shows what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from campaign import load
from campaign.kinds import KINDS
from campaign.records import Records
from campaign.schema import Choice, Date, Field, Flag, Group, ListOf, Scores, Text, Type
from desk import answers, controls
from desk.controls import Post
from desk.form import OPTIONS, Form, Widget, found_by

from tests.conftest import golden_docs

LOOKS = {"line", "area", "lines", "select", "suggested", "date", "radios", "checks", "group", "scores", "rows", "files"}
EMPTY = "---\nkind: organisation\n---\n\n"


@cache
def records() -> Records:
    return load(golden_docs("_base"))[0]


def form_of(kind: str, text: str, docs: dict[str, bytes] | None = None) -> tuple[answers.Opened, Form]:
    there = records() if docs is None else load(docs)[0]
    opened = answers.opened(kind, text, there)
    assert opened is not None
    return opened, Form(opened, Post(opened.pairs()), there)


def sample(type_: Type) -> object:
    """Some value for each type, as text."""
    if isinstance(type_, ListOf):
        return [sample(type_.item)] * 2
    if isinstance(type_, Group):
        return {one.name: sample(one.type) for one in type_.fields}
    if isinstance(type_, Scores):
        return {"self": "88", "masses": "90.5"}
    if isinstance(type_, Date):
        return {"edtf": "2031-06", "wording": "年中", "basis": "inferred", "note": "据上下文"}
    if isinstance(type_, Choice):
        return next(iter(type_.options))
    if isinstance(type_, Flag):
        return "true"
    if isinstance(type_, Text) and type_.multiline:
        return "第一行\n\n第二行"
    return "value-1"


def all_widgets(widgets: Iterator[Widget] | list[Widget]) -> Iterator[Widget]:
    for one in widgets:
        yield one
        yield from all_widgets(list(one.parts))
        for row in one.rows:
            yield from all_widgets(list(row.parts))


EVERY = [(kind.name, one) for kind in KINDS.values() for one in kind.fields]


@pytest.mark.parametrize(("kind", "declared"), EVERY, ids=lambda part: getattr(part, "name", part))
def test_every_field_has_a_widget_that_holds_all_of_it(kind: str, declared: Field) -> None:
    value = sample(declared.type)
    pairs = list(controls.write(declared.type, value, declared.name))
    assert controls.read(declared.type, Post(pairs), declared.name) == value
    if declared.name in answers.SIGNED.get(kind, ()):
        return
    opened, _ = form_of(kind, EMPTY if kind == "case" else "---\nunused: 1\n---\n")
    form = Form(opened, Post(pairs), records())
    (found,) = [one for one in form.widgets() if one.name == declared.name]
    drawn = list(all_widgets([found]))
    assert {one.look for one in drawn} <= LOOKS
    assert found.title == declared.title and found.required == declared.required
    shown = {one.name for one in drawn} | {f"{found.name}.{row.key}" for one in drawn for row in one.rows}
    assert {name for name, _ in pairs} <= shown


def test_what_signing_writes_is_no_field_of_the_form() -> None:
    opened, form = form_of("case", EMPTY)
    names = {one.name for one in form.widgets()}
    assert names == {one.name for one in KINDS["case"].fields} - {"status", "review", "revoked"}
    assert opened.status == ""


def test_a_reference_offers_what_there_is_and_keeps_what_there_is_not() -> None:
    _, form = form_of("case", "---\nunit: gone\ncriteria: [zero-return, lost]\n---\n")
    widgets = {one.name: one for one in form.widgets()}
    assert [one.value for one in widgets["unit"].options if one.chosen] == ["gone"]
    assert "没有这一项" in next(one.label for one in widgets["unit"].options if one.chosen)
    assert [one.value for one in widgets["criteria"].options][:2] == ["zero-return", "lost"]
    assert {"press", "works"} <= {one.value for one in widgets["unit"].options}


def test_a_choice_is_found_by_pinyin_and_by_initials() -> None:
    assert all(word in found_by("机关党委", "organ") for word in ("机关", "jiguan", "jgdw", "organ"))


def test_thousands_of_choices_become_suggestions() -> None:
    docs = golden_docs("_base")
    unit = docs["units/press.md"]
    docs |= {f"units/branch-{number}.md": unit for number in range(OPTIONS + 1)}
    _, form = form_of("case", EMPTY, docs)
    assert next(one for one in form.widgets() if one.name == "unit").look == "suggested"


def test_a_list_that_must_not_be_empty_begins_with_a_row() -> None:
    _, form = form_of("honour", "---\ntitle: 表彰\n---\n")
    assert [row.key for row in next(one for one in form.widgets() if one.name == "awards").rows] == ["0"]


def test_a_line_with_line_ends_is_shown_where_they_stay() -> None:
    _, form = form_of("unit", "---\ntitle: |-\n  一\n  二\n---\n")
    assert next(one for one in form.widgets() if one.name == "title").look == "area"


def test_the_sections_are_those_of_the_template_and_then_the_cases_own() -> None:
    _, form = form_of("case", "---\nkind: organisation\n---\n\n## 别的\n\n甲\n")
    titles = [(one.heading, one.fixed) for one in form.sections()]
    wanted = answers.opened("case", EMPTY, records())
    assert wanted is not None
    assert titles == [("", True), *((title, True) for title in wanted.wanted), ("别的", False)]


def test_only_what_fits_the_case_is_offered_and_what_does_not_is_said_to() -> None:
    text = "---\nkind: member\ncriteria: [zero-return]\n---\n"
    _, form = form_of("case", text)
    options = {one.value: one.label for one in form.widgets()[names(form).index("criteria")].options}
    assert "bright-eye" in options and "不适用" in options["zero-return"]


def names(form: Form) -> list[str]:
    return [one.name for one in form.widgets()]


def test_the_help_speaks_of_what_is_seen() -> None:
    _, form = form_of("case", EMPTY)
    helps = {one.name: one.help for one in form.widgets()}
    assert "true" not in helps["sample"] and "「是」" in helps["sample"] and "organisation" not in helps["kind"]


def test_an_empty_section_asks_for_what_its_template_does() -> None:
    asked = "<!-- 说清几件事，写完删去这一行。 -->"
    _, form = form_of("case", f"{EMPTY}## 问题\n\n{asked}\n\n## 结果\n\n好。\n\n## 别的\n\n{asked}\n")
    prompts = {one.heading: one.prompt for one in form.sections()}
    assert prompts == {"": "", "问题": "说清几件事。", "办法": "在这里写办法。", "结果": "", "别的": "说清几件事。"}


@pytest.mark.parametrize("kind", KINDS)
def test_dates_may_be_written_as_their_help_shows(kind: str) -> None:
    _, form = form_of(kind, EMPTY if kind == "case" else "---\nunused: 1\n---\n")
    dated = [one for one in all_widgets(form.widgets()) if one.look == "date"]
    shown = [example for one in dated for example in re.findall(r"\d{4}[-/0-9年月]+", one.help)]
    assert (len(shown) >= len(dated)) and all(controls.reading(controls.typed(Date(), one)) for one in shown)
