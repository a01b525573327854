"""The schedule, the criteria's order and the campaign's own numbers are consistent."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from ..dates import Date
from ..findings import Findings
from ..grading import number
from ..records import Record, Records


def check(records: Records, findings: Findings) -> None:
    """The order and times of stages and steps, the order of criteria, and the campaign's own numbers."""
    _stages(records, findings)
    _criteria(records, findings)
    campaign = records.campaign
    if campaign is not None:
        _stated(records, findings, campaign)
        _grading(findings, campaign)
        _templates(findings, campaign)


def _stages(records: Records, findings: Findings) -> None:
    by_order: dict[int, Record] = {}
    for stage in records.of("stage"):
        if stage.order in by_order:
            other = by_order[stage.order]
            findings.report(
                "stage-order", stage.path, stage.mark("order"), order=stage.order, other=other.title or other.id
            )
        elif stage.order is not None:
            by_order[stage.order] = stage
        _steps(findings, stage)
    ordered = [by_order[order] for order in sorted(by_order) if by_order[order].period]
    for before, stage in pairwise(ordered):
        if stage.period.start and before.period.start and stage.period.start < before.period.start:
            findings.report("stage-sequence", stage.path, stage.mark("period"), other=before.title or before.id)


def _steps(findings: Findings, stage: Record) -> None:
    if not stage.period:
        return
    for index, step in enumerate(stage.steps):
        for name, what in (("period", "时间"), ("due", "截止")):
            date = step.get(name)
            if date and not _inside(date, stage.period):
                findings.report(
                    "step-outside-stage",
                    stage.path,
                    stage.mark("steps", index, name),
                    step=step.get("title") or step.get("id") or index + 1,
                    what=what,
                    date=date.plain,
                    period=stage.period.plain,
                )


def _inside(date: Date, period: Date) -> bool:
    """Whether a date can lie within a period; what is not known is given the benefit of the doubt."""
    # A span may not begin before, nor end after; a coarse date may reach over the edge.
    first = (date.is_span and date.start) or date.end
    last = (date.is_span and date.end) or date.start
    early = first and period.start and first < period.start
    late = last and period.end and last > period.end
    return not (early or late)


def _criteria(records: Records, findings: Findings) -> None:
    seen: dict[tuple[str, int], Record] = {}
    groups = {item.get("id"): item.get("title") for item in records.campaign_items("groups")}
    for criterion in records.of("criterion"):
        if criterion.group is None or criterion.order is None:
            continue
        key = (criterion.group, criterion.order)
        other = seen.setdefault(key, criterion)
        if other is not criterion:
            findings.report(
                "criterion-order",
                criterion.path,
                criterion.mark("order"),
                group=groups.get(criterion.group) or criterion.group,
                order=criterion.order,
                other=other.title or other.id,
            )


def _stated(records: Records, findings: Findings, campaign: Record) -> None:
    stages = records.of("stage")
    counts = (
        ("stages_stated", "阶段", len(stages)),
        ("steps_stated", "环节", sum(len(stage.steps) for stage in stages)),
    )
    for name, what, recorded in counts:
        stated = getattr(campaign, name)
        if stated is not None and recorded > stated:
            findings.report(
                "stated-count", campaign.path, campaign.mark(name), what=what, stated=stated, recorded=recorded
            )


def _grading(findings: Findings, campaign: Record) -> None:
    if not campaign.grading:
        return
    weights = [item.get("weight") for item in campaign.grading.inputs]
    if weights and all(weight is not None for weight in weights) and sum(weights) != Decimal(100):
        total = number(sum(weights))
        findings.report("weight-sum", campaign.path, campaign.mark("grading", "inputs"), total=total)
    levels = [item for item in campaign.grading.levels if item.get("min") is not None]
    for better, worse in pairwise(levels):
        if worse["min"] >= better["min"]:
            problem = f"「{worse.title}」的起点分 {worse['min']:f} 不低于前一等「{better.title}」的 {better['min']:f}"
            findings.report("level-order", campaign.path, campaign.mark("grading", "levels"), problem=problem)
    if levels and levels[-1]["min"] != 0:
        problem = f"末等「{levels[-1].title}」的起点分是 {levels[-1]['min']:f}，低于它的得分没有归属"
        findings.report("level-order", campaign.path, campaign.mark("grading", "levels"), problem=problem)


def _templates(findings: Findings, campaign: Record) -> None:
    for index, template in enumerate(campaign.case_templates):
        low, high = template.min_chars, template.max_chars
        if low is not None and high is not None and low > high:
            findings.report(
                "template-range",
                campaign.path,
                campaign.mark("case_templates", index, "min_chars"),
                template=template.get("title") or template.get("id"),
                low=low,
                high=high,
            )
