"""The register of exemptions: pages of the handbook that must show a mark in order to explain it."""

from __future__ import annotations

from ..schema import Choice, Date, Field, Group, Kind, ListOf, Text

# What may be explained by showing it. Personal data never need be: a made-up or masked number explains as well.
EXEMPTIBLE = {"secrecy-mark": "国家秘密标志", "internal-mark": "内部资料字样"}

EXEMPTION = Group(
    (
        Field(
            "path",
            "文件",
            Text(120, verbatim=True),
            required=True,
            help="只能是 guide/ 或 includes/ 里的文件：案例和文件里的标志是真的。",
            example="guide/privacy.md",
        ),
        Field(
            "code",
            "代码",
            Choice(EXEMPTIBLE),
            required=True,
            help="别的都不能豁免：个人信息用遮盖过的例子就能讲清楚。",
        ),
        Field(
            "text",
            "原文",
            Text(80, verbatim=True),
            required=True,
            help="文件里那一处的原文，一字不差；只豁免这几个字。",
        ),
        Field("reason", "理由", Text(200), required=True, help="为什么非写出来不可。"),
        Field("by", "批准人", Text(50), required=True, help="保密审查人。"),
        Field("on", "批准日期", Date(exact=True), required=True),
    )
)

EXEMPTIONS = Kind(
    "exemptions",
    "豁免登记",
    "",
    help=(
        "全站只有一份：docs/exemptions.yml。指南要讲清楚密级标志和内部资料字样，免不了写出来；"
        "在这里逐处登记，检查就不再报。"
    ),
    fields=(Field("exemptions", "豁免", ListOf(EXEMPTION), help="一处一条。"),),
)
