"""The report of an import, in Chinese: what was understood, from where, what was left out, what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from campaign.dates import Date
from campaign.diagnostics import Diagnostic, Severity
from campaign.kinds import KINDS
from campaign.load import parse
from campaign.schema import Field

from . import comparison
from .blocks import Paragraph
from .draft import Draft


@dataclass(frozen=True)
class Kept:
    """How much of a file's text is in a draft, in letters and digits, measured on the draft as the site reads it.

    Not counted are what was cut as a web page's shell, headings in whose place stands the template's own,
    and the numbers in front of headings: the report has each of them; nor what an export prints around a text.
    ``lost`` is what else is not there.
    """

    whole: int
    kept: int
    lost: tuple[Paragraph, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to keep."""
        return self.kept / self.whole if self.whole else 1.0


def measure(draft: Draft, text: str) -> Kept:
    """What a draft's text holds of its file."""
    there = _letters_of(text)
    aside = {one.number for one in draft.cuts} | {one.number for one in draft.arrangement.replaced} | draft.printed
    labels = {one.number: one.label for one in draft.headings}
    fields = {one.number for one in draft.proposals if one.number}
    whole = kept = 0
    lost = []
    for paragraph in draft.document.paragraphs():
        if paragraph.number in aside:
            continue
        letters = _letters(paragraph.text).removeprefix(_letters(labels.get(paragraph.number, "")))
        if paragraph.number in fields:  # 摘要：…… the label is the field's name now
            letters = _letters(re.split("[:：]", paragraph.text, maxsplit=1)[1])
        whole += len(letters)
        if letters in there:
            kept += len(letters)
        else:
            lost.append(paragraph)
    return Kept(whole, kept, tuple(lost))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _letters_of(text: str) -> str:
    """All letters of a record's file in the order the site reads them."""
    record = parse("cases/2000/draft.md", text.encode("utf-8")).record
    if record is None:
        return ""
    body = [part for one in record.body.passages for part in (one.heading.text if one.heading else "", one.text)]
    whole = "".join([*body, *_strings(record.data)])
    return _letters(whole) + "\n" + _letters(unescape(whole))  # descriptions of pictures are given as written


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, (str, Date)):
        yield value if isinstance(value, str) else value.text
    elif hasattr(value, "values"):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)


def write(draft: Draft, text: str, path: str, diagnostics: Sequence[Diagnostic]) -> str:
    """The whole report in Chinese. ``path`` is the draft's, relative to docs; ``diagnostics`` are of the draft."""
    kept = measure(draft, text)
    grave = [one for one in diagnostics if one.severity is Severity.ERROR]
    # What is to be confirmed stands among the proposals.
    open_ = [one for one in diagnostics if one.severity is not Severity.ERROR and one.code != "unconfirmed"]
    chapters: list[tuple[str, list[str]]] = [
        ("必须先处理", [f"第 {one.line} 行：{one.message}。{one.hint}" for one in grave]),
        *(comparison.chapters(draft, text) if draft.exported else ()),
        ("读到了什么", _understood(draft, kept)),
        ("写进草稿头部的内容", [_proposal(one) for one in draft.proposals]),
        ("个人案例提醒", [*draft.people, "发布前要有本人同意的记录（consent）。"] if draft.people else []),
        ("怎样处理的", list(draft.said)),
        ("转换时的情况", list(draft.notes)),
        (
            "小标题前去掉的编号",
            # Those of an exported file are its layout's.
            ["、".join(f"「{one.label}」（第 {one.number} 段）" for one in draft.headings if one.label)]
            if not draft.exported
            else [],
        ),
        ("作为网页外壳或重复剔除的文字", [f"第 {one.number} 段（{one.what}）：{one.text}" for one in draft.cuts]),
        ("没有进入草稿的段落", [f"第 {one.number} 段：{one.text}" for one in kept.lost]),
        ("还要补的", list(dict.fromkeys(f"{one.message}。{one.hint}" for one in open_))),
    ]
    lines = [f"《{draft.value('title')}》已从「{draft.name}」导入为草稿：{path}", ""]
    for title, items in chapters:
        items = [one for one in items if one]
        if items:
            lines += [f"【{title}】", *(f"- {' '.join(one.split())}" for one in items), ""]
    lines.append("下一步：对照原件核对草稿，补齐上面所列各项。")
    return "\n".join(lines) + "\n"


def _understood(draft: Draft, kept: Kept) -> list[str]:
    own = [one.title for one in draft.arrangement.sections if one.own and not draft.exported]
    filled = [one.title for one in draft.arrangement.sections if not one.own and one.parts]
    empty = [one.title for one in draft.arrangement.sections if not one.own and not one.parts]
    count = sum(1 for _ in draft.document.paragraphs())
    said = [
        f"共 {count} 段、{draft.tables} 张表、{len(draft.pictures)} 幅图、{len(draft.document.notes)} 条注释。",
        f"正文 {kept.whole} 字（标点不计），草稿里有 {kept.kept} 字，占 {_percent(kept.share)}。",
    ]
    if draft.printed:
        said.append(f"其中 {len(draft.printed)} 段是导出时印在正文前后的（各栏、审核、网址等），不算正文。")
    said += [f"{one.what}（第 {one.number} 段）：{one.text}" for one in draft.outline.formal]
    if filled:
        said.append(f"按体例「{draft.arrangement.template.get('title', '')}」归入：{'、'.join(filled)}。")
    if own:
        said.append(f"保留的自拟标题：{'、'.join(own)}。")
    if empty:
        said.append(f"原文没有、留给您写的：{'、'.join(empty)}。")
    return said


def _percent(share: float) -> str:
    """Rounded down: what is not all is never called all."""
    return f"{int(share * 1000) / 10:g}%"


def _proposal(one: Any) -> str:
    field = KINDS["case"].group.field(one.field)
    assert isinstance(field, Field)
    state = "" if one.sure else "（未填，待您确定）" if one.offered else "（请核对）"
    words = re.sub(r"\s+", " ", one.shown)
    return f"{field.title}{state}：{words} ← {one.said}"
