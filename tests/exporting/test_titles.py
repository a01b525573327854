"""Where long titles are divided."""

import pytest
from exporting import titles


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某某单位党支部开展创先争优活动的情况", ["某某单位党支部开展创先争优活动的情况"]),
        (
            "第一党支部组织开展“我是党员我带头”主题实践活动情况汇报二",
            ["第一党支部组织开展“我是党员", "我带头”主题实践活动情况汇报二"],
        ),
        (
            "市场监督管理局机关党委关于在窗口单位和服务行业深入开展为民服务创先争优活动的实施方案（试行）的通知",
            [
                "市场监督管理局机关党委关于在窗口",
                "单位和服务行业深入开展为民服务创先",
                "争优活动的实施方案（试行）的通知",
            ],
        ),
        (
            "A long English title of the case about serving the people in 2012",
            ["A long English title", "of the case about serving", "the people in 2012"],
        ),
        ("津津市：528个基层党组织分类定级公开报道摘编", ["津津市：528个基层党组织", "分类定级公开报道摘编"]),
        ("", [""]),
    ],
)
def test_lines_are_balanced_between_words(title: str, lines: list[str]) -> None:
    assert titles.lines(title, (), 20) == lines


def test_no_line_is_much_shorter_than_another_nor_too_long() -> None:
    for length in range(10, 81):
        lines = titles.lines("国" * length, (), 20)
        lengths = [len(line) for line in lines]
        assert sum(lengths) == length
        assert max(lengths) <= 20
        assert max(lengths) - min(lengths) <= 3
        # No hourglass: the standard asks for a trapezium or a rhombus.
        assert lengths[0] <= max(lengths[1:], default=20)
        assert len(lengths) < 3 or min(lengths[1:-1]) >= max(lengths[0], lengths[-1])


def test_words_are_told_by_the_text() -> None:
    title = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    first, _ = titles.lines(title, (), 20)
    around = first[-1] + title[len(first)]
    assert titles.lines(title, [around + "。"], 20)[0] != first


@pytest.mark.parametrize("title", ["某某局关于印发《某某办法》的通知和《某某办法》说明", "（甲乙丙丁戊己）" * 4])
def test_no_line_begins_with_what_ends_a_phrase_nor_ends_with_what_begins_one(title: str) -> None:
    lines = titles.lines(title, (), 20)
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "，》）的" or line[-1] in "《（"]


def test_no_line_is_longer_than_its_room() -> None:
    title = " ".join(("a" * 8, "b" * 25, "c" * 24))
    assert titles.lines(title, (), 20) == title.split()


def test_a_short_word_in_brackets_is_not_divided() -> None:
    lines = titles.lines("某某中心某某支部某某（甲乙）：八个年轻人某某某", (), 20)
    assert any("（甲乙）" in line for line in lines)


def test_a_word_longer_than_a_line_is_left_to_the_printer() -> None:
    assert titles.lines("x" * 200 + "单位", (), 20) == ["x" * 200, "单位"]


def test_lines_that_the_title_has_stay() -> None:
    assert titles.lines("甲乙\n丙", (), 20) == ["甲乙", "丙"]


def test_a_number_stays_with_what_it_counts() -> None:
    lines = titles.lines("某某某某某某某某某100个工作日见某某某某某某", (), 20)
    assert not any(line[-1].isdigit() for line in lines)
