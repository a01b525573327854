"""What a form sends back becomes the record's text: untouched what nobody touched, as typed what somebody typed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from campaign import frontmatter, load
from campaign.files import decode, place
from campaign.frontmatter import CONTROL
from campaign.records import Records
from desk import answers, sections
from desk.answers import Opened
from desk.controls import Post
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import GOLDENS, golden_docs, read_folder

ROOT = Path(__file__).resolve().parents[2]
CASE = "cases/2031/kanban.md"


def silent(*_: object, **__: object) -> None:
    """What is wrong with a file is of no matter here."""


@cache
def records() -> Records:
    return load(golden_docs("_base"))[0]


def opened(path: str, text: str) -> Opened | None:
    kind = place(path, silent)
    assert kind is not None
    return answers.opened(kind[0].name, text, records())


def of(path: str, text: str) -> Opened:
    found = opened(path, text)
    assert found is not None
    return found


def base(path: str) -> str:
    return golden_docs("_base")[path].decode()


def answered(sheet: Opened, **changes: str) -> str:
    """The text when some controls hold something else; a name's dots are written as two underscores."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    pairs = [(name, named.pop(name, value)) for name, value in sheet.pairs()]
    return answers.compose(sheet, Post([*pairs, *named.items()])).text


@pytest.mark.parametrize("folder", [ROOT / "docs", *sorted(GOLDENS.glob("*/docs"))], ids=lambda path: path.parent.name)
def test_what_is_opened_and_sent_back_is_the_same_text(folder: Path) -> None:
    """Every record of the project and of the goldens that has a front matter to read."""
    docs = read_folder(folder)
    there, _ = load(docs)
    for path, data in docs.items():
        placed, text = place(path, silent) if path.endswith(".md") else None, decode(data, silent)
        if placed is None or text is None:
            continue
        sheet = answers.opened(placed[0].name, text, there)
        if sheet is not None:
            assert answers.compose(sheet, Post(sheet.pairs())).text == text, path
            # As a browser sends it: line ends of its own.
            sent = [(name, value.replace("\n", "\r\n")) for name, value in sheet.pairs()]
            assert answers.compose(sheet, Post(sent)).text == text, path


def test_only_the_field_that_was_changed_is_written() -> None:
    text = base(CASE)
    changed = answered(of(CASE, text), title="换了一个标题")
    before, after = text.split("\n"), changed.split("\n")
    different = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(different) == 1 and different[0][1] == "title: 换了一个标题"


@pytest.mark.parametrize(
    ("control", "typed", "read"),
    [
        ("date", "2011年6月", "2011-06"),
        ("date", "2011.6.3", "2011-06-03"),
        ("date", "上个月", "上个月"),
        ("date", "2011-13", "2011-13"),
        ("title", "# 井号: 与冒号", "# 井号: 与冒号"),
        ("summary", "字" * 200, "字" * 200),
        ("unit", "no-such-unit", "no-such-unit"),
        ("kind", "nonsense", "nonsense"),
    ],
)
def test_what_is_typed_is_in_the_text_valid_or_not(control: str, typed: str, read: str) -> None:
    text = answered(of(CASE, base(CASE)), **{control: typed})
    found = answers.front(text)
    assert found is not None and found[control] == read


def test_a_field_that_is_emptied_is_taken_out() -> None:
    found = answers.front(answered(of(CASE, base(CASE)), summary=""))
    assert found is not None and "summary" not in found


def test_numbers_and_flags_are_written_plain() -> None:
    text = base("units/press.md")
    changed = answered(of("units/press.md", text), members="07", sample="true")
    found = answers.front(changed)
    assert found and found["members"] == "07" and "sample: true" in changed
    assert "members: 18\n" in answered(of("units/press.md", text), members="18")


def test_rows_are_added_taken_out_and_moved() -> None:
    path = "honours/first.md"
    text = base(path).replace("sample: true\n", "  - category: 另一类\n    winner: 示例集体\nsample: true\n")
    sheet = of(path, text)
    post = Post(sheet.pairs())
    keys = post.all("awards")
    found = answers.front(answers.compose(sheet, post.raised("awards", keys[-1])).text)
    awards = (answers.front(text) or {})["awards"]
    assert found and len(awards) == 2
    assert found["awards"] == awards[::-1]
    found = answers.front(answers.compose(sheet, post.without("awards", keys[0])).text)
    assert found and found["awards"] == awards[1:]
    more, key = post.with_row("awards")
    assert answers.compose(sheet, more).text == text
    filled = Post([*more.pairs, (f"awards.{key}.category", "示例类"), (f"awards.{key}.winner", "示例人")])
    found = answers.front(answers.compose(sheet, filled).text)
    assert found and found["awards"] == [*awards, {"category": "示例类", "winner": "示例人"}]


