"""Ids of new records: the pinyin of a title, and what keeps one from being used."""

from __future__ import annotations

from collections.abc import Container


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
