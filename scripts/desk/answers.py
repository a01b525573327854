"""What was typed into a form, as the text of a record: only what was changed is written anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign import frontmatter
from campaign.kinds import KINDS, TAKEN_DOWN
from campaign.records import Record, Records
from campaign.rewrite import rewrite
from campaign.schema import Field, Group, Kind, ListOf
from campaign.templates import template_of

from . import controls, sections
from .controls import Pairs, Post

# Set by signing and by taking down, never by typing.
SIGNED = {"case": ("status", "review", "revoked")}


def front(text: str) -> dict[str, Any] | None:
    """The front matter as plain text, lists and mappings; None where it cannot be read."""
    cut = frontmatter.split(text)
    if cut.front is None or not cut.closed:
        return None
    found: list[str] = []
    root = frontmatter.read(cut.front, cut.front_line, lambda code, *rest, **values: found.append(code))
    if root is None or found:
        return None
    return {key.text: controls.plain(value) for key, value in root.entries}


@dataclass(frozen=True)
class Opened:
    """A record's text as a form was opened on it.

    ``wanted`` are the sections of the case's template, ``parts`` those of the body by row key;
    ``locked`` the fields that the form shows and does not change.
    """

    kind: Kind
    text: str
    data: Mapping[str, Any]
    wanted: tuple[str, ...]
    parts: Mapping[str, sections.Part]
    locked: frozenset[str]

    @property
    def status(self) -> str:
        """A case's status as it is written; empty for other kinds."""
        status = self.data.get("status", "") if self.kind.name == "case" else ""
        return status if isinstance(status, str) else ""

    @property
    def is_down(self) -> bool:
        """Whether it is a case that was taken down: suspended or revoked."""
        return self.status in TAKEN_DOWN

    @property
    def fields(self) -> list[Field]:
        """Those that a form may change."""
        return [one for one in self.kind.fields if one.name not in self.locked]

    def pairs(self) -> Pairs:
        """Every control that is filled, and what is in it, in the form's order."""
        pairs = [
            pair for one in self.fields for pair in controls.write(one.type, self.data.get(one.name, ""), one.name)
        ]
        return [*pairs, *sections.write(dict(self.parts))]


def opened(kind_name: str, text: str, records: Records) -> Opened | None:
    """The text ready for a form; None where its front matter cannot be read."""
    kind = KINDS[kind_name]
    data = front(text)
    if data is None:
        return None
    wanted = _wanted(kind, data, records)
    parts = sections.keyed(sections.cut(frontmatter.split(text).body, kind.name == "case"), wanted)
    unfit = {one.name for one in kind.fields if not controls.fits(one.type, data.get(one.name, ""))}
    return Opened(kind, text, data, wanted, parts, frozenset({*unfit, *SIGNED.get(kind.name, ())}))


def unsigned(text: str, there: str, kind: Kind) -> str:
    """The text with status, review and taking down as they are in the file: these change by their own buttons alone.

    The text as it is where either cannot be read.
    """
    mine, theirs = front(text), front(there)
    if mine is None or theirs is None:
        return text
    names = SIGNED.get(kind.name, ())
    changes = {name: theirs.get(name) for name in names if mine.get(name) != theirs.get(name)}
    return rewrite(text, changes, kind=kind) if changes else text


def _wanted(kind: Kind, data: Mapping[str, Any], records: Records) -> tuple[str, ...]:
    if kind.name != "case":
        return ()
    said = {name: data[name] for name in ("kind", "template") if isinstance(data.get(name), str) and data[name]}
    template = template_of(records.campaign, Record(kind, "", "", said))
    return tuple(template.sections) if template else ()


@dataclass(frozen=True)
class Composed:
    """``text``: the record as typed. ``rows``: list name → row keys in the text's order.

    ``starts``: (part's key, line) of each part of the body; lines count from 1.
    """

    text: str
    rows: Mapping[str, Sequence[str]]
    starts: Sequence[tuple[str, int]]


def compose(opened: Opened, post: Post) -> Composed:
    """The record's text with what was typed, whether or not it is valid."""
    changes: dict[str, Any] = {}
    for one in opened.fields:
        value = controls.read(one.type, post, one.name)
        if controls.same(one.type, value, opened.data.get(one.name, "")):
            continue
        changes[one.name] = None if controls.blank(value) else controls.typed(one.type, value)
    body, lines = sections.read(post, dict(opened.parts))
    text = rewrite(opened.text, changes, body, opened.kind) if changes or body is not None else opened.text
    first = frontmatter.split(text).body_line
    return Composed(text, dict(_rows(opened, post)), [(key, first + at) for key, at in lines])


def _rows(opened: Opened, post: Post) -> Iterable[tuple[str, list[str]]]:
    """Row keys of every list of groups that is filled, inner ones by the names of their rows."""
    for one in opened.fields:
        yield from _rows_of(one.type, post, one.name)


def _rows_of(type_: Any, post: Post, name: str) -> Iterable[tuple[str, list[str]]]:
    if isinstance(type_, Group):
        for one in type_.fields:
            yield from _rows_of(one.type, post, f"{name}.{one.name}")
    elif isinstance(type_, ListOf) and not controls.is_set(type_) and not controls.is_lines(type_):
        keys = [key for key, _ in controls.rows(type_, post, name)]
        yield name, keys
        for key in keys:
            yield from _rows_of(type_.item, post, f"{name}.{key}")
