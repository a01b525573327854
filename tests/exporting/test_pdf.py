"""The PDF, read back."""

import io
import re

from exporting import pdf
from exporting.paper import Cell, Compendium, Figure, Heading, ListBlock, Paper, Paragraph, Part, Run, Table
from PIL import Image
from pypdf import PdfReader

HOSTILE = '#import "x": * $a$ *b* _c_ \\d @e ]f[ //g /*h*/ <i> `j` #{k'

MM = 72 / 25.4


def para(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def paper(*blocks, title="题目", address="/a/", **rest) -> Paper:
    return Paper(None, title, (), blocks, (), address=address, **rest)


def made(*blocks, picture=lambda path: None, **rest):
    result = pdf.of_paper(paper(*blocks, **rest), picture)
    return PdfReader(io.BytesIO(result.data)), result


def words(reader: PdfReader) -> str:
    text = "".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[\s\u200b]|— \d+ —", "", text)


def test_a_page_has_22_lines_of_28_characters_inside_the_margins() -> None:
    reader, _ = made(para("国" * 28 * 70))
    places: list[tuple[float, float]] = []

    def see(operator, operands, cm, tm) -> None:
        if operator == b"Tj" or operator == b"TJ":
            places.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    page = reader.pages[1]
    assert page.extract_text(visitor_operand_before=see).count("国") == 22 * 28
    heights = sorted({round(y, 1) for x, y in places if y > 35 * MM}, reverse=True)
    assert len(heights) == 22
    assert abs((heights[0] - heights[-1]) / 21 - 225 * MM / 22) < 0.1
    assert abs(min(x for x, y in places if y > 35 * MM) - 28 * MM) < 0.1
    assert 37 * MM < float(page.mediabox.height) - heights[0] < 37 * MM + 225 * MM / 22


def test_hostile_text_comes_out_as_itself() -> None:
    reader, _ = made(para(HOSTILE))
    assert re.sub(r"\s", "", HOSTILE) in words(reader)


def test_a_rare_name_keeps_its_character() -> None:
    assert "张𠀀" in words(made(para("张𠀀"))[0])


def test_a_character_of_no_font_is_said() -> None:
    reader, result = made(para("甲\U000f0001乙"))
    assert any("U+F0001" in said for said in result.said)
    assert "甲〓乙" in words(reader)


def test_tags_language_and_bookmarks() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    reader, result = made(
        Heading(1, (Run("情况"),), "一、"), Figure("a.png", "大厅"), picture=lambda path: picture.getvalue()
    )
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert "/StructTreeRoot" in root
    assert [item.title.replace(" ", "") for item in reader.outline[1]] == ["一、情况"]
    assert any("/Alt" in item.get_object() for item in objects(reader))
    assert not any("a.png" in said for said in result.said)


def objects(reader: PdfReader):
    for number in range(1, len(reader.xref_objStm) + 4000):
        item = reader.get_object(number) if number in reader.xref_objStm or number in reader.xref.get(0, {}) else None
        if isinstance(item, dict):
            yield item


def test_a_missing_or_broken_picture_leaves_its_words() -> None:
    reader, result = made(Figure("a.png", "大厅"), picture=lambda path: b"nothing")
    assert "大厅" in words(reader)
    assert any("a.png" in said for said in result.said)


def test_header_rows_are_printed_on_each_page() -> None:
    def row(text, header=False):
        return (Cell((para(text),), header=header),)

    reader, _ = made(Table((row("表头", True),), tuple(row(f"第{n}行") for n in range(80))))
    assert len(reader.pages) > 1
    assert all("表头" in page.extract_text() for page in reader.pages[:-1])


def test_notes_are_printed_once_and_all_is_the_same_twice() -> None:
    blocks = (Paragraph((Run("甲"), Run(note="n"), Run(note="n"))), ListBlock(((para("乙"),),)))
    one, first = made(*blocks, notes={"n": (para("注文"),)})
    assert words(one).count("注文") == 1
    assert made(*blocks, notes={"n": (para("注文"),)})[1].data == first.data


def test_a_compendium_has_contents_and_an_index_of_units() -> None:
    papers = (paper(para("甲"), title="甲案", address="/1/"), paper(para(HOSTILE), title="乙案", address="/2/"))
    book = Compendium("汇编", "某局", "2026年1月1日", (Part("正面", papers),), (("某单位", papers),))
    reader = PdfReader(io.BytesIO(pdf.of_compendium(book, lambda path: None).data))
    assert "材料汇编" in reader.pages[0].extract_text()
    assert re.search(r"乙案[ .]*3", reader.pages[1].extract_text())
    assert re.search(r"乙案[ .]*3", reader.pages[-1].extract_text())
