"""Nested front-matter values whose declared but unwritten fields read as ``None`` or empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .schema import Group, ListOf, Scores


class Item(Mapping[str, Any]):
    """A mapping of the front matter with its fields as attributes: ``step.title``.

    A field the schema declares and the file does not write is ``None``, an empty tuple for a
    list, an empty mapping for scores. An undeclared name raises AttributeError. As a mapping it
    holds only what is written.
    """

    __slots__ = ("_data", "_group")

    def __init__(self, group: Group, data: Mapping[str, Any]) -> None:
        self._group = group
        self._data = data

    def __reduce__(self) -> tuple[type[Item], tuple[Group, Mapping[str, Any]]]:
        return Item, (self._group, self._data)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return field_value(self._group, self._data, name)

    def __getitem__(self, name: str) -> Any:
        return self._data[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        return f"Item({dict(self._data)!r})"


def field_value(group: Group, data: Mapping[str, Any], name: str) -> Any:
    """The value of a declared field; () for a list, {} for scores, None for others that are not written.

    AttributeError for an undeclared name.
    """
    if name in data:
        return data[name]
    declared = group.field(name)
    if declared is None:
        raise AttributeError(name)
    if isinstance(declared.type, ListOf):
        return ()
    if isinstance(declared.type, Scores):
        return {}
    return None
