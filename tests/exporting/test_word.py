"""Word files of papers: styles, numbers, tables, notes, links, pictures, contents."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from exporting import word
from exporting.made import Made
from exporting.paper import (
    Block,
    Cell,
    Code,
    Compendium,
    Facts,
    Figure,
    Heading,
    ListBlock,
    Note,
    Paper,
    Paragraph,
    Part,
    Quote,
    Rule,
    Run,
    Table,
)  # fmt: skip
from lxml import etree
from PIL import Image

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(text: str, **more: Any) -> Cell:
    return Cell((said(text),), **more)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 100)).save(out, "PNG")
    return out.getvalue()


TABLE = Table(
    head=((cell("项目", header=True), cell("数量", header=True)),),
    rows=((cell("座谈会", down=2), cell("3", align="right")), (cell("5"),), (cell("合计8", across=2),)),
    caption="活动统计",
)
BODY: tuple[Block, ...] = (
    Heading(1, (Run("背景"),), "一、"),
    Paragraph((Run("正文起首"), Run("强调", frozenset({"strong"})), Run(note="a"), Run("网站", href="https://e.cn/?a=1&b=2"))),
    Heading(2, (Run("做法"),), "（一）"),
    Heading(3, (Run("细处"),), "1."),
    Heading(1, (Run("成效"),), "二、"),
    Heading(1, (Run("附言"),)),
    Heading(1, (Run("另起"),), "第九章"),
    ListBlock((((said("甲"), said("甲续"))), (said("乙"), ListBlock(((said("丙"),),))))),
    ListBlock(((said("第四条"),),), ordered=True, start=4),
    TABLE,
    Quote((said("引来的话"),)),
    Note("提示", (said("盒中文字"),)),
    Code("甲 = 1\n乙 = 2"),
    Rule(),
    Figure("a/图.png", "合影"),
    said("末段"),
)  # fmt: skip


def paper(body: tuple[Block, ...] = BODY, title: str = "示例材料", **more: Any) -> Paper:
    lead = (Paragraph((Run("摘要在此"),), "summary"), Facts((("单位", (Run("某局"),)),)))
    notes = {"a": (said("注释文字"),)}
    record: Any = None  # a Word file is made of the page alone
    return Paper(record, title, lead, body, (), notes, "2011年6月1日", "https://e.cn/x/", **more)


def parts(made: Made) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(made.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(made: Made) -> Any:
    return docx.Document(io.BytesIO(made.data))


def made(*body: Block) -> Made:
    return word.of_paper(paper(body or BODY), lambda path: png())


def book() -> Made:
    papers = (paper(title="甲材料"), paper(title="乙材料"))
    return word.of_compendium(
        Compendium("材料汇编", "某组", "2011年", (Part("带头学习", papers),), ()), lambda path: png()
    )


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
        ("Heading 1", "背景"), ("Heading 2", "做法"), ("Heading 3", "细处"), ("Heading 1", "成效"),
        ("标题 1 无编号", "附言"), ("标题 1 无编号", "第九章另起"),
    ]  # fmt: skip


def test_each_paper_of_a_book_counts_from_one() -> None:
    root = etree.fromstring(parts(book())["word/document.xml"])
    first = [one for one in root.iter(W + "p") if "".join(one.itertext()) == "背景"]
    assert len({etree.tostring(one) for one in first}) == 2


def test_page_and_its_grid() -> None:
    section = opened(made()).sections[0]
    measured = [
        round(one.mm) for one in (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    ]
    assert measured == [37, 26, 35, 28]
    assert b'w:type="lines" w:linePitch="579"' in parts(made())["word/document.xml"]


def test_a_tables_head_is_repeated_and_its_cells_are_merged() -> None:
    table = opened(made()).tables[1]
    assert [len(row._tr.findall(f"{W}trPr/{W}tblHeader")) for row in table.rows] == [1, 0, 0, 0]
    assert [[one.text for one in row.cells] for row in table.rows] == [
        ["项目", "数量"], ["座谈会", "3"], ["座谈会", "5"], ["合计8", "合计8"],
    ]  # fmt: skip


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


def test_the_same_bytes_twice() -> None:
    assert made().data == made().data
    assert book().data == book().data


def test_a_book_has_contents() -> None:
    text = [(one.style.name, one.text) for one in opened(book()).paragraphs]
    assert [one for one in text if one[0].startswith("toc")] == [
        ("toc 1", "带头学习\t"), ("toc 2", "甲材料\t"), ("toc 2", "乙材料\t"),
    ]  # fmt: skip
    assert b"updateFields" in parts(book())["word/settings.xml"]


def test_an_office_suite_prints_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "book.docx").write_bytes(book().data)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "book.docx"]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run(["pdftotext", tmp_path / "book.pdf", "-"], check=True, capture_output=True).stdout.decode()
    text = re.sub(r"\s", "", text)
    expected = (
        "材料汇编",
        "目录",
        "带头学习",
        "甲材料",
        "一、背景",
        "（一）做法",
        "1.细处",
        "二、成效",
        "附言",
        "第九章另起",
        "末段",
    )
    place = -1
    for one in expected:
        place = text.find(one, place + 1)
        assert place >= 0, one
    assert text.count("一、背景") == 2
