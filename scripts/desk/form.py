"""A record's form: a widget for every field of its kind, generated from the schema that validates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from campaign.choices import choices, fitting
from campaign.describe import describe
from campaign.records import Records
from campaign.scaffold import TAKE_OUT
from campaign.schema import (
    DATE_GROUP,
    Choice,
    Date,
    Field,
    FilePath,
    Flag,
    Group,
    Identifier,
    ListOf,
    Number,
    Ref,
    Rule,
    Scores,
    Text,
    Type,
    Url,
    Winner,
)

from . import controls, sections
from .answers import Opened
from .controls import Post

RADIOS = 4
# More than these are typed with suggestions: a page with thousands of options is slow to read and to send.
OPTIONS = 200
# A text that may be longer than this many characters has more than a line.
LONG = 60


@dataclass(frozen=True)
class Option:
    """One choice. ``find`` is what it is found by besides its label: pinyin, initials, the id."""

    value: str
    label: str
    find: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """An item of a list, under its row key, with the widgets that edit it."""

    key: str
    parts: tuple[Widget, ...]


@dataclass(frozen=True)
class Widget:
    """What edits one value. ``look`` names the macro that draws it, ``name`` is that of its control.

    ``limit`` counts characters; ``reading`` is what a date means, in Chinese; ``filled`` says of what is folded away
    whether something is in it.
    """

    look: str
    name: str
    title: str
    required: bool = False
    help: str = ""
    example: str = ""
    value: str = ""
    limit: int | None = None
    options: tuple[Option, ...] = ()
    parts: tuple[Widget, ...] = ()
    rows: tuple[Row, ...] = ()
    reading: str = ""
    filled: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the body. ``fixed`` headings belong to the case's template."""

    key: str
    heading: str
    text: str
    prompt: str
    fixed: bool


class Form:
    """The widgets of a record, filled with what was posted or read."""

    def __init__(self, opened: Opened, post: Post, records: Records) -> None:
        self._opened = opened
        self._post = post
        self._records = records

    def widgets(self) -> list[Widget]:
        """One for each field that can be changed, in the schema's order."""
        return [self._widget(one, one.type, one.name) for one in self._opened.fields]

    def sections(self) -> list[Section]:
        """The parts of the body in the order posted."""
        found = []
        for key in self._post.all(sections.NAME):
            part = self._opened.parts.get(key)
            start = f"{sections.NAME}.{key}"
            fixed = key == sections.TOP or (part is not None and sections.is_of_template(part, self._opened.wanted))
            prompt = part.prompt.replace(TAKE_OUT, "") if part else ""
            if part is not None and part.is_new:
                prompt = f"在这里写{part.heading}。"
            found.append(
                Section(key, self._post.get(f"{start}.heading"), self._post.get(f"{start}.text"), prompt, fixed)
            )
        return found

    def _widget(self, declared: Field, type_: Type, name: str) -> Widget:
        value = self._post.get(name)
        required = declared.required and not isinstance(type_, Identifier)  # one is given where none is written
        bare = Widget("line", name, declared.title, required, _help(declared, type_), declared.example, value=value)
        if isinstance(type_, ListOf):
            return self._list(bare, declared, type_)
        if isinstance(type_, Group):
            parts = tuple(self._widget(one, one.type, f"{name}.{one.name}") for one in type_.fields)
            filled = any(key.startswith(name + ".") and text.strip() for key, text in self._post.pairs)
            return replace(bare, look="group", parts=parts, filled=filled)
        if isinstance(type_, Scores):
            return replace(bare, look="scores", parts=tuple(self._scores(name)))
        if isinstance(type_, Date):
            parts = tuple(self._widget(one, one.type, f"{name}.{one.name}") for one in DATE_GROUP.fields[1:])
            filled = any(part.value for part in parts)
            return replace(bare, look="date", parts=parts, filled=filled, reading=controls.reading(value))
        if isinstance(type_, Choice | Flag):
            known = dict(type_.options) if isinstance(type_, Choice) else {"true": "是", "false": "否"}
            options = _options(list(known.items()), [value] if value else [])
            return replace(bare, look="radios" if len(known) <= RADIOS else "select", options=options)
        if isinstance(type_, Winner) or (isinstance(type_, Ref) and len(self._known(name, type_)) > OPTIONS):
            return replace(bare, look="suggested", options=_options(self._known(name, type_), []))
        if isinstance(type_, Ref):
            return replace(bare, look="select", options=self._references(name, type_, [value] if value else []))
        # A line box would take the line ends out of a text that has some.
        long = isinstance(type_, Text) and (type_.multiline or (type_.limit or 0) > LONG)
        limit = type_.limit if isinstance(type_, Text) else None
        return replace(bare, look="area" if long or "\n" in value else "line", limit=limit)

    def _list(self, bare: Widget, declared: Field, type_: ListOf) -> Widget:
        if isinstance(type_.item, Ref):
            chosen = [one for one in self._post.all(bare.name) if one]
            return replace(bare, look="checks", options=self._references(bare.name, type_.item, chosen, first=True))
        if isinstance(type_.item, Choice):
            chosen = [one for one in self._post.all(bare.name) if one]
            return replace(bare, look="checks", options=_options(list(type_.item.options.items()), chosen, first=True))
        if controls.is_lines(type_):
            each = "每行一组，词与词之间用顿号「、」隔开。" if isinstance(type_.item, ListOf) else "每行一个。"
            return replace(bare, look="lines", help=bare.help + each)
        keys = self._post.all(bare.name)
        if not keys and type_.least:
            keys = ["0"]
        rows = tuple(Row(key, self._row(declared, type_.item, f"{bare.name}.{key}")) for key in keys)
        return replace(bare, look="files" if isinstance(type_.item, FilePath) else "rows", rows=rows)

    def _row(self, declared: Field, item: Type, name: str) -> tuple[Widget, ...]:
        if isinstance(item, Group):
            return tuple(self._widget(one, one.type, f"{name}.{one.name}") for one in item.fields)
        return (self._widget(Field(declared.name, declared.title, item), item, name),)

    def _scores(self, name: str) -> Iterable[Widget]:
        inputs = dict(choices("input", self._records))
        others = {key: key for key in self._post.below(name) if key not in inputs}
        for key, title in {**inputs, **others}.items():
            yield Widget("line", f"{name}.{key}", title, value=self._post.get(f"{name}.{key}"))

    def _known(self, name: str, type_: Ref | Winner) -> list[tuple[str, str]]:
        """The ids that a reference may name here, each with its title."""
        target = type_.target if isinstance(type_, Ref) else "unit"
        return fitting(self._opened.kind.name, name, {"kind": self._post.get("kind")}, target, self._records)

    def _references(self, name: str, type_: Ref, chosen: Sequence[str], first: bool = False) -> tuple[Option, ...]:
        unfit = {id: f"{title}（不适用于这一类）" for id, title in choices(type_.target, self._records) if id in chosen}
        found = _options(self._known(name, type_), chosen, first=first, strange=unfit)
        return tuple(replace(one, find=found_by(one.label, one.value)) for one in found)


