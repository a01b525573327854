"""What every family of pages is written with: names, addresses and bodies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from campaign import Rendered, render_pages
from campaign.markdown import Body
from campaign.records import Record
from campaign.render.press import Press, body_of, records_on_card
from campaign.site import Site
from making import rendered, site_of
from small_campaign import small_docs

ENDING = "\n\n///Footnotes Go Here///"


@pytest.fixture(scope="module")
def made() -> Rendered:
    return render_pages(site_of(small_docs()))


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
def test_a_value_of_a_facet_is_called_and_found(made: Rendered, facet: str, value: str, title: str, path: str) -> None:
    press = made.press
    assert (press.facet_title(facet, value), press.facet_page(facet, value)) == (title, f"cases/by/{path}.md")


def test_tags_that_sound_alike_keep_their_addresses_whichever_case_comes_first() -> None:
    for tags in (("学习", "雪洗"), ("雪洗", "学习")):
        press = Press(cast(Site, SimpleNamespace(cases_by={"tag": dict.fromkeys(tags)})))
        assert press.tag_slugs == {"学习": "xue-xi", "雪洗": "xue-xi-2"}


def test_a_card_speaks_of_a_case_and_its_unit_if_it_names_one() -> None:
    bare = "---\ntitle: 只有标题\nkind: organisation\nstatus: draft\n---\n"
    press = rendered({**small_docs(), "cases/2020/bare.md": bare}, drafts=True).press
    for case in press.site.cases:
        units = [press.site.get("unit", case.unit)] if case.id != "bare" else []
        assert records_on_card(press, case) == [case, *units]
    assert press.site.get("case", "bare") in press.site.cases


WATCHED = (
    *("cases/2020/weekly.md", "cases/by/unit/first.md", "units/second.md", "criteria/study.md", "compare/grades.md"),
    *("cases/2020/gone.md", "guide/reader.md"),
)


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("guide/reader.md", {"guide/reader.md", "units/second.md"}),
        ("criteria/study.md", {"criteria/study.md", "cases/2020/weekly.md", "units/second.md"}),
        ("units/first.md", {"cases/2020/weekly.md", "cases/by/unit/first.md", "units/second.md", "compare/grades.md"}),
        ("cases/2020/weekly.md", {"cases/2020/weekly.md", "cases/by/unit/first.md"}),
        ("cases/2020/gone.md", set()),
    ],
)
def test_a_page_is_made_anew_for_the_records_that_it_speaks_of(made: Rendered, path: str, moved: set[str]) -> None:
    docs = small_docs()
    after = render_pages(site_of({**docs, path: docs[path] + "\n多一句。\n"}))
    assert {one for one in WATCHED if made.texts.key(one) != after.texts.key(one)} == moved
