"""The body, a note or a text box, rewritten in the plainest kind of Word: one way to say each thing."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from importing.reading import Refusal
from importing.word import drawings, revisions, tables
from importing.word.fields import Fields
from importing.word.lists import Block, settle
from importing.word.markup import child, number, value
from importing.word.numbering import Label
from importing.word.package import Relation
from importing.word.paragraph import Context, PlainParagraph
from importing.word.runs import Runs, content_of, holds_text
from importing.word.styles import Shape
from importing.word.tally import Event

_BLOCKS = ("w:p", "w:tbl", "w:sdt", "w:altChunk", "m:oMathPara")


class Story:
    """One body, note or text box, read. ``relations`` are those of the part it stands in."""

    def __init__(self, context: Context, relations: dict[str, Relation]) -> None:
        self._context = context
        self._tally = context.tally
        self._fields = Fields()
        self._runs = Runs(context, relations, self._fields, self._closed)
        # A paragraph whose end is deleted goes on in the next one.
        self._begun: PlainParagraph | None = None

    def read(self, parent: Element) -> list[Element]:
        """The blocks of a body, note or cell, rewritten. Refusal where another document lies in it (``w:altChunk``)."""
        return list(settle(self._closed(parent)))

    def end(self) -> None:
        """Counts a table of contents that is still open when all is read."""
        if self._fields.contents:
            self._tally.count(Event.UNENDED)

    def _closed(self, parent: Element) -> list[Block]:
        """The blocks of a body, cell or box. Nothing runs on over its end."""
        return [*self._blocks(parent), *self._finish()]

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for one in parent:
            match one.tag:
                case "w:p":
                    yield from self._paragraph(one)
                case "w:tbl":
                    yield from self._finish()
                    table = tables.rewrite(one, self._tally, self.read)
                    if table is not None:
                        yield Block(table)
                case "w:sdt":
                    if value(one, "w:sdtPr/w:docPartObj/w:docPartGallery") == "Table of Contents":
                        self._tally.count(Event.CONTENTS)
                        self._tally.account(drawings.written(one))
                    elif (content := content_of(one)) is not None:
                        yield from self._blocks(content)
                    else:
                        self._tally.account(drawings.written(one))
                case "mc:AlternateContent":
                    if (branch := drawings.chosen(one)) is not None:
                        yield from self._blocks(branch)
                case "m:oMathPara" | "m:oMath":
                    paragraph = PlainParagraph()
                    self._runs.equation(paragraph, one)
                    yield from paragraph.blocks(self._context)
                case "w:altChunk":
                    raise Refusal(
                        "文件里夹带着另一份还没有并入的文档。请在 Word 里打开它，按一次「保存」（Word 会把内容并进来）再试。"
                    )
                case tag if tag in revisions.INSERTED:
                    self._tally.count(Event.REVISION)
                    yield from self._blocks(one)
                case tag if tag in revisions.DELETED:
                    revisions.drop(one, self._tally)
                case _ if any(inner.tag in _BLOCKS for inner in one.iter()):
                    yield from self._blocks(one)
                case _ if holds_text(one):
                    # Runs that stand where paragraphs should.
                    around = Element("w:p")
                    around.append(one)
                    yield from self._paragraph(around)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "w:pPr")
        shape = self._context.styles.paragraph(properties)
        if shape.role == "toc":
            self._tally.count(Event.CONTENTS)
            # Read all the same, for the fields that begin or end in it.
            self._runs.paragraph(element, PlainParagraph(shape.style))
            return
        if shape.heading:
            self._fields.leave_contents()
        paragraph = self._begun or PlainParagraph(shape.style, bool(shape.heading))
        paragraph.style, self._begun = shape.style, None
        self._runs.paragraph(element, paragraph)
        mark = child(properties, "w:rPr")
        if any(child(mark, tag) is not None for tag in revisions.DELETED):
            self._tally.count(Event.REVISION)
            self._begun = paragraph
            return
        if any(child(mark, tag) is not None for tag in revisions.INSERTED):
            self._tally.count(Event.REVISION)
        yield from paragraph.blocks(self._context, shape, self._label(shape))

    def _finish(self) -> Iterator[Block]:
        if self._begun is not None:
            paragraph, self._begun = self._begun, None
            yield from paragraph.blocks(self._context)

    def _label(self, shape: Shape) -> Label | None:
        if shape.numbering is None:
            return None
        id, level, style = shape.numbering
        counter = self._context.numbering
        return counter.label(id, counter.level_of_style(id, style) if level is None else number(level, 0, 0, 8))
