"""The index of the whole site: what stands in it, under which letter, in which order."""

from __future__ import annotations

import re
from html import unescape

import pytest
from campaign.render.site_index import initial, reading
from making import dead_links, front, pages_of, site_of
from pypinyin import lazy_pinyin
from small_campaign import case, small_docs

LINE = re.compile(r'<li><a href="([^"]+)">([^<]*)</a> <small>([^<]+)</small>(.*?)</li>')
COUNTED = re.compile(r'<a class="zy-chip" href="([^"]+)"[^>]*>([^<]+)<span class="zy-chip__count">(\d+)</span>')
ROW = re.compile(r'<th scope="row">(.*?)</th><td class="zy-num" data-label="条数">(\d+)</td>')
WORDS = re.compile(r'<span class="zy-badge zy-badge--[a-z-]+">([^<]+)</span>')


def _lines(pages: dict[str, str]) -> list[tuple[str, str, str, list[str]]]:
    """(address, title, what stands beside it, words of its badges) of every line of the index."""
    return [
        (href.removeprefix("../"), unescape(title), beside, WORDS.findall(rest))
        for path, text in pages.items()
        if path.startswith("site-index/")
        for href, title, beside, rest in LINE.findall(text)
    ]


def _read_in_parts() -> dict[str, str]:
    docs = small_docs()
    docs["guide/reader.md"] += (
        "\n## 一、先看哪里 {#where}\n\n首页。\n\n### 再看哪里\n\n时间线。\n\n## “星”是什么\n\n星。\n"
    )
    docs["policy/old-notice.md"] += "\n## 第一条 范围\n\n各班组。\n"
    return docs


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("重庆的银行", "c"),
        ("“三重一大”制度", "s"),
        ("《绿色》", "l"),
        ("（示例）某组", "s"),
        ("一次办结", "y"),
        ("一、办结", "b"),
        ("（一）办结", "b"),
        ("(12) 办结", "b"),
        ("二、（一）1. 办结", "b"),
        ("1.2 办结", "b"),
        ("3）办结", "b"),
        ("①办结", "b"),
        ("⑵办结", "b"),
        ("第十二条 办结", "b"),
        ("第一阶段", "d"),
        ("一、", "y"),
        ("ABC 办法", "a"),
        ("Ｂ类办法", "b"),
        ("⼯作", "g"),  # a Kangxi radical, as copied from a PDF
        ("école", "e"),
        ("★重点", "z"),
        ("2010年表彰", "other"),
        ("1.5倍", "other"),
        ("1.", "other"),
        ("Ω", "other"),
        ("……", "other"),
    ],
)
def test_a_title_stands_under_its_first_letter(title: str, expected: str) -> None:
    assert initial(title) == expected


@pytest.mark.parametrize("text", ["行长在重庆的银行里行走", "长城的都市，参差不齐", "还款还没还", "朝阳单位ABC"])
def test_words_are_read_as_phrases(text: str) -> None:
    assert "".join(reading(text)) == "".join(lazy_pinyin(text)).replace("，", "").lower()


def test_every_record_and_section_stands_in_it_once() -> None:
    docs = _read_in_parts()
    site = site_of(docs)
    records = [
        *(site.campaign, *site.stages, *site.criteria, *site.cases, *site.units),
        *(*site.honours, *site.commitments, *site.policies, *site.guides),
    ]
    pages = pages_of(docs)
    found = [address for address, _, _, _ in _lines(pages)]
    sections = [address for address in found if "#" in address]
    assert sorted(set(found) - set(sections)) == sorted(one.page for one in records)
    assert sorted(sections) == sorted(
        [
            *("guide/reader.html#where", "guide/reader.html#%E6%98%9F%E6%98%AF%E4%BB%80%E4%B9%88"),
            *("policy/notice.html#demands", "policy/old-notice.html#demands"),
            "policy/old-notice.html#%E7%AC%AC%E4%B8%80%E6%9D%A1-%E8%8C%83%E5%9B%B4",
        ]
    )
    assert len(found) == len(set(found))
    assert dead_links(pages) == []


def test_a_heading_without_words_is_no_line() -> None:
    docs = _read_in_parts()
    docs["guide/star.png"] = ""
    docs["guide/reader.md"] += "\n## ![一颗星](star.png) {#star}\n\n星。\n"
    assert not [address for address, _, _, _ in _lines(pages_of(docs)) if address.endswith("#star")]


