"""What each family of pages says, on a small campaign."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from campaign.catalogue import CATALOGUE
from campaign.kinds import KINDS
from campaign.memory import digest
from campaign.render.fields import describe, field_lines
from campaign.render.page import Page, Texts, Written
from campaign.render.words import relative
from campaign.schema import ListOf, Number, Text
from making import front, pages_of, read
from small_campaign import small_docs

INDEXES = ("cases", "units", "honours", "commitments", "policy", "guide", "criteria")


@pytest.mark.parametrize("name", INDEXES)
def test_an_empty_campaign_has_every_index_and_says_what_to_do(empty: dict[str, str], name: str) -> None:
    assert "暂无" in empty[f"{name}/index.md"]


def test_an_empty_campaign_has_the_other_pages_too(empty: dict[str, str]) -> None:
    for path in ("index.md", "campaign.md", "criteria/matrix.md", "editors/register.md", "cases/explorer.js"):
        assert path in empty
    assert "暂无案例" in empty["index.md"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("index.html", "cases/index.html", "cases/index.html"),
        ("cases/index.html", "index.html", "../index.html"),
        ("cases/2020/a.html", "cases/2021/b.html", "../2021/b.html"),
        ("cases/2020/a.html", "cases/2020/b.html", "b.html"),
        ("cases/2020/a.html", "cases/2020/a.html#x", "#x"),
        ("cases/by/unit/a.html", "units/a.html#部分", "../../../units/a.html#%E9%83%A8%E5%88%86"),
        ("a/b.html", "a/附 件.pdf", "%E9%99%84%20%E4%BB%B6.pdf"),
        ("units/index.html", "units/units.html", "units.html"),
        ("索 引/a.html", "索 引/下/b.html", "%E4%B8%8B/b.html"),
        ("cases/2020/a.html", "cases.html", "../../cases.html"),
        ("a.html", "a.html", "a.html"),
    ],
)
def test_addresses_are_relative(source: str, target: str, expected: str) -> None:
    assert relative(source, target) == expected


def test_front_matter_takes_any_text() -> None:
    page = Page("a.md", 'a "b" \\ \u2028 \x7f \x00 <i>', description="多\n行 <i>", toc=False)
    head = front(page.text("x"))
    assert head["title"] == "a &quot;b&quot; \\ \u2028 \x7f \x00 &lt;i&gt;"
    assert head["description"] == "多 行 &lt;i&gt;"
    assert head["hide"] == ["toc"]


def test_a_page_says_of_itself_what_it_is_given_and_no_more() -> None:
    page = Page("cases/a.md", "甲", kind="case", section="cases", wide=True)
    assert page.address == "cases/a.html"
    assert front(page.text("x")) == {"title": "甲", "kind": "case", "section": "cases", "wide": True}
    assert Page("a.md", "甲").text("\n\nx\n\n") == '---\ntitle: "甲"\n---\n\nx\n'
    assert page.numbered(1) is page
    assert page.numbered(2) == replace(page, path="cases/a_2.md", title="甲（第 2 页）")


def test_any_letter_of_a_title_can_be_read_from_front_matter() -> None:
    letters = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF]))
    assert front(Page("a.md", f"甲{letters}\ud800\udfff乙").text("")) == {"title": f"甲{letters}\ufffd\ufffd乙"}


def test_texts_are_written_when_they_are_asked_for_and_have_one_path_each() -> None:
    texts = Texts({"b": "2", "c": b"3", "a": Written("key", lambda: "1")})
    assert (list(texts), len(texts)) == (["a", "b", "c"], 3)
    assert dict(texts) == {"a": "1", "b": "2", "c": b"3"}
    assert (texts.key("a"), texts.key("b"), texts.key("c")) == ("key", digest("2"), digest(b"3"))
    assert dict(texts.with_more([("B", "4")])) == {"B": "4", "a": "1", "b": "2", "c": b"3"}
    with pytest.raises(ValueError, match="one path: a"):
        texts.with_more([("b", "2"), ("a", "1")])


def test_the_ladder_writes_out_the_sum_and_what_decided(small: dict[str, str]) -> None:
    page = small["units/first.md"]
    assert "15%×90 + 20%×78 + 65%×95 = 90.85" in page
    assert "同事评 78 低于 80，最高定“银星”" in page
    assert "15%×90 + 20%×88 + 65%×91 = 90.25" in page
    assert "升 1 级" in page


def test_a_grade_above_one_step_gives_its_reason() -> None:
    docs = small_docs()
    docs["units/first.md"] = (
        docs["units/first.md"]
        .replace(
            "scores: {own: 90, peers: 78, boss: 95}, grade: silver}",
            "scores: {own: 10, peers: 78, boss: 10}, grade: bronze}",
        )
        .replace("boss: 91}, grade: gold}", "boss: 91}, grade: gold, reason: 破格}")
    )
    page = pages_of(docs)["units/first.md"]
    assert "说明：破格" in page and "升 2 级" in page


def test_the_tree_of_units_nests(small: dict[str, str]) -> None:
    docs = small_docs()
    docs["units/deep.md"] = docs["units/second.md"].replace("parent: office", "parent: first").replace("二组", "三组")
    text = pages_of(docs)["units/index.md"]
    tree = "".join(re.findall(r"</?(?:ul|li)>", text.partition('<div class="zy-sources"')[0]))
    assert tree == ("<ul><li><ul><li><ul><li></li></ul></li><li></li></ul></li></ul>")


def test_the_matrix_shows_who_has_what_and_the_holes(small: dict[str, str]) -> None:
    page = small["criteria/matrix.md"]
    assert "一组，学习好：1 个案例" in page
    assert "3 个单位、2 条标准，还有 4 格没有案例" in page
    assert page.count('class="zy-matrix__none"') == 4 + 3


def test_a_criterion_names_its_clauses_indicators_and_cases(small: dict[str, str]) -> None:
    page = small["criteria/study.md"]
    assert "policy/notice.html#demands" in page and "要求" in page
    assert "这周学了吗？" in page and "签到表" in page
    assert 'id="ind-first"' in page
    assert "每周一学" in page and "一组" in page
    assert "这一条暂无案例" in small["criteria/work.md"]


def test_a_policy_says_whether_it_holds_and_who_cites_it(small: dict[str, str]) -> None:
    old, new = small["policy/old-notice.md"], small["policy/notice.md"]
    assert "本文件已废止" in old and "notice.html" in old
    assert "old-notice.html" in new and "本文件" not in read(new).text.partition("引用本文件")[0]
    assert "criteria/study.html" in new and "stages/start.html" in new


def test_a_stage_says_what_the_source_does_not(small: dict[str, str]) -> None:
    assert "开会" in small["stages/start.md"] and 'id="step-meet"' in small["stages/start.md"]
    go = small["stages/go.md"]
    assert "原文没有列出本阶段的环节" in go and "原文称全部共 7 个环节" in go
    assert "推断" in go and "接着上一段" in go


def test_an_inferred_date_says_so_in_lists_and_on_its_page() -> None:
    docs = small_docs()
    docs["cases/2020/weekly.md"] = docs["cases/2020/weekly.md"].replace(
        "date: 2020-05-04", "date: {edtf: 2020-05, wording: 五月里, basis: inferred, note: 按简报}"
    )
    pages = pages_of(docs)
    assert "一组 · 2020年5月（推断）" in pages["cases/index.md"]
    assert re.search("五月里（2020年5月）.*推断.*按简报", pages["cases/2020/weekly.md"])


def test_a_missing_stage_keeps_its_place(small: dict[str, str]) -> None:
    for path in ("index.md", "campaign.md"):
        assert re.search(r"第 3 阶段.{0,60}原文未载", small[path]), path


def test_the_ledger_counts_and_leaves_overdue_to_the_browser(small: dict[str, str]) -> None:
    ledger, sheet = small["commitments/index.md"], small["commitments/first-2020.md"]
    assert 'data-zy-due="2020-12-31" data-zy-open' in ledger
    assert sheet.count("data-zy-due=") == 1
    assert "已逾期" not in ledger + sheet
    assert "进行中 1 项，已兑现 1 项" in sheet
    assert [words for level, words in read(ledger).headings if level == 2] == ["2021年", "2020年"]


def test_the_roll_is_by_round_and_category(small: dict[str, str]) -> None:
    page = read(small["honours/round-one.md"]).text
    assert page.index("好班组") < page.index("一组") < page.index("张三")
    assert "张三" in small["honours/index.md"]


def test_the_home_page_gives_dates_without_script_and_marks_for_it(small: dict[str, str]) -> None:
    page = small["index.md"]
    assert 'href="site-index/index.html" data-zy-search-open' in page
    assert 'data-zy-start="2020-01-01"' in page and 'data-zy-end="2021-12-31"' in page
    assert page.index("2020-02-28") < page.index("2020-03-15") < page.index("2020-12-31")
    assert "1 项承诺到期" in page
    assert read(page).text.count("二组的办法") == 1


def test_a_guide_is_due_for_review_in_the_browser_only(small: dict[str, str]) -> None:
    assert 'data-zy-review-by="2022-01-01" hidden' in small["guide/reader.md"]


def test_every_field_of_every_kind_is_explained(small: dict[str, str]) -> None:
    for kind in KINDS.values():
        page = small[f"editors/fields/{kind.name}.md"]
        for line in field_lines(kind):
            assert f"<code>{line.path}</code>" in page
            assert line.value


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (Text(20), "文字，不超过 20 字"),
        (ListOf(Text(), least=2), "列表，至少 2 项，每项是文字"),
        (Number(0, 100), "数，0 到 100"),
        (Number(1, whole=True), "整数，不小于 1"),
    ],
)
def test_types_are_described(type_: Text | ListOf | Number, expected: str) -> None:
    assert describe(type_) == expected


def test_every_code_has_a_help_page_that_shows_no_blanks_of_a_form(small: dict[str, str]) -> None:
    for code, entry in CATALOGUE.items():
        page = small[f"editors/errors/{code}.md"]
        assert front(page)["title"] == entry.title.replace('"', "&quot;")
        assert f"{code}.html" in small["editors/errors/index.md"]
        said = read(page).text.partition("不对的写法")[0]
        assert not re.search(r"\{[a-z_]+\}", said) and "{{" not in said


def test_every_kind_shows_its_file_template(small: dict[str, str]) -> None:
    page = read(small["editors/templates.md"]).text
    for kind in KINDS.values():
        assert f"new {kind.name}" in page
    assert "## 做了什么" in page
    assert "四项要求" in page
