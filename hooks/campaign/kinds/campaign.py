"""The campaign: everything that varies between organisations is declared here."""

from __future__ import annotations

from ..schema import Choice, Date, Field, Flag, Group, Kind, ListOf, Number, Ref, Rule, Text
from .vocabulary import APPLIES_TO, SITE_LEVEL, SOURCE, item_id

CAMPAIGN = Kind(
    "campaign",
    "活动",
    "",
    help="全站只有一份：docs/campaign.md。活动的总体要求、标准分组、等次与规则都写在这里。",
    fields=(
        Field("title", "活动名称", Text(60), required=True, help="也是网站的名称。"),
        Field("organiser", "组织者", Text(), required=True, help="哪个单位组织开展。"),
        Field("summary", "一句话介绍", Text(120), help="显示在首页。"),
        Field("period", "起止时间", Date(span=True), required=True, help="如 2026-05/2027-06；原文措辞写进 wording。"),
        Field(
            "aims",
            "总体要求",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "标题", Text(), required=True),
                        Field("text", "释义", Text(multiline=True), required=True),
                    ),
                    key="id",
                ),
                least=1,
            ),
            required=True,
            help="活动的总体要求，一句一项。",
        ),
        Field(
            "groups",
            "标准分组",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "名称", Text(), required=True, help="如「四个到位」。"),
                        Field("applies_to", "适用对象", Choice(APPLIES_TO), required=True),
                        Field("name", "全称", Text(), help="如「四个到位」先进单位。"),
                    ),
                    key="id",
                ),
                least=1,
            ),
            required=True,
            help="标准分成几组，各适用于组织还是个人。",
        ),
        Field("stages_stated", "原文所称阶段数", Number(1, 99, whole=True), help="原文说有几个阶段。"),
        Field("steps_stated", "原文所称环节数", Number(1, 999, whole=True), help="原文说有几个环节。"),
        Field(
            "grading",
            "定级规则",
            Group(
                (
                    Field(
                        "levels",
                        "等次",
                        ListOf(
                            Group(
                                (
                                    item_id(),
                                    Field("title", "名称", Text(), required=True),
                                    Field("min", "起点分", Number(0, 100), required=True, help="含本数；末等须为 0。"),
                                ),
                                key="id",
                            ),
                            least=2,
                        ),
                        required=True,
                        help="从好到差；每一等从起点分（含）到上一等起点分（不含），不会有缝。",
                    ),
                    Field(
                        "inputs",
                        "评分来源",
                        ListOf(
                            Group(
                                (
                                    item_id(),
                                    Field("title", "名称", Text(), required=True),
                                    Field("weight", "权重", Number(0, 100), required=True, help="各项合计 100。"),
                                ),
                                key="id",
                            ),
                            least=1,
                        ),
                        required=True,
                    ),
                    Field(
                        "gates",
                        "门槛",
                        ListOf(
                            Group(
                                (
                                    Field("input", "看哪一项", Ref("input"), required=True),
                                    Field("below", "低于", Number(0, 100), required=True),
                                    Field("caps_at", "最高只能定", Ref("level"), required=True),
                                )
                            )
                        ),
                        help="某项低于门槛时，等次最高只能到哪一等。",
                    ),
                    Field("step_by_step", "逐级晋升", Flag(), help="一轮只升一等，破格须写 reason。"),
                    Field("exempt_first_year", "当年新建不定级", Flag()),
                    Field("source", "出处", SOURCE, help="这套权重和门槛取自哪里。"),
                )
            ),
            help="权重、等次、门槛和晋升办法。",
        ),
        Field(
            "case_templates",
            "案例体例",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "名称", Text(), required=True),
                        Field("kinds", "适用类型", ListOf(Choice(APPLIES_TO)), help="不写就是都适用。"),
                        Field("sections", "章节", ListOf(Text(), least=1), required=True, help="按顺序的二级标题。"),
                        Field("min_chars", "正文最少字数", Number(0, whole=True)),
                        Field("max_chars", "正文最多字数", Number(1, whole=True)),
                    ),
                    key="id",
                )
            ),
            help="第一套是默认体例；都不写时用通行四段。",
        ),
        Field(
            "recurring",
            "周期动作",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "名称", Text(), required=True),
                        Field("rule", "重复规则", Rule(), required=True, example="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
                        Field("who", "谁来做", Text()),
                        Field("output", "留下什么", Text()),
                        Field("wording", "原文措辞", Text(verbatim=True), help="如「国庆节前」。"),
                        Field("note", "说明", Text(multiline=True)),
                        Field("source", "出处", SOURCE),
                    ),
                    key="id",
                )
            ),
            help="阶段之外按年、按半年重复的动作。",
        ),
        Field("synonyms", "同义词", ListOf(ListOf(Text(verbatim=True), least=2)), help="每行一组，搜索时互通。"),
        Field(
            "roles",
            "职责",
            ListOf(
                Group(
                    (
                        item_id(),
                        Field("title", "名称", Text(), required=True),
                        Field("duty", "职责", Text(multiline=True)),
                    ),
                    key="id",
                )
            ),
            help="审核发布中各环节的职责。",
        ),
        Field(
            "site_level",
            "网站级别",
            Choice(SITE_LEVEL),
            help="谁看得到这个网站；不写就是 internal。公开网站上出现“内部资料”之类的字样，就不能生成网站。",
        ),
        Field("require_fingerprint", "必须有文本指纹", Flag(), help="true：已发布案例没有指纹就不能生成网站。"),
        Field("source", "出处", SOURCE),
    ),
)
