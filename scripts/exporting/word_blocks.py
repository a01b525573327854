"""Blocks of a page as the paragraphs and tables of a Word file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from way_back import GIVEN_ID

from .headings import printed
from .paper import (
    Block,
    Cell,
    Code,
    Facts,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from .printable import clean
from .tables import Place, measured, placed
from .word_styles import COUNTED, HEADINGS, LEVELS, POINTS

# The text is 156 mm wide, in twentieths of a point.
WIDTH = 8845
_MARKS = (("strong", "<w:b/>"), ("emphasis", "<w:i/>"), ("strike", "<w:strike/>"))
_RAISED = {"sup": "superscript", "sub": "subscript"}
_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
    '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
)


class Writer:
    """Writes the blocks of one file, counting its headings, lists and links on the way.

    ``pictured`` gives the drawing of a figure, empty where its picture is missing; ``noted`` the number of a
    footnote by its id, None where there is none. ``lists`` (definition and first number) and ``links`` (address → id)
    are what other parts have to define. ``given``: whether what is written is the page's and not the record's own.
    """

    def __init__(self, pictured: Callable[[Figure], str]) -> None:
        self.pictured = pictured
        self.noted: Callable[[str], int | None] = lambda id: None
        self.lists: list[tuple[int, int]] = []
        self.links: dict[str, str] = {}
        self.given = False
        self._counts = [0] * 6
        self._headings = 1

    def restart(self) -> None:
        """Headings count from one again."""
        self._counts = [0] * 6
        self._headings = self._list(HEADINGS, 1)

    def blocks(self, blocks: Iterable[Block], style: str = "Normal", depth: int = 0) -> str:
        """The XML of blocks, their paragraphs in ``style``; ``depth`` counts the lists that they stand in."""
        return "".join(self._block(block, style, depth) for block in blocks)

    def paragraph(self, style: str, text: str, frame: str = "") -> str:
        """A paragraph of ``text``, which is XML already."""
        named = (GIVEN_ID if self.given else "") + style
        return f'<w:p><w:pPr><w:pStyle w:val="{named}"/>{frame}</w:pPr>{text}</w:p>'

    def _block(self, block: Block, style: str, depth: int) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(runs=runs, role=role):
                return self.paragraph({"summary": "Summary", "status": "Status"}.get(role, style), self.inline(runs))
            case ListBlock():
                return self._listed(block, depth)
            case Table():
                head = self.paragraph("Caption", words(block.caption)) if block.caption else ""
                return head + self._table(block.head, block.rows) + self.paragraph("TableText", "")
            case Facts(pairs=pairs):
                rows = [(_cell((Run(name),), True), _cell(runs)) for name, runs in pairs]
                return self._table((), rows, (2000, WIDTH - 2000)) + self.paragraph("TableText", "")
            case Figure(alt=alt):
                return self.paragraph("Picture", self.pictured(block) or words(f"[图：{alt}]"))
            case Quote(blocks=inner):
                return self.blocks(inner, "Quote", depth)
            case Note(title=title, blocks=inner):
                box = self.paragraph("BoxTitle", words(title)) + self.blocks(inner, "BoxText", depth)
                return box + self.paragraph("TableText", "")
            case Code(text=text):
                return self.paragraph("Code", words(text))
            case Rule():
                return self.paragraph("Rule", "")

    def _heading(self, heading: Heading) -> str:
        level, text = heading.level, self.inline(heading.runs)
        if level > 4:
            return self.paragraph("Heading5", words(heading.label) + text)
        if heading.label and heading.label == printed(level, self._counts[level] + 1):
            self._counts[level] += 1
            self._counts[level + 1 :] = [0] * (5 - level)
            # The style counts by itself; a later paper of a book starts again with a list of its own.
            again = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{self._headings}"/></w:numPr>'
            return self.paragraph(f"Heading{level}", text, again if self._headings > 1 or self.given else "")
        return self.paragraph(f"Plain{level}", words(heading.label) + text)

    def _list(self, definition: int, start: int) -> int:
        self.lists.append((definition, start))
        return len(self.lists) + 1

    def _listed(self, block: ListBlock, depth: int) -> str:
        id = self._list(COUNTED if block.ordered else POINTS, block.start)
        level = min(depth, LEVELS - 1)
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>'
        made = []
        for item in block.items:
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            made.append(self.paragraph("ListText", self.inline(first.runs) if first else "", number))
            made.append(self.blocks(item[1:] if first else item, f"ListMore{level + 1}", depth + 1))
        return "".join(made)

    def _table(self, head: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], widths: Sequence[int] = ()) -> str:
        cells = placed([*head, *rows])
        columns = max((place["x"] + place["across"] for place, _ in cells), default=0)
        if not columns:
            return ""
        widths = widths or _widths(measured(cells, columns)[1])
        laid = _by_row(cells, len(head) + len(rows))
        made = []
        for number, row in enumerate(laid):
            first = "<w:tblHeader/>" if number < len(head) else ""
            written = "".join(self._cell(cell, sum(widths[at : at + cell.across]), below) for at, cell, below in row)
            end = row[-1][0] + row[-1][1].across if row else 0
            written += "".join(self._cell(Cell(()), width, False) for width in widths[end:])
            made.append(f"<w:tr><w:trPr><w:cantSplit/>{first}</w:trPr>{written}</w:tr>")
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return _TABLE.format(width=sum(widths), grid=grid, rows="".join(made))

    def _cell(self, cell: Cell, width: int, below: bool) -> str:
        aligned = {"center": "TableCentre", "right": "TableRight"}.get(cell.align, "TableText")
        inner = "" if below else self.blocks(cell.blocks, "TableHead" if cell.header else aligned)
        if not inner.endswith("</w:p>"):
            inner += self.paragraph("TableText", "")
        merged = "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
        frame = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{frame}</w:tcPr>{inner}</w:tc>"

    def inline(self, runs: Inline) -> str:
        """The XML of runs, with their marks, links and footnotes."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        if run.note:
            number = self.noted(run.note)
            mark = f'<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/>'
            return f"<w:r>{mark}</w:r>" if number else ""
        style = "Hyperlink" if run.href else "CodeText" if "code" in run.marks else ""
        looks = f'<w:rStyle w:val="{style}"/>' if style else ""
        looks += "".join(mark for name, mark in _MARKS if name in run.marks)
        looks += "".join(f'<w:vertAlign w:val="{to}"/>' for name, to in _RAISED.items() if name in run.marks)
        text = words(run.text, looks)
        if not run.href:
            return text
        id = self.links.setdefault(clean(run.href), f"link{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{id}">{text}</w:hyperlink>'


def words(text: str, looks: str = "") -> str:
    """The XML of a run with this text, its line ends those of Word; empty for none. ``looks`` is more of its w:rPr."""
    if not text:
        return ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"


def _cell(runs: Inline, header: bool = False) -> Cell:
    return Cell((Paragraph(runs),), header)


def _widths(shares: Sequence[float]) -> list[int]:
    """The columns' widths, which fill the line."""
    whole = sum(shares)
    return [int(WIDTH * share / whole) for share in shares]


def _by_row(cells: Iterable[tuple[Place, Cell]], rows: int) -> list[list[tuple[int, Cell, bool]]]:
    """Column, cell, and whether it goes on from above, for each row in the order of columns."""
    made: list[list[tuple[int, Cell, bool]]] = [[] for _ in range(rows)]
    for place, cell in cells:
        fitted = replace(cell, across=place["across"], down=place["down"])
        for below in range(fitted.down):
            made[place["y"] + below].append((place["x"], fitted, below > 0))
    return [sorted(row, key=lambda one: one[0]) for row in made]
