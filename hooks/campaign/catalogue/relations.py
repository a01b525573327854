"""What can be wrong between records."""

from .entry import ERROR, WARNING, Entry

ENTRIES = (
    Entry(
        "unknown-reference", ERROR, "引用的记录不存在",
        "「{title}」写的「{value}」不存在：没有这个{what}",
        "{hint}",
        "引用写的是编号（文件名不带 .md），不是标题。",
        "unit: 第一车间", "unit: di-yi-chejian",
    ),
    Entry(
        "unknown-clause", ERROR, "引用的条款不存在",
        "文件「{policy}」里没有锚点是「{clause}」的标题",
        "{hint}",
        "条款引用的是文件正文里标题的锚点，如 ## 总体要求 {#aims} 的 aims。",
    ),
    Entry(
        "reference-cycle", ERROR, "互相引用成了圈",
        "「{title}」绕成了一个圈：{path}",
        "改掉其中一处。",
        "上级单位、取代关系只能往一个方向走。",
    ),
    Entry(
        "criterion-kind", ERROR, "标准不适用",
        "标准「{criterion}」适用于{applies_to}，这个案例是{kind}案例",
        "换成适用的标准，或改正案例的 kind。",
        "组织的案例体现组织的标准，个人的案例体现个人的标准。",
    ),
    Entry(
        "template-kind", ERROR, "体例不适用",
        "体例「{template}」不适用于{kind}案例",
        "可用的体例：{choices}。",
        "体例在 campaign.md 的 case_templates 里写明适用于组织还是个人。",
    ),
    Entry(
        "honour-mismatch", WARNING, "表彰两边对不上",
        "{problem}",
        "两边都写上，或都去掉。",
        "案例里写的表彰和表彰名单里写的案例应当一致。",
    ),
    Entry(
        "bad-alias", ERROR, "曾用地址不对",
        "曾用地址「{value}」不能用：{reason}",
        "写页面以前的路径，如 cases/2010/old-name.html。",
        "曾用地址会生成一个转到新页面的小页，不能和现有页面重名。",
    ),
)  # fmt: skip
