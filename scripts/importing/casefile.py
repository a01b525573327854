"""A reading understood as a draft case: its sections and front matter, as the text of a record's file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from campaign.diagnostics import Diagnostic
from campaign.kinds import KINDS
from campaign.load import parse
from campaign.records import Records
from campaign.rewrite import rewrite
from campaign.rules.unconfirmed import FILLED, OFFERED
from campaign.scaffold import template_text
from campaign.templates import case_templates

from . import escaping, markup, shell
from .blocks import Block, Document, Paragraph, paragraphs
from .evidence import Proposal, Source
from .headings import Heading, Part
from .html_blocks import read_blocks
from .outline import Outline, read_outline
from .proposals import people, propose
from .reading import Reading, Refusal
from .sections import Arrangement, Section, arrange, template_for

CASE = KINDS["case"]
_ORDER = {one.name: number for number, one in enumerate(CASE.fields)}
_ID = "\x00"  # stands for the draft's id until there is one; no text holds it


@dataclass(frozen=True)
class Draft:
    """What was understood of a file. ``pictures`` are its names in the reading, in the order of the draft.

    ``said`` are Chinese sentences on decisions and on what a person must look at.
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

    @property
    def headings(self) -> list[Heading]:
        return [one for one in self.outline.parts if isinstance(one, Heading)]

    def value(self, field: str) -> object:
        """What is proposed for a field, sure or not."""
        return next((one.value for one in self.proposals if one.field == field), None)

    def targets(self, id: str) -> dict[str, str]:
        """Where each picture goes, relative to the case's folder → its name in the reading."""
        return {_target(id, number, name): name for number, name in enumerate(self.pictures, start=1)}

    def text(self, id: str) -> str:
        """The record's file."""
        filled = {one.field: escaping.plain_field(one.value) for one in self.proposals if not one.offered}
        blank = template_text("case", title=str(filled["title"]), records=self._records)
        front = rewrite(blank, {**filled, "status": "draft"}, self._body.replace(_ID, id), CASE)
        return _remarked(front, self.proposals)


def understand(reading: Reading, records: Records) -> Draft:
    """The draft that a reading makes. Refusal where the text bears a mark of secrecy, or is empty."""
    document = read_blocks(reading.html)
    everything = [one.text for one in document.paragraphs()]
    _refuse_secrets([reading.name, *everything, *reading.left_out])
    if not any(everything) and not reading.pictures:
        raise Refusal("这个文件里没有文字。如果内容是扫描的图片，请先把文字录入 Word 再导入。")
    blocks, cuts, credits = shell.strip(document)
    damaged = [*shell.damage(blocks)]
    outline = read_outline(blocks)
    parts, repeated = _without_repeats(outline)
    last = parts[-1] if parts else None
    if isinstance(last, Paragraph) and shell.broken_off(last):
        damaged.append(f"第 {last.number} 段好像没有写完，停在「……{last.text[-12:]}」，请查原件。")
    source = Source(outline, tuple(paragraphs(blocks)), credits, reading.name)
    proposals = propose(source, records)
    kind = next(str(one.value) for one in proposals if one.field == "kind")
    taken = {one.number for one in proposals if one.number}
    parts = [one for one in parts if isinstance(one, Heading) or one.number not in taken]
    template = template_for(records, kind, parts)
    templates = case_templates(records.campaign)
    usual = next((one for one in templates if not one.kinds or kind in one.kinds), None)
    if usual is not None and template.get("id") != usual.get("id"):
        proposals.append(
            Proposal("template", template.id, template.get("title", template.id), "各节标题与这套体例最接近")
        )
    arrangement = arrange(parts, template, records)
    writer = markup.Writer(set(reading.pictures), document.notes, lambda number, name: _target(_ID, number, name))
    body = _body(arrangement, writer)
    return Draft(
        reading.name,
        document,
        outline,
        arrangement,
        tuple(sorted(proposals, key=lambda one: _ORDER[one.field])),
        tuple(sorted((*cuts, *repeated), key=lambda one: one.number)),
        tuple(writer.pictures),
        writer.tables,
        (*damaged, *arrangement.said, *dict.fromkeys(writer.said)),
        tuple(people(source)),
        reading.notes,
        body,
        records,
    )


def _refuse_secrets(texts: list[str]) -> None:
    """Held against the rules of the site as a page of nothing but these texts."""
    found = [one for one in _findings("\n\n".join(texts)) if one.code == "secrecy-mark"]
    if found:
        raise Refusal(
            f"停止：文件里有国家秘密标志（{found[0].message}）。没有写入任何内容；"
            "请立即把文件移出这台电脑所在的网络，并按保密规定报告。"
        )


def _findings(text: str) -> tuple[Diagnostic, ...]:
    return parse("cases/2000/draft.md", f"---\ntitle: 文\n---\n\n{text}\n".encode("utf-8", "replace")).findings


def _without_repeats(outline: Outline) -> tuple[list[Part], tuple[shell.Cut, ...]]:
    bare = tuple(one for one in outline.parts if not isinstance(one, Heading))
    kept, cuts = shell.repeats(bare, outline.title)
    left = {id(one) for one in kept}
    return [one for one in outline.parts if isinstance(one, Heading) or id(one) in left], cuts


def _target(id: str, number: int, name: str) -> str:
    return f"files/{id}-{number}{PurePosixPath(name).suffix.lower()}"


def _body(arrangement: Arrangement, writer: markup.Writer) -> str:
    texts: list[str] = []
    for section in arrangement.sections:
        texts.append(escaping.heading(2, section.title))
        written = _section(section, writer)
        if not written and not section.own:
            written = [f"<!-- 在这里写{section.title}，写完删去这一行。 -->"]
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
