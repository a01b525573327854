"""References name something that is there, of the right kind, and do not run in circles."""

from __future__ import annotations

from ..findings import Findings, did_you_mean
from ..kinds import APPLIES_TO, CLAUSE, KINDS
from ..records import FieldPath, Record, Records
from ..scalars import IDENTIFIER
from ..schema import Ref, Scores, Winner
from ..walk import values

# Where the campaign declares what a reference may name, and what that is called.
ITEMS: dict[str, tuple[tuple[str, ...], str]] = {
    "group": (("groups",), "分组"),
    "template": (("case_templates",), "体例"),
    "level": (("grading", "levels"), "等次"),
    "input": (("grading", "inputs"), "评分来源"),
}


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """A record's references: what they name must be there, and fit a case's kind and honours."""
    for path, declared, type_, value in values(record):
        if isinstance(type_, Ref):
            _known(records, findings, record, path, declared.title, type_.target, value)
        elif isinstance(type_, Scores):
            for name in value:
                _known(records, findings, record, (*path, name), declared.title, "input", name)
        elif isinstance(type_, Winner) and IDENTIFIER.fullmatch(value):
            _known(records, findings, record, path, declared.title, "unit", value)
        elif type_ is CLAUSE and "clause" in value:
            _clause(records, findings, record, path, value.id, value.clause)
    if record.kind.name == "case":
        _criteria(records, findings, record)
        _template(records, findings, record)
        _honours(records, findings, record)


def check(records: Records, findings: Findings) -> None:
    """Circles among units and among policies, and awards to cases that do not tell of them."""
    _cycles(records, findings, "unit", "parent")
    _cycles(records, findings, "policy", "supersedes")
    _awards(records, findings)


def _known(
    records: Records, findings: Findings, record: Record, path: FieldPath, title: str, target: str, value: str
) -> None:
    if target in ITEMS:
        if records.campaign is None or (target in ("level", "input") and not records.campaign.grading):
            return
        where, what = ITEMS[target]
        choices = [item.get("id", "") for item in records.campaign_items(*where)]
        # An item whose own id could not be read may be the one that is meant.
        known = value in choices or "" in choices
    else:
        what = KINDS[target].title
        choices = list(records.by_kind[target])
        known = records.knows(target, value)
    if not known:
        hint = _by_title(records, target, value) or did_you_mean(value, choices)
        findings.report(
            "unknown-reference", record.path, record.mark(*path), title=title, value=value, what=what, hint=hint
        )


def _by_title(records: Records, target: str, value: str) -> str:
    """Editors write titles where ids are asked for: name the id that has this title."""
    if target in ITEMS:
        named = {item.get("title"): item.get("id") for item in records.campaign_items(*ITEMS[target][0])}
    else:
        named = {one.data.get("title"): one.id for one in records.of(target)}
    return f"「{value}」的编号是 {named[value]}。" if named.get(value) else ""


def _clause(records: Records, findings: Findings, record: Record, path: FieldPath, id: str, clause: str) -> None:
    policy = records.get("policy", id)
    if policy is None or clause in policy.body.anchors:
        return
    hint = did_you_mean(clause, [one.anchor for one in policy.body.headings])
    findings.report(
        "unknown-clause", record.path, record.mark(*path, "clause"), policy=policy.title or id, clause=clause, hint=hint
    )


def _cycles(records: Records, findings: Findings, kind: str, field: str) -> None:
    """Each circle is reported once, at its first record by path."""
    reported: set[str] = set()
    for record in records.of(kind):
        if record.id in reported:
            continue
        circle = _circle(records, kind, field, record)
        if circle:
            reported.update(circle)
            findings.report(
                "reference-cycle",
                record.path,
                record.mark(field),
                title=record.kind.group.field(field).title,  # type: ignore[union-attr]
                path=" → ".join([*circle, circle[0]]),
            )


def _circle(records: Records, kind: str, field: str, first: Record) -> list[str]:
    """The ids on a way from a record back to itself, or an empty list."""
    came_from: dict[str, str] = {}
    waiting = [first.id]
    while waiting:
        here = waiting.pop()
        record = records.get(kind, here)
        above = getattr(record, field) if record else None
        for next_id in (above,) if isinstance(above, str) else above or ():
            if next_id == first.id:
                way = [here]
                while way[-1] != first.id:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if next_id not in came_from:
                came_from[next_id] = here
                waiting.append(next_id)
    return []


def _criteria(records: Records, findings: Findings, case: Record) -> None:
    groups = {group.get("id"): group for group in records.campaign_items("groups")}
    for index, id in enumerate(case.criteria):
        criterion = records.get("criterion", id)
        group = groups.get(criterion.group) if criterion else None
        applies_to = group.applies_to if group else None
        if criterion and applies_to and case.applies_to and applies_to != case.applies_to:
            findings.report(
                "criterion-kind",
                case.path,
                case.mark("criteria", index),
                criterion=criterion.title or id,
                applies_to=APPLIES_TO[applies_to],
                kind=APPLIES_TO[case.applies_to],
            )


def _template(records: Records, findings: Findings, case: Record) -> None:
    templates = records.campaign_items("case_templates")
    template = next((one for one in templates if one.get("id") == case.template), None)
    if template and template.kinds and case.applies_to and case.applies_to not in template.kinds:
        fitting = [
            f"{one.get('id')}（{one.get('title')}）"
            for one in templates
            if not one.kinds or case.applies_to in one.kinds
        ]
        findings.report(
            "template-kind",
            case.path,
            case.mark("template"),
            template=template.get("title"),
            kind=APPLIES_TO[case.applies_to],
            choices="、".join(fitting) or "还没有",
        )


def _honours(records: Records, findings: Findings, case: Record) -> None:
    for index, id in enumerate(case.honours):
        honour = records.get("honour", id)
        if honour and all(award.case != case.id for award in honour.awards):
            problem = f"案例写了表彰「{honour.title or id}」，那次表彰的名单里却没有写这个案例"
            findings.report("honour-mismatch", case.path, case.mark("honours", index), problem=problem)


def _awards(records: Records, findings: Findings) -> None:
    for honour in records.of("honour"):
        for index, award in enumerate(honour.awards):
            case = records.get("case", award.case) if award.case else None
            if case and honour.id not in case.honours:
                problem = f"名单里写了案例「{case.title or case.id}」，那个案例却没有写这次表彰"
                findings.report("honour-mismatch", honour.path, honour.mark("awards", index, "case"), problem=problem)