def test_the_counts_are_those_of_the_lists() -> None:
    pages = pages_of(_read_in_parts())
    index = pages["site-index/index.md"]
    lines = _lines(pages)
    by_kind = {re.sub("<[^>]+>", "", title): int(count) for title, count in ROW.findall(index)}
    for kind in ("活动", "阶段", "标准", "案例", "单位", "表彰", "承诺", "文件", "指南"):
        assert by_kind[kind] == sum(1 for _, _, beside, _ in lines if beside.split(" · ")[0] == kind), kind
    assert by_kind["小节（文件和指南里的标题）"] == 5
    assert f"共 {len(lines)} 条" in index and sum(by_kind.values()) == len(lines)
    counted = COUNTED.findall(index)
    assert [title for _, title, _ in counted] == sorted(title for _, title, _ in counted)
    assert sum(int(count) for _, _, count in counted) == len(lines)
    for href, title, count in counted:
        text = pages[f"site-index/{href[: -len('.html')]}.md"]
        assert front(text)["title"] == f"全站索引：{title}"
        assert len(LINE.findall(text)) == int(count)


def test_a_line_says_what_it_is_whose_and_in_which_state() -> None:
    docs = _read_in_parts()
    docs["units/second.md"] = docs["units/second.md"].replace("title: 二组", "title: 二组（示例）")
    said = {address: (title, beside, badges) for address, title, beside, badges in _lines(pages_of(docs))}
    assert said["cases/2020/weekly.html"] == ("每周一学", "案例 · 一组 · 2020年5月4日", [])
    assert said["cases/2020/second.html"] == ("二组的办法", "案例 · 二组（示例） · 2020年6月", ["示例"])
    assert said["units/second.html"] == ("二组（示例）", "单位 · 支部", [])
    assert said["stages/go.html"] == ("铺开", "阶段 · 2020年7月至2021年6月（推断）", [])
    assert said["policy/notice.html"][1:] == ("文件 · 某某局 · 某发〔2020〕1号 · 2020年1月5日", [])
    assert said["policy/old-notice.html"][2] == ["已废止"]
    assert said["policy/old-notice.html#demands"] == ("要求", "小节 · 关于开展星火行动的通知", ["已废止"])
    assert said["guide/reader.html#where"] == ("一、先看哪里", "小节 · 怎样看", [])
    assert said["commitments/first-2020.html"][0] == "一组2020年承诺"


def test_lines_are_in_the_order_of_their_sounds() -> None:
    docs = small_docs()
    titles = ["重庆", "重大", "从头", "成都", "“成”事", "一、充实", "C 组"]
    for number, title in enumerate(titles):
        docs[f"units/u{number}.md"] = docs["units/second.md"].replace("title: 二组", f"title: {title}")
    shown = [unescape(title) for _, title, _, _ in LINE.findall(pages_of(docs)["site-index/c.md"])]
    assert shown == ["C 组", "成都", "“成”事", "重庆", "一、充实", "从头"]


def test_two_hundred_to_a_page_and_the_rest_on_the_next() -> None:
    docs = small_docs()
    for number in range(230):
        docs[f"cases/2021/c-{number:03}.md"] = case(f"学了第 {number:03} 件", date="2021-03")
    pages = pages_of(docs)
    first, second = pages["site-index/x.md"], pages["site-index/x_2.md"]
    lines = [len(LINE.findall(one)) for one in (first, second)]
    # With them stand 星火行动 and 学习好.
    assert lines == [200, 32]
    assert "site-index/x_3.md" not in pages
    assert 'rel="next" href="x_2.html"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="x.html"' in second and 'rel="next"' not in second
    assert front(second)["title"] == "全站索引：X（第 2 页）" and "第 2 页，共 2 页" in second
    assert dead_links(pages) == []


def test_drafts_stand_in_a_preview_only_and_say_so() -> None:
    published, preview = (_lines(pages_of(small_docs(), drafts=drafts)) for drafts in (False, True))
    assert not [address for address, _, _, _ in published if address.endswith("draft.html")]
    assert [badges for address, _, _, badges in preview if address.endswith("draft.html")] == [["草稿"]]
    for lines in (published, preview):
        assert not [address for address, _, _, _ in lines if address.endswith(("gone.html", "paused.html"))]


def test_an_empty_campaign_has_an_index_of_one(empty: dict[str, str]) -> None:
    assert "共 1 条" in empty["site-index/index.md"]
    assert [address for address, _, _, _ in _lines(empty)] == ["campaign.html"]
