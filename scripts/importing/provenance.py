"""Title, date and source of a text, from its own formal lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numbering
from campaign import dates

from .evidence import Proposal, Source, labelled, quote


def provenance(source: Source) -> list[Proposal]:
    """The proposals for title, date and source."""
    return [*_title(source), *_dates(source), *_source(source)]


def _title(source: Source) -> Iterator[Proposal]:
    outline = source.outline
    numbers = "、".join(map(str, outline.title_numbers))
    if not outline.title:
        name = re.sub(r"\.\w{2,5}$", "", source.file).strip() or "没有标题的材料"
        yield Proposal("title", name[:60], name[:60], "文中没有像标题的一行，暂用文件名")
    elif len(outline.title) > 60:
        yield Proposal(
            "title", outline.title[:60], outline.title[:60], f"第 {numbers} 段，超过 60 字已截短，全文见出处"
        )
    else:
        said = f"第 {numbers} 段" if outline.sure else f"第 {numbers} 段，没有居中也没有加大，暂作标题"
        yield Proposal("title", outline.title, outline.title, said, outline.sure)


def _dates(source: Source) -> Iterator[Proposal]:
    for paragraph, text in labelled(source, "时\\s*间", "事迹时间", "起止时间"):
        found = [numbering.edtf(match) for match in numbering.DATE.finditer(text)]
        if 1 <= len(found) <= 2 and all(found):
            try:
                value = dates.parse("/".join(found))
            except dates.DateError:
                continue
            yield Proposal("date", value.edtf, value.plain, quote(paragraph), value.certain)
            return
    stated = source.outline.said("成文日期", last=True)
    match = numbering.DATE.search(stated.text) if stated else None
    value_of = numbering.edtf(match) if match else ""
    if stated and value_of:
        read = dates.parse(value_of)
        said = f"成文日期（第 {stated.number} 段「{stated.text}」）；案例写的是事情发生的时间，两者不同的请改"
        yield Proposal("date", read.edtf, read.plain, said)


def _source(source: Source) -> Iterator[Proposal]:
    """The document itself as the source: what its formal lines say of it, each in its field or else in the note."""
    outline = source.outline
    number, dated = outline.said("文号"), outline.said("成文日期", last=True)
    issuer = outline.said("署名") or outline.said("发文机关") or outline.said("题下署名")
    from_ = next((one for one in source.credits if re.match(r"\W*\w{0,2}来源", one.text)), None)
    publisher = re.sub(r"^.*?[:：]\s*|[）)】\]]$", "", from_.text) if from_ else issuer.text if issuer else ""
    match = numbering.DATE.search(dated.text) if dated else None
    day = numbering.edtf(match) if match else ""
    worded = match is not None and bool(day) and dates.parse(day).plain != match.group()
    value: dict[str, Any] = {
        "title": outline.title,
        "publisher": publisher,
        "date": {"edtf": day, "wording": match.group()} if match and worded else day,
        "number": re.sub(r"^编号[:：]\s*|\s*签发人.*$", "", number.text) if number else "",
    }
    said = [one for one in value.values() if isinstance(one, str)] + ([match.group()] if match and day else [])
    lines = [(one.text if one.what in one.text else f"{one.what}：{one.text}", one.text) for one in outline.formal]
    lines += [(one.text, one.text) for one in source.credits]
    value["note"] = "\n".join(line for line, text in lines if _bare(text) not in map(_bare, said))
    value = {name: one for name, one in value.items() if one}
    if len(value) < 2 and len(outline.title) <= 60:
        return
    numbers = sorted({*(one.number for one in outline.formal), *(one.number for one in source.credits)})
    places = f"第 {'、'.join(map(str, numbers))} 段（版头、署名、日期、来源各行）" if numbers else "标题全文"
    shown = "；".join(one["wording"] if isinstance(one, dict) else one for one in value.values())
    yield Proposal("source", {"title": "原文没有标题", **value}, shown, places, bool(number or from_))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))
