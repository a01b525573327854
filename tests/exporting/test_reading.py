"""Records read for print say what their files say, in order and whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from campaign.fingerprint import expand
from exporting.paper import Block, Facts, Figure, Heading, Note, Paper, Paragraph, Run, Table, plain, text_of
from exporting.reading import Reader
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mkdocs.config import load_config
from numbering import label
from source.preparation import Prepared, prepare

from .. import attached
from ..conftest import Docs
from .conftest import ROOT

KANBAN = "cases/2031/kanban.md"


def words(texts: Iterable[str]) -> str:
    return re.sub(r"\s", "", "".join(texts))


def said(paper: Paper) -> str:
    notes = (block for blocks in paper.notes.values() for block in blocks)
    return words(text for block in (*paper.body, *notes) for text in text_of(block))


def _shown(token: Token) -> str:
    """The words of a piece of a line: braces that set an anchor or a class are none, but in code they are."""
    return re.sub(r"[ ]*\{[#.:][^{}]*\}", "", token.content) if token.type == "text" else token.content


def written(text: str) -> str:
    """The words of a Markdown text by another reader than the site's, numbers before headings left out."""
    text = re.sub(r'^!!! \w+ "(.*)"$', r"\1\n", text, flags=re.M)
    found, heading = [], False
    for token in MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(text):
        heading = heading or token.type == "heading_open"
        if token.type == "inline":
            line = "".join(_shown(one) for one in token.children or () if one.type in ("text", "code_inline", "image"))
            number = label(line) if heading else None
            found.append(line[len(number.text) :] if number and number.text != line else line)
            heading = False
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
    return words(found)


def page_of(docs: Docs, path: str = KANBAN) -> Paper:
    prepared = prepare(docs)
    config = load_config(str(ROOT / "mkdocs.yml"), site_url="http://web.example/party/")
    return Reader(prepared.site, prepared.rendered, config).paper(prepared.site.records.by_path[path])


def with_body(docs: Docs, path: str, body: str) -> Docs:
    """The docs with another body of one record, and a picture beside it."""
    head, front, _ = docs[path].decode().split("---\n", 2)
    assert not head
    picture = {f"{path.rpartition('/')[0]}/files/board.png": attached.picture("PNG")}
    return {**docs, **picture, path: f"---\n{front}---\n\n{body}\n".encode()}


def test_every_record_is_read_whole_and_in_order(own: Prepared, reader: Reader) -> None:
    read = 0
    for record in own.site.records.all():
        if record.path in own.rendered.texts and record.kind.name != "exemption":
            paper = reader.paper(record)
            if record.kind.name == "case" and record not in own.site.cases:
                continue
            body = re.sub(r"`<!--.*?-->`", "", expand(record.body.text, own.site.records.includes))
            there = said(paper).replace("<!--原文如此-->", "")
            # One reader takes ** before a bracket for strong, the other does not.
            assert there.replace("**", "") == written(body).replace("**", ""), record.path
            read += 1
    assert read > 80


def test_every_field_that_a_case_shows_is_read(own: Prepared, reader: Reader) -> None:
    for case in own.site.cases:
        paper = reader.paper(case)
        told = words(text for block in paper.blocks for text in text_of(block))
        for outcome in case.outcomes:
            assert words([outcome.text]) in told
            assert all(words([value]) in told for value in (outcome.before, outcome.after) if value)
        assert words([case.summary]) in told
        assert words([case.title]) in words([paper.title])
        assert paper.reviewed == case.review.on.plain


def test_ways_to_other_pages_are_left_out(own: Prepared, reader: Reader) -> None:
    paper = reader.paper(own.site.get("case", "window-one-stop"))
    assert "相关案例" not in [text for block in paper.blocks for text in text_of(block)]
    assert [plain(one.runs) for one in paper.tail if isinstance(one, Heading)] == ["审核", "资料来源"]


def test_a_sample_says_so(own: Prepared, reader: Reader) -> None:
    for record in (*own.site.cases, *own.site.units, *own.site.honours, *own.site.commitments):
        if record.sample:
            assert "示例" in reader.paper(record).title


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("一句**要紧**的。", Paragraph((Run("一句"), Run("要紧", frozenset({"strong"})), Run("的。")))),
        ("第一行\n第二行", Paragraph((Run("第一行第二行"),))),
        ("第一行  \n第二行", Paragraph((Run("第一行\n第二行"),))),
        ("![柱状图](files/board.png)", Figure("cases/2031/files/board.png", "柱状图")),
        ('!!! note "请注意"\n    一句。', Note("请注意", (Paragraph((Run("一句。"),)),))),
        ("词\n:   释义。", Facts((("词", (Run("释义。"),)),))),
        ("`{{ x }}` 与 #set", Paragraph((Run("{{ x }}", frozenset({"code"})), Run(" 与 #set")))),
    ],
)
def test_what_markdown_says_is_what_is_read(base: Docs, markdown: str, expected: Block) -> None:
    paper = page_of(with_body(base, _guide(base), markdown), _guide(base))
    assert _moved(expected, _guide(base)) in paper.body


def _guide(docs: Docs) -> str:
    return next(path for path in docs if path.startswith("guide/") and path.endswith(".md"))


def _moved(block: Block, path: str) -> Block:
    if isinstance(block, Figure):
        return Figure(f"{path.rpartition('/')[0]}/files/board.png", block.alt)
    return block


def test_a_tables_head_spans_and_alignment_are_read(base: Docs) -> None:
    paper = page_of(with_body(base, _guide(base), "| 甲 | 乙 |\n|---|--:|\n| 一 | 二 |"), _guide(base))
    (table,) = [one for one in paper.body if isinstance(one, Table)]
    assert [words(text_of(cell)) for cell in table.head[0]] == ["甲", "乙"]
    assert [(words(text_of(cell)), cell.align) for cell in table.rows[0]] == [("一", ""), ("二", "right")]


def test_a_footnote_stands_by_its_mark(base: Docs) -> None:
    paper = page_of(with_body(base, _guide(base), "一句[^a]。\n\n[^a]: 注释。"), _guide(base))
    (mark,) = [run.note for block in paper.body if isinstance(block, Paragraph) for run in block.runs if run.note]
    assert paper.notes[mark] == (Paragraph((Run("注释。"),)),)


def test_a_link_leads_where_the_site_lies(base: Docs) -> None:
    text = "[看板](../cases/2031/kanban.md#办法) [外](https://out.example/)"
    paper = page_of(with_body(base, _guide(base), text), _guide(base))
    (links,) = [block for block in paper.body if isinstance(block, Paragraph)]
    assert [run.href for run in links.runs if run.text.strip()] == [
        "http://web.example/party/cases/2031/kanban.html#%E5%8A%9E%E6%B3%95",
        "https://out.example/",
    ]


def test_a_book_by_unit_has_a_part_for_each(own: Prepared, reader: Reader) -> None:
    book = reader.compendium(own.site.cases, "汇编", "unit", "2012年1月")
    assert [part.title for part in book.parts] == [name for name, _ in book.units]
    assert sum(len(part.papers) for part in book.parts) == len(own.site.cases)


def test_a_book_by_criterion_follows_the_order_of_the_criteria(own: Prepared, reader: Reader) -> None:
    book = reader.compendium(own.site.cases, "汇编", "criterion", "2012年1月")
    order = [one.title for one in own.site.criteria]
    titles = [part.title for part in book.parts]
    assert titles == [one for one in order if one in titles]
