"""What every family of pages is written with: names, addresses and bodies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from campaign.markdown import Body
from campaign.records import Record
from campaign.render.press import body_of, records_on_card
from making import rendered
from small_campaign import small_docs

ENDING = "\n\n///Footnotes Go Here///"


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("甲[^1]。\n\n[^1]: 乙。\n", ENDING),
        ("甲[^1]。\n\n  [^1]: 乙。", ENDING),
        ("甲。\n", ""),
        ("甲[^1]。\n", ""),
        ("甲 [^1]: 乙。\n", ""),
        ("[^1] 甲。\n", ""),
        ("[甲]: b.md\n\n乙[^1]。\n", ""),
        ("甲。\n\n```\n[^1]: 乙。\n```\n", ""),
    ],
)
def test_footnotes_are_kept_with_the_body_that_has_them(text: str, ending: str) -> None:
    record = cast(Record, SimpleNamespace(body=Body(text)))
    assert body_of(record) == (text.rstrip("\n") + ending if ending else text)


@pytest.mark.parametrize(
    ("facet", "value", "title", "path"),
    [
        ("kind", "organisation", "组织", "kind/organisation"),
        ("criterion", "study", "学习好", "criterion/study"),
        ("unit", "second", "二组（示例）", "unit/second"),
        ("year", "2020", "2020年", "year/2020"),
        ("tag", "学习", "学习", "tag/xue-xi"),
    ],
)
def test_a_value_of_a_facet_is_called_and_found(facet: str, value: str, title: str, path: str) -> None:
    press = rendered(small_docs()).press
    assert (press.facet_title(facet, value), press.facet_page(facet, value)) == (title, f"cases/by/{path}.md")


def test_a_card_speaks_of_a_case_and_its_unit_if_it_names_one() -> None:
    bare = "---\ntitle: 只有标题\nkind: organisation\nstatus: draft\n---\n"
    press = rendered({**small_docs(), "cases/2020/bare.md": bare}, drafts=True).press
    for case in press.site.cases:
        units = [press.site.get("unit", case.unit)] if case.id != "bare" else []
        assert records_on_card(press, case) == [case, *units]
    assert press.site.get("case", "bare") in press.site.cases
