"""The record kinds of a campaign site: every field once, with the words editors read."""

from __future__ import annotations

from .campaign import CAMPAIGN
from .table import DATA, DEFAULT_SECTIONS, KINDS
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
