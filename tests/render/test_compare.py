"""The self-check: the form on paper, and the data that make it one to fill in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from campaign.kinds import ANSWERS, UNIT_TYPES
from making import pages_of, read
from small_campaign import REVIEW, case, small_docs
from test_escaping import HOSTILE, _with

TEAMS, PEOPLE = "compare/groups/teams", "compare/groups/people"


def data(pages: dict[str, str], form: str = TEAMS) -> Any:
    return json.loads(pages[form + ".js"].removeprefix("zyCompare(").removesuffix(")\n"))


def changed(path: str, *pairs: str) -> dict[str, str]:
    docs = small_docs()
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in docs[path]
        docs[path] = docs[path].replace(old, new)
    return docs


def section(page: str, id: str) -> str:
    found = page.partition(f'<section id="{id}"')[2]
    assert found
    return found.partition("\n<section id=")[0]


def test_each_group_with_questions_has_a_form_and_the_index_leads_to_it(small: dict[str, str]) -> None:
    index = small["compare/index.md"]
    for form in (TEAMS, PEOPLE):
        assert f"{form}.md" in small and f"{form.removeprefix('compare/')}.html" in index
        assert f"{form}.html" in small["criteria/index.md"].replace("../", "")
    assert "2 条标准 · 2 个问题" in index and "1 条标准 · 1 个问题" in index
    for title in ANSWERS.values():
        assert title in index
    assert small["index.md"].count("compare/index.html") == 2
    assert "groups/teams.html#c-study" in small["criteria/study.md"]


def test_a_group_without_criteria_has_no_form(empty: dict[str, str]) -> None:
    assert "暂无" in empty["compare/index.md"]
    assert [path for path in empty if path.startswith("compare/groups/")] == []
    docs = small_docs()
    del docs["criteria/honest.md"]
    pages = pages_of(docs)
    assert PEOPLE + ".md" not in pages and PEOPLE + ".js" not in pages
    assert "people" not in pages["compare/index.md"] and "groups/people" not in pages["criteria/index.md"]


def test_the_form_asks_every_indicator_with_its_place_for_an_answer() -> None:
    docs = changed(
        "criteria/study.md",
        "ask: 这周学了吗？}",
        "ask: 这周学了吗？}\n  - {id: second, text: 学了会用}",
    )
    page = pages_of(docs)[TEAMS + ".md"]
    questions = re.findall(r'data-zy-question="([^"]+)" id="([^"]+)">(.*?)</li>', page, re.DOTALL)
    assert [(key, anchor) for key, anchor, _ in questions] == [
        ("study/first", "q-study-first"),
        ("study/second", "q-study-second"),
        ("work/first", "q-work-first"),
    ]
    first, second, third = (text for _, _, text in questions)
    assert "1. 这周学了吗？" in first and "指标：每周学一次" in first and "看什么佐证：签到表" in first
    assert "2. 学了会用" in second and "看什么佐证" not in second
    assert "指标" not in second  # it is what is asked
    assert "3. 这周学了吗？" in third
    for text in (first, second, third):
        assert [text.count(f"□ {title}<") for title in ANSWERS.values()] == [1, 1, 1, 1]
        assert 'class="zy-blank"' in text
    assert re.findall(r'data-zy-criterion="(\w+)"', page) == ["study", "work"]
    assert 'href="../../criteria/study.html"' in page


def test_ids_that_would_be_the_same_are_told_apart() -> None:
    docs = small_docs()
    docs["criteria/study-more.md"] = docs["criteria/study.md"].replace("order: 1", "order: 3")
    docs["criteria/study.md"] = docs["criteria/study.md"].replace("id: first", "id: more-first")
    ids = read(pages_of(docs)[TEAMS + ".md"]).ids
    assert len(ids) == len(set(ids))
    assert len([id for id in ids if id.startswith("q-study-more-first")]) == 2


def test_the_form_can_be_filled_in_and_signed_on_paper(small: dict[str, str]) -> None:
    teams, people = small[TEAMS + ".md"], small[PEOPLE + ".md"]
    assert "<th" in section(teams, "zy-basis") and "填表人" in section(teams, "zy-basis")
    assert "姓名" in section(people, "zy-basis") and "填表人" not in section(people, "zy-basis")
    assert [read(one).text.count("单位负责人：") for one in (teams, people)] == [1, 0]
    assert "本人：" in section(people, "zy-sign")
    profile = section(teams, "zy-profile")
    assert profile.count("<tr>") == 4 and profile.count("<td></td>") == 3 * len(ANSWERS)
    plan = section(teams, "zy-gaps").partition("</table>")[0]
    assert plan.count("<td></td>") == 6 * 5
    gaps = section(teams, "zy-gaps")
    assert "policy/notice.html#demands" in gaps and "cases/2020/weekly.html" in gaps
    assert "成效：办理时间 5→1 天" in gaps and "暂无" in gaps


def test_only_organisations_are_graded_and_only_where_rules_are_declared(small: dict[str, str]) -> None:
    grade = read(small[TEAMS + ".md"]).text.partition("等次估算")[2]
    for words in ("15%", "90 分（含）以上为“金星”", "同事评低于 80", "一轮只升一等", "新建", "只是估算，不作为结论"):
        assert words in grade
    assert "campaign.html#zy-grading" in small[TEAMS + ".md"]
    docs = small_docs()
    docs["campaign.md"] = re.sub("grading:.*?\ncase_templates", "case_templates", docs["campaign.md"], flags=re.DOTALL)
    docs["units/first.md"] = re.sub("grades:.*?\n---", "---", docs["units/first.md"], flags=re.DOTALL)
    ungraded = pages_of(docs)
    for page, held in ((small[PEOPLE + ".md"], data(small, PEOPLE)), (ungraded[TEAMS + ".md"], data(ungraded))):
        assert "zy-grade" not in page and "等次" not in page
        assert held["grading"] is None
        assert not [unit for unit in held["units"] if "grade" in unit]


def test_the_data_say_all_that_the_script_may_offer(small: dict[str, str]) -> None:
    held = data(small)
    assert list(held) == [
        *("group", "edition", "answers", "criteria", "types", "units", "stages", "grading"),
    ]
    assert re.fullmatch("[0-9a-f]{8}", held["edition"])
    assert held["group"] == {"id": "teams", "title": "四项要求", "kind": "organisation"}
    assert data(small, PEOPLE)["group"] == {"id": "people", "title": "三点希望", "kind": "member"}
    assert held["answers"] == [{"id": id, "title": title} for id, title in ANSWERS.items()]
    assert held["types"] == [{"id": id, "title": title} for id, title in UNIT_TYPES.items()]
    study, work = held["criteria"]
    assert study["indicators"] == [{"id": "first", "text": "每周学一次", "evidence": "签到表", "ask": "这周学了吗？"}]
    assert study["clauses"] == [
        {"text": "关于开展星火行动的通知：要求", "page": "../../policy/notice.html#demands"},
    ]
    assert (study["page"], study["meaning"]) == ("../../criteria/study.html", "大家都学。")
    assert study["cases"] == [
        {
            "title": "每周一学",
            "page": "../../cases/2020/weekly.html",
            "type": "branch",
            "outcome": "办理时间 5→1 天",
            "honoured": "2020年12月20日",
        },
        {
            "title": "二组的办法",
            "page": "../../cases/2020/second.html",
            "type": "branch",
            "outcome": "办理时间 5→1 天",
            "sample": 1,
        },
    ]
    assert work["cases"] == []
    assert held["units"] == [
        {"id": "office", "title": "总队", "type": "committee"},
        {"id": "first", "title": "一组", "type": "branch", "grade": "gold"},
        {"id": "second", "title": "二组（示例）", "type": "branch"},
    ]
    assert held["stages"] == [
        {"title": "开会", "end": "2020-02-28"},
        {"title": "起步", "end": "2020-06-30"},
        {"title": "铺开", "end": "2021-06-30"},
    ]
    assert held["grading"] == {
        "levels": [
            {"id": "gold", "title": "金星", "min": "90"},
            {"id": "silver", "title": "银星", "min": "70"},
            {"id": "bronze", "title": "铜星", "min": "0"},
        ],
        "inputs": [
            {"id": "own", "title": "自己评", "weight": "15"},
            {"id": "peers", "title": "同事评", "weight": "20"},
            {"id": "boss", "title": "上面评", "weight": "65"},
        ],
        "gates": [{"input": "peers", "below": "80", "caps_at": "silver"}],
        "step_by_step": True,
    }


def test_a_clause_that_no_longer_holds_says_so() -> None:
    pages = pages_of(changed("criteria/study.md", "id: notice, clause: demands", "id: old-notice"))
    (clause,) = data(pages)["criteria"][0]["clauses"]
    assert clause == {
        "text": "关于开展星火行动的通知",
        "page": "../../policy/old-notice.html",
        "status": "已废止",
    }
    assert "已废止" in section(pages[TEAMS + ".md"], "zy-gaps")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("{text: 投诉, after: 0, unit: 件}", "投诉 0 件"),
        ("{text: 投诉, before: 9, after: 0}", "投诉 9→0"),
        ("{text: 投诉少了, before: 9, unit: 件}", "投诉少了"),
    ],
)
def test_an_outcome_in_a_few_words(outcome: str, words: str) -> None:
    docs = changed("cases/2020/weekly.md", "{text: 办理时间, before: 5, after: 1, unit: 天}", outcome)
    assert words in [one.get("outcome") for one in data(pages_of(docs))["criteria"][0]["cases"]]


def test_the_edition_changes_with_the_questions_and_with_nothing_else(small: dict[str, str]) -> None:
    edition = data(small)["edition"]
    for old, new in (("id: first", "id: other"), ("每周学一次", "每月学一次"), ("这周学了吗？", "学了吗？")):
        assert data(pages_of(changed("criteria/study.md", old, new)))["edition"] != edition
    docs = changed("criteria/study.md", "签到表", "照片", "学习好", "学得好", "大家都学", "人人都学")
    docs["cases/2021/new.md"] = case("又一个", date="2021-01-01")
    pages = pages_of(docs)
    assert data(pages)["edition"] == edition
    assert "又一个" in pages[TEAMS + ".js"] and "又一个" in pages[TEAMS + ".md"]


def test_what_is_not_published_is_in_no_form_and_marked_in_a_preview() -> None:
    docs = small_docs()
    docs["cases/2020/bare.md"] = "---\ntitle: 只有\nkind: organisation\nstatus: draft\ncriteria: [study]\n---\n"
    gone = ("不可再提", "暂不可提")
    published, preview = pages_of(docs), pages_of(docs, drafts=True)
    for ending in (".md", ".js"):
        for word in (*gone, "还没写完", "只有"):
            assert word not in published[TEAMS + ending]
        assert not [word for word in gone if word in preview[TEAMS + ending]]
    titles = [one["title"] for one in data(preview)["criteria"][0]["cases"]]
    assert "还没写完（草稿）" in titles and "只有（草稿）" in titles and "每周一学" in titles
    assert re.search("还没写完</a>.*草稿", preview[TEAMS + ".md"])


def test_no_more_cases_are_offered_than_a_reader_can_read() -> None:
    docs = small_docs()
    for number in range(60):
        unit = ("office", "first", "second")[number % 3]
        docs[f"cases/2021/c-{number:02}.md"] = case(f"第 {number} 件", unit=unit, date="2021-03", more=REVIEW)
    pages = pages_of(docs)
    offered = data(pages)["criteria"][0]["cases"]
    assert [one["type"] for one in offered].count("committee") == [one["type"] for one in offered].count("branch") == 3
    assert len(offered) == 6
    assert len(re.findall(r'<a href="\.\./\.\./cases/', pages[TEAMS + ".md"])) == 3


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_editors_write_stays_text(text: str) -> None:
    pages = pages_of(_with(text))
    held = data(pages)
    assert held["group"]["title"] == held["criteria"][0]["title"] == held["criteria"][0]["cases"][0]["title"] == text
    shown = " ".join(read(pages[TEAMS + ".md"]).text.split())
    assert f"1. {' '.join(text.split())}" in shown


def test_the_page_names_its_data_and_the_browser_finds_them_beside_it(small: dict[str, str]) -> None:
    for form, id in ((TEAMS, "teams"), (PEOPLE, "people")):
        named = [known["data-src"] for _, known in read(small[form + ".md"]).elements if "data-src" in known]
        assert named == [f"{id}.js"]
        assert small[form + ".js"].startswith("zyCompare(")
        assert re.search("^kind: .*compare", small[form + ".md"], re.MULTILINE)
