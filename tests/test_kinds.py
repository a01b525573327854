"""The table of kinds."""

from __future__ import annotations

import pickle

from campaign.kinds.table import DATA, KINDS
from campaign.schema import Group


def test_a_kind_and_its_groups_pass_from_process_to_process_as_themselves() -> None:
    for kind in (*KINDS.values(), *DATA.values()):
        there = pickle.loads(pickle.dumps((kind, kind.groups())))
        assert there[0] is kind
        assert all(found is group for found, group in zip(there[1], kind.groups(), strict=True))
        assert all(isinstance(group, Group) for group in kind.groups())
    assert len(KINDS["case"].groups()) > 3


def test_a_group_of_no_kind_brings_what_it_is() -> None:
    group = Group(KINDS["unit"].fields[:2], key=KINDS["unit"].fields[0].name)
    assert pickle.loads(pickle.dumps(group)) == group
