"""Fields given on the command line, as the values that a record's front matter is written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from campaign.findings import did_you_mean
from campaign.schema import DATE_GROUP, Date, Field, Group, Kind, ListOf, Scores, Text, Type


def values(kind: Kind, settings: Iterable[str]) -> dict[str, Any]:
    """``items.0.text=…`` and the like, put together: field → text, list or mapping.

    A list's field named twice has two items. ValueError, its words Chinese, for what names no field.
    """
    tree: dict[str, Any] = {}
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals:
            raise ValueError(f"「{setting}」写法不对，写成 字段=值，如 title=标题。")
        _put(tree, kind.group, path.strip().split("."), value, path)
    return {name: _shaped(kind.group.field(name), value) for name, value in tree.items()}


def _put(tree: dict[str, Any], group: Group, steps: list[str], value: str, path: str) -> None:
    name, *rest = steps
    declared = group.field(name)
    if declared is None:
        raise ValueError(f"没有「{path}」这个字段：{did_you_mean(name, [one.name for one in group.fields])}")
    _into(tree, name, declared.type, rest, value, path)


def _into(tree: dict[str, Any], key: str, type_: Type, rest: list[str], value: str, path: str) -> None:
    """Sets what ``rest`` leads to below ``tree[key]``; of lists the indexes are the keys."""
    if isinstance(type_, ListOf):
        items = tree.setdefault(key, {})
        if not rest and not isinstance(type_.item, Group | ListOf):
            rest = [str(len(items))]
        if not rest or not rest[0].isdecimal():
            raise ValueError(
                f"「{path}」是一个列表，写成 {key}.0{'.小项' if isinstance(type_.item, Group) else ''}=值，从 0 数起。"
            )
        _into(items, str(int(rest[0])), type_.item, rest[1:], value, path)
        return
    inner = DATE_GROUP if isinstance(type_, Date) else type_
    if rest and isinstance(inner, Group):
        _put(_below(tree, key, path), inner, rest, value, path)
    elif len(rest) == 1 and isinstance(type_, Scores):
        _into(_below(tree, key, path), rest[0], Text(), [], value, path)
    elif rest:
        raise ValueError(f"「{path}」写得太细，{key} 下面没有小项。")
    elif isinstance(type_, Group):
        shown = "、".join(f"{path}.{one.name}" for one in type_.fields)
        raise ValueError(f"「{path}」下面有几个小项，分开写：{shown}。")
    elif key in tree:
        raise ValueError(f"「{path}」写了两次。")
    else:
        tree[key] = value


def _below(tree: dict[str, Any], key: str, path: str) -> dict[str, Any]:
    below = tree.setdefault(key, {})
    if not isinstance(below, dict):
        raise ValueError(f"「{path}」写了两次。")
    return below


def _shaped(declared: Field | None, value: Any, type_: Type | None = None) -> Any:
    """The indexes of lists made into lists, in their order."""
    type_ = type_ or (declared.type if declared else None)
    if isinstance(type_, ListOf):
        return [_shaped(None, value[index], type_.item) for index in sorted(value, key=int)]
    if isinstance(type_, Group) and isinstance(value, Mapping):
        return {name: _shaped(type_.field(name), inner) for name, inner in value.items()}
    return value
