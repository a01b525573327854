"""Front matter held against its kind: the typed values, and a finding for each that does not fit."""

from __future__ import annotations

from typing import Any

from . import dates, scalars
from .diagnostics import Mark
from .findings import Report, did_you_mean
from .frontmatter import Mapping, Node, Scalar, Sequence
from .records import FieldPath, Marks
from .scalars import INVALID, Invalid
from .schema import DATE_GROUP, Date, Field, Group, Kind, ListOf, Number, Scores, Type
from .values import Item


def validate(kind: Kind, root: Mapping, report: Report) -> tuple[dict[str, Any], Marks]:
    """The typed values that could be read, and the place of each that is written, the whole at ``()``.

    What does not fit is reported. Values are text, flags, numbers (Decimal, int where whole), ``dates.Date``,
    tuples for lists and :class:`Item` for groups; scores are a dict of id → Decimal.
    """
    reader = _Reader(report)
    data = reader.group(kind.group, root, (), kind.title)
    reader.marks[()] = root.mark
    return data, reader.marks


class _Reader:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.marks = Marks()

    def group(self, group: Group, node: Mapping, path: FieldPath, where: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        names = [one.name for one in group.fields]
        inside = f"（在「{where}」里）" if path else ""
        for key, value in node.entries:
            declared = group.field(key.text)
            if declared is None:
                self.report("unknown-key", key.mark, key=key.text, where=inside, hint=did_you_mean(key.text, names))
                continue
            here = (*path, declared.name)
            self.marks[here] = value.mark
            if _blank(value):
                continue
            read = self.value(declared, declared.type, value, here)
            if read is not INVALID:
                data[declared.name] = read
        for declared in group.fields:
            written = node.get(declared.name)
            if declared.required and (written is None or _blank(written)):
                mark = written.mark if written else node.mark
                self.report(
                    "missing-field" if declared.draft else "missing-essential",
                    mark,
                    title=declared.title,
                    key=declared.name,
                    where=inside,
                    help=declared.help,
                )
        return data

    def value(self, declared: Field, type_: Type, node: Node, path: FieldPath) -> Any:
        if isinstance(type_, ListOf):
            return self.list(declared, type_, node, path)
        if isinstance(type_, Group):
            if not isinstance(node, Mapping):
                return self.shape(declared, node, "几个小项", f"下一行缩进后写 {type_.fields[0].name}: … 等小项。")
            return Item(type_, self.group(type_, node, path, declared.title))
        if isinstance(type_, Scores):
            return self.scores(declared, node, path)
        if isinstance(type_, Date):
            return self.date(declared, type_, node, path)
        if not isinstance(node, Scalar):
            return self.shape(declared, node, "一段文字", "写成「名称: 值」。")
        return scalars.read(declared, type_, node, self.report)

    def shape(self, declared: Field, node: Node, expected: str, hint: str) -> Invalid:
        found = {Scalar: "一段文字", Sequence: "一个列表", Mapping: "几个小项"}[type(node)]
        self.report("wrong-shape", node.mark, title=declared.title, expected=expected, found=found, hint=hint)
        return INVALID

    def list(self, declared: Field, type_: ListOf, node: Node, path: FieldPath) -> Any:
        if not isinstance(node, Sequence):
            return self.shape(declared, node, "一个列表", "每项单独一行，以「- 」开头。")
        items: list[Any] = []
        seen: dict[str, Mark] = {}
        for index, child in enumerate(node.items):
            here = (*path, index)
            self.marks[here] = child.mark
            read = INVALID if _blank(child) else self.value(declared, type_.item, child, here)
            if read is INVALID:
                continue
            key = _identity(type_.item, read)
            if key is not None:
                if key in seen:
                    mark = self.marks.get((*here, "id"), child.mark)
                    self.report("duplicate-item", mark, value=key, first=seen[key].line)
                    continue
                seen[key] = child.mark
            if len(items) < index:
                self.marks.taken[*path, len(items)] = here
            items.append(read)
        written = sum(not _blank(child) for child in node.items)
        if written < type_.least:
            self.report(
                "wrong-shape",
                node.mark,
                title=declared.title,
                expected=f"至少 {type_.least} 项的列表",
                found=f"{written} 项",
                hint="补上缺少的项。",
            )
        return tuple(items)

    def scores(self, declared: Field, node: Node, path: FieldPath) -> Any:
        if not isinstance(node, Mapping):
            return self.shape(declared, node, "几个小项", "下一行缩进后一行一个「评分来源编号: 分数」。")
        read = {}
        for key, value in node.entries:
            here: FieldPath = (*path, key.text)
            self.marks[here] = key.mark
            if not isinstance(value, Scalar):
                self.shape(declared, value, "一个分数", "写成「评分来源编号: 分数」。")
                continue
            number = scalars.number(declared, Number(0, 100), value, self.report)
            if number is not INVALID:
                read[key.text] = number
        return read

    def date(self, declared: Field, type_: Date, node: Node, path: FieldPath) -> Any:
        if isinstance(node, Mapping):
            parts = self.group(DATE_GROUP, node, path, declared.title)
            inner = node.get("edtf")
            if "edtf" not in parts or inner is None:
                return INVALID
            self.allowed(declared, type_, parts["edtf"], inner.mark)
            return parts["edtf"].worded(parts.get("wording"), parts.get("basis"), parts.get("note"))
        if not isinstance(node, Scalar):
            return self.shape(declared, node, "一个日期", "写成 2010-05-31 这样的日期。")
        read = scalars.date(node, self.report, exact=type_.exact)
        if read is INVALID:
            return INVALID
        if declared is not DATE_GROUP.fields[0]:
            self.allowed(declared, type_, read, node.mark)
        return read

    def allowed(self, declared: Field, type_: Date, read: dates.Date, mark: Mark) -> None:
        if type_.exact and not read.is_day:
            self.report("date-exact", mark, title=declared.title, value=read.edtf)
        elif read.is_span and not type_.span:
            self.report("date-span", mark, title=declared.title)


def _blank(node: Node) -> bool:
    """Whether nothing is written: what a new record's template leaves open counts as not there."""
    if isinstance(node, Scalar):
        return not node.text.strip() or (not node.quoted and node.text in ("~", "null"))
    if isinstance(node, Sequence):
        return all(map(_blank, node.items))
    return all(_blank(value) for _, value in node.entries)


def _identity(type_: Type, value: Any) -> str | None:
    """What must not stand twice in a list, as text; None where repetition is fine."""
    if isinstance(type_, Group):
        if type_.key is None:
            return None
        key = value.get(type_.key)
        return key.edtf if isinstance(key, dates.Date) else key
    return value if isinstance(value, str) else None
