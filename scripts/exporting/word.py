"""Papers as Word files: real styles and numbers in the layout of GB/T 9704-2012, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from . import embedded, pictures, word_book
from .made import Made, Picture
from .paper import Block, Compendium, Figure, Paper
from .printable import clean
from .typesetting import key
from .word_blocks import Writer, words
from .word_package import document, packed, section

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# English metric units in a millimetre.
_MM = 36000


def of_paper(paper: Paper, picture: Picture) -> Made:
    """The Word file of one record."""
    maker = _Maker(picture)
    body = maker.writer.paragraph("Title", words(paper.title)) + maker.paper(paper)
    whole = document(body + section())
    return maker.made(whole, paper.title, paper.author, case=embedded.case_part(paper.record, whole))


def of_compendium(compendium: Compendium, picture: Picture) -> Made:
    """The Word file of 材料汇编: cover, contents, parts, papers, index of units."""
    maker = _Maker(picture)
    content: list[str] = []
    entries: list[tuple[str, str]] = []
    marks: dict[str, str] = {}

    def titled(style: str, entry: str, title: str, name: str = "") -> None:
        """A title that the contents lead to, and the index too if it has a name."""
        entries.append((entry, title))
        # Word replaces the marks of contents with its own when it makes them anew: the index has others.
        marked = word_book.mark(f"_Toc{len(entries)}", maker.number(), words(title))
        marked = word_book.mark(name, maker.number(), marked) if name else marked
        content.append(maker.writer.paragraph(style, marked))

    for part in compendium.parts:
        titled("PartTitle", "TOC1", part.title)
        for paper in part.papers:
            maker.writer.restart()
            name = f"_Paper{len(entries)}"
            marks.setdefault(key(paper), name)  # a paper in two parts is pointed at where it stands first
            titled("PaperTitle", "TOC2", paper.title, name)
            content.append(maker.paper(paper))
    if compendium.units:
        titled("IndexTitle", "TOC1", word_book.INDEX)
        content.append(word_book.index(maker.writer, compendium, marks))
    maker.sentences[word_book.SAID] = None
    body = word_book.front(maker.writer, compendium, entries) + "".join(content)
    whole = document(body + section("oddPage", "decimal"))
    return maker.made(whole, compendium.title, compendium.organiser, fields=True)


class _Maker:
    """One file in the making: its notes and pictures, and what has to be said on it."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.writer = Writer(self.drawing)
        self.media: dict[str, bytes] = {}
        self.names: dict[str, tuple[str, int, int] | None] = {}
        self.sentences: dict[str, None] = {}
        self.notes: list[str] = []
        self.numbers = 0

    def number(self) -> int:
        """A number that nothing else in the file has."""
        self.numbers += 1
        return self.numbers

    def paper(self, paper: Paper) -> str:
        """All of a paper below its title."""
        writer = self.writer
        numbers: dict[str, int] = {}

        def noted(id: str) -> int | None:
            if id in paper.notes and id not in numbers:
                self.notes.append("")  # its place, before it cites others
                numbers[id] = len(self.notes)
                self.notes[numbers[id] - 1] = self.note(paper.notes[id])
            return numbers.get(id)

        writer.noted = noted
        made = self.aside(paper.lead) + writer.blocks(paper.body) + self.aside(paper.tail)
        writer.given = True
        ends = (("审核（复核）日期", paper.reviewed), ("网页地址", paper.address))
        made += "".join(writer.paragraph("Colophon", words(f"{name}：{text}")) for name, text in ends if text)
        writer.given = False
        return made

    def aside(self, blocks: Iterable[Block]) -> str:
        """What is the page's, in styles of its own."""
        self.writer.given = True
        made = self.writer.blocks(blocks)
        self.writer.given = False
        return made

    def note(self, blocks: Iterable[Block]) -> str:
        return self.writer.blocks(blocks, "FootnoteText") or self.writer.paragraph("FootnoteText", "")

    def drawing(self, figure: Figure) -> str:
        if figure.path not in self.names:
            self.names[figure.path] = self.put(figure.path)
        known = self.names[figure.path]
        if not known:
            return ""
        name, width, height = known
        size, alt = f'cx="{width}" cy="{height}"', escape(clean(figure.alt))
        named = f'id="{self.number()}" name="{name}" descr="{alt}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
            f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent {size}/><wp:docPr {named}/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def put(self, path: str) -> tuple[str, int, int] | None:
        """The name, width and height of a picture that is in the file from now on; None, said, where there is none."""
        data = self.picture(path)
        found = pictures.readable(data) if data else None
        if not found:
            self.sentences[f"图片 {clean(path)} {'打不开' if data else '找不到'}，只写了它的说明。"] = None
            return None
        name = f"picture{len(self.media) + 1}.{found.kind}"
        self.media[name] = found.data
        return name, max(1, int(found.width * _MM)), max(1, int(found.height * _MM))

    def made(self, whole: str, title: str, author: str, *, fields: bool = False, case: str = "") -> Made:
        writer = self.writer
        data = packed(
            whole,
            title=title,
            author=author,
            notes=self.notes,
            lists=writer.lists,
            links=writer.links,
            media=self.media,
            fields=fields,
            case=case,
        )
        return Made(data, tuple(self.sentences))
