"""Two texts side by side, told apart down to the words."""

from __future__ import annotations

import pytest
from desk import comparing
from desk.comparing import Row, side_by_side
from hypothesis import given
from hypothesis import strategies as st


def text_of(rows: list[Row], side: str) -> str:
    lines = [getattr(row, side) for row in rows if row.kind != ("added" if side == "left" else "removed")]
    return "\n".join("".join(text for text, _ in line) for line in lines)


TEXTS = st.text(alphabet=st.sampled_from("甲乙丙丁。，！”\n a\U00020000"), max_size=60)


@given(old=TEXTS, new=TEXTS)
def test_each_side_reads_as_its_text(old: str, new: str) -> None:
    rows = side_by_side(old, new)
    assert text_of(rows, "left") == old and text_of(rows, "right") == new
    for row in rows:
        marked = any(mark for _, mark in (*row.left, *row.right))
        assert marked == (row.kind != "same")


@given(text=TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {row.kind for row in side_by_side(text, text)} == {"same"}


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "大厅很挤。群众要跑三趟。现在好了。",
            "大厅很挤。群众只跑一趟。现在好了。",
            [
                Row(
                    "changed",
                    (("大厅很挤。群众", False), ("要", True), ("跑", False), ("三", True), ("趟。现在好了。", False)),
                    (("大厅很挤。群众", False), ("只", True), ("跑", False), ("一", True), ("趟。现在好了。", False)),
                )
            ],
        ),
        # A sentence that is another altogether is marked whole, not letter by letter.
        (
            "先看第一句话。设立窗口统一受理。",
            "先看第一句话。“还有意见吗？”他问。",
            [
                Row(
                    "changed",
                    (("先看第一句话。", False), ("设立窗口统一受理。", True)),
                    (("先看第一句话。", False), ("“还有意见吗？”他问。", True)),
                )
            ],
        ),
        (
            "一段。",
            "一段。\n\n新的一段。",
            [
                Row("same", (("一段。", False),), (("一段。", False),)),
                Row("added", (), (("", True),)),
                Row("added", (), (("新的一段。", True),)),
            ],
        ),
        (
            "甲乙丙丁\n戊己",
            "戊己",
            [Row("removed", (("甲乙丙丁", True),), ()), Row("same", (("戊己", False),), (("戊己", False),))],
        ),
        # The same letters in another order are no rewording.
        (
            "头一句。甲乙丙丁戊己庚辛",
            "头一句。辛庚己戊丁丙乙甲",
            [
                Row(
                    "changed",
                    (("头一句。", False), ("甲乙丙丁戊己庚辛", True)),
                    (("头一句。", False), ("辛庚己戊丁丙乙甲", True)),
                )
            ],
        ),
        # A paragraph that moved in before a reworded one does not hide what became of it.
        (
            "服务承诺有八条内容。",
            "完全是另外说法\n服务承诺有九条内容。",
            [
                Row("added", (), (("完全是另外说法", True),)),
                Row(
                    "changed",
                    (("服务承诺有", False), ("八", True), ("条内容。", False)),
                    (("服务承诺有", False), ("九", True), ("条内容。", False)),
                ),
            ],
        ),
    ],
)
def test_words_are_marked_within_sentences(old: str, new: str, wanted: list[Row]) -> None:
    assert side_by_side(old, new) == wanted


def test_two_long_texts_are_not_compared_each_line_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = comparing._alike
    monkeypatch.setattr(comparing, "_alike", lambda one, other: asked.append(one) or real(one, other))
    old = "\n".join(f"{index}" * 9 for index in range(300))
    new = "\n".join(chr(0x4E00 + index) * 9 for index in range(300))
    rows = side_by_side(old, new)
    assert len(rows) == 600 and len(asked) <= 300 * comparing.AHEAD
