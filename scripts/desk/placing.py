"""Findings beside the controls they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from campaign import Diagnostic, Mark, Record, digest
from campaign.catalogue import CATALOGUE
from campaign.records import FieldPath
from campaign.schema import Date, Field, Group, ListOf, Scores, Type

from . import controls, sections
from .answers import SIGNED, Composed, Opened, front

# What the checks tell somebody who writes the file is said here for somebody who fills in a form.
_SAID = {
    "unconfirmed": ("由程序读出，请核对：{said}", "对照原件看一遍，改好或填好，再点「核对过了」。"),
    "missing-field": ("还没有填「{title}」", "请填上。{help}"),
    "missing-essential": ("还没有填「{title}」", "草稿也要填。{help}"),
    "missing-section": ("「{section}」一节还没有写", "在这一节里写内容；确实没有材料的写明「未载」。"),
    "empty-section": ("「{section}」一节还没有写", "在这一节里写内容；确实没有材料的写明「未载」。"),
    "missing-review": ("还没有审签", "内容齐了以后点「审签」登记三名审核人。"),
    "missing-consent": ("这是个人案例，还没有本人同意的记录", "在「本人同意」里填写同意日期和公开范围；没有同意就不要发布。"),
    "fingerprint-mismatch": ("审签以后改过内容", "改好后点「审签」重新审定；不改了就从「历史」里恢复审签时的版本。"),
    "missing-fingerprint": ("审签没有文本指纹", "点「审签」重新审定。"),
    "missing-revocation": ("撤下没有写日期和依据", "点「撤下」补上撤下日期和依据。"),
}  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A finding, the name of the control it stands under (empty for the whole record), and the key of its fix.

    ``level`` is the severity's value and ``word`` its Chinese; ``title`` is what the control is called.
    """

    name: str
    level: str
    word: str
    message: str
    hint: str
    code: str
    fix: str
    fix_text: str
    title: str


def _key(one: Diagnostic) -> str:
    """What stands for a fix whatever has been typed elsewhere; empty where there is none."""
    return digest(one.code, one.message, str(one.fix.length), one.fix.text)[:12] if one.fix else ""


def fixed(text: str, one: Diagnostic) -> str:
    """The text with a finding mended. The finding must be one of this text."""
    assert one.fix is not None
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: one.line - 1]) + one.column - 1
    return text[:at] + one.fix.text + text[at + one.fix.length :]


def place(
    opened: Opened | None, composed: Composed, record: Record | None, diagnostics: Iterable[Diagnostic]
) -> list[Placed]:
    """Every finding with the control it belongs to, in the order they were found; no control where no form shows it."""
    if opened is None:
        return [_placed(one, "", "", f"第 {one.line} 行：{one.message}", one.hint) for one in diagnostics]
    finder = _Finder(opened, composed, record)
    return [_placed(one, *finder.find(one), *_said(one)) for one in diagnostics]


def _placed(one: Diagnostic, name: str, title: str, message: str, hint: str) -> Placed:
    text = one.fix.text if one.fix else ""
    return Placed(name, one.severity.value, one.severity.word, message, hint, one.code, _key(one), text, title)


def by_control(placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    """The findings by the names of their controls."""
    found: dict[str, list[Placed]] = {}
    for one in placed:
        found.setdefault(one.name, []).append(one)
    return found


def _said(one: Diagnostic) -> tuple[str, str]:
    forms = _SAID.get(one.code)
    if forms is None:
        return one.message, one.hint
    values = {"help": "", **_values(one)}
    return forms[0].format(**values), forms[1].format(**values)


@cache
def _form(code: str) -> re.Pattern[str]:
    entry = CATALOGUE[code]
    parts = re.split(r"\{([a-z_]+)\}", f"{entry.message}\n{entry.hint}")
    seen: set[str] = set()
    pattern = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.*?)"
            seen.add(part)
    return re.compile(pattern, re.DOTALL)


def _values(one: Diagnostic) -> dict[str, str]:
    """What a finding's words were filled in with."""
    match = _form(one.code).fullmatch(f"{one.message}\n{one.hint}")
    return match.groupdict() if match else {}


