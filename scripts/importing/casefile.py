"""A reading understood as a draft case: its sections and front matter, as the text of a record's file."""

from __future__ import annotations

from campaign.diagnostics import Diagnostic
from campaign.load import parse
from campaign.records import Records
from campaign.templates import case_templates

from . import exported_text, markup, shell
from .blocks import Paragraph, paragraphs
from .draft import ID, ORDER, Draft, body, target
from .evidence import Proposal, Source
from .exported import come_back
from .headings import Heading, Part
from .html_blocks import read_blocks
from .outline import Outline, read_outline
from .proposals import people, propose
from .reading import Reading, Refusal
from .sections import arrange, template_for


def understand(reading: Reading, records: Records) -> Draft:
    """The draft that a reading makes. Refusal where the text bears a mark of secrecy, or is empty."""
    document = read_blocks(reading.html)
    everything = [one.text for one in document.paragraphs()]
    _refuse_secrets([reading.name, *everything, *reading.left_out, reading.embedded.fields if reading.embedded else ""])
    if not any(everything) and not reading.pictures:
        raise Refusal("这个文件里没有文字。如果内容是扫描的图片，请先把文字录入 Word 再导入。")
    if (exported := exported_text.part(document)) is not None:
        return come_back(reading, document, exported, records)
    blocks, cuts, credits = shell.strip(document)
    damaged = [*shell.damage(blocks)]
    if reading.embedded:
        damaged.append("文件里附带着一份导出案例的信息，可是正文前后已经不是导出时的样子，没有采用，按普通材料导入。")
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
    writer = markup.Writer(set(reading.pictures), document.notes, lambda number, name: target(ID, number, name))
    text = body(arrangement, writer)
    return Draft(
        reading.name,
        document,
        outline,
        arrangement,
        tuple(sorted(proposals, key=lambda one: ORDER[one.field])),
        tuple(sorted((*cuts, *repeated), key=lambda one: one.number)),
        tuple(writer.pictures),
        writer.tables,
        (*damaged, *arrangement.said, *dict.fromkeys(writer.said)),
        tuple(people(source)),
        reading.notes,
        text,
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
