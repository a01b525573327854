"""A case of the synthetic corpus: what it says, and which unit and honour it belongs to, by its number alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import corpus_words as words

FIRST_DAY = date(2021, 1, 4)
DAYS = 650
SECTIONS = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")
CASES_PER_UNIT = 20
UNITS_AT_LEAST = 8
CASES_PER_HONOUR = 10
HONOURS = 3


def case_file(number: int) -> tuple[str, str]:
    """(path, text) of a case."""
    on = _day(number)
    return f"cases/{on.year}/{case_id(number)}.md", _case(number, on)


def _case(number: int, on: date) -> str:
    dice = random.Random(f"case {number}")
    group, _, applies_to, titles = words.GROUPS[0 if dice.random() < 0.7 else 1]
    chosen = sorted(dice.sample(range(1, len(titles) + 1), dice.choice((1, 1, 2))))
    unit = number // CASES_PER_UNIT if number >= UNITS_AT_LEAST * CASES_PER_UNIT else number % UNITS_AT_LEAST
    object_, method = dice.choice(words.OBJECTS), dice.choice(words.METHODS)
    which = dice.randrange(len(words.RESULTS))
    before = dice.randrange(20, 90)
    after = dice.randrange(2, before // 2)
    facts = {"before": before, "after": after, "result": words.RESULTS[which], "unit": words.UNITS[which]}
    criteria = "".join(f"  - {group}-{one}\n" for one in chosen)
    tags = "".join(f"  - {tag}\n" for tag in sorted(dice.sample(words.TAGS, 2)))
    stage = next(id for id, _, period in words.STAGES if period[:7] <= on.isoformat()[:7] <= period[8:])
    honour = honour_of(number)
    consent = f"consent:\n  on: {on + timedelta(7)}\n  scope: 本网站（示例）\n" if applies_to == "member" else ""
    who = f"{dice.choice(words.SURNAMES)}师傅" if applies_to == "member" else words.PLACES[unit % len(words.PLACES)]
    return f"""---
title: {who}用「{method}」改进{object_}（示例 {number}）
kind: {applies_to}
unit: {unit_id(unit)}
criteria:
{criteria}date: {on}
stage: {stage}
summary: {object_}原来{dice.choice(words.PROBLEMS)}，采用{method}以后，{facts["result"]}由{before}{facts["unit"]}降到{after}{facts["unit"]}。示例。
outcomes:
  - text: {facts["result"]}
    before: "{before}"
    after: "{after}"
    unit: {facts["unit"]}
{f"honours:{chr(10)}  - round-{honour}{chr(10)}" if honour else ""}tags:
{tags}status: published
review:
  by: 示例采集人
  secrecy_by: 示例审查人
  final_by: 示例终审人
  on: {on + timedelta(14)}
{consent}sample: true
---

{_body(dice, object_, method, facts)}"""


def case_id(number: int) -> str:
    """The id of a case."""
    return f"case-{number:05d}"


def unit_id(number: int) -> str:
    """The id of a unit."""
    return f"unit-{number:04d}"


def honour_of(number: int) -> int | None:
    """The honour round a case is named in; only the first few hundred are, so that a roll stays a roll."""
    return number // CASES_PER_HONOUR % HONOURS + 1 if number % CASES_PER_HONOUR == 0 and number < 300 else None


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(random.Random(f"day {number}").randrange(DAYS))


def _body(dice: random.Random, object_: str, method: str, facts: dict[str, object]) -> str:
    paragraphs = ((words.OPENINGS, 4), (words.ACTIONS, 8), (words.EFFECTS, 4), (words.LESSONS, 4))
    parts = []
    for section, (patterns, most) in zip(SECTIONS, paragraphs, strict=True):
        parts.append(f"## {section}\n")
        for _ in range(2 if most < 8 else 3):
            chosen = dice.sample(patterns, min(len(patterns), dice.randrange(3, most + 1)))
            parts.append("".join(_sentence(dice, pattern, object_, method, facts) for pattern in chosen) + "\n")
    return "\n".join(parts)


def _sentence(dice: random.Random, pattern: str, object_: str, method: str, facts: dict[str, object]) -> str:
    count = dice.randrange(12, 80)
    return pattern.format(
        place=dice.choice(words.PLACES),
        office=dice.choice(words.OFFICES),
        office2=dice.choice(words.OFFICES),
        object=dice.choice((object_, object_, dice.choice(words.OBJECTS))),
        problem=dice.choice(words.PROBLEMS),
        method=dice.choice((method, method, dice.choice(words.METHODS))),
        surname=dice.choice(words.SURNAMES),
        season=dice.choice(words.SEASONS),
        days=dice.randrange(3, 45),
        minutes=dice.randrange(5, 30),
        count=count,
        kinds=dice.randrange(3, 8),
        share=count - dice.randrange(1, 6),
        **facts,
    )
