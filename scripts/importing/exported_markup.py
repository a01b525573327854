"""The text of an exported file as Markdown: what its styles say besides paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from . import escaping
from .blocks import Block, ListBlock, Paragraph, Run, Table
from .markup import Writer, grid
from .reading import Link

_KINDS = ("quote", "box-title", "box-text", "code")
# A place within the site: no scheme, and nothing that Markdown or a reader of addresses takes for its own.
_PLACE = re.compile(r"[^\s:()<>\[\]\\\"'`{}!&|*]{1,300}")


class ExportedWriter(Writer):
    """Quotations, boxes and code by their styles; pictures with the words that they were exported with."""

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """A text for each block, as its style says; what a box holds stands indented below its title."""
        found: list[str] = []
        for kind, group in groupby(blocks, key=_kind):
            if kind == "code":
                found.append(_code(one for one in group if isinstance(one, Paragraph)))
                continue
            lines = [line for one in group for line in self._block(one) if line]
            if kind == "quote":
                found.append("\n>\n".join(f"> {line}" for line in lines))
            elif kind == "box-title":
                found += [f'!!! note "{line.replace(chr(34), "&quot;")}"' for line in lines]
            elif kind == "box-text":
                found += [f"    {line}" for line in lines]
            else:
                found += lines
        return found

    def _block(self, block: Block) -> list[str]:
        # A paragraph below a picture is no caption of it: an export sets none.
        return self._paragraph(block, "") if isinstance(block, Paragraph) else super().blocks((block,))

    def _list(self, block: ListBlock, depth: int) -> Iterator[str]:
        """Each item with the paragraphs that it goes on in set apart, as they were."""
        indent = "    " * depth
        # One blank line between any two items sets all apart; readers disagree on where the item above ends without.
        apart = any(not isinstance(one, ListBlock) for item in block.items for one in item[1:])
        for number, (first, *others) in enumerate(block.items, start=1):
            led = isinstance(first, Paragraph) and not first.pictures
            text = self.inline(first) if isinstance(first, Paragraph) and led else ""
            yield indent + (f"{number}. " if block.ordered else "- ") + (escaping.opening(text) if text else "（见下）")
            for one in others if led else (first, *others):
                if isinstance(one, ListBlock):
                    yield from [""] * apart
                    yield from self._list(one, depth + 1)
                else:
                    lines = [line for text in self.blocks((one,)) for line in ("", *text.split("\n"))]
                    yield from (f"{indent}    {line}" if line else "" for line in lines)
            yield from [""] * (apart and number < len(block.items))

    def _described(self, picture: Run) -> str:
        return picture.text

    def _is_frame(self, table: Table) -> bool:
        return False

    def _ruled(self, table: Table) -> list[str]:
        """How each column is set, as the cells below its head are."""
        below = grid(table)[1:]
        marks = []
        for column in range(max(map(len, grid(table)), default=0)):
            cells = [row[column] for row in below]
            looks = [one.classes for cell in cells if cell for one in cell.blocks if isinstance(one, Paragraph)]
            centred, right = (bool(looks) and all(name in one for one in looks) for name in ("centred", "right"))
            marks.append(":---:" if centred else "---:" if right else "---")
        return marks


def linked(text: str, links: Iterable[Link], said: list[str]) -> str:
    """The text with its links to other pages of the site, which a Word file names by their words alone.

    Of one whose place cannot be told, or that leads elsewhere, ``said`` gets a Chinese sentence.
    """
    for link in links:
        words = escaping.plain(link.words)
        found = [*re.finditer(rf"\[{re.escape(words)}\]\([^()\s]*\)|{re.escape(words)}", text)] if words else []
        if len(found) == link.of >= link.number and _PLACE.fullmatch(link.target):
            at = found[link.number - 1]
            text = f"{text[: at.start()]}[{words}]({link.target}){text[at.end() :]}"
        else:
            said.append(f"「{link.words[:60]}」原来链接到 {link.target[:60]}，文件里认不准在哪里，请自己接上。")
    return text


def _code(lines: Iterable[Paragraph]) -> str:
    code = "\n".join("".join(run.text for run in one.runs) for one in lines)
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall("`+", code))])
    return f"{fence}\n{code}\n{fence}"


def _kind(block: Block) -> str:
    if isinstance(block, Paragraph) and "{!" in block.text:
        return ""  # in code nothing can be written so that it calls for no fragment
    return next((one for one in _KINDS if isinstance(block, Paragraph) and one in block.classes), "")
