"""The grades of all units: what is drawn stands in words too, nothing is put in order of merit."""

from __future__ import annotations

import re

import pytest
from campaign.render import grades
from campaign.render.grades_chart import LEFT, LEVEL, STEPS_LEFT, STEPS_WIDTH, WIDTH, spread, steps
from making import pages_of, read, rendered
from small_campaign import UNIT, empty_docs, small_docs

PATH = "compare/grades.md"


def graded(*units: tuple[str, str]) -> dict[str, str]:
    """A campaign with units that have these rounds of grading."""
    docs = empty_docs()
    for id, rounds in units:
        docs[f"units/{id}.md"] = UNIT.format(title=f"{id}组", type="branch", more=f"grades: [{rounds}]")
    return docs


def test_bars_are_as_long_as_there_are_units() -> None:
    drawn = spread([("2020年", [1, 0, 3]), ("2021年", [0, 2, 0])], ["金星", "银星", "铜星"])
    whole = WIDTH - LEFT
    first, second = ([(one.x, one.width, one.pattern, one.title) for one in bar.segments] for bar in drawn.bars)
    quarter = whole // 4
    assert first == [(LEFT, quarter, 0, "金星 1 个"), (LEFT + quarter, whole - quarter, 2, "铜星 3 个")]
    assert second == [(LEFT, whole // 2, 1, "银星 2 个")]
    assert [key.title for key in drawn.keys] == ["金星", "银星", "铜星"]


def test_a_narrow_segment_has_no_words_in_it_and_long_names_are_cut() -> None:
    drawn = spread([("2020年", [1, 40])], ["特别特别好", "非常非常一般"])
    assert [one.text for one in drawn.bars[0].segments] == ["", "非常非常… 40"]


@pytest.mark.parametrize(
    ("places", "runs"),
    [
        ({0: 1, 1: 0, 2: 0}, "M0 1H1V0H2V0H3"),
        ({0: 0, 2: 1}, "M0 0H1M2 1H3"),  # not graded in between
        ({2: 0}, "M2 0H3"),
    ],
)
def test_steps_run_level_in_a_round_and_break_off_between(places: dict[int, int], runs: str) -> None:
    drawn = steps(["2020年", "2021年", "2022年"], ["金星", "银星"], places)
    across = [STEPS_LEFT + (STEPS_WIDTH - STEPS_LEFT) * number // 3 for number in range(4)]
    down = [line.y for line in drawn.lines]
    assert down == [LEVEL // 2, LEVEL + LEVEL // 2]
    expected = re.sub(r"([MH])(\d)", lambda found: f"{found[1]}{across[int(found[2])]}", runs)
    expected = re.sub(r"([V ])([01])(?!\d)", lambda found: f"{found[1]}{down[int(found[2])]}", expected)
    assert drawn.path == expected


def test_rounds_are_named_as_far_as_there_is_room() -> None:
    assert len(steps([f"{year}年" for year in range(2010, 2014)], ["好"], {}).ticks) == 4
    assert [one.label for one in steps([f"{year}年" for year in range(2010, 2022)], ["好"], {}).ticks] == [
        "2010年",
        "2013年",
        "2016年",
        "2019年",
    ]


def test_each_unit_has_its_sum_and_the_gate_that_decided(small: dict[str, str]) -> None:
    text = read(small[PATH]).text
    assert "2020年 银星" in text and "15%×90 + 20%×78 + 65%×95 = 90.85" in text
    assert "同事评 78 低于 80，最高定“银星”" in text
    assert "2021年 金星 升 1 级" in text
    assert '<h3 id="unit-first"><a href="../units/first.html">一组</a></h3>' in small[PATH]


def test_a_round_tells_how_many_stand_where_and_who_moved() -> None:
    docs = graded(
        ("down", "{round: 2020, grade: gold}, {round: 2021, grade: bronze}"),
        ("up", "{round: 2020, grade: silver}, {round: 2021, grade: gold}"),
        ("stay", "{round: 2020, grade: silver}, {round: 2021, grade: silver}"),
        ("young", "{round: 2021, grade: silver}"),
    )
    page = pages_of(docs)[PATH]
    text = read(page).text
    assert re.findall(r'data-label="(.{2,4})">(\d)<', page) == [
        *zip(("金星", "银星", "铜星", "参加定级"), "1203", strict=True),
        *zip(("金星", "银星", "铜星", "参加定级"), "1214", strict=True),
    ]
    assert [line for line in text.splitlines() if re.match("升级|保持|降级|首次定级", line)] == [
        "升级 1 个：up组（银星 → 金星）",
        "保持 1 个：stay组（银星）",
        "降级 1 个：down组（金星 → 铜星）",
        "首次定级 1 个：young组（银星）",
        "首次定级 3 个：down组（金星）、stay组（银星）、up组（银星）",
    ]


def test_units_without_a_grade_are_named_and_samples_marked(small: dict[str, str]) -> None:
    assert re.search("没有定级记录的单位.*2 个：总队、二组 示例", read(small[PATH]).text, re.DOTALL)


def test_many_units_go_on_overleaf_in_the_order_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grades, "PER_PAGE", 2)
    monkeypatch.setattr(grades, "NAMES_SHOWN", 2)
    docs = graded(
        ("a", "{round: 2020, grade: bronze}"),
        ("b", "{round: 2020, grade: gold}"),
        ("c", "{round: 2020, grade: silver}"),
    )
    pages = pages_of(docs)
    found = [re.findall(r'<h3 id="unit-(\w)"', pages[path]) for path in (PATH, "compare/grades_2.md")]
    assert found == [["a", "b"], ["c"]]
    assert "<summary>首次定级 3 个</summary>" in pages[PATH]
    assert "zy-spread" not in pages["compare/grades_2.md"]


@pytest.mark.parametrize(
    ("docs", "said"),
    [
        (empty_docs(), "各单位每轮的得分和等次写在"),
        ({"campaign.md": re.sub(r"grading:\n(?:  .*\n)+", "", empty_docs()["campaign.md"])}, "没有写定级规则"),
    ],
    ids=["no grades", "no rules"],
)
def test_a_campaign_without_grades_says_how_to_begin(docs: dict[str, str], said: str) -> None:
    page = pages_of(docs)[PATH]
    assert said in page and "暂无定级" in page and "<svg" not in page


def test_the_page_is_made_again_when_a_grade_changes_and_not_when_a_case_does() -> None:
    docs = small_docs()
    before = rendered(docs).texts.key(PATH)
    more = {**docs, "cases/2020/weekly.md": docs["cases/2020/weekly.md"].replace("一周学一次。", "一周学两次。")}
    assert rendered(more).texts.key(PATH) == before
    better = {**docs, "units/first.md": docs["units/first.md"].replace("boss: 91", "boss: 92")}
    assert rendered(better).texts.key(PATH) != before
