"""The sections of a record's page, each with the anchor it is reached by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..includes import INCLUDE
from ..kinds import COMMITMENT_STATUS
from ..markdown import Body
from ..records import Record
from ..render.press import Press


class Section(NamedTuple):
    """A place on a page: its anchor (empty for the top), its heading (empty where it has none), its text."""

    anchor: str
    heading: str
    text: str


def sections_of(press: Press, record: Record) -> tuple[Section, ...]:
    """All that a page says of its own record, in reading order; what it lists of others is left to them."""
    lead, *parts = _PARTS[record.kind.name](press, record)
    body = list(_body(record.body, press.site.records.includes))
    opening = body.pop(0).text if body and not body[0].heading else ""
    top = Section("", "", _joined(lead.text, opening))
    # Facts come last: they are found, but what the record says is the better excerpt.
    facts = [part for part in parts if not part.anchor]
    placed = [part for part in parts if part.anchor]
    return tuple(section for section in (top, *placed, *body, *facts) if section.heading or section.text)


def _body(body: Body, includes: dict[str, Body]) -> Iterator[Section]:
    for passage in body.passages:
        text = INCLUDE.sub(lambda match: _fragment(match, includes), passage.text)
        yield Section(passage.heading.anchor, passage.heading.text, text) if passage.heading else Section("", "", text)


def _fragment(match: re.Match[str], includes: dict[str, Body]) -> str:
    """What stands where a fragment is put in, the fragments in it included."""
    body = includes.get(match.group(1).strip())
    return _joined(*(section.text for section in _body(body, includes))) if body else ""


def _joined(*texts: Any) -> str:
    return "\n".join(str(text).strip() for text in texts if text)


def _said(*facts: tuple[str, Any]) -> str:
    """Facts as the page's list gives them, a line each."""
    return "\n".join(f"{title}：{value}" for title, value in facts if value)


def _top(*texts: Any) -> Section:
    return Section("", "", _joined(*texts))


def _named(press: Press, kind: str, ids: Iterable[str]) -> str:
    return "、".join(press.title(press.get(kind, id)) for id in ids)


def _case(press: Press, case: Record) -> Iterator[Section]:
    facts = _said(
        ("单位", case.unit and _named(press, "unit", [case.unit])),
        ("时间", case.date and case.date.plain),
        ("体现的标准", _named(press, "criterion", case.criteria)),
        ("所属阶段", case.stage and _named(press, "stage", [case.stage])),
        ("所获表彰", _named(press, "honour", case.honours)),
        ("关键词", "、".join(case.tags)),
    )
    yield _top(case.summary, *(_outcome(one) for one in case.outcomes))
    yield _top(facts)


def _outcome(outcome: Any) -> str:
    unit = f" {outcome.unit}" if outcome.unit else ""
    sides = ((word, value) for word, value in (("之前", outcome.before), ("之后", outcome.after)) if value)
    return "，".join([f"{outcome.text}", *(f"{word} {value}{unit}" for word, value in sides)])


def _policy(press: Press, policy: Record) -> Iterator[Section]:
    source = policy.source
    facts = _said(
        ("发文机关", policy.issuer),
        ("文号", policy.number),
        ("日期", policy.date.plain),
        ("出处", "，".join(part for part in (source.title, source.publisher, source.number) if part)),
    )
    yield _top(policy.summary)
    yield _top(facts)


def _criterion(press: Press, criterion: Record) -> Iterator[Section]:
    yield _top(criterion.meaning)
    for indicator in criterion.indicators:
        facts = _said(("看什么佐证", indicator.evidence), ("问自己", indicator.ask))
        yield Section(f"ind-{indicator.id}", "", _joined(indicator.text, facts))


def _stage(press: Press, stage: Record) -> Iterator[Section]:
    yield _top(_said(("起止时间", stage.period.text)), stage.period.plain, stage.period.note)
    if stage.tasks:
        yield Section("zy-tasks", "任务", _joined(*stage.tasks))
    for step in stage.steps:
        facts = _said(
            ("时间", step.period and step.period.plain),
            ("截止", step.due and step.due.plain),
            ("谁来做", step.who),
            ("留下什么", step.output),
        )
        yield Section(f"step-{step.id}", step.title, _joined(facts, step.note))


def _unit(press: Press, unit: Record) -> Iterator[Section]:
    yield _top(_said(("上级单位", unit.parent and _named(press, "unit", [unit.parent]))))
    reasons = _joined(*(one.reason for one in unit.grades))
    if reasons:
        yield Section("zy-grades", "定级", reasons)


def _honour(press: Press, honour: Record) -> Iterator[Section]:
    awards = press.site.awards_by_round.get(honour.id, ())
    facts = _said(("表彰机关", honour.by), ("日期", honour.date.plain), ("文号", honour.number))
    yield _top(facts, *(f"{one.category}：{one.winner}" for one in awards))


def _commitment(press: Press, sheet: Record) -> Iterator[Section]:
    yield _top(_said(("单位", _named(press, "unit", [sheet.unit])), ("时期", sheet.period.plain)))
    for item in sheet.items:
        facts = _said(
            ("完成时限", item.due and item.due.plain),
            ("状态", COMMITMENT_STATUS[item.status]),
            ("兑现情况", item.evidence),
        )
        yield Section(f"item-{item.id}", "", _joined(item.text, facts))


def _guide(press: Press, guide: Record) -> Iterator[Section]:
    yield _top(guide.summary)


def _campaign(press: Press, campaign: Record) -> Iterator[Section]:
    yield _top(campaign.summary, _said(("组织者", campaign.organiser), ("起止时间", campaign.period.plain)))
    for aim in campaign.aims:
        yield Section(f"zy-aim-{aim.id}", aim.title, aim.text)
    for action in campaign.recurring:
        facts = _said(
            ("什么时候", action.wording),
            ("谁来做", action.who),
            ("留下什么", action.output),
            ("说明", action.note),
            ("出处", action.source and _joined(action.source.title, action.source.number)),
        )
        yield Section("zy-recurring", action.title, facts)
    if campaign.roles:
        yield Section("zy-roles", "职责", _joined(*(f"{role.title}：{role.duty}" for role in campaign.roles)))


_PARTS: dict[str, Callable[[Press, Record], Iterator[Section]]] = {
    "case": _case,
    "policy": _policy,
    "criterion": _criterion,
    "stage": _stage,
    "unit": _unit,
    "honour": _honour,
    "commitment": _commitment,
    "guide": _guide,
    "campaign": _campaign,
}