def test_an_item_without_an_id_is_given_one_that_is_free() -> None:
    path = "criteria/zero-return.md"
    sheet = of(path, base(path))
    post, key = Post(sheet.pairs()).with_row("indicators")
    post, other = post.with_row("indicators")
    named = [(f"indicators.{one}.text", "当日办结") for one in (key, other)]
    found = answers.front(answers.compose(sheet, Post([*post.pairs, *named])).text)
    assert found and [one["id"] for one in found["indicators"]][-2:] == ["dang-ri-ban-jie", "dang-ri-ban-jie-2"]


def test_a_source_wording_makes_the_date_a_group_and_without_it_it_is_plain() -> None:
    sheet = of(CASE, base(CASE))
    text = answered(sheet, date="2031-05", date__wording="五月间", date__basis="inferred")
    found = answers.front(text)
    assert found and found["date"] == {"edtf": "2031-05", "wording": "五月间", "basis": "inferred"}
    found = answers.front(answered(of(CASE, text), date__wording="", date__basis=""))
    assert found and found["date"] == "2031-05"


@pytest.mark.parametrize("front", ["title: [一, 二]", "criteria: zero-return", "source: 某报", "outcomes:\n  text: 一"])
def test_a_field_in_a_shape_no_form_can_show_is_locked_and_left_alone(front: str) -> None:
    text = f"---\nkind: organisation\n{front}\n---\n\n正文\n"
    sheet = of(CASE, text)
    name = front.partition(":")[0]
    assert name in sheet.locked and name not in {one.name for one in sheet.fields}
    assert front in answered(sheet, stage="one")


@pytest.mark.parametrize(
    "text", ["没有头部", "---\ntitle: 没有结束", "---\ntitle: 一: 二\n---\n", "---\na: 1\na: 2\n---\n"]
)
def test_what_has_no_readable_front_matter_has_no_form(text: str) -> None:
    assert opened(CASE, text) is None


def test_a_section_that_is_missing_is_written_where_the_template_has_it() -> None:
    text = base(CASE)
    wanted = of(CASE, text).wanted
    gone = sections.cut(frontmatter.split(text).body, True)
    lines = [line for part in gone if part.heading != wanted[1] for line in part.lines]
    less = text.replace(frontmatter.split(text).body, "\n".join(lines))
    sheet = of(CASE, less)
    key = next(key for key, part in sheet.parts.items() if part.is_new)
    again = answered(sheet, **{f"body__{key}__text": "补上的内容。"})
    assert [one.heading for one in sections.cut(frontmatter.split(again).body, True)][1:] == list(wanted)
    assert "补上的内容。" in again and answered(sheet) == less


def test_a_section_that_is_changed_leaves_the_others_as_they_were() -> None:
    text = "---\nkind: organisation\n---\n## 甲  \n一\n二\n\n\n\n## 乙\n三\n## 丙 {#c}\n\n四"
    sheet = of(CASE, text)
    key = next(key for key, part in sheet.parts.items() if part.heading == "乙")
    changed = answered(sheet, **{f"body__{key}__text": "新的"})
    assert "## 甲  \n一\n二\n\n\n\n## 乙\n\n新的\n\n## 丙 {#c}\n\n四\n" in changed


def test_what_the_template_of_a_new_record_asks_for_is_a_prompt_and_no_text() -> None:
    sheet = of(CASE, "---\nkind: organisation\n---\n\n## 甲\n\n<!-- 在这里写甲，写完删去这一行。 -->\n")
    part = next(one for one in sheet.parts.values() if one.heading == "甲")
    assert (part.text, part.prompt) == ("", "在这里写甲，写完删去这一行。")
    key = next(key for key, one in sheet.parts.items() if one is part)
    assert "<!--" not in answered(sheet, **{f"body__{key}__text": "写了"})


_LINES = st.lists(
    st.sampled_from(
        ["", " ", "## 甲", "## 乙 {#b}", "### 小", "```", "文字", "  ## 缩进", "- 一", "\t", "<!-- 注 -->", "a\0b"]
    )
    | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n\r"), max_size=6)
)


@given(_LINES, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_body_comes_back_as_it_was(lines: list[str], by_heading: bool) -> None:
    body = "\n".join(lines)
    parts = sections.keyed(sections.cut(body, by_heading), ("甲", "丁"))
    assert sections.read(Post(sections.write(parts)), parts)[0] is None
    assert "\n".join(line for part in parts.values() for line in part.lines) == body


@given(
    st.dictionaries(st.sampled_from(["title", "summary", "date", "unit", "stage"]), st.text(max_size=30), min_size=1)
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_into_a_line_is_read_back(typed: dict[str, str]) -> None:
    sheet = of(CASE, base(CASE))
    text = answers.compose(sheet, Post([(name, typed.get(name, value)) for name, value in sheet.pairs()])).text
    again = of(CASE, text)
    for name, value in typed.items():
        wanted = CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")).strip("\n ")
        if name != "date" and wanted.strip() and name in dict(sheet.pairs()):
            assert Post(again.pairs()).get(name) == wanted
