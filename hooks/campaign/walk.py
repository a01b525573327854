"""Walks the values of a record together with the fields that declare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .records import FieldPath, Record
from .schema import Field, Group, ListOf, Type


def values(record: Record) -> Iterator[tuple[FieldPath, Field, Type, Any]]:
    """(path, field, type, value) of every value that could be read, lists and groups before what is in them.

    Within a list ``type`` is that of its items, ``field`` still the one that declares it. Indexes in a
    path count the values that could be read.
    """
    yield from _group(record.kind.group, record.data, ())


def _group(group: Group, data: Mapping[str, Any], above: FieldPath) -> Iterator[tuple[FieldPath, Field, Type, Any]]:
    for declared in group.fields:
        if declared.name in data:
            yield from _value(declared, declared.type, data[declared.name], (*above, declared.name))


def _value(declared: Field, type_: Type, value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Field, Type, Any]]:
    yield path, declared, type_, value
    if isinstance(type_, ListOf):
        for index, item in enumerate(value):
            yield from _value(declared, type_.item, item, (*path, index))
    elif isinstance(type_, Group):
        yield from _group(type_, value, path)
