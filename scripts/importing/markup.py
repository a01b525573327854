"""Blocks as Markdown that both readers of the site take for exactly the text that was in the file."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from . import escaping
from .blocks import COLUMNS, Block, Cell, ListBlock, Paragraph, Run, Table, paragraphs

LABEL = 40  # characters; what a merged cell holds beyond that is text and stands once


@dataclass
class Writer:
    """Writes blocks, and gathers what stands elsewhere: pictures and notes in their order.

    ``known`` are the names of the pictures there are; ``target(number, name)`` says where the
    draft will have one. ``said`` are Chinese sentences for the report.
    """

    known: Iterable[str]
    notes: Mapping[str, tuple[Block, ...]]
    target: Callable[[int, str], str]
    pictures: list[str] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    tables: int = 0

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """A text for each block, to be set apart by blank lines."""
        found: list[str] = []
        waiting = deque(blocks)
        while waiting:
            block = waiting.popleft()
            if isinstance(block, Paragraph):
                caption = caption_of(block, waiting[0] if waiting else None)
                figures = self._paragraph(block, caption.text if caption else "")
                if caption is not None and any(figures):
                    waiting.popleft()
                found += figures
            elif isinstance(block, ListBlock):
                found.append("\n".join(self._list(block, 0)))
            else:
                found += self._table(block)
        return [one for one in found if one]

    def rest(self) -> list[str]:
        """The notes that were cited, as the end of the text; to be asked once all else is written."""
        found: list[str] = []
        while len(found) < len(self.cited):  # a note may cite another
            for id, number in list(self.cited.items())[len(found) :]:
                words = [self.inline(one) for one in paragraphs(self.notes.get(id, ()))]
                found.append(f"[^{number}]: {' '.join(filter(None, words)) or '（空）'}")
        return found

    def inline(self, paragraph: Paragraph) -> str:
        """A paragraph's runs in one line, pictures left out."""
        parts = []
        for run in escaping.quiet(paragraph.runs):
            if run.note:
                parts.append(self._note(run.note))
            elif not run.picture:
                parts.append(self._run(run))
        return re.sub(r"[ \u00a0]{2,}", " ", "".join(parts)).strip(" \u3000\u00a0")

    def _note(self, id: str) -> str:
        return f"[^{self.cited.setdefault(id, len(self.cited) + 1)}]"

    def _run(self, run: Run) -> str:
        if run.href and not escaping.opens(run.href):
            self.said.append(f"「{run.text.strip()}」的链接地址不能用，只留下了文字。")
        return escaping.run(run)

    def _paragraph(self, block: Paragraph, caption: str) -> list[str]:
        text = self.inline(block)
        return [escaping.opening(text) if text else "", *self.figures(block.pictures, caption)]

    def figures(self, pictures: Iterable[Run], caption: str = "") -> list[str]:
        """An image for each picture there is, described by the caption, else by the words it has in the file."""
        found = []
        for run in pictures:
            if run.picture not in self.known:
                self.said.append("有一幅图读不出来，没有带入。")
                continue
            number = len(self.pictures) + 1
            self.pictures.append(run.picture)
            words = caption or self._described(run)
            if not words:
                self.said.append(f"图 {number} 没有说明文字，暂写「图片 {number}」，请改成图中是什么。")
            found.append(f"![{escaping.plain(words or f'图片 {number}')}]({self.target(number, run.picture)})")
        return found

    def _described(self, picture: Run) -> str:
        """The words that a picture has in the file, where a person wrote them."""
        return picture.text if _tells(picture.text) else ""

    def _list(self, block: ListBlock, depth: int) -> Iterator[str]:
        indent = "    " * depth
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.ordered else "- "
            first, *others = item
            words = [self.inline(one) for one in ([first] if isinstance(first, Paragraph) else [])]
            inner = others if isinstance(first, Paragraph) else [first, *others]
            words += map(self.inline, paragraphs(tuple(one for one in inner if not isinstance(one, ListBlock))))
            yield indent + mark + (escaping.opening("<br>".join(filter(None, words))) or "（见图）")
            for one in paragraphs(tuple(one for one in item if not isinstance(one, ListBlock))):
                for figure in self.figures(one.pictures):
                    yield f"\n{indent}    {figure}\n"
            for below in inner:
                if isinstance(below, ListBlock):
                    yield from self._list(below, depth + 1)

    def _table(self, block: Table) -> list[str]:
        pictures = [run for one in paragraphs((block,)) for run in one.pictures]
        if self._is_frame(block):
            return self.blocks(inner for row in block.rows for cell in row for inner in cell.blocks)
        self.tables += 1
        if block.merged:
            self.said.append(f"表 {self.tables} 有合并的格子，短的已在原来的范围里逐格重复，长的只写在第一格，请核对。")
        if any(isinstance(one, Table) for row in block.rows for cell in row for one in cell.blocks):
            self.said.append(f"表 {self.tables} 里还套着表，里面那张的文字放进了同一格。")
        rows = self._rows(block)
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, f"| {' | '.join(self._ruled(block))} |")
        return ["\n".join(lines), *self.figures(pictures)]

    def _is_frame(self, table: Table) -> bool:
        """Whether it is a frame around text."""
        return max(map(len, table.rows), default=0) < 2

    def _ruled(self, table: Table) -> list[str]:
        """What stands between a table's head and its rows, for each column."""
        return ["---"] * len(grid(table)[0])

    def _rows(self, table: Table) -> list[list[str]]:
        """The text of each place; that of a merged cell is said again where it is short enough to serve as a label."""
        written: dict[int, str] = {}
        rows = []
        for row in grid(table):
            texts = []
            for cell in row:
                first = id(cell) not in written
                if cell is not None and first:
                    parts = map(self.inline, paragraphs(cell.blocks))
                    written[id(cell)] = "<br>".join(filter(None, parts))
                text = written[id(cell)] if cell is not None else ""
                texts.append(text if first or len(text) <= LABEL else "")
            rows.append(texts)
        return rows


def grid(table: Table) -> list[list[Cell | None]]:
    """The cell at each place, a merged one at all of its places; every row as wide as the widest."""
    rows: list[dict[int, Cell]] = [{} for _ in table.rows]
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column in rows[number]:
                column += 1
            for below in rows[number : number + cell.down]:
                for place in range(column, min(column + cell.across, COLUMNS)):
                    below.setdefault(place, cell)
            if column >= COLUMNS:
                rows[number][max(rows[number]) + 1] = cell
            column += cell.across
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    return [[row.get(place) for place in range(width)] for row in rows]


_CAPTION = re.compile(r"[（(]?(?:图|图片|照片|图表|图为)\s*[\d一二三四五六七八九十]*\s*[-—－:：、.．\s]?\s*\S")
_ENDS = "。；;！!？?，,：:"


def caption_of(block: Block, following: Block | None) -> Paragraph | None:
    """The paragraph below a picture that says what is in it; None where it does not, or there is no picture."""
    if not isinstance(block, Paragraph) or block.text or not block.pictures or not isinstance(following, Paragraph):
        return None
    text = following.text
    if not text or following.pictures or following.level or len(text) > 60:
        return None
    named = "caption" in following.classes or _CAPTION.match(text)
    return following if named or ("centred" in following.classes and text[-1] not in _ENDS) else None


def _tells(alt: str) -> bool:
    """Whether an alternative text was written by a person: programs put in file names and bare numbers."""
    return sum(unicodedata.category(one) == "Lo" for one in alt) > 2 and not re.search(r"[\\/]|\.\w{2,4}$", alt)
