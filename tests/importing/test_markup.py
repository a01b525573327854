"""Whatever a file's text holds, it becomes that text in the site's Markdown, and nothing that acts."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from campaign import Memory, load
from campaign.files import decode
from campaign.load import parse
from campaign.markdown import Body
from hypothesis import example, given, settings
from hypothesis import strategies as st
from importing import Picture, Reading, account, understand
from importing.blocks import Paragraph
from importing.escaping import heading
from importing.html_blocks import read_blocks
from importing.markup import Writer
from markdown import Markdown

from ..conftest import GOLDENS, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")
MEMORY = Memory()
RECORDS = load(BASE, MEMORY)[0]
SETTINGS = yaml.load((Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
ENGINE = Markdown(
    extensions=[one if isinstance(one, str) else next(iter(one)) for one in SETTINGS["markdown_extensions"]],
    extension_configs={"markdown_include.include": {"throwException": True}},
)
PATH = "cases/2031/new.md"


def written(html: str, known: tuple[str, ...] = ()) -> str:
    document = read_blocks(html)
    writer = Writer(known, document.notes, lambda number, name: f"files/x-{number}.jpg")
    return "\n\n".join([*writer.blocks(document.blocks), *writer.rest()])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>甲<strong>乙。</strong>丙</p>", "甲**乙**。丙"),
        ("<p><strong>“三亮”</strong>工作</p>", "“**三亮**”工作"),
        ("<p><strong>甲</strong><strong>乙</strong></p>", "**甲乙**"),
        ("<p><em>甲</em><u>乙</u></p>", "甲乙"),
        ("<p>x<sup>2</sup>，H<sub>2</sub>O，<s>旧</s>新</p>", "x<sup>2</sup>，H<sub>2</sub>O，<s>旧</s>新"),
        ("<p><strong>。</strong></p>", "。"),
        ("<p>甲<br />乙</p>", "甲\n\n乙"),
        ("<p>\u3000\u3000甲\t乙</p>", "甲 乙"),
        (
            '<p><a href="https://a.invalid/b_(c)?d=1&amp;e=2">甲</a></p>',
            "[甲](https://a.invalid/b%5F%28c%29?d=1&amp;e=2)",
        ),
        ('<p><a href="ftp://a.invalid">甲</a></p>', "甲"),
        ("<p>1. 甲</p>", "1\\. 甲"),
        ("<p>1.5 倍</p>", "1.5 倍"),
        ("<p># 甲 #</p>", "&#35; 甲 #"),
        ("<p>a &lt;script&gt; &amp;lt; {!x!}</p>", "a &lt;script> &amp;lt; &#123;!x!&#125;"),
        ("<p>JavaScript :甲</p>", "**JavaScript** :甲"),
        ("<ul><li>甲</li><li>乙<ol><li>丙</li></ol></li></ul>", "- 甲\n- 乙\n    1. 丙"),
        ("<ul><li><p>甲</p><p>乙</p></li></ul>", "- 甲<br>乙"),
        (
            "<table><tr><td>甲</td><td>a|b</td></tr><tr><td>乙</td></tr></table>",
            "| 甲 | a\\|b |\n| --- | --- |\n| 乙 |  |",
        ),
        (
            '<table><tr><td rowspan="2">甲</td><td colspan="2">乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>',
            "| 甲 | 乙 | 乙 |\n| --- | --- | --- |\n| 甲 | 丙 | 丁 |",
        ),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n\n乙"),
        ("<table><tr><td></td></tr></table>", ""),
        ("<table></table>", ""),
    ],
)
def test_markdown(html: str, markdown: str) -> None:
    assert written(html) == markdown


def test_pictures_and_captions() -> None:
    picture = '<p class="centred"><img src="picture:a.jpg" alt="{}" /></p>'
    assert written(picture.format("") + "<p>图1 大家看板</p>", ("a.jpg",)) == "![图1 大家看板](files/x-1.jpg)"
    assert written(picture.format("") + '<p class="centred">大家看板</p>', ("a.jpg",)) == "![大家看板](files/x-1.jpg)"
    assert (
        written(picture.format("看板前的人") + "<p>正文。</p>", ("a.jpg",)) == "![看板前的人](files/x-1.jpg)\n\n正文。"
    )
    assert written(picture.format("D:\\\\图\\\\大合影.jpg"), ("a.jpg",)) == "![图片 1](files/x-1.jpg)"
    assert written("<p>甲" + picture.format("")[19:], ("a.jpg",)) == "甲\n\n![图片 1](files/x-1.jpg)"
    assert written(picture.format("") + "<p>图1 大家看板</p>") == "图1 大家看板"


def test_notes() -> None:
    note = '<sup><a href="#footnote-{0}" id="footnote-ref-{0}">[{0}]</a></sup>'
    back = ' <a href="#footnote-ref-{0}">↑</a>'
    html = (
        f'<p>甲{note.format(2)}乙{note.format(3)}：丙{note.format(2)}</p><ol><li id="footnote-2"><p>二。{back.format(2)}</p></li>'
        f'<li id="footnote-3"><p>三</p><p>续。{back.format(3)}</p></li></ol>'
    )
    assert written(html) == "甲[^1]乙[^2]：丙[^1]\n\n[^1]: 二。\n\n[^2]: 三 续。"
    start = f'<p>{note.format(2)}: 甲</p><ol><li id="footnote-2"><p>二。</p></li></ol>'
    assert Body(written(start)).passages[0].text.startswith(": 甲")


def test_headings() -> None:
    assert heading(2, "甲 # 乙#") == "## 甲 &#35; 乙&#35;"
    assert Body(heading(3, "1. *甲* {#x} #")).headings[0].text == "1. *甲* {#x} #"


def test_damaged_html_is_read() -> None:
    deep = "<table><tr><td>" * 3000 + "底" + "</td></tr></table>" * 3000
    assert "底" in written(deep)
    assert written('<table><tr><td colspan="999999999">甲</td><td>乙</td></tr></table>').count("|") < 200
    assert written("</p></td><p>甲<li>乙") in ("甲\n\n乙", "甲乙")


_NASTY = st.sampled_from(
    ["<script>", "</p>", "<!--", "-->", "javascript:", "JAVA script :", "&#106;avascript:", "data: text/html", "onclick=", "{!includes/a.md!}",
     "{: .x }", "{#id}", "[^1]:", "[a](b)", "![a](b)", "```", "~~~", "---", "***", "===", "# ", "## ", "> ", "- ", "+ ", "1. ", "2) ", ": ",
     "!!! note", "| a | b |", "\\", "`", "**", "__", "<br>", "&lt;", "&amp;amp;", "\t", "    ", "\u3000", "\u200b", "\u2028", "\x0b", "\x00", "\ufeff",
     "𠮷", "·", "一、", "（一）", "1.", "附件：", "2011年6月", "摘要：", "关键词：", "标题", "。", "由3天到2天", "同志", "https://a.invalid/?a=1&b=2", "$", "%", "null", "'", '"', "@", "#"]
)  # fmt: skip
_TEXT = st.lists(_NASTY | st.text(max_size=12), max_size=6).map("".join)
_INLINE = st.builds(
    lambda text, tag: f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text),
    _TEXT,
    st.sampled_from(["", "", "", "strong", "sup", "s", "em"]),
)
_PARAGRAPH = st.builds(
    lambda runs, tag, classes: f'<{tag} class="{classes}">{"".join(runs)}</{tag}>',
    st.lists(_INLINE, max_size=3),
    st.sampled_from(["p", "p", "p", "p", "h1", "h2", "h3"]),
    st.sampled_from(["", "", "centred size-22", "heiti", "right", "title"]),
)
_BLOCK = _PARAGRAPH | st.builds(
    lambda form, inner: form.format(*inner, *([""] * 3)),
    st.sampled_from(
        ["<ul><li>{}</li><li>{}</li></ul>", "<ol><li>{}<ul><li>{}</li></ul></li></ol>", "<table><tr><td>{}</td><td>{}</td></tr></table>",
         '<table><tr><td colspan="2">{}</td></tr><tr><td>{}</td><td>{}</td></tr></table>']
    ),
    st.lists(_PARAGRAPH, min_size=1, max_size=3),
)  # fmt: skip
# What the gate looks for may stand in any text; that it is found is not what is tested here.
_GATE = re.compile(r"personal-|secrecy-|internal-|wording|document-|term")


@settings(max_examples=60, deadline=None)
@example(["<p>javascript:</p>"])
@example(["<p><strong>javascript:x</strong></p>"])
@example(["<p>[^1]: 甲</p>", "<p>&amp;#106;avascript:甲</p>"])
@given(st.lists(_BLOCK, max_size=6))
def test_any_text_becomes_a_draft_that_passes_check_and_holds_all_of_it(blocks: list[str]) -> None:
    reading = Reading("a.docx", b"", "".join(blocks), {"p": Picture("p", b"", 1, 1)})
    draft = understand(reading, RECORDS)
    text = draft.text("new")
    _, found = load({**BASE, PATH: text.encode()}, MEMORY)
    wrong = [one for one in found if one.path == PATH and one.severity.value == "error" and not _GATE.match(one.code)]
    assert wrong == []
    told = _letters(account.write(draft, text, PATH, []))
    there = account._letters_of(text)
    labels = {one.number: _letters(one.label) for one in draft.headings}
    for paragraph in draft.document.paragraphs():
        words = _letters(paragraph.text).removeprefix(labels.get(paragraph.number, ""))
        assert words in there or words in told, paragraph.text
    record = parse(PATH, text.encode()).record
    assert record is not None and record.body.links == [
        one for one in record.body.links if one.target.startswith("http")
    ]


class _Words(HTMLParser):
    """What a page shows, and the elements it shows it with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag if not attrs else f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(max_examples=300, deadline=None)
@example("[^1]: x")
@example("- [ ] x")
@example("甲\\")
@given(_TEXT.map(lambda text: decode(text.encode("utf-8", "replace"), lambda *where, **values: None) or ""))
def test_the_engine_shows_the_same_words_and_nothing_more(text: str) -> None:
    document = read_blocks(f"<p>{escape(text)}</p>")
    written_ = Writer((), {}, lambda number, name: "").blocks(document.blocks)
    page = _Words(ENGINE.reset().convert("\n\n".join(["首段。", *written_, "末段。"])))
    shown = ["首段。", *(one.text for one in document.blocks if isinstance(one, Paragraph)), "末段。"]
    assert "".join(page.text.split()) == "".join("".join(shown).split())
    assert page.tags <= {"p", "strong"}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
