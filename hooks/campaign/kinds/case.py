"""The exemplary case."""

from __future__ import annotations

from ..schema import Choice, Date, Field, FilePath, Group, Kind, ListOf, Ref, Text
from .vocabulary import APPLIES_TO, CASE_STATUS, SAMPLE, SOURCE

CASE = Kind(
    "case",
    "案例",
    "cases",
    by_year=True,
    help="一个组织或一名党员做到某条标准的典型案例。",
    fields=(
        Field("title", "标题", Text(60), required=True, draft=False),
        Field(
            "kind",
            "类型",
            Choice(APPLIES_TO),
            required=True,
            draft=False,
            help="组织的写 organisation，个人的写 member。",
        ),
        Field("template", "体例", Ref("template"), help="不写就用第一套体例。"),
        Field("unit", "单位", Ref("unit"), required=True),
        Field("criteria", "体现的标准", ListOf(Ref("criterion"), least=1), required=True),
        Field("date", "时间", Date(span=True), required=True, help="事情发生的时间。"),
        Field("stage", "所属阶段", Ref("stage")),
        Field("summary", "摘要", Text(120), required=True, help="不超过 120 字，显示在列表里。"),
        Field(
            "outcomes",
            "成效数据",
            ListOf(
                Group(
                    (
                        Field("text", "指标", Text(), required=True),
                        Field("before", "之前", Text()),
                        Field("after", "之后", Text()),
                        Field("unit", "单位", Text(), help="量词，如 天、件、%。"),
                    )
                )
            ),
        ),
        Field("honours", "所获表彰", ListOf(Ref("honour"))),
        Field("tags", "关键词", ListOf(Text(20))),
        Field("status", "状态", Choice(CASE_STATUS), required=True, draft=False),
        Field(
            "review",
            "审核",
            Group(
                (
                    Field("by", "采集人", Text(50), required=True),
                    Field("secrecy_by", "保密审查人", Text(50), required=True),
                    Field("final_by", "终审人", Text(50), required=True),
                    Field("on", "审定日期", Date(exact=True), required=True),
                    Field("fingerprint", "文本指纹", Text(80, verbatim=True), help="由 approve 写入，不要手改。"),
                )
            ),
            help="已发布的案例必须有。",
        ),
        Field(
            "consent",
            "本人同意",
            Group(
                (
                    Field("on", "同意日期", Date(exact=True), required=True),
                    Field("scope", "公开范围", Text(), required=True),
                )
            ),
            help="个人案例发布前必须有。",
        ),
        Field("notice", "公示期", Date(span=True), help="公示起止日期。"),
        Field(
            "revoked",
            "撤下记录",
            Group(
                (
                    Field("on", "撤下日期", Date(exact=True), required=True),
                    Field("basis", "依据", Text(), required=True),
                )
            ),
            help="状态是暂停展示或已撤销时必须写。",
        ),
        Field("source", "出处", SOURCE),
        Field("attachments", "附件", ListOf(FilePath())),
        Field("aliases", "曾用地址", ListOf(Text(verbatim=True)), help="页面以前的路径，会自动转到新地址。"),
        SAMPLE,
    ),
)
