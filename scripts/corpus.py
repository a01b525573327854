"""A synthetic campaign of any size: the same number gives the same bytes, a larger one keeps the smaller's cases."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta

import corpus_words as words

FIRST_DAY = date(2021, 1, 4)
DAYS = 650
SECTIONS = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")
CASES_PER_UNIT = 20
UNITS_AT_LEAST = 8
CASES_PER_HONOUR = 10
HONOURS = 3


def files(cases: int) -> Iterator[tuple[str, str]]:
    """(path, text) of every file of a docs folder with this many cases."""
    units = max(UNITS_AT_LEAST, math.ceil(cases / CASES_PER_UNIT))
    yield "campaign.md", _campaign()
    yield "policy/plan.md", _policy()
    for group, _, _, titles in words.GROUPS:
        for number, title in enumerate(titles, start=1):
            yield f"criteria/{group}-{number}.md", _criterion(group, number, title)
    for number, (id, title, period) in enumerate(words.STAGES, start=1):
        yield (
            f"stages/{id}.md",
            f"---\ntitle: {title}\norder: {number}\nperiod: {period}\ntasks:\n  - {title}的各项工作（示例）\n---\n",
        )
    for number in range(units):
        yield f"units/{_unit_id(number)}.md", _unit(number)
    for number in range(0, units, 4):
        yield f"commitments/{_unit_id(number)}-2021.md", _sheet(number)
    for number in range(1, HONOURS + 1):
        yield f"honours/round-{number}.md", _honour(number, cases)
    for number in range(cases):
        on = _day(number)
        yield f"cases/{on.year}/case-{number:05d}.md", _case(number, on)


def _campaign() -> str:
    groups = "".join(
        f"  - id: {id}\n    title: {title}\n    applies_to: {applies_to}\n" for id, title, applies_to, _ in words.GROUPS
    )
    sections = "".join(f"      - {title}\n" for title in SECTIONS)
    return f"""---
title: 示例改进活动
organiser: 示例集团
summary: 用于规模试验的示例内容，全部虚构。
period: 2021-01/2022-10
aims:
  - id: better
    title: 天天有改进
    text: 每个班组、每名员工都能说出自己改进了什么。
groups:
{groups}stages_stated: 3
grading:
  levels:
    - id: five
      title: 五星
      min: 85
    - id: four
      title: 四星
      min: 70
    - id: three
      title: 三星
      min: 0
  inputs:
    - id: own
      title: 自评
      weight: 30
    - id: peers
      title: 互评
      weight: 70
case_templates:
  - id: story
    title: 改进故事
    sections:
{sections}    min_chars: 200
    max_chars: 5000
recurring:
  - id: review
    title: 季度讲评
    rule: FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25
synonyms:
  - [改进, 改善, 提升]
---

示例集团的改进活动。全部内容都是虚构的示例。
"""


def _policy() -> str:
    return """---
title: 示例改进活动方案
type: plan
issuer: 示例集团
date: 2021-01-04
status: in-force
source:
  title: 示例改进活动方案
  publisher: 示例集团
---

## 目标 {#aims}

本方案是示例。每个班组每年至少完成一项改进。

## 步骤 {#steps}

先摸清情况，再试行，后推广。
"""


def _criterion(group: str, number: int, title: str) -> str:
    return f"""---
title: {title}
group: {group}
order: {number}
meaning: {title}，指在日常工作中做得到、看得见、说得清。
indicators:
  - id: first
    text: 有明确的要求，并且人人知道。
    evidence: 要求的文本和公示照片
    ask: 随便问一个人，说得出要求吗？
  - id: second
    text: 有记录，有人定期看。
    evidence: 近三个月的记录
    ask: 上个月的记录谁看过？
policy:
  - id: plan
    clause: aims
---

## 怎么看 {{#how}}

看现场，看记录，问身边的人。
"""


def _unit_id(number: int) -> str:
    return f"unit-{number:04d}"


def _unit_title(number: int) -> str:
    turn, place = divmod(number, len(words.PLACES))
    office = words.OFFICES[turn % len(words.OFFICES)]
    lap = turn // len(words.OFFICES)
    return f"{words.PLACES[place]}{office}{'' if not lap else f'第{lap + 1}组'}（示例）"


def _unit(number: int) -> str:
    dice = random.Random(f"unit {number}")
    parent = f"parent: {_unit_id(0)}\n" if number else ""
    kind = "branch" if number else "committee"
    total = dice.randrange(60, 100)
    grade = "five" if total >= 85 else "four" if total >= 70 else "three"
    return f"""---
title: {_unit_title(number)}
type: {kind}
{parent}members: {dice.randrange(6, 60)}
founded: {dice.randrange(1990, 2020)}
grades:
  - round: 2021
    scores:
      own: {total}
      peers: {total}
    grade: {grade}
sample: true
---
"""


def _sheet(number: int) -> str:
    dice = random.Random(f"sheet {number}")
    first, second = dice.sample(words.OBJECTS, 2)
    return f"""---
unit: {_unit_id(number)}
period: 2021
items:
  - id: first
    text: 年内改进{first}（示例）
    due: 2021-06-30
    status: done
    done_on: 2021-06-{dice.randrange(1, 28):02d}
    evidence: 已按期完成，记录齐全。
  - id: second
    text: 年内改进{second}（示例）
    due: 2021-12-31
    status: open
sample: true
---
"""


def _honoured(number: int) -> int | None:
    """The honour round a case is named in; only the first few hundred are, so that a roll stays a roll."""
    return number // CASES_PER_HONOUR % HONOURS + 1 if number % CASES_PER_HONOUR == 0 and number < 300 else None


def _honour(round_: int, cases: int) -> str:
    named = [number for number in range(min(cases, 300)) if _honoured(number) == round_]
    awards = "".join(
        f"  - category: 改进标兵\n    winner: {_unit_id(0)}\n    case: case-{number:05d}\n" for number in named
    )
    awards = awards or f"  - category: 改进标兵\n    winner: {_unit_id(0)}\n"
    return f"""---
title: 第{round_}次改进标兵表彰（示例）
date: 2021-{round_ * 3:02d}-28
by: 示例集团
awards:
{awards}sample: true
---
"""


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(random.Random(f"day {number}").randrange(DAYS))


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
    honour = _honoured(number)
    consent = f"consent:\n  on: {on + timedelta(7)}\n  scope: 本网站（示例）\n" if applies_to == "member" else ""
    who = f"{dice.choice(words.SURNAMES)}师傅" if applies_to == "member" else words.PLACES[unit % len(words.PLACES)]
    return f"""---
title: {who}用「{method}」改进{object_}（示例 {number}）
kind: {applies_to}
unit: {_unit_id(unit)}
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
