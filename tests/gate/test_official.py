"""What is official, as a campaign declares it, and what a text makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from campaign.official import Official, Set
from campaign.records import Records

ZERO = ("零返工", "零事故", "零投诉", "零浪费")
BRIGHT = ("眼睛够亮", "手上够亮", "心里够亮")
RATES = ("零返工", "零返工率", "零投诉")
FIRM = ("质量", "质量关", "质量线")
EYES = ("眼亮", "手亮", "心亮")
LEVELS = ("创质量A级", "创安全B级", "创效益C级")
SERVE = ("为民服务", "是非分明", "务实清廉")


def official(
    aims: Sequence[str] = (),
    groups: Sequence[tuple[str, str]] = (),
    criteria: Sequence[tuple[str, int | None, str]] = (),
    terms: Sequence[tuple[str, bool, tuple[str, ...]]] = (),
) -> Official:
    """``groups``: (id, title); ``criteria``: (group, order, title); ``terms``: (right, whether official, fine)."""
    declared = {
        "aims": [{"title": title} if title else {} for title in aims],
        "groups": [{"id": id, "title": title} if title else {"id": id} for id, title in groups],
    }
    records = SimpleNamespace(
        campaign_items=declared.__getitem__,
        of={
            "criterion": [SimpleNamespace(group=group, order=order, title=title) for group, order, title in criteria]
        }.__getitem__,
        wording=SimpleNamespace(
            terms=[SimpleNamespace(right=right, official=named, fine=fine) for right, named, fine in terms]
        ),
    )
    return Official(cast(Records, records))


def of_group(title: str, items: Sequence[str]) -> Official:
    return official(groups=[("a", title)], criteria=[("a", order, item) for order, item in enumerate(items)])


def test_names_and_sets_are_what_is_declared() -> None:
    found = official(
        aims=("一次做对", "次次做对", "", "做对"),
        groups=[("line", "四个零"), ("hand", ""), ("two", "两个满意要求"), ("same", "")],
        criteria=[
            *(("line", 1, "零事故事故"), ("line", 0, "零返工"), ("line", None, "零投诉"), ("line", 2, "")),
            *(("hand", order, title) for order, title in enumerate(BRIGHT)),
            *(("two", 1, "上级满意"), ("two", 2, "群众满意"), ("same", 1, "甲"), ("same", 2, "乙"), ("same", 3, "甲")),
        ],
        terms=[("一次做对", True, ()), ("领导小组", True, ("领导小姐姐",)), ("质量大队", False, ())],
    )
    assert found.names == (
        *("一次做对", "次次做对", "两个满意要求"),
        *("眼睛够亮", "零事故事故", "手上够亮", "上级满意", "心里够亮", "群众满意", "领导小组"),
    )
    assert found.sets == [
        Set("", ("一次做对", "次次做对", "做对")),
        Set("四个零", ("零返工", "零投诉", "零事故事故")),
        Set("", BRIGHT),
    ]
    assert official(aims=("一次做对", "次次做对", "")).sets == [], "an aim that has no title yet is no item"


def test_all_that_the_findings_depend_on_is_told() -> None:
    terms = [("领导小组", True, ("领导小姐姐",))]
    told = {
        repr(official()),
        repr(official(terms=[("领导小组", True, ())])),
        repr(official(terms=terms)),
        repr(official(aims=("一次做对",), terms=terms)),
        repr(official(aims=("甲", "乙", "丙"), terms=terms)),
        repr(official(aims=("乙", "甲", "丙"), terms=terms)),
    }
    assert len(told) == 6


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一次做对每道工序", []),
        ("把一次坐对每道工序记牢", [("一次做对每道工序", "一次坐对每道工序", 1)]),
        ("依次做对每道工序，一次做对每道工续", [("一次做对每道工序", "依次做对每道工序", 0), ("一次做对每道工序", "一次做对每道工续", 9)]),
        ("一次坐对每到工序", []),
        ("一次打对每道工序", []),
        ("工序", []),
        ("领导小祖", [("领导小组", "领导小祖", 0)]),
        ("领导小祖国", []),
        ("领导晓组", [("领导小组", "领导晓组", 0)]),
        ("银航系统", [("银行系统", "银航系统", 0)]),
    ],
)  # fmt: skip
def test_a_name_with_one_character_of_the_same_sound(text: str, found: list[tuple[str, str, int]]) -> None:
    known = official(aims=("一次做对每道工序",), terms=[("领导小组", True, ("领导小祖国",)), ("银行系统", True, ())])
    assert [(one.right, one.written, one.start) for one in known.misnamed(text)] == found
    assert all(text[one.start : one.end] == one.written for one in known.misnamed(text))


@pytest.mark.parametrize(
    ("group", "text", "found"),
    [
        # The whole of it, in full and short, with blanks, and with whatever comes after it.
        (ZERO, "“四个零”：零返工 、零事故、 零投诉、零浪费。", []),
        (ZERO, "“四个零”是零返工、零事故、零投诉、零浪费，工作就好了。", []),
        (ZERO, "“四个零”是零返工、零事故、零投诉和零浪费，零返工也要。", []),
        (ZERO, "“四个零”：零返工和零事故、零投诉、零浪费。", []),
        (ZERO, "“四个零”：零返工、事故、投诉、浪费。", []),
        (BRIGHT, "“三个亮”：眼睛够亮、手上、心里。", []),
        (EYES, "“三个亮”：眼亮、手、心。", []),
        (LEVELS, "“三个级”：创质量A级、安全B、效益C级。", []),
        (SERVE, "“三个样”：为民服务、是非分明、务实清廉。", []),
        (RATES, "“三个率”：零返工、零返工率、零投诉。", []),
        (ZERO, "“四个零”：零返工，零事故，零投诉，零浪费，工作好，大家好。", []),
        # A part of it, or too little to be meant for it.
        (ZERO, "“四个零”：返工、投诉、事故、浪费。", []),
        (ZERO, "“四个零”：零返工、零差错。", []),
        (ZERO, "“四个零”：零差错、零返工、零失误、零延误、零事故。", []),
        (ZERO, "零返工、零事故、零差错、零失误。", []),
        (ZERO, "“四个零”：零返工、零差错、零失误。零事故。", []),
        (ZERO, "“四个零”是甲、零事故、零投诉、零浪费、零返工。", []),
        (ZERO, "甲乙：零返工、零投诉。", []),
        (ZERO, "零事故、零返工。“四个零”：零事故。", []),
        (FIRM, "“三个质量”：质量、别的。", []),
        # What is nearly the whole.
        (ZERO, "“四个零”：零返工、零事故", [("零返工、零事故", "缺「零投诉」「零浪费」")]),
        (ZERO, "“四个零”：零返工、零事故、零差错、零失误。", [("零返工、零事故、零差错、零失误", "「零差错」不在其中，缺「零投诉」「零浪费」")]),
        (ZERO, "零返工、零事故、零投诉、零差错。", [("零返工、零事故、零投诉、零差错", "「零差错」不在其中，缺「零浪费」")]),
        (ZERO, "“四个零”：零返工、零返工、零事故、零投诉、零浪费。", [("零返工、零返工、零事故、零投诉、零浪费", "有重复")]),
        (ZERO, "“四个零”：零返工，零事故，零投诉，零浪费，零返工，大家好。", [("零返工，零事故，零投诉，零浪费，零返工", "有重复")]),
        (ZERO, "“四个零”：零返工、事故多、投诉、浪费。", [("零返工、事故多、投诉、浪费", "「事故多」不在其中，缺「零事故」")]),
        (ZERO, "“四个零”：零返工，零事故，零差错", [("零返工，零事故，零差错", "「零差错」不在其中，缺「零投诉」「零浪费」")]),
        (ZERO, "“四个零”：零返工，零事故，零投诉，零差错", [("零返工，零事故，零投诉，零差错", "「零差错」不在其中，缺「零浪费」")]),
        (ZERO, "“四个零”：零返工、零事故、零投诉、零浪费、零差错", [("零返工、零事故、零投诉、零浪费、零差错", "「零差错」不在其中")]),
        (ZERO, "零差错、零返工、零事故、零投诉。", [("零差错、零返工、零事故、零投诉", "「零差错」不在其中，缺「零浪费」")]),
        (ZERO, "“四个零”是零差错、零返工、零事故。", [("零差错、零返工、零事故", "「零差错」不在其中，缺「零投诉」「零浪费」")]),
        (BRIGHT, "“三个亮”：手上够亮、眼睛、心里。", [("手上够亮、眼睛、心里", "次序不对")]),
        (BRIGHT, "先说手上够亮、眼睛够亮、心里够亮。再说“三个亮”：心里够亮、眼睛够亮。", [
            ("手上够亮、眼睛够亮、心里够亮", "次序不对"), ("心里够亮、眼睛够亮", "缺「手上够亮」"),
        ]),
    ],
)  # fmt: skip
def test_a_list_of_what_is_in_a_group(group: Sequence[str], text: str, found: list[tuple[str, str]]) -> None:
    titles = {ZERO: "四个零", BRIGHT: "三个亮", EYES: "三个亮", RATES: "三个率", FIRM: "三个质量"}
    titles |= {LEVELS: "三个级", SERVE: "三个样"}
    known = of_group(titles[tuple(group)], group)
    assert [(text[one.start : one.end], one.reason) for one in known.misquoted(text)] == found


def test_of_names_that_begin_alike_the_longest_is_read() -> None:
    names = ["一次做对每道工序"[:length] for length in range(1, 9)]
    for name in names:
        found = Set("", tuple(names)).pattern.match(f"{name}，")
        assert found and found.group() == name


LEADS = ("：", "」标准是", " 要求（", "即", "就是", "指", "包括“", "为：", "内容——", " " * 23 + "：")


@pytest.mark.parametrize("lead", [*LEADS, "", "中的", "的内容，", " " * 24 + "："])
def test_what_leads_up_to_a_list(lead: str) -> None:
    assert bool(list(of_group("四个零", ZERO).misquoted(f"四个零{lead}零返工、零投诉"))) is (lead in LEADS)
