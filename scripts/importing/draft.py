"""A draft case as it was understood of a file, and the text of its record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from campaign.kinds import KINDS
from campaign.markdown import Body
from campaign.records import Record, Records
from campaign.rewrite import rewrite
from campaign.rules.unconfirmed import FILLED, OFFERED
from campaign.scaffold import prompt, template_text

from . import escaping, markup, shell
from .blocks import Block, Document, paragraphs
from .evidence import Proposal
from .headings import Heading
from .outline import Outline
from .sections import Arrangement, Section

CASE = KINDS["case"]
ORDER = {one.name: number for number, one in enumerate(CASE.fields)}
ID = "\x00"  # stands for the draft's id until there is one; no text holds it


@dataclass(frozen=True)
class Draft:
    """What was understood of a file. ``pictures`` are its names in the reading, in the order of the draft.

    ``said`` are Chinese sentences on decisions and on what a person must look at. ``printed`` are the numbers of
    paragraphs that an export prints around a case, ``origin`` is the id of the case it was made of.
    """

    name: str
    document: Document
    outline: Outline
    arrangement: Arrangement
    proposals: tuple[Proposal, ...]
    cuts: tuple[shell.Cut, ...]
    pictures: tuple[str, ...]
    tables: int
    said: tuple[str, ...]
    people: tuple[str, ...]
    notes: tuple[str, ...]
    _body: str
    _records: Records
    exported: bool = False
    printed: frozenset[int] = frozenset()
    origin: str = ""

    @property
    def headings(self) -> list[Heading]:
        """The headings of the file's outline, in their order."""
        return [one for one in self.outline.parts if isinstance(one, Heading)]

    @property
    def original(self) -> Record | None:
        """The case that the file was exported from; None if it was not, or there is none of that id."""
        return self._records.get("case", self.origin) if self.origin else None

    @property
    def includes(self) -> Mapping[str, Body]:
        """The fragments that texts may have in them, by their paths."""
        return self._records.includes

    def value(self, field: str) -> object:
        """What is proposed for a field, sure or not; None where nothing is."""
        return next((one.value for one in self.proposals if one.field == field), None)

    def targets(self, id: str) -> dict[str, str]:
        """Where each picture goes, relative to the case's folder → its name in the reading."""
        return {target(id, number, name): name for number, name in enumerate(self.pictures, start=1)}

    def text(self, id: str) -> str:
        """The text of the record's file, with a comment above each field that a person has to look at."""
        filled = {one.field: escaping.plain_field(one.value) for one in self.proposals if not one.offered}
        blank = template_text("case", title=str(filled["title"]), records=self._records)
        front = rewrite(blank, {**filled, "status": "draft"}, self._body.replace(ID, id), CASE)
        return _remarked(front, self.proposals)


def target(id: str, number: int, name: str) -> str:
    """Where a case's picture lies, relative to the case's folder; ``name`` tells its type."""
    return f"files/{id}-{number}{PurePosixPath(name).suffix.lower()}"


def body(arrangement: Arrangement, writer: markup.Writer) -> str:
    """The draft's body as Markdown: its sections, notes at the end, and a comment where a section is to be written.

    Pictures are under the names that :data:`ID` stands in, until there is an id.
    """
    texts: list[str] = []
    for section in arrangement.sections:
        texts += [escaping.heading(2, section.title)] if section.title else []
        written = _section(section, writer)
        if not written and not section.own:
            written = [f"<!-- {prompt(section.title)} -->"]
        texts += written
    loose = [one for id in writer.notes if id not in writer.cited for one in paragraphs(writer.notes[id])]
    if loose:
        writer.said.append("有注释的标记不在正文里（如在标题中），注释文字放在了文末。")
        texts += [escaping.opening("注：" + writer.inline(one)) for one in loose]
    return "\n" + "\n\n".join([*texts, *writer.rest()]) + "\n"


def _section(section: Section, writer: markup.Writer) -> list[str]:
    texts: list[str] = []
    run: list[
        Block
    ] = []  # what stands between two headings: a caption may follow its picture, nothing else is looked ahead
    for part in section.parts:
        if isinstance(part, Heading):
            texts += [*writer.blocks(run), escaping.heading(part.level, part.text)]
            run = []
        else:
            run.append(part)
    return [*texts, *writer.blocks(run)]


def _remarked(text: str, proposals: tuple[Proposal, ...]) -> str:
    """The file with a comment above each field that a person has to look at."""
    lines = text.split("\n")
    for one in proposals:
        if one.sure:
            continue
        if one.offered:
            values = "、".join(one.value) if isinstance(one.value, list) else one.value
            remark = f"{OFFERED}可能是「{one.shown}」（{values}），见{one.said}；确定后填上。"
        else:
            remark = f"{FILLED}{one.said}。"
        at = next(at for at, line in enumerate(lines) if line.startswith(f"{one.field}:"))
        lines.insert(at, re.sub(r"\s+", " ", remark))
    return "\n".join(lines)
