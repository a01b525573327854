"""The record kinds of a campaign site: every field once, with the words editors read."""

from __future__ import annotations

from ..schema import Kind
from .campaign import CAMPAIGN
from .case import CASE
from .exemptions import EXEMPTIONS
from .records import COMMITMENT, CRITERION, GUIDE, HONOUR, POLICY, STAGE, UNIT
from .vocabulary import (
    ANSWERS,
    APPLIES_TO,
    CASE_STATUS,
    CLAUSE,
    COMMITMENT_STATUS,
    SOURCE,
    TAKEN_DOWN,
    UNIT_TYPES,
    UNPUBLISHED,
)
from .wording import WORDING

KINDS: dict[str, Kind] = {
    one.name: one for one in (CAMPAIGN, POLICY, CRITERION, STAGE, UNIT, COMMITMENT, HONOUR, CASE, GUIDE)
}

# What the checks are told besides the records, in files of their own: NAME.yml.
DATA: dict[str, Kind] = {one.name: one for one in (EXEMPTIONS, WORDING)}

DEFAULT_SECTIONS = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")

__all__ = [
    "ANSWERS",
    "APPLIES_TO",
    "CAMPAIGN",
    "CASE_STATUS",
    "CLAUSE",
    "COMMITMENT_STATUS",
    "DATA",
    "DEFAULT_SECTIONS",
    "KINDS",
    "SOURCE",
    "TAKEN_DOWN",
    "UNIT_TYPES",
    "UNPUBLISHED",
]
