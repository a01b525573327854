"""The timeline: the chart's facts stand in the table too; what is not on record is said."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from campaign import derive, load, render
from campaign.dates import DateError, parse
from campaign.render import calendar, timeline
from campaign.render.chart import LEFT, RIGHT, chart
from campaign.render.press import Press
from hypothesis import given, settings
from hypothesis import strategies as st
from small_campaign import small_docs

Docs = dict[str, bytes]


def text(docs: Docs, path: str = "timeline/index.md") -> str:
    return str(render(derive(load(docs)[0])).texts[path])


def rows(docs: Docs):  # type: ignore[no-untyped-def]
    drawn = chart(derive(load(docs)[0]))
    assert drawn
    return drawn.rows


def test_declared_and_recorded_are_counted_against_each_other(base: Docs) -> None:
    page = text(base)
    assert "共 3 个阶段、2 个环节" in page and "在册 2 个阶段、1 个环节" in page
    assert "第 3 阶段" in page and page.count("原文未载") >= 4


def test_bars_follow_the_days(base: Docs) -> None:
    one, two, missing = rows(base)
    assert one.x == LEFT and one.x < two.x < RIGHT
    assert one.x + one.width <= two.x
    assert two.x + two.width <= RIGHT
    assert (missing.x, missing.state, missing.page) == (None, "missing", None)
    assert [mark.title for mark in one.marks] == ["普查"]


@pytest.mark.parametrize(
    ("period", "state", "open_", "words"),
    [
        ("2031-06/2032-03", "stated", False, "2031年6月至2032年3月"),
        ("2031-06/..", "inferred", True, "2031年6月起，止期未载"),
        ("20XX-06/20XX-09", "missing", False, "年份未载"),
        ("\n  edtf: 2031-06/2032-03\n  basis: inferred", "inferred", False, "2031年6月至2032年3月"),
        ("\n  edtf: 2031-06/..\n  basis: stated", "stated", True, "2031年6月起，止期未载"),
    ],
)
def test_what_a_bar_says(edit: Callable[..., Docs], period: str, state: str, open_: bool, words: str) -> None:
    docs = edit("stages/two.md", "period: 2031-06/2032-03", f"period: {period}")
    row = rows(docs)[1]
    assert (row.state, row.open, row.words) == (state, open_, words)
    assert row.title in text(docs)


@pytest.mark.parametrize("path", ["timeline/index.md", "stages/two.md"])
def test_an_end_that_is_missing_is_said_before_the_note(edit: Callable[..., Docs], path: str) -> None:
    period = "\n  edtf: 2031-06/..\n  basis: inferred\n  note: 接着上一段"
    page = text(edit("stages/two.md", "period: 2031-06/2032-03", f"period:{period}"), path)
    assert re.search("2031年6月起.*推断.*止期未载.*接着上一段", page)


def test_without_any_date_there_is_a_table_and_no_chart(edit: Callable[..., Docs]) -> None:
    docs = edit("campaign.md", "period: 2031-02/2032-10", "period: 20XX")
    docs = {path: data for path, data in docs.items() if not path.startswith("stages/")}
    docs["cases/2031/kanban.md"] = docs["cases/2031/kanban.md"].replace(b"stage: two\n", b"")
    page = text(docs)
    assert "<svg" not in page and page.count("第 ") >= 3


def test_every_year_that_something_falls_in_has_a_page(base: Docs) -> None:
    texts = render(derive(load(base)[0])).texts
    assert [path for path in texts if path.startswith("timeline/20") and path.endswith(".md")] == [
        "timeline/2031.md",
        "timeline/2032.md",
    ]
    page = str(texts["timeline/2031.md"])
    for said in ("摸底", "普查", "季度抽查", "挂出看板", "示例行动方案", "第一次表彰（示例）", "2 个案例"):
        assert said in page, said


def test_an_open_commitment_can_fall_overdue(edit: Callable[..., Docs]) -> None:
    open_ = edit("commitments/press-2031.md", "status: done\n    done_on: 2031-05-20", "status: open")
    assert 'data-zy-due="2031-06-30" data-zy-open' in text(open_, "timeline/2031.md")


def test_the_calendar_of_actions(base: Docs) -> None:
    page = text(base)
    assert "每年3月、9月的20日" in page and "3月20日、9月20日" in page


YEARS = st.sampled_from([1, 1799, 1800, 2031, 2187, 2199, 2200, 9987, 9998, 9999])
PARTS = st.sampled_from(["", "-01", "-12", "-12-31", "-12~"])
ENDS = st.builds("{:04d}{}".format, YEARS, PARTS) | st.sampled_from(["..", "219X-12", "2XXX"])
RECORDS, _ = load({path: text.encode() for path, text in small_docs().items()})


@settings(max_examples=60)
@given(st.lists(ENDS, min_size=1, max_size=2).map("/".join))
def test_whatever_is_a_date_can_be_drawn_and_put_into_a_calendar(written: str) -> None:
    try:
        period = parse(written)
    except DateError:
        return
    assert RECORDS.campaign
    for record in (RECORDS.campaign, *RECORDS.of("stage")):
        record.data = {**record.data, "period": period}
    site = derive(RECORDS)
    assert period.years == () or set(period.years) <= timeline.years_of(site).keys()
    assert next(timeline.pages(Press(site)))
    assert dict(calendar.pages(Press(site)))["timeline/campaign.ics"]
