"""The questions a new record asks of whoever makes it, one for each field that must be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from campaign import Mark, Records, dates
from campaign.choices import fitting
from campaign.describe import describe
from campaign.findings import Findings
from campaign.frontmatter import Mapping as Written
from campaign.frontmatter import Node, Scalar, Sequence
from campaign.scaffold import BEGINNINGS
from campaign.scalars import IDENTIFIER
from campaign.schema import Choice, Date, Field, Group, Identifier, Kind, ListOf, Ref, Text, Type, Winner
from campaign.spoken_dates import suggest
from campaign.validate import validate
from naming import identified

SHOWN = 60
_APART = re.compile(r"[\s,，、;；]+")


class Impossible(ValueError):
    """A question that has no answer yet. The text is Chinese: what must be made first."""


class Questions:
    """Asks by ``read(prompt)``, tells by ``say``. EOFError and KeyboardInterrupt of ``read`` go through."""

    def __init__(self, kind: Kind, records: Records, read: Callable[[str], str], say: Callable[[str], None]) -> None:
        self._kind = kind
        self._records = records
        self._read = read
        self._say = say

    def ask(self, known: Mapping[str, Any], names: Iterable[str] = ()) -> dict[str, Any]:
        """``known`` and the answers: to ``names``, else to every required field that is not known.

        Values are text, lists and mappings, as they are written to a file; what is left for later is not among them.
        Impossible where a reference has nothing yet to refer to.
        """
        data = dict(known)
        for declared in wanted(self._kind, data, names):
            value = self._field(declared, data)
            if value is not None:
                data[declared.name] = value
        return data

    def _field(self, declared: Field, data: Mapping[str, Any]) -> Any:
        later = not declared.required or (self._kind.name == "case" and declared.draft)
        self._say(f"\n{declared.title}{'（可以先跳过，直接回车）' if later else ''}")
        if isinstance(declared.type, ListOf):
            return self._list(declared, declared.type, data, later)
        return self._value(declared, declared.type, data, later)

    def _list(self, declared: Field, type_: ListOf, data: Mapping[str, Any], later: bool) -> list[Any] | None:
        items: list[Any] = []
        if isinstance(type_.item, Ref):
            return self._several(declared, type_.item, data, later)
        self._hint(declared, "一项一项地写，写完了直接回车。")
        while True:
            self._say(f"  第 {len(items) + 1} 项")
            enough = later or len(items) >= type_.least
            item = self._value(Field(declared.name, declared.title, type_.item), type_.item, data, enough, items)
            if item is None:
                return items or None
            items.append(item)

    def _several(self, declared: Field, type_: Ref, data: Mapping[str, Any], later: bool) -> list[str] | None:
        """Several references in one answer."""
        offered = self._offer(declared, type_, data, later)
        if not offered:
            return None
        self._hint(declared, "可以写几个，用空格隔开。")
        while True:
            answer = self._read("> ").strip()
            if not answer and later:
                return None
            chosen = [_chosen(one, offered) for one in _APART.split(answer) if one]
            if chosen and None not in chosen:
                return list(dict.fromkeys(one for one in chosen if one))
            self._say("  请写上面的序号。")

    def _value(
        self, declared: Field, type_: Type, data: Mapping[str, Any], later: bool, others: list[Any] | None = None
    ) -> Any:
        """One value as text, a group as a mapping; None where it is left for later, or the list is at its end."""
        if isinstance(type_, Group):
            return self._group(type_, data, later, others or [])
        offered = self._offer(declared, type_, data, later)
        if isinstance(type_, Ref) and not offered:
            return None
        default = self._default(declared, data)
        self._hint(declared, describe(type_) + "。" if isinstance(type_, Date) else "")
        while True:
            answer = self._answer(type_, default)
            if not answer:
                if later:
                    return None
                self._say("  这一项必须写。")
                continue
            value = self._meant(type_, answer, offered)
            faults = _faults(declared, type_, value)
            if isinstance(type_, Winner) and IDENTIFIER.fullmatch(value) and value not in dict(offered):
                faults = [f"没有编号是「{value}」的单位；是个人或别的单位，写姓名或名称。"]
            if isinstance(type_, Ref) and value not in dict(offered):
                faults = ["请写上面的序号。"]
            if not faults:
                return value
            for fault in faults:
                self._say(f"  {fault}")

    def _answer(self, type_: Type, default: str) -> str:
        if not (isinstance(type_, Text) and type_.multiline):
            return self._read(f"[{default}] > " if default else "> ").strip() or default
        lines: list[str] = []
        self._say("  （可以写几行，空一行结束）")
        while line := self._read("> ").strip():
            lines.append(line)
        return "\n".join(lines)

    def _group(self, group: Group, data: Mapping[str, Any], later: bool, others: list[Any]) -> dict[str, Any] | None:
        """Field by field; ids are given, not asked for. Where the first is left open, there is no group."""
        value: dict[str, Any] = {}
        required = [one for one in group.fields if one.required]
        for declared in required:
            if isinstance(declared.type, Identifier):
                continue
            self._say(f"  {declared.title}")
            if isinstance(declared.type, ListOf):
                read = self._list(declared, declared.type, data, False)
            else:
                read = self._value(declared, declared.type, data, later and not value)
            if read is None and later and not value:
                return None
            value[declared.name] = read
        return dict(identified(group, [*others, value])[-1])

    def _offer(self, declared: Field, type_: Type, data: Mapping[str, Any], later: bool) -> list[tuple[str, str]]:
        """The choices there are, shown with their numbers."""
        if isinstance(type_, Choice):
            offered = list(type_.options.items())
        elif isinstance(type_, Ref | Winner):
            target = type_.target if isinstance(type_, Ref) else "unit"
            offered = fitting(self._kind.name, declared.name, data, target, self._records)
        else:
            return []
        if not offered and isinstance(type_, Ref):
            if not later:
                raise Impossible(f"「{declared.title}」要从已有的里面选，现在还一个也没有，先建好再来。")
            self._say("  现在还没有可选的，以后再填。")
        for number, (_, title) in enumerate(offered[:SHOWN], start=1):
            self._say(f"  {number}. {title}")
        if len(offered) > SHOWN:
            self._say(f"  ……还有 {len(offered) - SHOWN} 个没有列出，写编号或名称。")
        return offered

    def _meant(self, type_: Type, answer: str, offered: list[tuple[str, str]]) -> str:
        """What an answer stands for: a number on the list, a title, a date as people write it."""
        if offered:
            return _chosen(answer, offered) or answer
        return self._dated(answer) if isinstance(type_, Date) else answer

    def _dated(self, answer: str) -> str:
        """A date as records write it, where what was written is none yet and can be read."""
        try:
            dates.parse(answer)
        except dates.DateError:
            if written := suggest(answer):
                self._say(f"  记作 {written}（{dates.parse(written).plain}）")
                return written
        return answer

    def _default(self, declared: Field, data: Mapping[str, Any]) -> str:
        if declared.name == "order":
            return str(_next(self._kind, data, self._records))
        return BEGINNINGS.get(self._kind.name, {}).get(declared.name, "") if isinstance(declared.type, Choice) else ""

    def _hint(self, declared: Field, more: str) -> None:
        example = f"例：{declared.example}" if declared.example else ""
        said = "　".join(filter(None, (declared.help, more, example)))
        if said:
            self._say(f"  {said}")


def wanted(kind: Kind, known: Mapping[str, Any], names: Iterable[str] = ()) -> list[Field]:
    """The fields to ask for: those named, else what is required and not known; of a case's status nobody is asked."""
    chosen = set(names)
    if chosen:
        return [one for one in kind.fields if one.name in chosen]
    settled = {"status"} if kind.name == "case" else set()
    return [one for one in kind.fields if one.required and one.name not in known and one.name not in settled]


