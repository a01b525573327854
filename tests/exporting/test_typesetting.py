"""Papers as plain data."""

from exporting import typesetting
from exporting.paper import Block, Facts, Heading, ListBlock, Paper, Paragraph, Run, Table


def paper(*blocks, **rest) -> Paper:
    return Paper(None, "题目", (), blocks, (), **rest)


def set_(*blocks, **rest):
    return typesetting.of_paper(paper(*blocks, **rest), lambda path: None)["blocks"]


def test_heading_levels_skip_none() -> None:
    levels = [block["level"] for block in set_(Heading(3, (Run("甲"),)), Heading(1, (Run("乙"),)))]
    assert levels == [2, 2]


def test_a_note_that_marks_itself_ends() -> None:
    notes = {"a": (Paragraph((Run("甲"), Run(note="a"))),)}
    runs = set_(Paragraph((Run(note="a"), Run(note="a"))), notes=notes)[0]["runs"]
    assert [bool(run["blocks"]) for run in runs] == [True, False]


def test_a_list_too_deep_to_be_printed_is_lines() -> None:
    block: Block = Paragraph((Run("底"),))
    for _ in range(typesetting.DEEPEST + 1):
        block = ListBlock(((block,), (Paragraph((Run("旁"),)),)))
    found = set_(block)
    for _ in range(typesetting.DEEPEST - 1):
        found = found[0]["items"][0]
    assert [line["is"] for line in found[0]["items"][0]] == ["par"] * 2
    assert [line["runs"][0]["text"] for line in found[0]["items"][0]] == ["底", "旁"]


def test_a_title_is_never_empty_and_stands_whole_beside_its_lines() -> None:
    long = "关于深入开展创先争优活动的实施意见和若干规定的通知"
    data = typesetting.of_paper(Paper(None, long, (), (), ()), lambda path: None)
    assert data["title"] == "".join(data["lines"]) == long
    assert len(data["lines"]) == 2
    assert typesetting.titled(" \x07\n") == "（无标题）"


def test_the_name_of_a_long_fact_stands_at_its_beginning() -> None:
    facts = Facts((("短", (Run("甲"),)), ("长", (Run("甲" * 100),))))
    assert [pair["long"] for pair in set_(facts)[0]["pairs"]] == [False, True]


def test_a_short_last_block_is_kept_with_what_ends_the_paper() -> None:
    def kept(*blocks: Block) -> bool:
        return typesetting.of_paper(paper(*blocks), lambda path: None)["kept"]

    assert kept(Paragraph((Run("甲"),)))
    assert not kept(Paragraph((Run("甲" * 500),)))
    assert not kept(Table((), ()))
    assert not kept()
