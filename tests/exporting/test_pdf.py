"""The PDF, read back."""

import io
import re
from collections.abc import Iterator

import pytest
import typst
from exporting import fonts, pdf
from exporting.paper import (
    Cell,
    Code,
    Compendium,
    Facts,
    Figure,
    Heading,
    ListBlock,
    Paper,
    Paragraph,
    Part,
    Quote,
    Run,
    Table,
)
from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

HOSTILE = '#import "x": * $a$ *b* _c_ \\d @e ]f[ //g /*h*/ <i> `j` #{k'

MM = 72 / 25.4


def para(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def paper(*blocks, title="题目", address="/a/", **rest) -> Paper:
    return Paper(None, title, (), blocks, (), address=address, **rest)


def made(*blocks, picture=lambda path: None, **rest):
    result = pdf.of_paper(paper(*blocks, **rest), picture)
    return PdfReader(io.BytesIO(result.data)), result


def book(*papers: Paper, units=()) -> PdfReader:
    bound = Compendium("汇编", "某局", "2026年1月1日", (Part("空的", ()), Part("正面", papers)), units)
    return PdfReader(io.BytesIO(pdf.of_compendium(bound, lambda path: None).data))


def words(reader: PdfReader) -> str:
    text = "".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[\s\u200b]|— \d+ —", "", text)


def lines(page: PageObject) -> list[tuple[float, str]]:
    """The height of each line above the paper's lower edge in mm, and its text, from the top down."""
    found: dict[float, str] = {}

    def see(text, cm, tm, font, size) -> None:
        height = round((tm[5] * cm[3] + cm[5]) / MM, 1)
        found[height] = found.get(height, "") + text

    page.extract_text(visitor_text=see)
    return [(height, text.strip()) for height, text in sorted(found.items(), reverse=True) if text.strip()]


def tags(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The elements of the structure, in the order they are read."""

    def below(kids) -> Iterator[DictionaryObject]:
        for kid in (one.get_object() for one in (kids if isinstance(kids, list) else [kids])):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                yield kid
                yield from below(kid.get("/K", []))

    return below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def test_a_page_has_22_lines_of_28_characters_inside_the_margins() -> None:
    reader, _ = made(para("国" * 28 * 70), address="")
    *text, (foot, number) = lines(reader.pages[1])
    assert [len(line) for _, line in text] == [28] * 22
    assert abs((text[0][0] - text[-1][0]) / 21 - 225 / 22) < 0.1
    assert 297 - 37 - 225 / 22 < text[0][0] < 297 - 37
    assert number == "— 2 —"
    assert 35 - 7 - 14 / MM < foot < 35 - 7


def test_what_is_as_wide_as_the_text_and_several_pages_long_leaves_the_margins_free() -> None:
    page = made(Code("x\n" * 150))[0].pages[1]
    drawn = ContentStream(page.get_contents(), page.pdf).operations
    ((left, top),) = [[float(one) / MM for one in operands[4:]] for operands, name in drawn if name == b"cm"][:1]
    corners = [[float(one) / MM for one in operands] for operands, name in drawn if name == b"l"][:3]
    assert abs(left - 28) < 0.1
    assert abs(left + corners[1][0] - (210 - 26)) < 0.1
    assert abs(top - (297 - 37)) < 0.1
    # A line of code is 15 points high: one more would not go in above the margin of 35 mm.
    assert 35 - 0.1 < top - corners[1][1] < 35 + 15 / MM


def test_hostile_text_comes_out_as_itself() -> None:
    reader, _ = made(para(HOSTILE))
    assert re.sub(r"\s", "", HOSTILE) in words(reader)


def test_a_rare_name_keeps_its_character_or_it_is_said_that_no_font_has_it() -> None:
    reader, result = made(para("张𠀀"))
    unshown = any("U+20000" in said for said in result.said)
    assert ("张〓" if unshown else "张𠀀") in words(reader)


def test_what_is_written_from_right_to_left_is_printed_among_chinese() -> None:
    reader, _ = made(para("题为שלום。"))
    assert re.search(r"题为[שלום]{4}。", words(reader))


def test_a_character_of_no_font_is_said() -> None:
    reader, result = made(para("甲\U000f0001乙"))
    assert any("U+F0001" in said for said in result.said)
    assert "甲〓乙" in words(reader)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("GIF", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK")])
def test_pictures_of_all_kinds_are_printed_with_their_words(kind: str, mode: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (20, 20)).save(data, kind)
    reader, result = made(Figure("a", "大厅"), picture=lambda path: data.getvalue())
    assert len(reader.pages[0].images) == 1
    assert [tag["/Alt"] for tag in tags(reader) if "/Alt" in tag] == ["大厅"]
    assert not any("图片" in said for said in result.said)


def test_tags_language_and_bookmarks() -> None:
    reader, result = made(Heading(1, (Run("情况"),), "一、"), para("甲"))
    assert b"pdfuaid" in result.data
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [tag["/S"] for tag in tags(reader) if tag["/S"].startswith("/H")] == ["/H1", "/H2"]
    assert [item.title.replace(" ", "") for item in reader.outline[1]] == ["一、情况"]


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


def test_a_note_stands_once_at_the_foot_of_its_page_and_is_tagged() -> None:
    reader, _ = made(Paragraph((Run("甲"), Run(note="n"), Run(note="n"))), para("乙"), notes={"n": (para("注文"),)})
    assert words(reader).count("注文") == 1
    at = {text: height for height, text in lines(reader.pages[0])}
    note = next(height for text, height in at.items() if "注文" in text)
    assert at["乙"] - note > 100
    assert 35 < note < 35 + 15 / MM
    assert [tag["/S"] for tag in tags(reader)].count("/Note") == 1


def test_a_file_is_the_same_twice_and_has_no_date() -> None:
    blocks = (Paragraph((Run("甲"), Run(note="n"))), ListBlock(((para("乙"),),)))
    reader, first = made(*blocks, notes={"n": (para("注文"),)})
    assert made(*blocks, notes={"n": (para("注文"),)})[1].data == first.data
    assert set(reader.metadata or {}) == {"/Title", "/Creator"}
    assert not re.search(b"(Create|Creation|Modify|Mod|Metadata)Date", first.data)


def test_facts_and_cells_of_ten_thousand_characters_go_on_in_the_next_pages() -> None:
    long = "甲" * 10_000
    reader, _ = made(Facts((("说明", (Run(long),)),)), Table((), ((Cell((para(long),)), Cell((para("乙"),))),)))
    assert words(reader).count("甲") == 20_000
    # The name stands beside the first line, not in the middle of so much text.
    assert any(re.match(r"说明\s*甲", text) for _, text in lines(reader.pages[0]))


def test_very_deep_lists_are_printed() -> None:
    block = para("底")
    for _ in range(60):
        block = ListBlock(((block,),))
    reader, result = made(block)
    assert "底" in words(reader)
    assert not any("没能按版式" in said for said in result.said)


@pytest.mark.parametrize("bound", [False, True])
def test_a_block_that_the_compiler_fails_on_leaves_its_words(monkeypatch, bound: bool) -> None:
    compiled = pdf._compile

    def failing(files, *, accessible):
        if re.search(r'"is": "quote"[^]]*"坏"', files["data.json"].decode()):
            raise typst.TypstError("it fails")
        return compiled(files, accessible=accessible)

    monkeypatch.setattr(pdf, "_compile", failing)
    sound = paper(Quote((para("好"),)), Quote((para("坏"),)), para("尾"))
    papers = Compendium("汇编", "", "", (Part("篇", (sound,)),), ())
    result = pdf.of_compendium(papers, lambda path: None) if bound else pdf.of_paper(sound, lambda path: None)
    reader = PdfReader(io.BytesIO(result.data))
    assert "好坏尾" in words(reader)
    assert [tag["/S"] for tag in tags(reader)].count("/BlockQuote") == 1
    assert sum("「题目」有的内容没能按版式" in said for said in result.said) == 1


def test_without_a_chinese_font_there_is_a_file_and_it_is_said(monkeypatch) -> None:
    monkeypatch.setattr(fonts, "chosen", lambda: fonts.choose([("Libertinus Serif", 400)]))
    reader, result = made(para("plain"))
    assert "plain" in words(reader)
    (said,) = result.said
    assert "没有中文字体" in said
    # What a reader's software cannot say aloud is not called accessible.
    assert b"pdfuaid" not in result.data


def test_a_compendium_has_contents_and_an_index_of_units() -> None:
    papers = (paper(para("甲"), title="甲案", address="/1/"), paper(para(HOSTILE), title="乙案", address="/2/"))
    reader = book(*papers, units=(("某单位", papers),))
    assert "材料汇编" in reader.pages[0].extract_text()
    assert re.search(r"乙案[ .]*3", reader.pages[2].extract_text())
    assert re.search(r"乙案[ .]*3", reader.pages[-1].extract_text())


def test_blank_pages_have_no_number_and_empty_parts_no_page() -> None:
    reader = book(paper(para("甲")))
    assert [page.extract_text() for page in (reader.pages[1], reader.pages[3])] == ["", ""]
    assert [lines(page)[-1][1] for page in reader.pages[2:] if page.extract_text()] == ["— i —", "— 1 —", "— 2 —"]
    assert "空的" not in words(reader)


def test_a_page_number_in_the_contents_never_stands_alone() -> None:
    reader = book(*(paper(para("甲"), title="国" * long, address=f"/{long}/") for long in range(20, 46)))
    entries = [text for page in reader.pages[2:6] for _, text in lines(page) if re.search(r"\d$", text)]
    assert len(entries) == 27
    assert not [text for text in entries if "国" not in text and text.count(".") < 5]


def test_a_paper_keeps_its_last_lines_and_its_headings_with_the_next() -> None:
    long = [
        paper(*[para("国")] * count, Heading(1, (Run("来源"),)), para("末"), address=f"/{count}/")
        for count in range(10, 32)
    ]
    for page in book(*long).pages[5:]:
        top, *_, last, _ = [text for _, text in lines(page)]
        assert "网页地址" not in top
        assert "来源" not in last
