"""A new record put together from its fields, and tried among those that are there before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from campaign import Diagnostic, Memory, Record, Severity, load
from campaign.scaffold import BEGINNINGS, template_text
from campaign.schema import Date, Group, Identifier, Kind, ListOf, Ref, Type
from naming import free_id, problem, with_ids
from questions import wanted
from source.docs_folder import read_docs


class Faulty(ValueError):
    """It cannot be made like this. The text is Chinese; ``fields`` are those to be filled in again."""

    def __init__(self, said: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.fields = fields


@dataclass(frozen=True)
class Draft:
    """What is to be written, and where."""

    path: Path
    text: str


class Drafting:
    """New records of one kind for a docs folder as it is now.

    Faulty where ``id`` cannot be had; OSError where the folder cannot be read.
    """

    def __init__(self, docs: Path, kind: Kind, today: date, id: str | None = None) -> None:
        self._docs = docs
        self.kind = kind
        self._today = today
        self._id = "campaign" if kind.name == "campaign" else id
        self._files = read_docs(docs)
        self._memory = Memory()
        self.records, self._before = load(self._files, self._memory)
        if self._id is not None:
            self._refuse_taken(self._id)

    def draft(self, known: Mapping[str, Any]) -> Draft:
        """The file of a record with these fields; nothing is written. Faulty where it would not pass the checks."""
        fields = with_ids(self.kind, known)
        missing = self._missing(fields)
        if missing:
            raise Faulty(missing)
        id = self._id or free_id(self._taken(), self._words(fields), f"{self.kind.name}-{self._today:%Y}")
        path = self._path(id)
        text = template_text(self.kind.name, today=self._today, records=self.records, given=fields)
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:
            raise Faulty("写的内容里有认不出的字符，请换一种输入方式重写。") from None
        after, diagnostics = load({**self._files, path: data}, self._memory)
        # An older mistake is not this record's; one that comes with it is, wherever it shows.
        errors = [one for one in diagnostics if one.severity is Severity.ERROR and one not in set(self._before)]
        if errors:
            said = "\n".join(_sentence(one, path) for one in errors)
            # What two records of a kind cannot both have may be found at the older one.
            found = ((after.by_path.get(one.path), one) for one in errors)
            alike = (_field(record, one) for record, one in found if record and record.kind is self.kind)
            raise Faulty(said, tuple(dict.fromkeys(alike)))
        return Draft(self._docs / path, text)

    def _path(self, id: str) -> str:
        if self.kind.name == "campaign":
            return "campaign.md"
        return "/".join(filter(None, (self.kind.folder, f"{self._today:%Y}" if self.kind.by_year else "", f"{id}.md")))

    def _taken(self) -> set[str]:
        unreadable = {id for kind, id in self.records.unreadable if kind == self.kind.name}
        return {*self.records.by_kind[self.kind.name], *unreadable}

    def _refuse_taken(self, id: str) -> None:
        said = problem(id)
        if said and self.kind.name != "campaign":
            raise Faulty(said)
        if id in self._taken() or (self._docs / self._path(id)).exists():
            raise Faulty(f"编号「{id}」已经有了，没有改动；换一个：--id 编号")

    def _words(self, fields: Mapping[str, Any]) -> str:
        """What an id is made from: the title, or what stands for it where a kind has none."""
        if "title" in fields:
            return str(fields["title"])
        stands_for = [
            fields.get(one.name) for one in self.kind.fields if one.required and isinstance(one.type, Ref | Date)
        ]
        return " ".join(one for one in stands_for if isinstance(one, str))

    def _missing(self, fields: Mapping[str, Any]) -> str:
        """All that must be given and is not, in one sentence; empty where nothing is missing."""
        begun = BEGINNINGS.get(self.kind.name, {})
        lacking = [
            one
            for one in wanted(self.kind, fields)
            if one.name not in begun and not (self.kind.name == "case" and one.draft)
        ]
        if not lacking:
            return ""
        names = "、".join(f"{one.title}（{one.name}）" for one in lacking)
        written = " ".join(
            '--title "标题"' if one.name == "title" else " ".join(f"--set {one.name}{end}=…" for end in _ends(one.type))
            for one in lacking
        )
        return f"缺少：{names}。请写上：{written}"


def _ends(type_: Type) -> list[str]:
    """How a field goes on to each part that must be given, as the command line writes it; ids are made."""
    if isinstance(type_, ListOf):
        return [".0" + end for end in _ends(type_.item)]
    if isinstance(type_, Group):
        parts = [one for one in type_.fields if one.required and not isinstance(one.type, Identifier)]
        return [f".{one.name}{end}" for one in parts for end in _ends(one.type)]
    return [""]


def _sentence(one: Diagnostic, path: str) -> str:
    where = "" if one.path == path else f"{one.path} 第 {one.line} 行："
    return f"{where}{one.message}。{one.hint}".replace("。。", "。")


def _field(record: Record, one: Diagnostic) -> str:
    """The field whose value stands last before a finding."""
    before = [(mark, str(path[0])) for path, mark in record.marks.items() if path and mark.line <= one.line]
    return max(before, key=lambda found: found[0])[1] if before else record.kind.fields[0].name
