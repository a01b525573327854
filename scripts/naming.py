"""Ids of new records and of the items in them: the pinyin of a title, and what keeps one from being used."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from campaign.schema import Group, Identifier, Kind, ListOf


def free_id(taken: Container[str], title: str, otherwise: str = "new") -> str:
    """The title's pinyin, numbered where it is taken or cannot be used; ``otherwise`` where nothing can be spelled."""
    # pypinyin loads its dictionaries, and most commands need no name.
    from campaign.slugs import pinyin_slug

    base = id = pinyin_slug(title, limit=40) or otherwise
    number = 2
    while id in taken or problem(id):
        id = f"{base}-{number}"
        number += 1
    return id


def problem(id: str) -> str:
    """Why an id cannot be used, as a Chinese sentence; empty where it can."""
    from campaign.files import name_problem

    reason = name_problem(id)
    return f"编号「{id}」不能用：{reason}" if reason else ""


def with_ids(kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
    """The same with an id for every item of a list that needs one and has none."""
    done = dict(data)
    for declared in kind.fields:
        type_, items = declared.type, data.get(declared.name)
        if isinstance(type_, ListOf) and isinstance(type_.item, Group) and isinstance(items, list):
            done[declared.name] = identified(type_.item, items)
    return done


def identified(group: Group, items: Iterable[Any]) -> list[Any]:
    """The items of a list, those that need an id and have none with one in front: the beginning of what they say."""
    found = list(items)
    key = group.field("id")
    if key is None or not isinstance(key.type, Identifier):
        return found
    taken = {one["id"] for one in found if isinstance(one, Mapping) and one.get("id")}
    for at, one in enumerate(found):
        if isinstance(one, Mapping) and not one.get("id"):
            words = next((str(one[name]) for name in ("title", "text") if one.get(name)), "")
            id = free_id(taken, words[:8], "item")
            taken.add(id)
            found[at] = {"id": id, **one} | {"id": id}
    return found
