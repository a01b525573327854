"""Diagnostics as text for a person, a program or a build server."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from campaign import Diagnostic, Severity

WIDTH = 76


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON list, whatever there is to say; each finding as :meth:`Diagnostic.as_json` has it."""
    return json.dumps([one.as_json() for one in diagnostics], ensure_ascii=False, indent=1)


def as_ci(diagnostics: Sequence[Diagnostic], prefix: str) -> str:
    """Workflow commands (``::error file=…``) that build servers turn into annotations, a line each.

    ``prefix`` is the docs folder's path.
    """
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
    lines = []
    for one in diagnostics:
        place = f"file={_property(f'{prefix}/{one.path}')},line={one.line},col={one.column},title={one.code}"
        text = f"{one.message} {one.hint}".strip()
        lines.append(f"::{kinds[one.severity]} {place}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_text(diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes]) -> str:
    """Each finding with its line and a caret below the place, then the sum."""
    parts = []
    for one in diagnostics:
        parts.append(f"{one.path}:{one.line}:{one.column} {one.severity.word} {one.message} [{one.code}]")
        parts.extend(_excerpt(one, files))
        if one.hint:
            parts.append(f"    → {one.hint}")
        parts.append("")
    return "\n".join([*parts, summary(diagnostics)])


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """『2 个错误，1 个提示』, or that all is well."""
    counts = Counter(one.severity for one in diagnostics)
    said = [f"{counts[severity]} 个{severity.word}" for severity in Severity if counts[severity]]
    return "，".join(said) if said else "没有发现问题。"


def _excerpt(one: Diagnostic, files: Mapping[str, bytes]) -> list[str]:
    """The line a finding is on and a caret under its column, cut to a screen's width."""
    text = files.get(one.path, b"").decode("utf-8-sig", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if one.line > len(lines) or not lines[one.line - 1].strip():
        return []
    line = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf") else letter for letter in lines[one.line - 1])
    at = min(one.column - 1, len(line))
    start = 0
    while display_width(line[start:at]) > WIDTH // 2:
        start += 1
    end = len(line)
    while display_width(line[start:end]) > WIDTH:
        end -= max((display_width(line[start:end]) - WIDTH) // 2, 1)
    return ["    " + line[start:end], "    " + " " * display_width(line[start:at]) + "^"]


def display_width(text: str) -> int:
    """Columns a terminal gives a text: two for wide characters, none for combining ones (UAX #11)."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
