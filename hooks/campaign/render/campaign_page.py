"""The campaign in one page: aims, criteria, schedule, recurring actions, rules of grading, terms."""

from __future__ import annotations

from ..grading import number
from ..templates import case_templates
from ..values import Item
from .page import Page
from .press import Pages, Press


def pages(press: Press) -> Pages:
    """The page of the campaign itself."""
    site = press.site
    campaign = site.campaign
    page = Page(
        campaign.path,
        f"{campaign.title}活动概况" if "活动" not in campaign.title else f"{campaign.title}概况",
        description=campaign.summary or "",
        kind="campaign",
        section="timeline",
        record=campaign.path,
    )
    yield press.write(
        page,
        "campaign.md.j2",
        record=campaign,
        templates=case_templates(campaign),
        bands=bands(campaign.grading) if campaign.grading else [],
        gates=gates(campaign.grading) if campaign.grading else [],
    )


def bands(grading: Item) -> list[tuple[str, str]]:
    """(title of a level, the scores it spans in Chinese), best first."""
    bands = []
    upper = None
    for level in grading.levels:
        low = f"{number(level.min)} 分（含）以上" if level.min else ""
        high = f"不到 {number(upper)} 分" if upper is not None else ""
        bands.append((level.title, "，".join(part for part in (low, high) if part)))
        upper = level.min
    return bands


def gates(grading: Item) -> list[str]:
    """Each gate as a sentence in Chinese."""
    inputs = {item.id: item.title for item in grading.inputs}
    levels = {level.id: level.title for level in grading.levels}
    return [
        f"{inputs[gate.input]}低于 {number(gate.below)} 的，最高只能定“{levels[gate.caps_at]}”。"
        for gate in grading.gates
    ]