def _next(kind: Kind, data: Mapping[str, Any], records: Records) -> int:
    """The next free place in an order: of criteria within their group."""
    beside = [one for one in records.of(kind.name) if one.data.get("group") == data.get("group")]
    return max((one.order for one in beside if one.order), default=0) + 1


def _chosen(answer: str, offered: list[tuple[str, str]]) -> str | None:
    """The value of a number on the list, of a title, or of the value itself."""
    if answer in dict(offered):
        return answer
    if answer.isdecimal() and 1 <= int(answer) <= len(offered):
        return offered[int(answer) - 1][0]
    return next((value for value, title in offered if title == answer), None)


def _faults(declared: Field, type_: Type, value: Any) -> list[str]:
    """What the checks have to say of one value, in their own words."""
    findings = Findings()
    alone = Kind("", "", "", (Field(declared.name, declared.title, type_),))
    validate(alone, Written(((_scalar(declared.name), _node(value)),), Mark()), findings.at(""))
    return [f"{one.message}。{one.hint}" for one in findings.found]


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return Written(tuple((_scalar(name), _node(inner)) for name, inner in value.items()), Mark())
    if isinstance(value, list):
        return Sequence(tuple(map(_node, value)), Mark())
    return _scalar(str(value))


def _scalar(text: str) -> Scalar:
    return Scalar(text, True, Mark())
