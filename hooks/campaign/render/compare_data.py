"""The data of the self-check: what a script must know to make the form one to fill in."""

from __future__ import annotations

import json
from typing import Any

from ..grading import number
from ..kinds import ANSWERS, UNIT_TYPES
from ..lessons import best_outcome, honour_of, unit_type
from ..records import Record
from ..site import CriteriaGroup, Site
from ..values import Item
from .captions import when
from .press import Press
from .questions import Part, edition
from .words import label, relative


def data(press: Press, group: CriteriaGroup, asked: tuple[Part, ...]) -> str:
    """The call that hands the script the questions, what they rest on, and all it may offer to choose from.

    Addresses in it are relative to the page of the form. Clauses, indicators, cases and units lack what is empty.
    """
    site, declared = press.site, group.declared
    grading = rules(site, group)
    content = {
        "group": {"id": declared.id, "title": declared.title, "kind": declared.applies_to},
        "edition": edition(asked),
        "answers": _choices(ANSWERS),
        "criteria": [_criterion(press, form_address(group), part) for part in asked],
        "types": _choices(UNIT_TYPES),
        "units": [_unit(press, unit, grading) for unit in site.units],
        "stages": _days(site),
        "grading": _grading(grading) if grading else None,
    }
    return f"zyCompare({json.dumps(content, ensure_ascii=False, separators=(',', ':'))})\n"


def form_address(group: CriteriaGroup) -> str:
    """Where a group's form lies, from the site's root; its data lie beside it, as ``.js``."""
    return f"compare/groups/{group.declared.id}.html"


def rules(site: Site, group: CriteriaGroup) -> Item | None:
    """The rules by which a group's result may be graded; None where the campaign has none, and for members."""
    grading: Item | None = site.campaign.grading
    return grading if group.declared.applies_to == "organisation" else None


def _criterion(press: Press, address: str, part: Part) -> dict[str, Any]:
    criterion = part.criterion
    return {
        "id": criterion.id,
        "title": criterion.title,
        "meaning": criterion.meaning,
        "page": relative(address, criterion.page),
        "clauses": [_clause(press, address, one) for one in criterion.policy],
        "indicators": [
            _filled(id=one.id, text=one.text, evidence=one.evidence, ask=one.ask) for one in criterion.indicators
        ],
        "cases": [_case(press, address, case) for case in part.lessons],
    }


def _clause(press: Press, address: str, clause: Item) -> dict[str, Any]:
    policy = press.get("policy", clause.id)
    words = press.clauses(policy).get(clause.clause or "", "")
    return _filled(
        text=f"{policy.title}：{words}" if words else policy.title,
        page=relative(address, f"{policy.page}#{clause.clause}" if clause.clause else policy.page),
        status=label(policy, "status") if policy.status != "in-force" else "",
    )


def _case(press: Press, address: str, case: Record) -> dict[str, Any]:
    honour = honour_of(press.site, case)
    unpublished = f"（{label(case, 'status')}）" if case.status != "published" else ""
    return _filled(
        title=case.title + unpublished,
        page=relative(address, case.page),
        type=unit_type(press.site, case),
        outcome=outcome_text(case),
        honoured=when(honour.date) if honour else "",
        sample=1 if case.sample else None,
    )


def outcome_text(case: Record) -> str:
    """A case's best outcome in a few words: ``办理时限 30→12 天``; empty where it has none."""
    outcome = best_outcome(case.outcomes)
    if outcome is None or not outcome.after:
        return outcome.text if outcome else ""
    change = f"{outcome.before}→{outcome.after}" if outcome.before else outcome.after
    return " ".join(filter(None, (outcome.text, change, outcome.unit)))


def _unit(press: Press, unit: Record, grading: Item | None) -> dict[str, Any]:
    ladder = press.site.ladders.get(unit.id, ()) if grading else ()
    return _filled(
        id=unit.id,
        title=press.name(unit),
        type=unit.type,
        grade=ladder[-1].recorded.id if ladder else None,
    )


def _days(site: Site) -> list[dict[str, str]]:
    """The days of the schedule by which a measure may be done, in their order."""
    ends = [(stage.period.end, stage.title) for stage in site.stages]
    ends += [(step.due.end, step.title) for stage in site.stages for step in stage.steps if step.due]
    known = {(end, title) for end, title in ends if end}
    return [{"title": title, "end": end.isoformat()} for end, title in sorted(known)]


def _grading(grading: Item) -> dict[str, Any]:
    return {
        "levels": [{"id": one.id, "title": one.title, "min": number(one.min)} for one in grading.levels],
        "inputs": [{"id": one.id, "title": one.title, "weight": number(one.weight)} for one in grading.inputs],
        "gates": [{"input": one.input, "below": number(one.below), "caps_at": one.caps_at} for one in grading.gates],
        "step_by_step": bool(grading.step_by_step),
    }


def _choices(vocabulary: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": id, "title": title} for id, title in vocabulary.items()]


def _filled(**values: Any) -> dict[str, Any]:
    """The values that are there."""
    return {name: value for name, value in values.items() if value}
