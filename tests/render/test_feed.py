"""The Atom feed: valid in its parts, in order, nothing in it that is not published."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from campaign import derive, load, render
from campaign.render.feed import ATOM, SHOWN, entries

Docs = dict[str, bytes]
NAMES = {"a": ATOM}


def feed(docs: Docs, *, site_url: str = "") -> ElementTree.Element:
    content = render(derive(load(docs)[0]), site_url=site_url).texts["feed.xml"]
    assert isinstance(content, bytes) and b"<feed xmlns=" in content  # not every reader knows prefixes
    return ElementTree.fromstring(content)


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in root.findall(path, NAMES)]


def test_what_atom_asks_for(base: Docs) -> None:
    root = feed(base)
    assert root.tag == f"{{{ATOM}}}feed"
    for name in ("id", "title", "subtitle", "updated", "author/a:name"):
        assert len(texts(root, f"a:{name}")) == 1
    ids = texts(root, ".//a:id")
    assert len(set(ids)) == len(ids) == 4 and all(one.startswith("urn:uuid:") for one in ids)
    dates = texts(root, ".//a:updated")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one) for one in dates)
    assert dates[0] == dates[1] == max(dates) and dates[1:] == sorted(dates[1:], reverse=True)


def test_cases_and_policies_newest_first(base: Docs) -> None:
    root = feed(base)
    assert texts(root, "a:entry/a:title") == ["老师傅（示例）", "看板上墙（示例）", "示例行动方案"]
    assert texts(root, "a:entry/a:summary") == ["一看就知道毛病。", "把问题写在看板上。"]
    assert [one.attrib for one in root.findall("a:entry/a:category", NAMES)] == [
        {"term": term, "label": label}
        for term, label in (
            *(("case", "案例"), ("member", "个人"), ("sample", "示例")),
            *(("case", "案例"), ("organisation", "组织"), ("sample", "示例")),
            ("policy", "文件"),
        )
    ]


def test_the_day_decides_then_the_path_and_what_has_no_day_is_left_out(base: Docs) -> None:
    plan, case = base["policy/plan.md"].decode(), base["cases/2031/teacher.md"].decode()
    texts = {
        "policy/a.md": plan.replace("date: 2031-02-01", "date: 2031-07"),
        "policy/b.md": plan.replace("date: 2031-02-01", "date: 20XX-07"),
        "policy/c.md": plan.replace("date: 2031-02-01\n", "date: ../2031\n"),
        "cases/2031/a.md": case.replace("on: 2031-09-01", "on: 2031-07-01"),
        "cases/2031/b.md": case.replace("  on: 2031-09-01\n", ""),
        "cases/2031/c.md": case.partition("review:")[0] + "---\n",
    }
    records, _ = load({**base, **{path: text.encode() for path, text in texts.items()}})
    assert [(on.isoformat(), record.path) for on, record in entries(derive(records))] == [
        ("2031-09-01", "cases/2031/teacher.md"),
        ("2031-07-01", "policy/a.md"),
        ("2031-07-01", "cases/2031/kanban.md"),
        ("2031-07-01", "cases/2031/a.md"),
        ("2031-02-01", "policy/plan.md"),
    ]


def test_a_campaign_without_a_summary_has_no_second_title(edit: Callable[..., Docs]) -> None:
    assert texts(feed(edit("campaign.md", "summary: 全厂质量行动的说明和案例，全部虚构。\n", "")), "a:subtitle") == []


@pytest.mark.parametrize(("period", "day"), [("2031-02/2032-10", "2031-02-01"), ("../2032-10", "2000-01-01")])
def test_before_anything_is_published_it_is_as_old_as_the_campaign(
    edit: Callable[..., Docs], period: str, day: str
) -> None:
    docs = edit("campaign.md", "period: 2031-02/2032-10", f"period: {period}")
    assert texts(feed({"campaign.md": docs["campaign.md"]}), ".//a:updated") == [f"{day}T00:00:00Z"]


def test_samples_are_marked(edit: Callable[..., Docs]) -> None:
    root = feed(edit("cases/2031/kanban.md", "title: 看板上墙（示例）", "title: 看板上墙"))
    assert "看板上墙（示例）" in texts(root, "a:entry/a:title")
    assert len(root.findall("a:entry/a:category[@term='sample']", NAMES)) == 2


def test_links_are_absolute_where_the_address_is_known(base: Docs) -> None:
    relative = [one.get("href") for one in feed(base).findall("a:entry/a:link", NAMES)]
    assert relative == ["cases/2031/teacher.html", "cases/2031/kanban.html", "policy/plan.html"]
    absolute = [one.get("href") for one in feed(base, site_url="https://example.org/x/").findall(".//a:link", NAMES)]
    assert absolute == [f"https://example.org/x/{path}" for path in ("feed.xml", "index.html", *relative)]


def test_drafts_and_what_was_taken_down_are_not_in_it(edit: Callable[..., Docs]) -> None:
    for status in ("draft", "review", "notice", "archived", "suspended\nrevoked:\n  on: 2031-08-01\n  basis: 甲"):
        docs = edit("cases/2031/kanban.md", "status: published", f"status: {status}")
        assert [record.id for _, record in entries(derive(load(docs)[0], drafts=True))] == ["teacher", "plan"]


def test_names_outlive_titles(base: Docs, edit: Callable[..., Docs]) -> None:
    changed = edit("cases/2031/kanban.md", "看板上墙", "看板下墙")
    assert texts(feed(base), ".//a:id") == texts(feed(changed), ".//a:id")


def test_no_more_than_a_screenful(base: Docs) -> None:
    case = base["cases/2031/teacher.md"]
    docs = {**base, **{f"cases/2031/t{number:03d}.md": case for number in range(60)}}
    assert len(feed(docs).findall("a:entry", NAMES)) == SHOWN


def test_any_title_is_valid_xml(edit: Callable[..., Docs]) -> None:
    root = feed(edit("cases/2031/kanban.md", "title: 看板上墙（示例）", 'title: "<b>&amp; ]]> 𠮷（示例）"'))
    assert "<b>&amp; ]]> 𠮷（示例）" in texts(root, "a:entry/a:title")
