"""What a form may name of a record: its fields, by their Chinese titles, and a few things that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from campaign import Record, Records, Site
from campaign.kinds import KINDS
from campaign.register import (
    HEADINGS,
    QUESTIONS,
    REVIEWERS,
    months,
    registered,
    row,
    sheet,
    summary,
    taken_down,
)

from exporting.form_fields import case_rows, fields_of, winner_called
from exporting.form_values import FormFacts, Lines, Refused, Rows, Words

# What a form may be made of, and what a clerk calls it.
SUBJECTS = {name: KINDS[name].title for name in ("case", "honour", "stage")} | {"month": "月份"}
BRIEF = 300
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）]*")


def facts_of(site: Site, what: str, id: str) -> FormFacts:
    """The facts of a case, an honour, a stage (by their ids) or a month (2011-06).

    Refused for what may not be told: a case that was taken down, a month in which nothing was registered. KeyError for
    an id that there is not.
    """
    made = {"case": _case, "honour": _honour, "stage": _stage, "month": _month}[what](site, id)
    made |= {"活动名称": site.campaign.title, "组织者": site.campaign.organiser}
    return made


def cases_of(site: Site, ids: Iterable[str]) -> FormFacts:
    """Several cases in one table, to be named as ``案例``.

    Refused where one was taken down; KeyError for an id that there is not.
    """
    cases = [site.records.by_kind["case"][id] for id in ids]
    must = {name: reason for case in cases for name, reason in _must(case).items()}
    values = {
        "案例": case_rows(cases, site.records),
        "活动名称": site.campaign.title,
        "组织者": site.campaign.organiser,
    }
    return FormFacts(values, "几个案例", must)


def _case(site: Site, id: str) -> FormFacts:
    case, records = site.records.by_kind["case"][id], site.records
    must, signed = _must(case), sheet(case, records)
    values = fields_of(case, records)
    review = values["审核"]
    assert isinstance(review, dict)
    values |= {
        # Names stand on a form only where they were signed for the text as it is.
        "审核": review if signed.names else dict.fromkeys(review, ""),
        "案例": case_rows([case], records),
        "正文": Lines(paragraphs(case)),
        "正文字数": signed.chars,
        "待签指纹": signed.fingerprint,
        "事迹简介": brief(case),
        "审查问题": Rows(({"问题": one} for one in QUESTIONS), {"问题": ""}),
        "审核人员": Rows(
            (
                {"职责": title, "姓名": signed.names.get(name, ""), "日期": signed.on}
                for name, title in REVIEWERS.items()
            ),
            {"职责": "", "姓名": "", "日期": ""},
        ),
    }
    return FormFacts(values, SUBJECTS["case"], must)


def _must(case: Record) -> dict[str, str]:
    """What a form about this case has to say of it. Refused for one that was taken down."""
    if taken_down(case):
        raise Refused(f"{case.id} 已经撤下，不能再填表。")
    must = {}
    if case.status != "published":
        must["状态"] = "案例不在公开展示，表上要写明它的状态"
    if case.sample:
        must["标题"] = "案例是示例，标题里的“示例”要印在表上"
    return must


def _honour(site: Site, id: str) -> FormFacts:
    honour, records = site.records.by_kind["honour"][id], site.records
    winners: dict[str, list[str]] = {}
    for award in honour.awards:
        winners.setdefault(award.category, []).append(winner_called(award.winner, records))
    grouped = ({"类别": name, "名单": Words(all), "人数": str(len(all))} for name, all in winners.items())
    values = {
        **fields_of(honour, records),
        "分类名单": Rows(grouped, {"类别": "", "名单": Words(), "人数": ""}),
        "正文": Lines(paragraphs(honour)),
    }
    must = {"标题": "表彰是示例，标题里的“示例”要印在表上"} if honour.sample else {}
    return FormFacts(values, SUBJECTS["honour"], must)


def _stage(site: Site, id: str) -> FormFacts:
    stage, records = site.records.by_kind["stage"][id], site.records
    criteria = (
        {"分组": group.declared.title, "标题": one.title, "含义": one.meaning}
        for group in site.groups
        for one in group.criteria
    )
    shown = [case for case in site.cases_by["stage"].get(id, ()) if case.status == "published"]
    cited = {"文件": "", "条款": "", "文号": "", "发文机关": "", "日期": "", "效力": ""}
    values = {
        **fields_of(stage, records),
        "政策依据": Rows((_cited(one, records) for one in stage.policy), cited),
        "标准": Rows(criteria, {"分组": "", "标题": "", "含义": ""}),
        "案例": case_rows(shown, records),
        "正文": Lines(paragraphs(stage)),
    }
    return FormFacts(values, SUBJECTS["stage"])


def _cited(clause: Any, records: Records) -> dict[str, object]:
    policy = records.by_kind["policy"][clause.id]
    named = [one.text for one in policy.body.headings if one.anchor == clause.clause]
    fields = fields_of(policy, records)
    return {
        "文件": policy.title,
        "条款": "".join(named),
        **{name: fields[name] for name in ("文号", "发文机关", "日期", "效力")},
    }


def _month(site: Site, id: str) -> FormFacts:
    records = site.records
    month = next((one for one in months(filter(registered, records.of("case"))) if one.key == id), None)
    if month is None:
        raise Refused(f"{id} 这个月没有登记。")
    rows = (dict(zip(HEADINGS, row(case, records), strict=True)) for case in month.cases)
    values = {
        "月份": month.title,
        "登记": Rows(rows, dict.fromkeys(HEADINGS, "")),
        "小结": Lines(summary(month, records)),
        "审定数": str(len(month.cases)),
        "撤下数": str(len(month.withdrawn)),
    }
    must = {"标题": "登记里有示例，标题里的“示例”要印在表上"} if any(one.sample for one in month.cases) else {}
    return FormFacts(values, SUBJECTS["month"], must)


def paragraphs(record: Record) -> Iterator[str]:
    """A record's text, headings among it; what pictures show is left out."""
    pictures = {one.label for one in record.body.links if one.image}
    for passage in record.body.passages:
        if passage.heading:
            yield passage.heading.text
        for line in passage.text.split("\n"):
            if line.strip() and line.strip() not in pictures:
                yield line.strip()


def brief(case: Record) -> str:
    """A case in about 300 characters: its summary, its outcomes, then how each passage of its text begins.

    Only summary and outcomes can make it longer; a beginning that would is left out.
    """
    found = [case.summary or ""]
    if outcomes := "；".join(filter(None, map(_outcome, case.outcomes))):
        found.append(f"{outcomes}。")
    openings = (_SENTENCE.match(passage.text) for passage in case.body.passages)
    for text in (match.group() for match in openings if match):
        if len("".join(found)) + len(text) <= BRIEF:
            found.append(text)
    return "".join(found)


def _outcome(outcome: Any) -> str:
    unit = outcome.unit or ""
    if outcome.before and outcome.after:
        return f"{outcome.text}由{outcome.before}{unit}变为{outcome.after}{unit}"
    return f"{outcome.text}为{outcome.after}{unit}" if outcome.after else outcome.text
