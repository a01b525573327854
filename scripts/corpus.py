"""A synthetic campaign of any size: the same number gives the same bytes, a larger one keeps the smaller's cases."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import corpus_words as words
from corpus_case import (
    CASES_PER_UNIT,
    HONOURS,
    SECTIONS,
    UNITS_AT_LEAST,
    case_file,
    case_id,
    honour_of,
    unit_id,
)


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
        yield f"units/{unit_id(number)}.md", _unit(number)
    for number in range(0, units, 4):
        yield f"commitments/{unit_id(number)}-2021.md", _sheet(number)
    for number in range(1, HONOURS + 1):
        yield f"honours/round-{number}.md", _honour(number, cases)
    for number in range(cases):
        yield case_file(number)


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


def _unit_title(number: int) -> str:
    turn, place = divmod(number, len(words.PLACES))
    office = words.OFFICES[turn % len(words.OFFICES)]
    lap = turn // len(words.OFFICES)
    return f"{words.PLACES[place]}{office}{'' if not lap else f'第{lap + 1}组'}（示例）"


def _unit(number: int) -> str:
    dice = random.Random(f"unit {number}")
    parent = f"parent: {unit_id(0)}\n" if number else ""
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
unit: {unit_id(number)}
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


def _honour(round_: int, cases: int) -> str:
    named = [number for number in range(min(cases, 300)) if honour_of(number) == round_]
    awards = "".join(
        f"  - category: 改进标兵\n    winner: {unit_id(0)}\n    case: {case_id(number)}\n" for number in named
    )
    awards = awards or f"  - category: 改进标兵\n    winner: {unit_id(0)}\n"
    return f"""---
title: 第{round_}次改进标兵表彰（示例）
date: 2021-{round_ * 3:02d}-28
by: 示例集团
awards:
{awards}sample: true
---
"""
