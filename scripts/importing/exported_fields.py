"""The fields of a case that comes back in a Word file: what it holds beside the text, held against what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numbering
from campaign import dates
from campaign.choices import choices
from campaign.diagnostics import Severity
from campaign.kinds import APPLIES_TO, KINDS
from campaign.load import parse
from campaign.records import Records
from campaign.rewrite import as_written
from campaign.schema import Date, Field, ListOf, Ref, Type
from way_back import STAYS

from .blocks import Paragraph, Table, paragraphs
from .evidence import Proposal, quote
from .exported_text import Exported
from .reading import Embedded

CASE = KINDS["case"]
_WITHIN = "附在文件里的案例信息"
_OUTCOMES = ["指标", "之前", "之后"]
_NONE = "—"
_MISSING = ("missing-essential", "missing-field")


def fields(exported: Exported, embedded: Embedded | None, records: Records) -> tuple[list[Proposal], list[str]]:
    """A proposal for each field that is known, and Chinese sentences on where the two do not agree."""
    said: list[str] = []
    held = _held(embedded, said) if embedded else {}
    printed = {letters(line) for line in embedded.printed} if embedded else set()
    seen = _facts(exported)
    found = [*_title(exported, held), *_summary(exported, held, said), *_outcomes(exported, held, said)]
    done = {one.field for one in found}
    for field in CASE.fields:
        if field.name in done:
            continue
        place = seen.get(field.title)
        if field.name in held:
            found.append(_proposal(field, held[field.name], place, printed, records, said))
        elif not held and place and (value := _read(field.type, place.text, records)):
            found.append(Proposal(field.name, value, place.text, quote(place)))
    return found if held else [*found, *_status(exported)], said


def letters(text: str) -> str:
    """The letters and digits of a text, without the white space and signs that layout may change."""
    return "".join(filter(str.isalnum, text))


def _held(embedded: Embedded, said: list[str]) -> dict[str, Any]:
    """The values that the part holds; none where it is not what an export writes."""
    read = parse("cases/2000/draft.md", f"{embedded.fields.rstrip()}\n".encode("utf-8", "replace"))
    wrong = [one for one in read.findings if one.severity is Severity.ERROR and one.code not in _MISSING]
    if read.record is None or wrong:
        reason = f"（{wrong[0].message}）" if wrong else ""
        said.append(f"文件里附带的案例信息读不懂{reason}，没有采用；各栏按看得见的文字填写。")
        return {}
    return {name: value for name, value in read.record.data.items() if name not in STAYS}


def _proposal(
    field: Field, value: Any, place: Paragraph | None, printed: set[str], records: Records, said: list[str]
) -> Proposal:
    """A field as the part holds it; to be looked at where the text shows something else, or nothing any more."""
    words = list(_words(field.type, value, records))
    shown = "、".join(words)
    sure = True
    if place is not None:
        same = all(letters(one) in letters(place.text) for one in words) and letters(place.text) in printed
        if not same:
            said.append(
                f"「{field.title}」一栏文件里写的是「{place.text}」（第 {place.number} 段），附带的是「{shown}」；用了附带的，请核对。"
            )
        sure = same
    elif field.title in _SHOWN:
        said.append(f"文件里看不到「{field.title}」一栏了；用了附带的「{shown}」，请核对。")
        sure = False
    return Proposal(field.name, as_written(value), shown, _WITHIN, sure)


# What a page shows in its table of facts, by the titles of the fields.
_SHOWN = frozenset(
    field.title
    for field in CASE.fields
    if field.name in ("unit", "date", "criteria", "stage", "honours", "tags", "notice")
)


def _words(type_: Type, value: Any, records: Records) -> Iterator[str]:
    """The words that a page shows of a value."""
    if isinstance(type_, ListOf):
        for one in value:
            yield from _words(type_.item, one, records)
    elif isinstance(type_, Ref):
        yield dict(choices(type_.target, records)).get(value, value)
    elif isinstance(value, dates.Date):
        yield value.plain
    elif isinstance(value, Mapping):
        yield "，".join(word for one in value.values() for word in _words(type_, one, records))
    elif value is not True:
        yield APPLIES_TO.get(value, str(value))
    else:
        yield "是"


def _title(exported: Exported, held: Mapping[str, Any]) -> Iterator[Proposal]:
    seen = "".join(" ".join(one.text.split()) for one in exported.title)
    known = str(held.get("title", ""))
    numbers = "、".join(str(one.number) for one in exported.title)
    if not seen:
        title = known or "没有标题的材料"
        yield Proposal("title", title, title, _WITHIN if known else "文中没有标题")
        return
    if held.get("sample") and "示例" not in known:
        seen = seen.removesuffix("（示例）")
    yield Proposal("title", seen, seen, f"第 {numbers} 段", True)


def _summary(exported: Exported, held: Mapping[str, Any], said: list[str]) -> Iterator[Proposal]:
    lines = [one for one in exported.page if isinstance(one, Paragraph) and "summary" in one.classes]
    seen = "".join(" ".join(one.text.split()) for one in lines)
    known = held.get("summary")
    if seen:
        seen = known if known and "".join(known.split()) == "".join(seen.split()) else seen
        yield Proposal("summary", seen, seen, f"第 {'、'.join(str(one.number) for one in lines)} 段", True)
    elif known:
        said.append("文件里看不到摘要了；用了附带的，请核对。")
        yield Proposal("summary", known, known, _WITHIN)


def _outcomes(exported: Exported, held: Mapping[str, Any], said: list[str]) -> Iterator[Proposal]:
    known = [as_written(one) for one in held.get("outcomes", ())]
    tables = [one for one in _rows(exported) if one and one[0] == _OUTCOMES]
    rows = tables[0][1:] if tables else []
    if not rows or any(len(row) != 3 or not row[0] for row in rows):
        if known:
            said.append("成效数据的表文件里看不到了，或者改得读不懂；用了附带的，请核对。")
            yield Proposal("outcomes", known, _outcomes_shown(known), _WITHIN)
        return
    shown = {tuple(_row(one)): one for one in known}
    found = [shown.get(tuple(row)) or _outcome(row, known) for row in rows]
    if known and found != known:
        said.append("成效数据的表改过了，草稿里用的是表里的。")
    yield Proposal("outcomes", found, _outcomes_shown(found), "文件里的成效数据表", bool(known))


def _row(outcome: Mapping[str, str]) -> list[str]:
    """An outcome as it is printed."""
    measured = [f"{value} {outcome.get('unit', '')}".strip() if value else _NONE for value in map(outcome.get, _SIDES)]
    return [" ".join(one.split()) for one in (outcome["text"], *measured)]


_SIDES = ("before", "after")


def _outcome(row: list[str], known: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """An outcome read from its row: the unit is what stands behind both numbers, with a space or known from before."""
    text, *measured = row
    units = [str(one["unit"]) for one in known if one.get("unit") and one["text"] == text]
    units += [one.rpartition(" ")[2] for one in measured if " " in one]
    written = [one for one in measured if one not in ("", _NONE)]
    unit = next((one for one in units if written and all(value.endswith(one) for value in written)), "")
    values = [one.removesuffix(unit).strip() if one in written else "" for one in measured]
    found = {"text": text, **dict(zip(_SIDES, values, strict=True)), "unit": unit}
    return {name: value for name, value in found.items() if value}


def _outcomes_shown(outcomes: Iterable[Mapping[str, str]]) -> str:
    return "；".join("，".join(_row(one)) for one in outcomes)


def _facts(exported: Exported) -> dict[str, Paragraph]:
    """Name → what a page says under it, as one paragraph."""
    found: dict[str, Paragraph] = {}
    for table in exported.page:
        for row in table.rows if isinstance(table, Table) else ():
            name, *values = [[*paragraphs(cell.blocks)] for cell in row]
            if len(values) == 1 and values[0] and name:
                first, *others = values[0]
                whole = tuple(run for one in (first, *others) for run in one.runs)
                found.setdefault(name[0].text, Paragraph(whole, first.classes, 0, first.number))
    return found


def _rows(exported: Exported) -> Iterator[list[list[str]]]:
    for table in exported.page:
        if isinstance(table, Table):
            yield [
                [" ".join("".join(one.text for one in paragraphs(cell.blocks)).split()) for cell in row]
                for row in table.rows
            ]


def _status(exported: Exported) -> Iterator[Proposal]:
    """What the line below the title says, where nothing else does: whether it is a sample, and of what kind."""
    for one in exported.page:
        if isinstance(one, Paragraph) and "status" in one.classes:
            words = one.text.split()
            yield from (Proposal("kind", kind, name, quote(one)) for kind, name in APPLIES_TO.items() if name in words)
            if "示例" in words:
                yield Proposal("sample", True, "示例", quote(one))


def _read(type_: Type, seen: str, records: Records) -> Any:
    """The value that the words of a page stand for; None where that cannot be told."""
    if isinstance(type_, ListOf):
        if isinstance(type_.item, Ref):
            return _named(type_.item, seen, records)
        return [one for one in re.split("[、，,]", seen) if one]
    if isinstance(type_, Ref):
        named = _named(type_, seen, records)
        return named[0] if len(named) == 1 else None
    if isinstance(type_, Date):
        # 2010年6月至12月 names the year once.
        whole = re.sub(r"(\d{4}年)([^年]*至)(?=\d{1,2}月)", r"\1\2\1", seen)
        days = [numbering.edtf(match) for match in numbering.DATE.finditer(whole)]
        try:
            return dates.parse("/".join(days)).edtf if len(days) in (1, 2) else None
        except dates.DateError:
            return None
    return None


def _named(type_: Ref, seen: str, records: Records) -> list[str]:
    """The ids of what is named, in the order of the records; a name within a longer one does not count."""
    ids = []
    for id, title in sorted(choices(type_.target, records), key=lambda one: -len(one[1])):
        if title in seen:
            seen = seen.replace(title, "\n")
            ids.append(id)
    return ids
