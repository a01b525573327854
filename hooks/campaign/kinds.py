"""The record kinds of a campaign site: every field once, with the words editors read."""

from __future__ import annotations

from .schema import (
    Choice,
    Date,
    Field,
    FilePath,
    Flag,
    Group,
    Identifier,
    Kind,
    ListOf,
    Number,
    Ref,
    Rule,
    Scores,
    Text,
    Url,
    Winner,
)

APPLIES_TO = {"organisation": "组织", "member": "个人"}
POLICY_TYPES = {"speech": "讲话", "notice": "通知", "plan": "方案", "measure": "办法", "reply": "批复"}
POLICY_STATUS = {"in-force": "有效", "amended": "已修订", "repealed": "已废止", "lapsed": "已失效"}
UNIT_TYPES = {"committee": "党委", "general-branch": "总支", "branch": "支部", "office": "处室"}
COMMITMENT_STATUS = {"open": "进行中", "done": "已兑现", "explained": "未兑现已说明", "withdrawn": "已撤回"}
CASE_STATUS = {
    "draft": "草稿",
    "review": "待审",
    "notice": "公示中",
    "published": "已发布",
    "suspended": "暂停展示",
    "revoked": "已撤销",
    "archived": "已归档",
}
# Cases not yet published show in a preview only; of those taken down a page says only that.
UNPUBLISHED = ("draft", "review", "notice")
TAKEN_DOWN = ("suspended", "revoked")

SOURCE = Group(
    (
        Field("title", "题名", Text(), required=True, help="出处的题名。", example="某某日报关于……的报道"),
        Field("publisher", "发布者", Text(), help="发文机关、报刊或网站名称。"),
        Field("date", "日期", Date(), help="出处自己的日期。"),
        Field("number", "文号", Text(), help="有文号的写文号，年份用六角括号〔〕。", example="商党〔2010〕5号"),
        Field("url", "网址", Url(), help="公开网址；页面只作为链接显示，不会去访问它。"),
        Field("note", "说明", Text(multiline=True), help="可信程度、转载关系等。"),
    )
)

CLAUSE = Group(
    (
        Field("id", "文件编号", Ref("policy"), required=True, help="docs/policy/ 下的文件名（不带 .md）。"),
        Field("clause", "条款", Text(), help="该文件正文里某个标题的锚点，如 aims。"),
    )
)

SAMPLE = Field("sample", "示例", Flag(), help="虚构的示例写 true；页面、列表、订阅和搜索里都会标「示例」。")


def _item_id(title: str = "编号") -> Field:
    return Field("id", title, Identifier(), required=True, help="供引用，英文小写字母、数字和连字符。")


CAMPAIGN = Kind(
    "campaign",
    "活动",
    "",
    help="全站只有一份：docs/campaign.md。活动的总体要求、标准分组、等次与规则都写在这里。",
    fields=(
        Field("title", "活动名称", Text(60), required=True, help="也是网站的名称。"),
        Field("organiser", "组织者", Text(), required=True, help="哪个单位组织开展。"),
        Field("summary", "一句话介绍", Text(120), help="显示在首页。"),
        Field("period", "起止时间", Date(span=True), required=True, help="EDTF 区间；原文措辞写进 wording。"),
        Field(
            "aims",
            "总体要求",
            ListOf(
                Group(
                    (
                        _item_id(),
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
                        _item_id(),
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
                                    _item_id(),
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
                                    _item_id(),
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
                        _item_id(),
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
                        _item_id(),
                        Field("title", "名称", Text(), required=True),
                        Field("rule", "重复规则", Rule(), required=True, example="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
                        Field("who", "谁来做", Text()),
                        Field("output", "留下什么", Text()),
                        Field("wording", "原文措辞", Text(), help="如「国庆节前」。"),
                        Field("note", "说明", Text(multiline=True)),
                        Field("source", "出处", SOURCE),
                    ),
                    key="id",
                )
            ),
            help="阶段之外按年、按半年重复的动作。",
        ),
        Field("synonyms", "同义词", ListOf(ListOf(Text(), least=2)), help="每行一组，搜索时互通。"),
        Field(
            "roles",
            "职责",
            ListOf(
                Group(
                    (
                        _item_id(),
                        Field("title", "名称", Text(), required=True),
                        Field("duty", "职责", Text(multiline=True)),
                    ),
                    key="id",
                )
            ),
            help="审核发布中各环节的职责。",
        ),
        Field("require_fingerprint", "必须有文本指纹", Flag(), help="true：已发布案例没有指纹就不能生成网站。"),
        Field("source", "出处", SOURCE),
    ),
)

POLICY = Kind(
    "policy",
    "文件",
    "policy",
    help="讲话、通知、方案等依据。正文的标题就是可引用的条款。",
    fields=(
        Field("title", "标题", Text(120), required=True),
        Field("type", "文种", Choice(POLICY_TYPES), required=True),
        Field("issuer", "发文机关", Text(), required=True),
        Field("number", "文号", Text(), help="年份用六角括号〔〕。", example="商党〔2010〕5号"),
        Field("date", "日期", Date(), required=True, help="年份不详写 20XX-05 这样的 EDTF。"),
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
        Field("title", "标题", Text(40), required=True, example="领导班子好"),
        Field("group", "所属分组", Ref("group"), required=True),
        Field("order", "次序", Number(1, 99, whole=True), required=True),
        Field("meaning", "含义", Text(multiline=True), required=True),
        Field(
            "indicators",
            "指标",
            ListOf(
                Group(
                    (
                        _item_id(),
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
                        _item_id(),
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
                        Field("round", "轮次", Date(), required=True, help="哪一年或哪个月的一轮，如 2011。"),
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
        Field("period", "时期", Date(span=True), required=True, example="2010"),
        Field(
            "items",
            "承诺事项",
            ListOf(
                Group(
                    (
                        _item_id(),
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
                        Field("category", "类别", Text(), required=True, example="先进基层党组织"),
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
                    Field("fingerprint", "文本指纹", Text(80), help="由 approve 写入，不要手改。"),
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
        Field("aliases", "曾用地址", ListOf(Text()), help="页面以前的路径，会自动转到新地址。"),
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

KINDS: dict[str, Kind] = {
    one.name: one for one in (CAMPAIGN, POLICY, CRITERION, STAGE, UNIT, COMMITMENT, HONOUR, CASE, GUIDE)
}

DEFAULT_SECTIONS = ("背景与起因", "做法与经过", "成效与反响", "探讨与启示")
