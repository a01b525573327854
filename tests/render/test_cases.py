"""Cases: the explorer and its plain pages, what is taken down, what has moved."""

from __future__ import annotations

import json
import re

import pytest
from campaign.render import register
from making import front, pages_of, read
from small_campaign import REVIEW, case, small_docs

HREF = re.compile(r'class="zy-card__title"><a href="([^"]+)"')


def _cards(pages: dict[str, str], path: str) -> list[str]:
    """The cases listed on a page, as cards or a line each."""
    rows = pages[path].partition('<ul class="zy-rows">')[2].partition("</ul>")[0]
    links = HREF.findall(pages[path]) + re.findall(r'<li><a href="([^"]+)"', rows)
    return [link.rpartition("/")[2] for link in links]


def _many(count: int) -> dict[str, str]:
    docs = small_docs()
    for number in range(count):
        docs[f"cases/2021/c-{number:03}.md"] = case(
            f"第 {number} 件", unit="second", date="2021-03", tags=f"词{number % 3}"
        )
    return docs


def test_fifty_to_a_page_and_every_case_once() -> None:
    pages = pages_of(_many(120))
    paths = ["cases/by/unit/second.md", "cases/by/unit/second_2.md", "cases/by/unit/second_3.md"]
    counts = [len(_cards(pages, path)) for path in paths]
    assert counts == [50, 50, 21]
    assert "cases/by/unit/second_4.md" not in pages
    shown = [name for path in paths for name in _cards(pages, path)]
    assert len(shown) == len(set(shown)) == 121
    assert 'rel="next"' in pages[paths[0]] and 'rel="prev"' not in pages[paths[0]]
    assert 'rel="prev"' in pages[paths[2]] and 'rel="next"' not in pages[paths[2]]
    assert "第 2 页，共 3 页" in pages[paths[1]]


def test_every_case_is_reached_without_script() -> None:
    pages = pages_of(_many(60))
    reached = {name for path in pages if path.startswith("cases/by/year/") for name in _cards(pages, path)}
    assert reached == {f"c-{number:03}.html" for number in range(60)} | {"weekly.html", "second.html"}


def test_a_page_two_never_takes_the_name_of_another_value() -> None:
    docs = _many(60)
    docs["units/second-2.md"] = docs["units/second.md"].replace("二组", "另一组")
    docs["cases/2021/other.md"] = case("另一组的", unit="second-2", date="2021-04")
    pages = pages_of(docs)
    assert _cards(pages, "cases/by/unit/second-2.md") == ["other.html"]
    assert len(_cards(pages, "cases/by/unit/second_2.md")) == 11


def test_newest_come_first_and_the_index_shows_fifty() -> None:
    pages = pages_of(_many(60))
    shown = _cards(pages, "cases/index.md")
    assert len(shown) == 50
    assert "weekly.html" not in shown
    assert "共 62 个案例，这里是最新的 50 个" in pages["cases/index.md"]


def test_facets_without_cases_are_left_out(small: dict[str, str]) -> None:
    assert "cases/by/unit/first.md" in small
    assert "cases/by/unit/office.md" not in small
    assert "cases/by/kind/member.md" not in small
    assert "cases/by/stage/go.md" not in small


def test_chips_count_their_cases(small: dict[str, str]) -> None:
    chips = re.findall(
        r'href="([^"]+)" data-zy-facet[^>]*>[^<]*<span class="zy-chip__count">(\d+)', small["cases/index.md"]
    )
    assert chips
    for href, count in chips:
        assert len(_cards(small, "cases/" + href.replace(".html", ".md"))) == int(count)


def test_tags_of_one_sound_have_pages_of_their_own() -> None:
    docs = small_docs()
    docs["cases/2020/weekly.md"] = docs["cases/2020/weekly.md"].replace(
        "tags: [学习]", "tags: [事例, 实力, 示例, 势力]"
    )
    pages = pages_of(docs)
    titles = {front(text)["title"] for path, text in pages.items() if path.startswith("cases/by/tag/")}
    assert {"关键词：事例", "关键词：实力", "关键词：示例", "关键词：势力", "关键词：学习"} == titles
    for path in pages:
        assert path.isascii(), path


@pytest.mark.parametrize("drafts", [False, True])
def test_what_is_taken_down_leaves_no_word_of_it(drafts: bool) -> None:
    docs = small_docs()
    docs["honours/round-one.md"] = docs["honours/round-one.md"].replace(
        "  - {category: 好班组, winner: second}", "  - {category: 好班组, winner: second, case: gone}"
    )
    pages = pages_of(docs, drafts=drafts)
    for path, text in pages.items():
        assert "不可再提" not in text and "暂不可提" not in text, path
    gone, paused = pages["cases/2020/gone.md"], pages["cases/2020/paused.md"]
    assert front(gone)["title"] == "该案例已撤下"
    assert "gone" in gone and "2021年2月1日" in gone and "某发〔2021〕3号" in gone
    assert front(paused)["title"] == "该案例暂停展示"
    assert "做了什么" not in gone
    rows = json.loads(pages["cases/explorer.js"].removeprefix("zyCases(").removesuffix(")\n"))["cases"]
    assert not [row for row in rows if row["u"] in ("2020/gone.html", "2020/paused.html")]


