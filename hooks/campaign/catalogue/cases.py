"""What can be wrong with an exemplary case."""

from .entry import ERROR, WARNING, Entry

ENTRIES = (
    Entry(
        "missing-section", ERROR, "缺少章节",
        "缺少「{section}」一节（体例「{template}」）",
        "加一行 ## {section}，在下面写内容；确实没有材料的写明「未载」。",
        "体例规定的章节要齐，读者才好对照。草稿可以先缺着。",
        lenient=True,
    ),
    Entry(
        "empty-section", ERROR, "章节没有内容",
        "「{section}」一节是空的",
        "写上内容；确实没有材料的写明「未载」。",
        "每节都要填，不能只有标题。",
        lenient=True,
    ),
    Entry(
        "section-order", WARNING, "章节次序不对",
        "「{section}」应当在「{before}」之后",
        "按体例的次序排列：{order}。",
        "同一体例的案例次序一致，便于比较。",
        lenient=True,
    ),
    Entry(
        "too-short", ERROR, "正文太短",
        "正文有 {count} 个字，体例要求至少 {limit} 个",
        "补充事实和数据。",
        "太短说不清做了什么、有什么成效。",
        lenient=True,
    ),
    Entry(
        "too-much", ERROR, "正文太长",
        "正文有 {count} 个字，体例要求最多 {limit} 个",
        "删减 {over} 个字，或把资料放进附件。",
        "征集通知一般限定字数。",
        lenient=True,
    ),
    Entry(
        "unconfirmed", ERROR, "还没有核对",
        "由程序读出，请核对：{said}",
        "对照原件看一遍，改好或填好，再删去这一行说明。",
        "导入时认出的内容不一定对，要有人看过才能发布。删去说明就是核对过了。草稿可以先留着。",
        "# 请核对：第 3 段「……」\ndate: 2011-06", "date: 2011-06",
        lenient=True,
    ),
    Entry(
        "missing-review", ERROR, "没有审核记录",
        "状态是「{status}」，但没有审核记录 review",
        "写明采集人 by、保密审查人 secrecy_by、终审人 final_by 和审定日期 on。",
        "谁采集、谁审查、谁终审、哪天上网，逐条登记，先审查后发布。",
    ),
    Entry(
        "missing-consent", ERROR, "没有本人同意",
        "这是个人案例，发布前要有本人同意的记录 consent",
        "写明同意日期 on 和公开范围 scope；没有同意就不要发布。",
        "公开个人信息须经本人同意，可以撤回。",
    ),
    Entry(
        "missing-fingerprint", ERROR, "没有文本指纹",
        "本站要求已发布的案例有文本指纹，这一条没有",
        "请审签人员重新审签，由审签写入指纹 fingerprint。",
        "指纹证明发布的文本就是审定的文本。",
    ),
    Entry(
        "fingerprint-mismatch", ERROR, "改了没重审",
        "文本在 {on} 审定之后改动过，与审定时的指纹不符",
        "改回审定时的文本，或重新审签；现在的指纹是 {fingerprint}。",
        "更改已发布的内容，要重新审批和登记。",
    ),
    Entry(
        "notice-open", ERROR, "公示期未满",
        "公示到 {end}才结束，审定日期却是 {on}",
        "公示期满、没有异议以后再审定发布。",
        "公示期未满不能发布。",
    ),
    Entry(
        "missing-revocation", ERROR, "没有撤下记录",
        "状态是「{status}」，要写明撤下日期和依据 revoked",
        "写 revoked，下面写 on 和 basis。",
        "撤销称号、暂停展示要有依据和日期。",
    ),
    Entry(
        "stray-revocation", ERROR, "有撤下记录但没有撤下",
        "写了撤下记录 revoked，状态却是「{status}」",
        "把 status 改为 suspended 或 revoked；已恢复展示的删去 revoked。",
        "撤下的案例还在展示，是严重差错。",
    ),
)  # fmt: skip
