"""A small campaign, unlike any real one, that has something for every page."""

from __future__ import annotations

CAMPAIGN = """\
---
title: 星火行动
organiser: 某某市某某局
summary: 三个月学，六个月干。
period: {edtf: 2020-01/2021-12, wording: 前年到去年, basis: inferred, note: 按落款推算}
aims:
  - {id: learn, title: 学得进, text: 每周学一次。}
groups:
  - {id: teams, title: 四项要求, applies_to: organisation, name: 班组的四项要求}
  - {id: people, title: 三点希望, applies_to: member}
stages_stated: 3
steps_stated: 7
grading:
  levels:
    - {id: gold, title: 金星, min: 90}
    - {id: silver, title: 银星, min: 70}
    - {id: bronze, title: 铜星, min: 0}
  inputs:
    - {id: own, title: 自己评, weight: 15}
    - {id: peers, title: 同事评, weight: 20}
    - {id: boss, title: 上面评, weight: 65}
  gates:
    - {input: peers, below: 80, caps_at: silver}
  step_by_step: true
  exempt_first_year: true
case_templates:
  - {id: short, title: 短体例, sections: [做了什么, 结果怎样], min_chars: 1, max_chars: 900}
recurring:
  - {id: report, title: 报一次进度, rule: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15, who: 各班组, output: 进度表, wording: 三月中}
synonyms:
  - [星火, 星火行动]
roles:
  - {id: editor, title: 编辑, duty: 收稿}
source: {title: 某某局关于星火行动的通知, url: "https://example.org/a?b=1&c=2"}
---

这是活动的说明。
"""

POLICY = """\
---
title: 关于开展星火行动的通知
type: notice
issuer: 某某局
number: 某发〔2020〕1号
date: 2020-01-05
status: {status}
{more}
source: {{title: 某某局, date: 2020-01}}
---

## 要求 {{#demands}}

学得进。[^1]

[^1]: 脚注。
"""

CRITERION = """\
---
title: {title}
group: {group}
order: {order}
meaning: 大家都学。
indicators:
  - {{id: first, text: 每周学一次, evidence: 签到表, ask: 这周学了吗？}}
policy:
  - {{id: notice, clause: demands}}
---
"""

STAGE = """\
---
title: {title}
order: {order}
period: {period}
tasks: [动员]
steps: {steps}
policy:
  - {{id: notice}}
---

各班组开会。
"""

UNIT = """\
---
title: {title}
type: {type}
{more}
---
"""

CASE = """\
---
title: {title}
kind: {kind}
unit: {unit}
criteria: [{criterion}]
date: {date}
stage: start
summary: {summary}
outcomes:
  - {{text: 办理时间, before: 5, after: 1, unit: 天}}
tags: [{tags}]
status: {status}
{more}
---

## 做了什么

学了一年，见[通知](../../policy/notice.md#demands)。

## 结果怎样

好了。
"""

REVIEW = "review: {by: 甲, secrecy_by: 乙, final_by: 丙, on: 2020-06-01}"


def case(
    title: str = "每周一学",
    *,
    kind: str = "organisation",
    unit: str = "first",
    criterion: str = "study",
    date: str = "2020-05-04",
    summary: str = "一周学一次。",
    tags: str = "学习",
    status: str = "published",
    more: str = REVIEW,
) -> str:
    return CASE.format(
        title=title,
        kind=kind,
        unit=unit,
        criterion=criterion,
        date=date,
        summary=summary,
        tags=tags,
        status=status,
        more=more,
    )


def empty_docs() -> dict[str, str]:
    """A campaign of which only the one required record is written."""
    return {"campaign.md": CAMPAIGN}


def small_docs() -> dict[str, str]:
    """A campaign with something in every family of pages."""
    return {
        "campaign.md": CAMPAIGN,
        "policy/notice.md": POLICY.format(status="in-force", more="supersedes: [old-notice]"),
        "policy/old-notice.md": POLICY.format(status="repealed", more="summary: 旧的通知。"),
        "criteria/study.md": CRITERION.format(title="学习好", group="teams", order=1),
        "criteria/work.md": CRITERION.format(title="干得好", group="teams", order=2),
        "criteria/honest.md": CRITERION.format(title="带头守信", group="people", order=1),
        "stages/start.md": STAGE.format(
            title="起步",
            order=1,
            period="{edtf: 2020-01/2020-06, wording: 上半年, basis: stated}",
            steps="[{id: meet, title: 开会, period: 2020-02, due: 2020-02-28, who: 班组长, output: 记录}]",
        ),
        "stages/go.md": STAGE.format(
            title="铺开", order=2, period="{edtf: 2020-07/2021-06, basis: inferred, note: 接着上一段}", steps="[]"
        ),
        "units/office.md": UNIT.format(title="总队", type="committee", more="members: 30"),
        "units/first.md": UNIT.format(
            title="一组",
            type="branch",
            more="""parent: office
founded: 2018
grades:
  - {round: 2020, scores: {own: 90, peers: 78, boss: 95}, grade: silver}
  - {round: 2021, scores: {own: 90, peers: 88, boss: 91}, grade: gold}""",
        ),
        "units/second.md": UNIT.format(title="二组", type="branch", more="parent: office\nsample: true"),
        "commitments/first-2020.md": """\
---
unit: first
period: 2020
items:
  - {id: one, text: 装一块牌子, due: 2020-12-31, status: open}
  - {id: two, text: 修一条路, due: 2020-06, status: done, done_on: 2020-05-30, evidence: 已通车}
---
""",
        "commitments/second-2021.md": """\
---
unit: second
period: 2021
items:
  - {id: one, text: 种一棵树, due: 2021-03, status: explained, evidence: 没有地}
sample: true
---
""",
        "honours/round-one.md": """\
---
title: 第一次表扬
date: 2020-12-20
by: 某某局
awards:
  - {category: 好班组, winner: first, case: weekly}
  - {category: 好班组, winner: second}
  - {category: 好帮手, winner: 张三}
---
""",
        "cases/2020/weekly.md": case(more=REVIEW + "\nhonours: [round-one]\naliases: [cases/2019/weekly-old.html]"),
        "cases/2020/second.md": case("二组的办法", unit="second", date="2020-06", more=REVIEW + "\nsample: true"),
        "cases/2020/draft.md": case("还没写完", status="draft", more=""),
        "cases/2020/gone.md": case(
            "不可再提的标题",
            summary="不可再提的摘要。",
            tags="不可再提的词",
            status="revoked",
            more=REVIEW + "\nrevoked: {on: 2021-02-01, basis: 某发〔2021〕3号}\naliases: [cases/2019/gone-old.html]",
        ),
        "cases/2020/paused.md": case(
            "暂不可提的标题",
            status="suspended",
            more=REVIEW + "\nrevoked: {on: 2021-03-01, basis: 正在核实}",
        ),
        "guide/reader.md": "---\ntitle: 怎样看\nowner: 编辑组\nreview_by: 2022-01-01\nsummary: 三句话。\n---\n\n先看首页。\n",
    }
