"""Word files of compendiums: cover, contents, papers, index of units."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from exporting.made import Made
from lxml import etree

from .papers import W, book, made, opened, parts


def printed(made: Made, folder: Path) -> list[str]:
    """The text of each page as an office suite prints it, without white space."""
    (folder / "book.docx").write_bytes(made.data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "book.docx"]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run(["pdftotext", folder / "book.pdf", "-"], check=True, capture_output=True).stdout.decode()
    return re.sub(r"[^\S\f]", "", text).removesuffix("\f").split("\f")


def test_each_paper_of_a_book_counts_from_one() -> None:
    root = etree.fromstring(parts(book())["word/document.xml"])
    first = [one for one in root.iter(W + "p") if "".join(one.itertext()) == "背景"]
    assert len({etree.tostring(one) for one in first}) == 3


def test_a_book_has_a_cover_contents_and_an_index_of_units() -> None:
    text = [(one.style.name, one.text) for one in opened(book()).paragraphs]
    front = [one for one in text if one[0].startswith(("汇编", "目录")) and one[0] != "汇编文题"]
    assert front == [
        ("汇编名称", "某省活动"), ("汇编种类", "材料汇编"), ("汇编单位", "某组"), ("汇编单位", "2011年"), ("目录标题", "目　录"),
    ]  # fmt: skip
    assert [one for one in text if one[0].startswith("toc")] == [
        ("toc 1", "带头学习\t"), ("toc 2", "甲材料\t"), ("toc 2", "乙材料\t"),
        ("toc 1", "服务群众\t"), ("toc 2", "乙材料\t"), ("toc 1", "单位索引\t"),
    ]  # fmt: skip
    assert text[-6:] == [
        ("索引标题", "单位索引"), ("索引单位", "乙单位"), ("索引文题", "乙材料\t"),
        ("索引单位", "甲单位"), ("索引文题", "甲材料\t"), ("索引文题", "乙材料\t"),
    ]  # fmt: skip
    framed = etree.fromstring(parts(book())["word/document.xml"]).iter(W + "framePr")
    assert [one.get(W + "yAlign") for one in framed] == ["bottom", "bottom"]


def test_page_numbers_are_words_to_count_and_none_is_wrong_before() -> None:
    files = parts(book())
    root = etree.fromstring(files["word/document.xml"])
    pages = {one.get(W + "instr"): "".join(one.itertext()) for one in root.iter(W + "fldSimple")}
    marks = [one.get(W + "name") for one in root.iter(W + "bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {one.split()[1] for one in pages} <= set(marks)
    assert set(pages.values()) == {""}
    assert b"updateFields" in files["word/settings.xml"]
    assert [one for one in book().said if "页码" in one]
    assert b"updateFields" not in parts(made())["word/settings.xml"]
    assert not made().said


def test_a_books_pages_count_anew_behind_the_contents() -> None:
    sections = etree.fromstring(parts(book())["word/document.xml"]).iter(W + "sectPr")
    found = [
        (
            len(one.findall(W + "footerReference")),
            one.find(W + "type").get(W + "val"),
            [(number.get(W + "fmt"), number.get(W + "start")) for number in one.findall(W + "pgNumType")],
        )
        for one in sections
    ]
    assert found == [
        (0, "nextPage", []),
        (2, "nextPage", [("lowerRoman", "1")]),
        (2, "oddPage", [("decimal", "1")]),
    ]


def test_an_office_suite_prints_it_in_order(tmp_path: Path) -> None:
    cover, contents, *pages = printed(book("很长的名称" * 7), tmp_path)
    assert cover == "很长的名称" * 7 + "材料汇编某组2011年"
    assert contents.startswith("目录带头学习")
    text = "".join(pages)
    place = -1
    for one in (
        "带头学习",
        "甲材料",
        "一、背景",
        "（一）做法",
        "1.细处",
        "二、成效",
        "附言",
        "第九章另起",
        "末段",
        "服务群众",
    ):
        place = text.find(one, place + 1)
        assert place >= 0, one
    assert text.count("一、背景") == 3
    second = next(number for number, page in enumerate(pages, start=1) if page.startswith("乙材料"))
    assert pages[-1].startswith("单位索引乙单位乙材料")
    assert re.findall(r"([甲乙]材料)·*(\d+)", pages[-1]) == [
        ("乙材料", f"{second}"),
        ("甲材料", "2"),
        ("乙材料", f"{second}"),
    ]
    assert "—i—" in contents
    assert "—1—" in pages[0]
