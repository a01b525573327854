"""Word files of papers: styles, numbers, tables, notes, links, pictures."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest
from campaign.render.exported import FORMATS
from exporting import WRITERS, word
from exporting.paper import (
    Block,
    Figure,
    ListBlock,
    Table,
)  # fmt: skip
from exporting.reading import Reader
from lxml import etree
from PIL import Image
from source.preparation import Prepared

from .papers import W, book, cell, made, opened, paper, parts, said


def test_looks_are_styles() -> None:
    root = etree.fromstring(parts(made())["word/document.xml"])
    direct = {child.tag.removeprefix(W) for looks in root.iter(W + "rPr") for child in looks}
    assert direct == {"rStyle", "b"}
    framed = {child.tag.removeprefix(W) for frame in root.iter(W + "pPr") for child in frame}
    assert framed == {"pStyle", "numPr"}


def test_every_style_used_is_defined() -> None:
    for one in (made(), book()):
        files = parts(one)
        known = set(re.findall(rb'w:styleId="(\w+)"', files["word/styles.xml"]))
        text = b"".join(data for name, data in files.items() if name.endswith(".xml"))
        assert set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', text)) <= known


def test_headings_count_where_their_label_is_the_next() -> None:
    found = [
        (one.style.name, one.text) for one in opened(made()).paragraphs if one.style.name.startswith(("Head", "标题"))
    ]
    assert found == [
        ("Heading 1", "背景"), ("Heading 2", "做法"), ("Heading 3", "细处"), ("Heading 1", "成效"), ("Heading 2", "再做"),
        ("标题 1 无编号", "附言"), ("标题 1 无编号", "第九章另起"),
    ]  # fmt: skip
    styles = etree.fromstring(parts(made())["word/styles.xml"])
    levels = [styles.find(f"{W}style[@{W}styleId='Heading{n}']//{W}ilvl").get(W + "val") for n in range(1, 5)]
    assert levels == ["0", "1", "2", "3"]


def test_page_and_its_grid() -> None:
    for section in (*opened(made()).sections, *opened(book()).sections):
        sizes = section.page_width, section.page_height
        margins = section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
        assert [round(one.mm) for one in (*sizes, *margins)] == [210, 297, 37, 26, 35, 28]
        assert etree.tostring(section._sectPr).count(b'w:type="lines" w:linePitch="579"') == 1


def test_a_tables_head_is_repeated_and_its_cells_are_merged() -> None:
    table = opened(made()).tables[1]
    assert [len(row._tr.findall(f"{W}trPr/{W}tblHeader")) for row in table.rows] == [1, 0, 0, 0]
    assert [[one.text for one in row.cells] for row in table.rows] == [
        ["项目", "数量"], ["座谈会", "3"], ["座谈会", "5"], ["合计8", "合计8"],
    ]  # fmt: skip
    merged = [cell.vMerge for row in table.rows for cell in row._tr.tc_lst]
    assert merged == [None, None, "restart", None, "continue", None, None]


def test_notes_and_links_are_real() -> None:
    files = parts(made())
    assert "注释文字" in "".join(etree.fromstring(files["word/footnotes.xml"]).itertext())
    assert b'<w:footnoteReference w:id="1"/>' in files["word/document.xml"]
    assert b'Target="https://e.cn/?a=1&amp;b=2" TargetMode="External"' in files["word/_rels/document.xml.rels"]


def test_a_picture_is_no_wider_than_the_text_and_says_what_it_shows() -> None:
    shape = opened(made()).inline_shapes[0]
    assert (round(shape.width.mm), shape._inline.docPr.get("descr")) == (156, "合影")


@pytest.mark.parametrize(("data", "why"), [(None, "找不到"), (b"no picture", "打不开")])
def test_a_missing_picture_leaves_its_words(data: bytes | None, why: str) -> None:
    found = word.of_paper(paper(), lambda path: data)
    assert "[图：合影]" in [one.text for one in opened(found).paragraphs]
    assert found.said == (f"图片 a/图.png {why}，只写了它的说明。",)


def test_text_is_data() -> None:
    hostile = '</w:t><w:evil/>&"\x00\x0b\ud800'
    assert opened(made(said(hostile), Figure("a", hostile))).paragraphs[-4].text.startswith('</w:t><w:evil/>&"')


def test_pictures_that_word_does_not_know_become_some_that_it_does() -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "WEBP")
    files = parts(word.of_paper(paper(), lambda path: out.getvalue()))
    assert [name for name in files if "media" in name] == ["word/media/picture1.png"]
    assert files["word/media/picture1.png"].startswith(b"\x89PNG")


def test_what_comes_after_an_items_first_paragraph_stands_below_its_words() -> None:
    deep: tuple[Block, ...] = (said("最深"),)
    for _ in range(11):
        deep = (ListBlock(((said("项"), said("续"), *deep),)),)
    files = parts(made(*deep))
    levels = etree.fromstring(files["word/numbering.xml"]).find(f"{W}abstractNum[2]")
    left = [level.find(f"{W}pPr/{W}ind").get(W + "left") for level in levels.iter(W + "lvl")]
    styles = {one.get(W + "styleId"): one for one in etree.fromstring(files["word/styles.xml"]).iter(W + "style")}
    more = [styles[f"ListMore{n}"].find(f"{W}pPr/{W}ind") for n in range(1, 10)]
    assert [one.get(W + "left") for one in more] == left
    assert {one.get(W + "firstLine") for one in more} == {"0"}
    found = [one.style.name for one in opened(made(*deep)).paragraphs if one.text == "续"]
    assert found == [f"列表续段 {min(n, 9)}" for n in range(1, 12)]


def test_columns_fill_the_line_and_much_text_gets_more_room() -> None:
    rows = (cell("甲"), cell("办理事项和办理情况的说明" * 9)), (cell("乙", down=2), cell("丙")), (cell("丁"),)
    widths = [round(one.width.mm) for one in opened(made(Table((), rows))).tables[1].columns]
    assert sum(widths) == pytest.approx(156, abs=1)
    assert widths[0] < widths[1] / 2


def test_the_author_is_the_unit_or_whoever_organises(own: Prepared, reader: Reader) -> None:
    assert opened(made()).core_properties.author == "某局"
    assert opened(book()).core_properties.author == "某组"
    case, policy = own.site.cases[0], own.site.policies[0]
    assert reader.paper(case).author == reader.paper(case).unit != ""
    assert reader.paper(policy).author == own.site.campaign.organiser


def test_the_same_bytes_whenever_and_wherever(monkeypatch: pytest.MonkeyPatch) -> None:
    before = made().data, book().data
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *given: time.gmtime(2_000_000_000))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert (made().data, book().data) == before


def test_the_site_offers_what_there_are_writers_for() -> None:
    assert set(WRITERS) == set(FORMATS)
