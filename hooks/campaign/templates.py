"""Which template a case follows."""

from __future__ import annotations

from .kinds import CAMPAIGN, DEFAULT_SECTIONS
from .records import Record
from .schema import Group, ListOf
from .values import Item


def case_templates(campaign: Record | None) -> tuple[Item, ...]:
    """The campaign's templates that can be used, none if all are faulty; the customary one where it declares none."""
    if campaign is None or not campaign.case_templates:
        return (_customary(),)
    return tuple(one for one in campaign.case_templates if one.get("id") and one.sections)


def offered_templates(campaign: Record | None) -> tuple[Item, ...]:
    """What a new case can be begun with: the campaign's templates, the customary one where none of them can be used."""
    return case_templates(campaign) or (_customary(),)


def template_of(campaign: Record | None, case: Record) -> Item | None:
    """The template a case names, or the first one that fits its kind; None where the name is unknown, or none fits."""
    templates = case_templates(campaign)
    if case.template:
        return next((one for one in templates if one.id == case.template), None)
    return next((one for one in templates if not one.kinds or case.applies_to in one.kinds), None)


def _customary() -> Item:
    declared = CAMPAIGN.group.field("case_templates")
    assert declared is not None and isinstance(declared.type, ListOf) and isinstance(declared.type.item, Group)
    return Item(declared.type.item, {"id": "default", "title": "通行体例", "sections": DEFAULT_SECTIONS})