class _Finder:
    """Looks up the control of a place in the text."""

    def __init__(self, opened: Opened, composed: Composed, record: Record | None) -> None:
        self._opened = opened
        self._rows = composed.rows
        self._starts = composed.starts
        self._data = front(composed.text) or {}
        marks = record.marks.items() if record else ()
        self._marks = sorted(((mark, path) for path, mark in marks if path), key=lambda pair: pair[0])
        self._body = record.body.first_line if record else 0
        self._top = record.marks.get((), Mark()) if record else Mark()

    def find(self, one: Diagnostic) -> tuple[str, str]:
        """The control's name and its title."""
        if self._body and one.line >= self._body:
            return self._section(one)
        place = Mark(one.line, one.column)
        above = [pair for pair in self._marks if pair[0] <= place]
        path: FieldPath = above[-1][1] if above else ()
        if one.code in ("missing-field", "missing-essential"):
            path = self._missing(place, _values(one).get("key", ""))
        elif one.code in ("unknown-key", "duplicate-key"):
            return "", ""
        elif one.code == "unconfirmed":  # the comment stands above its field
            path = next((path[:1] for mark, path in self._marks if mark > place), ())
        elif one.code == "missing-consent":
            path = ("consent",)
        return self._named(path)

    def _missing(self, place: Mark, key: str) -> FieldPath:
        """The path of a field that is not written, or written empty."""
        there = [path for mark, path in self._marks if mark == place]
        if place == self._top and self._opened.kind.group.field(key):
            return (key,)
        return (*there[-1], key) if there else (key,)

    def _section(self, one: Diagnostic) -> tuple[str, str]:
        wanted = _values(one).get("section", "") if one.code in ("missing-section", "empty-section") else ""
        key = next((key for key, part in self._opened.parts.items() if wanted and part.heading == wanted), None)
        if key is None:
            key = next((key for key, at in reversed(self._starts) if at <= one.line), sections.TOP)
        part = self._opened.parts.get(key)
        return f"{sections.NAME}.{key}.text", part.heading if part and part.heading else "正文"

    def _named(self, path: FieldPath) -> tuple[str, str]:
        if not path:
            return "", ""
        declared = self._opened.kind.group.field(str(path[0]))
        if declared is None:
            return "", ""
        name, title = declared.name, declared.title
        if name in SIGNED.get(self._opened.kind.name, ()):
            return "status", "审核与发布"
        if name in self._opened.locked:
            return name, title
        type_: Type = declared.type
        data = self._data.get(declared.name, "")
        for step in path[1:]:
            inner = self._step(type_, data, name, step)
            if inner is None:
                break
            type_, data, name, said = inner
            title = f"{title} {said}" if said else title
        return name, title

    def _step(self, type_: Type, data: object, name: str, step: str | int) -> tuple[Type, object, str, str] | None:
        """One step down; None where the control above stands for all that is in it."""
        if isinstance(type_, Group):
            declared: Field | None = type_.field(str(step))
            inner = data.get(str(step), "") if isinstance(data, dict) else ""
            return (declared.type, inner, f"{name}.{step}", declared.title) if declared else None
        if isinstance(type_, Scores):
            return None
        if not isinstance(type_, ListOf) or isinstance(type_, Date) or not isinstance(step, int):
            return None
        if controls.is_set(type_) or controls.is_lines(type_) or not isinstance(data, list):
            return None
        filled = [index for index, item in enumerate(data) if not controls.blank(item)]
        keys = self._rows.get(name, ())
        if step not in filled or filled.index(step) >= len(keys):
            return None
        at = filled.index(step)
        return type_.item, data[step], f"{name}.{keys[at]}", f"第 {at + 1} 项"


def counts(placed: Iterable[Placed]) -> Mapping[str, int]:
    """How many errors, warnings and hints, under ``error``, ``warning`` and ``hint``, none left out."""
    found = {"error": 0, "warning": 0, "hint": 0}
    for one in placed:
        found[one.level] += 1
    return found