def _options(
    known: Sequence[tuple[str, str]],
    chosen: Sequence[str],
    *,
    first: bool = False,
    strange: Mapping[str, str] | None = None,
) -> tuple[Option, ...]:
    """The choices. One that is chosen and not known is among them, so that it is not lost, ``strange`` being what it
    is called. ``first``: the chosen ones lead, in their order."""
    labels = dict(known)
    for value in chosen:
        labels.setdefault(value, (strange or {}).get(value, f"{value}（没有这一项）"))
    order = [*chosen, *(value for value in labels if value not in chosen)] if first else list(labels)
    return tuple(Option(value, labels[value], chosen=value in chosen) for value in order)


@lru_cache(maxsize=16384)
def found_by(title: str, value: str) -> str:
    """What a title is found by, in small letters: itself, its pinyin run together, its initials, and the id."""
    # Its dictionaries take a quarter of a second to load: when the first form is opened, not before.
    from pypinyin import Style, lazy_pinyin

    plain = unicodedata.normalize("NFKC", title).lower()
    spelled = "".join(lazy_pinyin(plain))
    initials = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))
    return f"{plain} {spelled} {initials} {value}"


def _help(declared: Field, type_: Type) -> str:
    """What is said beside a widget. Where the choices are in sight, nothing of how they are written in a file."""
    if isinstance(type_, Choice | Flag):
        known = type_.options if isinstance(type_, Choice) else {"true": "是", "false": "否"}
        if all(value in declared.help for value in known):
            return ""  # it only says which is written how
        return re.sub(f" ?({'|'.join(map(re.escape, known))})", lambda found: f"「{known[found[1]]}」", declared.help)
    said = declared.help.replace("写进 wording", "写进「原文措辞」").replace("须写 reason", "须写「说明」")
    if isinstance(type_, Date) and not type_.exact:
        span = "、2026-06/2027-06（起止）" if type_.span else ""
        return f"{said}如 2026年6月、2026-06-30{span}；约数加 ~，年份不详写 20XX。"
    if isinstance(type_, Date | Number | Url | Rule):
        return f"{said}{describe(type_)}。"
    if isinstance(type_, Identifier):
        return "可以不填，保存时自动编号。已有的不要改：别处可能引用了它。"
    return said
