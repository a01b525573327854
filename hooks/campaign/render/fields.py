"""The field reference of a kind: each field's path, what it may hold, whether it must be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..describe import describe
from ..schema import Field, Kind


@dataclass(frozen=True)
class FieldLine:
    """One row of a field reference: the field's path, what it may hold, whether it must be there, both in Chinese.

    ``path`` is joined by dots; ``required`` is empty for what need not be there.
    """

    path: str
    anchor: str
    declared: Field
    value: str
    required: str


def field_lines(kind: Kind) -> Iterator[FieldLine]:
    """A line for each field of a kind, those of a group behind it."""
    for path, declared in kind.walk():
        yield FieldLine(
            ".".join(path),
            "field-" + "-".join(path),
            declared,
            describe(declared.type),
            _required(kind, path, declared),
        )


def _required(kind: Kind, path: tuple[str, ...], declared: Field) -> str:
    if not declared.required:
        return ""
    if len(path) > 1:
        return "组内必填"
    # Only cases have a status, and so a time in which they may be incomplete.
    return "发布前必填" if kind.name == "case" and declared.draft else "必填"
