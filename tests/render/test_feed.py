"""The Atom feed: valid in its parts, in order, nothing in it that is not published."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from campaign import derive, load, render
from campaign.render.feed import ATOM, SHOWN

Docs = dict[str, bytes]
NAMES = {"a": ATOM}


def feed(docs: Docs, *, drafts: bool = False, site_url: str = "") -> ElementTree.Element:
    content = render(derive(load(docs)[0], drafts=drafts), site_url=site_url).texts["feed.xml"]
    assert isinstance(content, bytes)
    return ElementTree.fromstring(content)


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in root.findall(path, NAMES)]


def test_what_atom_asks_for(base: Docs) -> None:
    root = feed(base)
    assert root.tag == f"{{{ATOM}}}feed"
    for name in ("id", "title", "updated", "author/a:name"):
        assert len(texts(root, f"a:{name}")) == 1
    ids = texts(root, ".//a:id")
    assert len(set(ids)) == len(ids) == 4 and all(one.startswith("urn:uuid:") for one in ids)
    dates = texts(root, ".//a:updated")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one) for one in dates)
    assert dates[0] == dates[1] == max(dates) and dates[1:] == sorted(dates[1:], reverse=True)


def test_cases_and_policies_newest_first(base: Docs) -> None:
    assert texts(feed(base), "a:entry/a:title") == ["老师傅（示例）", "看板上墙（示例）", "示例行动方案"]


def test_samples_are_marked(edit: Callable[..., Docs]) -> None:
    root = feed(edit("cases/2031/kanban.md", "title: 看板上墙（示例）", "title: 看板上墙"))
    assert "看板上墙（示例）" in texts(root, "a:entry/a:title")
    assert len(root.findall("a:entry/a:category[@term='sample']", NAMES)) == 2


def test_links_are_absolute_where_the_address_is_known(base: Docs) -> None:
    relative = [one.get("href") for one in feed(base).findall("a:entry/a:link", NAMES)]
    assert relative == ["cases/2031/teacher.html", "cases/2031/kanban.html", "policy/plan.html"]
    absolute = [one.get("href") for one in feed(base, site_url="https://example.org/x/").findall(".//a:link", NAMES)]
    assert all(str(one).startswith("https://example.org/x/") for one in absolute)


def test_drafts_and_what_was_taken_down_are_not_in_it(edit: Callable[..., Docs]) -> None:
    for status in ("draft", "review", "notice", "archived", "suspended\nrevoked:\n  on: 2031-08-01\n  basis: 甲"):
        docs = edit("cases/2031/kanban.md", "status: published", f"status: {status}")
        assert "看板上墙（示例）" not in texts(feed(docs, drafts=True), "a:entry/a:title")


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
