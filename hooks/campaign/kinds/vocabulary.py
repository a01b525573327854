"""The closed vocabularies of front matter, and the groups of fields that several kinds share."""

from __future__ import annotations

from ..schema import Date, Field, Flag, Group, Identifier, Ref, Text, Url

APPLIES_TO = {"organisation": "组织", "member": "个人"}
POLICY_TYPES = {"speech": "讲话", "notice": "通知", "plan": "方案", "measure": "办法", "reply": "批复"}
POLICY_STATUS = {"in-force": "有效", "amended": "已修订", "repealed": "已废止", "lapsed": "已失效"}
UNIT_TYPES = {"committee": "党委", "general-branch": "总支", "branch": "支部", "office": "处室"}
# What a self-check answers to a question, from done to does not apply.
ANSWERS = {"met": "做到", "partly": "部分做到", "unmet": "没做到", "inapplicable": "不适用"}
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

SITE_LEVEL = {"internal": "内部网站", "public": "公开网站"}

SOURCE = Group(
    (
        Field("title", "题名", Text(verbatim=True), required=True, help="出处的题名。", example="某某日报关于……的报道"),
        Field("publisher", "发布者", Text(), help="发文机关、报刊或网站名称。"),
        Field("date", "日期", Date(), help="出处自己的日期。"),
        Field("number", "文号", Text(), help="有文号的写文号，年份用六角括号〔〕。", example="某发〔2026〕5号"),
        Field("url", "网址", Url(), help="公开网址；页面只作为链接显示，不会去访问它。"),
        Field("note", "说明", Text(multiline=True), help="可信程度、转载关系等。"),
    )
)

CLAUSE = Group(
    (
        Field("id", "文件编号", Ref("policy"), required=True, help="docs/policy/ 下的文件名（不带 .md）。"),
        Field("clause", "条款", Text(verbatim=True), help="该文件正文里某个标题的锚点，如 aims。"),
    )
)

SAMPLE = Field("sample", "示例", Flag(), help="虚构的示例写 true；页面、列表、订阅和搜索里都会标「示例」。")


def item_id(title: str = "编号") -> Field:
    """The field of an item's own id, by which others refer to it."""
    return Field("id", title, Identifier(), required=True, help="供引用，英文小写字母、数字和连字符。")
