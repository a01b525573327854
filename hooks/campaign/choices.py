"""What a reference may name: the ids that are there, each with its title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .records import Record, Records
from .rules.references import ITEMS


def choices(target: str, records: Records) -> list[tuple[str, str]]:
    """(id, title) of the records of a kind, by path, or of the items that the campaign declares, as they stand.

    ``target`` is that of a :class:`~campaign.schema.Ref`. What has no title is called by its id.
    """
    if target in ITEMS:
        found = ((item.get("id"), item.get("title")) for item in records.campaign_items(*ITEMS[target][0]))
    else:
        found = ((record.id, record.data.get("title")) for record in records.of(target))
    return [(str(id), str(title or id)) for id, title in found if id]


def fitting(kind: str, field: str, data: Mapping[str, Any], target: str, records: Records) -> list[tuple[str, str]]:
    """Those of the choices that go with what a record says so far: a case's criteria and template must fit its kind."""
    found = choices(target, records)
    applies_to = data.get("kind")
    if kind != "case" or not applies_to:
        return found
    if field == "criteria":
        groups = {group.get("id") for group in records.campaign_items("groups") if group.applies_to == applies_to}
        return [one for one in found if _criterion(records, one[0]).group in groups]
    if field == "template":
        unfit = {
            item.get("id")
            for item in records.campaign_items("case_templates")
            if item.kinds and applies_to not in item.kinds
        }
        return [one for one in found if one[0] not in unfit]
    return found


def _criterion(records: Records, id: str) -> Record:
    return records.by_kind["criterion"][id]
