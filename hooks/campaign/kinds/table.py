"""All kinds by their names, by which they pass from process to process, too: a value never brings its own schema."""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import cache
from typing import Any

from ..schema import Group, Kind
from .campaign import CAMPAIGN
from .case import CASE
from .exemptions import EXEMPTIONS
from .records import COMMITMENT, CRITERION, GUIDE, HONOUR, POLICY, STAGE, UNIT
from .wording import WORDING

KINDS: dict[str, Kind] = {
    one.name: one for one in (CAMPAIGN, POLICY, CRITERION, STAGE, UNIT, COMMITMENT, HONOUR, CASE, GUIDE)
}

# What the checks are told besides the records, in files of their own: NAME.yml.
DATA: dict[str, Kind] = {one.name: one for one in (EXEMPTIONS, WORDING)}

DEFAULT_SECTIONS = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")


def _kind(name: str) -> Kind:
    return KINDS.get(name) or DATA[name]


def _group(kind: str, number: int) -> Group:
    return _kind(kind).groups()[number]


@cache
def _places() -> dict[int, tuple[str, int]]:
    """Group, by its identity → kind and number."""
    return {
        id(group): (kind.name, number)
        for kind in (*KINDS.values(), *DATA.values())
        for number, group in enumerate(kind.groups())
    }


def _reduce_kind(kind: Kind) -> tuple[Callable[[str], Kind], tuple[str]]:
    return _kind, (kind.name,)


def _reduce_group(group: Group) -> tuple[Callable[..., Group], tuple[Any, ...]]:
    place = _places().get(id(group))
    return (_group, place) if place else (Group, (group.fields, group.key))


copyreg.pickle(Kind, _reduce_kind)
copyreg.pickle(Group, _reduce_group)
