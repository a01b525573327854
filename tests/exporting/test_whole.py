"""Whatever a record's page says is in its PDF and in its Word file, in the same order, with nothing dropped."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from exporting import pdf, word
from exporting.paper import Compendium, Figure, Heading, Paper, Paragraph, Part, text_of
from exporting.reading import Reader
from pypdf import PdfReader
from source.preparation import Prepared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOOTER = re.compile(r"—[0-9ivxl]+—")


def bare(text: str) -> str:
    """Without white space and the places where long words may break."""
    return re.sub(r"[\s\u200b\u2060]", "", text)


def shown(own: Prepared, reader: Reader) -> list[Paper]:
    hidden = {one.path for one in own.site.records.of("case")} - {one.path for one in own.site.cases}
    return [
        reader.paper(record)
        for record in own.site.records.all()
        if record.path in own.rendered.texts and record.path not in hidden
    ]


def pieces(paper: Paper) -> Iterator[str]:
    """What must be found one after the other. A picture's words are no printed text."""
    yield paper.title
    for block in paper.blocks:
        if isinstance(block, Figure) or (isinstance(block, Paragraph) and block.role == "status"):
            continue
        if isinstance(block, Heading):
            yield block.label
        yield from text_of(block)


def missing(stream: str, paper: Paper, start: int) -> tuple[list[str], int]:
    """What is not in the stream behind what came before it, and where the last was found."""
    lost = []
    for piece in map(bare, pieces(paper)):
        at = stream.find(piece, start)
        if at < 0 or at > start + 3000:
            lost.append(piece)
        else:
            start = at + len(piece)
    return lost, start


def test_every_record_is_whole_in_the_pdf(own: Prepared, reader: Reader) -> None:
    papers = shown(own, reader)
    assert len(papers) > 80
    book = Compendium("全部", "主办", "2012年1月", (Part("全部", tuple(papers)),), ())
    pages = PdfReader(io.BytesIO(pdf.of_compendium(book, lambda path: None).data)).pages
    texts = [bare(page.extract_text()) for page in pages]
    stream = "".join(FOOTER.sub("", text) for text in texts[texts.index("全部—1—") + 1 :])
    start = 0
    for paper in papers:
        lost, start = missing(stream, paper, start)
        assert not lost, (paper.record.path, lost[:3])


def written(paper: Paper) -> Iterator[str]:
    """What a Word file says, but for numbers, which it counts itself."""
    yield paper.title
    for block in paper.blocks:
        yield from [f"[图：{block.alt}]"] if isinstance(block, Figure) else text_of(block)
    yield f"审核（复核）日期：{paper.reviewed}" if paper.reviewed else ""
    yield f"网页地址：{paper.address}"


def test_every_record_is_whole_in_the_word_file(own: Prepared, reader: Reader) -> None:
    for paper in shown(own, reader):
        with zipfile.ZipFile(io.BytesIO(word.of_paper(paper, lambda path: None).data)) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
            notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
        stream = bare("".join(one.text or "" for one in root.iter(f"{W}t")))
        start, between = 0, []
        for piece in map(bare, written(paper)):
            at = stream.find(piece, start)
            assert at >= 0, (paper.record.path, piece)
            between.append(stream[start:at])
            start = at + len(piece)
        labels = {bare(block.label) for block in paper.blocks if isinstance(block, Heading)}
        assert {*between, stream[start:]} <= {"", *labels}, paper.record.path
        noted = [text for blocks in paper.notes.values() for block in blocks for text in text_of(block)]
        assert sorted(bare(one.text or "") for one in notes.iter(f"{W}t")) == sorted(filter(None, map(bare, noted)))