def test_the_register_keeps_what_was_taken_down_by_id_only(small: dict[str, str]) -> None:
    month = small["editors/register/2020-06.md"]
    assert "gone" in month and "已撤销" in month
    assert "每周一学" in month and "丙" in month


def test_months_of_the_register_lead_to_one_another(small: dict[str, str]) -> None:
    keys = ["2021-03", "2021-02", "2020-06"]
    assert re.findall(r'href="register/([\d-]+)\.html"', small["editors/register.md"]) == keys
    assert {path for path in small if path.startswith("editors/register/")} == {
        f"editors/register/{key}.md" for key in keys
    }
    ways = [re.findall(r'rel="(\w+)" href="([\d-]+)\.html"', small[f"editors/register/{key}.md"]) for key in keys]
    assert ways == [[("next", keys[1])], [("prev", keys[0]), ("next", keys[2])], [("prev", keys[1])]]


@pytest.mark.parametrize(("more", "rows"), [(3, [4, 3]), (4, [4, 4]), (5, [4, 4, 1])])
def test_a_busy_month_has_several_pages_of_the_register(
    more: int, rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "ROWS", 4)
    pages = pages_of(_many(more))
    found = {path[len("editors/register/") : -len(".md")]: pages[path] for path in pages if "register/2020-06" in path}
    names, shown = sorted(found), [found[name] for name in sorted(found)]
    assert [page.count("<tr>") - 1 for page in shown] == rows
    assert len(set(re.findall(r'<th scope="row"><a href="([^"]+)"', "".join(shown)))) == sum(rows)
    assert ["本月审定" in page for page in shown] == [True, *[False] * (len(rows) - 1)]
    for number, page in enumerate(shown):
        assert f"第 {number + 1} 页，共 {len(rows)} 页" in page
        near = [("prev", names[number - 1])] if number else []
        near += [("next", name) for name in names[number + 1 : number + 2]]
        assert re.findall(r'rel="(\w+)" href="(2020-06\w*)\.html"', page) == near


def test_an_old_address_leads_to_the_new_one_and_names_nothing(small: dict[str, str]) -> None:
    old, gone = small["cases/2019/weekly-old.html"], small["cases/2019/gone-old.html"]
    assert 'content="0; url=../2020/weekly.html"' in old and 'href="../2020/weekly.html"' in old
    assert 'content="0; url=../2020/gone.html"' in gone
    assert "每周一学" not in old


def test_a_sample_says_so_wherever_its_name_stands(small: dict[str, str]) -> None:
    assert front(small["cases/2020/second.md"])["title"] == "二组的办法（示例）"
    assert read(small["cases/2020/second.md"]).headings[0] == (1, "二组的办法（示例）")
    for path, text in small.items():
        if path.endswith(".md"):
            words = " ".join(read(text).text.split())
            for name in ("二组的办法", "二组"):
                for found in re.finditer(name + "(?!的办法)", words):
                    near = words[found.start() : found.end() + 60]
                    assert "示例" in near, (path, near)


def test_a_sample_whose_title_says_so_is_not_marked_twice() -> None:
    docs = small_docs()
    docs["units/second.md"] = docs["units/second.md"].replace("title: 二组", "title: 二组（示例）")
    pages = pages_of(docs)
    assert front(pages["units/second.md"])["title"] == "二组（示例）"
    assert "二组（示例）（示例）" not in "".join(pages.values())


def test_what_title_or_page_say_already_is_not_said_again() -> None:
    docs = small_docs()
    docs["cases/2020/weekly.md"] = docs["cases/2020/weekly.md"].replace("每周一学", "一组：每周一学")
    docs["cases/2020/undated.md"] = case("试一试", status="draft", more="").replace("date: 2020-05-04\n", "")
    pages = pages_of(docs, drafts=True)

    def beside(path: str) -> list[str]:
        """What stands beside the titles of the cases listed on a page."""
        return re.findall('(?:<p class="zy-card__meta">|<small>)([^<]*)', pages[path])

    assert beside("cases/index.md") == ["一组", "二组（示例） · 2020年6月", "2020年5月4日", "一组 · 2020年5月4日"]
    assert beside("units/first.md") == beside("cases/by/unit/first.md") == ["2020年5月4日", "2020年5月4日"]
    (award,) = re.findall(r'data-label="典型案例"><div><a [^>]*>([^<]*)', pages["honours/round-one.md"])
    assert award == "每周一学"
    assert pages["cases/2020/weekly.md"].count("/round-one.html") == 1


def test_footnotes_stay_with_the_text_they_belong_to(small: dict[str, str]) -> None:
    text = read(small["policy/notice.md"]).text
    assert "///" not in text
    assert text.index("脚注。") < text.index("引用本文件的内容")


def test_outcomes_attachments_and_review_are_shown() -> None:
    docs = small_docs()
    docs["cases/2020/weekly.md"] = case(
        more=REVIEW + "\nattachments: [附件 一.pdf]\nhonours: [round-one]\nsource: {title: 一份简报, date: 2020-07}"
    )
    docs["cases/2020/附件 一.pdf"] = ""
    page = pages_of(docs)["cases/2020/weekly.md"]
    assert "5 天" in page and "1 天" in page
    assert "%E9%99%84%E4%BB%B6%20%E4%B8%80.pdf" in page and "附件 一.pdf" in page
    assert "一份简报，2020年7月" in page
