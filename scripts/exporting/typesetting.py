"""Papers as the plain data that gbt9704.typ prints: text stays text, it is never written as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from .printable import breakable, clean
from .tables import measured, placed
from .titles import lines

Data = dict[str, Any]

# Name and width (mm) of a picture's file, or None where it cannot be printed.
Pictured = Callable[[str], tuple[str, float] | None]

# Deeper lists, boxes and tables are printed as plain lines: the compiler bounds how far blocks nest.
DEEPEST = 6
LONGEST_HREF = 2000
# Characters up to which a table's cell is not divided between pages.
SHORT = 60
# Characters up to which a paper's last block stays with the lines that end it.
LAST = 200
# Widths of Chinese characters in a line of a title, of size 2, and of the name on a cover.
TITLE, COVER = 20.0, 13.5


def of_paper(paper: Paper, pictured: Pictured, level: int = 1, name: str = "") -> Data:
    """A paper's data. ``level`` is its title's in the bookmarks; ``name`` is what the contents point at."""
    status = [plain(b.runs) for b in paper.lead if isinstance(b, Paragraph) and b.role == "status"]
    rest = (*(block for block in paper.lead if not _is_status(block)), *paper.body, *paper.tail)
    writer = _Writer(paper.notes, pictured, level, name)
    return {
        "name": name,
        **_title(paper.title, (line for block in rest for line in text_of(block)), TITLE),
        "level": level,
        "under": clean(" · ".join(part for part in (paper.unit, *status) if part)),
        "blocks": writer.blocks(rest),
        "kept": bool(rest) and _is_short(rest[-1]),
        "reviewed": clean(paper.reviewed),
        "address": breakable(paper.address),
    }


def of_compendium(compendium: Compendium, papers: Mapping[str, Data]) -> Data:
    """A compendium's data, of its papers' by ``key``; a paper in two parts is pointed at where it stands first."""
    seen: set[str] = set()
    parts = []
    for part in compendium.parts:
        if not part.papers:
            continue
        inside = []
        for paper in part.papers:
            data = papers[key(paper)]
            # Only the first printing carries the name: a label has to be unique.
            inside.append({**data, "name": "" if key(paper) in seen else data["name"]})
            seen.add(key(paper))
        parts.append({**_title(part.title, (), TITLE), "papers": inside})
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
        **_title(compendium.title, (), COVER),
        "organiser": clean(compendium.organiser),
        "dated": clean(compendium.dated),
        "parts": parts,
        "units": units,
    }


def _is_short(block: Block) -> bool:
    """Whether a block can go to the next page whole, so that what is below it does not stand there alone."""
    return isinstance(block, ListBlock | Paragraph) and sum(len(line) for line in text_of(block)) <= LAST


def key(paper: Paper) -> str:
    """What tells one paper from another: its address, or its title where it has none."""
    return paper.address or paper.title


def titled(title: str) -> str:
    """A title that is not empty, as it is printed."""
    return clean(title).strip() or "（无标题）"


def _title(title: str, text: Iterable[str], room: float) -> Data:
    """A title, and the lines that it is divided into."""
    return {"title": titled(title), "lines": lines(titled(title), text, room)}


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
                # What may go on in the next page has its name at its beginning, not in the middle of it.
                named = [
                    {"name": clean(name), "runs": self.inline(runs), "long": len(plain(runs)) > SHORT}
                    for name, runs in pairs
                ]
                yield {"is": "facts", "pairs": named}
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
