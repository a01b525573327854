"""Papers as the plain data that gbt9704.typ prints: text stays text, it is never written as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

from .paper import (
    Block,
    Cell,
    Code,
    Compendium,
    Facts,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paper,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    plain,
    text_of,
)

Data = dict[str, Any]

# Name and width (mm) of a picture's file, or None where it cannot be printed.
Pictured = Callable[[str], tuple[str, float] | None]

# Deeper lists, boxes and tables are printed as plain lines: the compiler bounds how far blocks nest.
DEEPEST = 6
LONGEST_HREF = 2000
# Characters up to which a table's cell is not divided between pages.
SHORT = 60
# Ems of a table's line at each size of type it can shrink to, and room lost to a cell's padding.
LINES = ((12.0, 36.8), (10.5, 42.1), (9.0, 49.1))
PADDING = 0.8

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef]|[\ufffe\uffff]")
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{13,}")
JOINTS = re.compile(r"(?<=[/.\-_?&=,;:])(?=[^/.\-_?&=,;:])|(?<=[^/.\-_?&=,;:]{8})")
WIDE = re.compile(r"[\u1100-\uffff\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what no printer knows: control characters go, half a surrogate pair shows as �."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNPRINTABLE.sub("", re.sub("\r\n?|[\u2028\u2029]", "\n", whole))


def breakable(text: str) -> str:
    """The text with places (U+200B) at which a very long word or address may go on in the next line."""
    return LONG_WORD.sub(lambda word: JOINTS.sub("\u200b", word[0]), clean(text))


def of_paper(paper: Paper, pictured: Pictured, level: int = 1, name: str = "") -> Data:
    """A paper's data. ``level`` is its title's in the bookmarks; ``name`` is what the contents point at."""
    status = [plain(b.runs) for b in paper.lead if isinstance(b, Paragraph) and b.role == "status"]
    rest = (*(block for block in paper.lead if not _is_status(block)), *paper.body, *paper.tail)
    writer = _Writer(paper.notes, pictured, level, name)
    return {
        "name": name,
        "title": clean(paper.title) or "（无标题）",
        "level": level,
        "under": clean(" · ".join(part for part in (paper.unit, *status) if part)),
        "blocks": writer.blocks(rest),
        "reviewed": clean(paper.reviewed),
        "address": breakable(paper.address),
    }


def of_compendium(compendium: Compendium, papers: Mapping[str, Data]) -> Data:
    """A compendium's data, of its papers' by ``key``; a paper in two parts is pointed at where it stands first."""
    seen: set[str] = set()
    parts = []
    for part in compendium.parts:
        inside = []
        for paper in part.papers:
            data = papers[key(paper)]
            # Only the first printing carries the name: a label has to be unique.
            inside.append({**data, "name": "" if key(paper) in seen else data["name"]})
            seen.add(key(paper))
        parts.append({"title": clean(part.title) or "（无标题）", "papers": inside})
    units = [
        {
            "name": clean(unit),
            "papers": [
                {"title": papers[key(paper)]["title"], "name": papers[key(paper)]["name"]}
                for paper in found
                if key(paper) in seen
            ],
        }
        for unit, found in compendium.units
    ]
    return {
        "title": clean(compendium.title) or "（无标题）",
        "organiser": clean(compendium.organiser),
        "dated": clean(compendium.dated),
        "parts": parts,
        "units": units,
    }


def key(paper: Paper) -> str:
    """What tells one paper from another: its address."""
    return paper.address or paper.title


def _is_status(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "status"


class _Writer:
    """Blocks of one paper as data: knows which notes were printed, and how deep the last heading was."""

    def __init__(self, notes: Mapping[str, tuple[Block, ...]], pictured: Pictured, level: int, name: str) -> None:
        self.notes = notes
        self.pictured = pictured
        self.base = self.last = level
        self.name = name or "paper"
        self.marked: dict[str, str] = {}

    def blocks(self, blocks: Sequence[Block], depth: int = 0) -> list[Data]:
        return [data for block in blocks for data in self.block(block, depth)]

    def block(self, block: Block, depth: int) -> Iterator[Data]:
        if depth >= DEEPEST and isinstance(block, ListBlock | Table | Quote | Note):
            yield from ({"is": "par", "role": "", "runs": self.plain(line)} for line in text_of(block) if line)
            return
        match block:
            case Heading(level=level, runs=runs, label=label):
                # A reader's bookmarks must not skip a level, whatever the page does.
                self.last = min(self.base + level, self.last + 1)
                body = [*self.plain(label), *self.inline(runs)]
                yield {"is": "heading", "style": min(level, 5), "level": self.last, "runs": body}
            case Paragraph(runs=runs, role=role):
                yield {"is": "par", "role": role, "runs": self.inline(runs)}
            case ListBlock(items=items, ordered=ordered, start=start):
                inner = [self.blocks(item, depth + 1) for item in items]
                yield {"is": "list", "ordered": ordered, "start": max(start, 0), "items": inner}
            case Table():
                yield from self.table(block, depth)
            case Facts(pairs=pairs):
                yield {"is": "facts", "pairs": [[clean(name), self.inline(runs)] for name, runs in pairs]}
            case Figure(path=path, alt=alt):
                name, width = self.pictured(path) or ("", 0)
                yield {"is": "figure", "file": name, "width": width, "alt": clean(alt) or "图片"}
            case Quote(blocks=blocks):
                yield {"is": "quote", "blocks": self.blocks(blocks, depth + 1)}
            case Note(title=title, blocks=blocks):
                yield {"is": "note", "title": self.plain(title), "blocks": self.blocks(blocks, depth + 1)}
            case Code(text=text):
                yield {"is": "code", "text": breakable(text)}
            case Rule():
                yield {"is": "rule"}
            case _:
                raise TypeError(f"a block that is not printed: {block!r}")

    def plain(self, text: str) -> list[Data]:
        return [{"text": breakable(text), "marks": [], "href": "", "note": "", "blocks": []}] if text else []

    def inline(self, runs: Inline) -> list[Data]:
        return [data for run in runs for data in self.run(run)]

    def run(self, run: Run) -> Iterator[Data]:
        href = clean(run.href).strip() if len(run.href) <= LONGEST_HREF else ""
        for data in self.plain(run.text):
            yield {**data, "marks": sorted(run.marks), "href": href}
        if run.note in self.notes:
            blocks: list[Data] = []
            if run.note not in self.marked:
                # Its number comes first, so that a note that marks itself ends here.
                self.marked[run.note] = f"{self.name}-note-{len(self.marked) + 1}"
                lines = [line for block in self.notes[run.note] for line in text_of(block)]
                blocks = self.plain("\n".join(line for line in lines if line)) or self.plain(" ")
            yield {"text": "", "marks": [], "href": "", "note": self.marked[run.note], "blocks": blocks}

    def table(self, table: Table, depth: int) -> Iterator[Data]:
        head, below = placed(table.head), placed(table.rows)
        columns = max((cell["x"] + cell["across"] for cell, _ in (*head, *below)), default=0)
        if not columns:
            return
        size, widths = measured([*head, *below], columns)

        def filled(cells: list[tuple[Data, Cell]], first: int, header: bool) -> list[Data]:
            return [
                {
                    **place,
                    "y": place["y"] + first,
                    "header": header or cell.header,
                    # A short cell stays whole; a long one has to go on in the next page.
                    "breaks": sum(len(text) for text in text_of(cell)) > SHORT,
                    "align": cell.align or ("center" if header else "left"),
                    "blocks": self.blocks(cell.blocks, depth + 1),
                }
                for place, cell in cells
            ]

        yield {
            "is": "table",
            "caption": self.plain(table.caption),
            "size": size,
            "widths": widths,
            "head": filled(head, 0, True),
            "body": filled(below, len(table.head), False),
        }


def placed(rows: Sequence[Sequence[Cell]]) -> list[tuple[Data, Cell]]:
    """Each cell with its column, row and spans, none over another and none below the last row."""
    taken: set[tuple[int, int]] = set()
    found = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            across = 1
            while across < cell.across and (x + across, y) not in taken:
                across += 1
            down = max(1, min(cell.down, len(rows) - y))
            taken |= {(x + i, y + j) for i in range(across) for j in range(down)}
            found.append(({"x": x, "y": y, "across": across, "down": down}, cell))
            x += across
    return found


def measured(cells: Sequence[tuple[Data, Cell]], columns: int) -> tuple[float, list[float]]:
    """The size of type (pt) of a table and its columns' shares: room for the longest word, more for much text."""
    least, most = [2.0] * columns, [2.0] * columns
    for place, cell in cells:
        lines = [line for text in text_of(cell) for line in text.split("\n")]
        x, across = place["x"], place["across"]
        words = (word for line in lines for word in re.findall(r"[!-~]+", line))
        word = max((len(word) * 0.55 for word in words if len(word) < 13), default=0.0)
        long = max((_ems(line) for line in lines), default=0.0)
        for i in range(x, x + across):
            least[i] = max(least[i], word / across)
            most[i] = max(most[i], long / across)
    rooms = [(size, line - columns * PADDING) for size, line in LINES]
    fitting = (pair for pair in rooms if sum(least) <= pair[1] and pair[1] / columns >= 2.5)
    size, room = next(fitting, rooms[-1])
    if sum(most) > room:
        # Much text gets more room, but not in proportion: else the short columns are a character wide.
        most = [max(low, min(high, 8.0), sqrt(min(high, 400) * 4)) for low, high in zip(least, most, strict=True)]
    return size, [round(max(low, high) + PADDING, 2) for low, high in zip(least, most, strict=True)]


def _ems(text: str) -> float:
    return sum(1.0 if WIDE.match(char) else 0.55 for char in text)
