"""What a report says of the differences between two texts."""

from __future__ import annotations

import pytest
from campaign.markdown import Body
from importing.comparison import MOST, differences

BEFORE = "## 一、甲\n\n全班对着看板找出了返工最多的三道工序，一道一道改，改完再量。\n\n- 一项\n- 二项\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("一、甲", "（一）甲", []),
        ("二项", "第二项", ["「二项」改成「第二项」。"]),
        ("- 二项\n", "", ["少了「二项」。"]),
        ("- 二项\n", "- 二项\n- 三项\n", ["多了「三项」。"]),
        (
            "最多的三道",
            "最多的四道",
            ["「……对着看板找出了返工最多的三道工序，一道一道改，改完……」改成「……对着看板找出了返工最多的四道工序，一道一道改，改完……」。"],
        ),
        ("改完再量。", "改" * 200, [f"「……三道工序，一道一道改，改完再量。」改成「……三道工序，一道一道改，{'改' * 107}……」。"]),
    ],
)  # fmt: skip
def test_differences(old: str, new: str, expected: list[str]) -> None:
    assert differences(Body(BEFORE), Body(BEFORE.replace(old, new))) == expected


def test_many_are_counted() -> None:
    found = differences(Body(""), Body("\n\n".join(f"第{number}段" for number in range(MOST + 5))))
    assert (len(found), found[-1]) == (MOST + 1, "还有 5 处，没有一一列出。")
