"""The page of holes: every one with the way to its record; those of which there are none are named once."""

from __future__ import annotations

import re

from making import pages_of, read
from small_campaign import empty_docs, small_docs


def test_every_hole_leads_to_its_record_and_names_the_file(small: dict[str, str]) -> None:
    page = small["progress/index.md"]
    for address, path in (
        ("commitments/first-2020.html#item-one", "commitments/first-2020.md"),
        ("criteria/work.html", "criteria/work.md"),
        ("units/office.html", "units/office.md"),
        ("stages/go.html", "stages/go.md"),
        ("cases/2020/paused.html", "cases/2020/paused.md"),
        ("guide/reader.html", "guide/reader.md"),
        ("campaign.html", "campaign.md"),
    ):
        assert f'href="../{address}"' in page and f"<code>{path}</code>" in page, path
    assert "缺第 3 阶段" in page and "在册 1 个，还缺 6 个" in page
    assert "暂不可提的标题" not in page and "不可再提" not in page


def test_days_are_there_for_the_browser_to_compare(small: dict[str, str]) -> None:
    page = small["progress/index.md"]
    assert page.count('data-zy-due="2020-12-31" data-zy-open') == 1
    assert page.count('data-zy-due="2022-01-01" data-zy-open') == 1
    assert "已逾期" not in page


def test_a_policy_that_lapsed_names_its_successor_and_each_citing_record_once() -> None:
    docs = small_docs()
    docs["criteria/study.md"] = docs["criteria/study.md"].replace(
        "  - {id: notice, clause: demands}", "  - {id: old-notice, clause: demands}\n  - {id: old-notice}"
    )
    text = read(pages_of(docs)["progress/index.md"]).text
    assert re.search(r"已废止 已由关于开展星火行动的通知取代，1 处引用", text)
    assert re.search(r"标准：学习好 criteria/study\.md\s*引：要求\n", text)


def test_what_has_no_hole_is_said_once(empty: dict[str, str], small: dict[str, str]) -> None:
    unstated = re.sub(r"(stages|steps)_stated: .*\n", "", empty_docs()["campaign.md"])
    for pages, said, sections in (
        (empty, r"其余各项现在都没有：(.*、){6}.*。", 1),  # what is stated and nobody recorded
        (small, r"其余各项现在都没有：没有留下成果的环节、效力有变仍被引用的文件。", 6),
        (pages_of({"campaign.md": unstated}), r"各项现在都没有：(.*、){7}.*。", 0),
    ):
        page = pages["progress/index.md"]
        (found,) = re.findall('"zy-holes__none">(.*)</p>', page)
        assert re.fullmatch(said, found), found
        assert len(re.findall("^## ", page, re.MULTILINE)) == len(re.findall('<a href="#zy-', page)) == sections
