"""Papers as plain data."""

from exporting import typesetting
from exporting.paper import Cell, Heading, ListBlock, Paper, Paragraph, Run


def paper(*blocks, **rest) -> Paper:
    return Paper(None, "题目", (), blocks, (), **rest)


def set_(*blocks, **rest):
    return typesetting.of_paper(paper(*blocks, **rest), lambda path: None)["blocks"]


def cell(text: str, **spans) -> Cell:
    return Cell((Paragraph((Run(text),)),), **spans)


def test_half_a_surrogate_and_controls_are_cleaned() -> None:
    assert typesetting.clean("a\ud800b\x00\x07c\r\nd") == "a\ufffdbc\nd"


def test_a_long_word_may_break_and_a_number_may_not() -> None:
    assert typesetting.breakable("1,234,567.89") == "1,234,567.89"
    assert typesetting.breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "\u200b" in typesetting.breakable("x" * 30)


def test_heading_levels_skip_none() -> None:
    levels = [block["level"] for block in set_(Heading(3, (Run("甲"),)), Heading(1, (Run("乙"),)))]
    assert levels == [2, 2]


def test_very_deep_lists_keep_their_words() -> None:
    block = Paragraph((Run("底"),))
    for _ in range(60):
        block = ListBlock(((block,),))
    assert "底" in str(set_(block))


def test_a_note_that_marks_itself_ends() -> None:
    notes = {"a": (Paragraph((Run("甲"), Run(note="a"))),)}
    runs = set_(Paragraph((Run(note="a"), Run(note="a"))), notes=notes)[0]["runs"]
    assert [bool(run["blocks"]) for run in runs] == [True, False]


def test_spans_never_overlap_nor_leave_the_table() -> None:
    found = typesetting.placed([[cell("a", down=9), cell("b", across=2)], [cell("c"), cell("d")]])
    places = [(p["x"], p["y"], p["across"], p["down"]) for p, _ in found]
    assert places == [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]
