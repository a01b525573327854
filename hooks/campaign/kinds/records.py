"""Policies, criteria, stages, units, commitments, honours and guides."""

from __future__ import annotations

from ..schema import Choice, Date, Field, FilePath, Group, Kind, ListOf, Number, Ref, Scores, Text, Winner
from .vocabulary import CLAUSE, COMMITMENT_STATUS, POLICY_STATUS, POLICY_TYPES, SAMPLE, SOURCE, UNIT_TYPES, item_id

POLICY = Kind(
    "policy",
    "文件",
    "policy",
    original=True,
    help="讲话、通知、方案等依据。正文的标题就是可引用的条款。",
    fields=(
        Field("title", "标题", Text(120), required=True),
        Field("type", "文种", Choice(POLICY_TYPES), required=True),
        Field("issuer", "发文机关", Text(), required=True),
        Field("number", "文号", Text(), help="年份用六角括号〔〕。", example="某发〔2026〕5号"),
        Field("date", "日期", Date(), required=True, help="年份不详写 20XX-05。"),
        Field("status", "效力", Choice(POLICY_STATUS), required=True),
        Field("supersedes", "取代", ListOf(Ref("policy")), help="本文件取代了哪些文件。"),
        Field("attachments", "附件", ListOf(FilePath())),
        Field("source", "出处", SOURCE, required=True),
        Field("summary", "摘要", Text(300)),
    ),
)

CRITERION = Kind(
    "criterion",
    "标准",
    "criteria",
    help="一条标准一份文件，写清含义、指标、佐证和自查问题。",
    fields=(
        Field("title", "标题", Text(40), required=True, example="说到做到"),
        Field("group", "所属分组", Ref("group"), required=True),
        Field("order", "次序", Number(1, 99, whole=True), required=True),
        Field("meaning", "含义", Text(multiline=True), required=True),
        Field(
            "indicators",
            "指标",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("text", "指标", Text(multiline=True), required=True),
                        Field("evidence", "看什么佐证", Text(multiline=True)),
                        Field("ask", "自查问题", Text(multiline=True)),
                    ),
                    key="id",
                ),
                least=1,
            ),
            required=True,
        ),
        Field("policy", "政策依据", ListOf(CLAUSE)),
    ),
)

STAGE = Kind(
    "stage",
    "阶段",
    "stages",
    help="活动的一个阶段。原文没有的环节不要补写。",
    fields=(
        Field("title", "标题", Text(60), required=True),
        Field("order", "次序", Number(1, 99, whole=True), required=True),
        Field("period", "起止时间", Date(span=True), required=True),
        Field("tasks", "任务", ListOf(Text(multiline=True))),
        Field(
            "steps",
            "环节",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "标题", Text(), required=True),
                        Field("period", "时间", Date(span=True)),
                        Field("due", "截止", Date()),
                        Field("who", "谁来做", Text()),
                        Field("output", "留下什么", Text()),
                        Field("note", "说明", Text(multiline=True)),
                    ),
                    key="id",
                )
            ),
        ),
        Field("policy", "政策依据", ListOf(CLAUSE)),
    ),
)

UNIT = Kind(
    "unit",
    "单位",
    "units",
    help="总支、支部、处室。定级结果按轮次记在这里。",
    fields=(
        Field("title", "名称", Text(60), required=True),
        Field("type", "类型", Choice(UNIT_TYPES), required=True),
        Field("parent", "上级单位", Ref("unit")),
        Field("members", "党员人数", Number(0, 1_000_000, whole=True)),
        Field("founded", "成立时间", Date()),
        Field(
            "grades",
            "定级记录",
            ListOf(
                Group(
                    (
                        Field("round", "轮次", Date(), required=True, help="哪一年或哪个月的一轮，如 2026。"),
                        Field("scores", "得分", Scores(), help="评分来源编号：分数（0 到 100）。"),
                        Field("grade", "等次", Ref("level"), required=True),
                        Field("reason", "说明", Text(multiline=True), help="破格晋升等情况必须说明。"),
                    ),
                    key="round",
                )
            ),
        ),
        SAMPLE,
    ),
)

COMMITMENT = Kind(
    "commitment",
    "承诺",
    "commitments",
    help="一个单位一个时期一张承诺单。",
    fields=(
        Field("unit", "单位", Ref("unit"), required=True),
        Field("period", "时期", Date(span=True), required=True, example="2026"),
        Field(
            "items",
            "承诺事项",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("text", "内容", Text(multiline=True), required=True),
                        Field("due", "完成时限", Date()),
                        Field("status", "状态", Choice(COMMITMENT_STATUS), required=True),
                        Field("done_on", "兑现日期", Date()),
                        Field("evidence", "兑现情况", Text(multiline=True), help="兑现的写佐证，未兑现的写原因。"),
                    ),
                    key="id",
                ),
                least=1,
            ),
            required=True,
        ),
        SAMPLE,
    ),
)

HONOUR = Kind(
    "honour",
    "表彰",
    "honours",
    help="一次表彰一份文件，列出各类获奖者。",
    fields=(
        Field("title", "标题", Text(120), required=True),
        Field("date", "日期", Date(), required=True),
        Field("by", "表彰机关", Text(), required=True),
        Field("number", "文号", Text()),
        Field(
            "awards",
            "获奖名单",
            ListOf(
                Group(
                    (
                        Field("category", "类别", Text(), required=True, example="先进集体"),
                        Field("winner", "获奖者", Winner(), required=True, help="单位编号，或姓名、名称。"),
                        Field("case", "典型案例", Ref("case")),
                    )
                ),
                least=1,
            ),
            required=True,
        ),
        SAMPLE,
    ),
)


GUIDE = Kind(
    "guide",
    "指南",
    "guide",
    help="写给读者、编辑和发布人员的说明。",
    fields=(
        Field("title", "标题", Text(60), required=True),
        Field("owner", "维护者", Text()),
        Field("review_by", "复核期限", Date(exact=True), help="到期后页面会提示复核。"),
        Field("order", "次序", Number(0, 999, whole=True)),
        Field("summary", "摘要", Text(120)),
    ),
)
