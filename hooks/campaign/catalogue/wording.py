"""What can be wrong with words: slips that are listed, official names and lists, and the list itself."""

from .entry import ERROR, HINT, WARNING, Entry

_QUOTED = "引用原文的，放进引用块（行首加 > ），或在行末加 <!-- 原文如此 -->，就不再提示。"

ENTRIES = (
    Entry(
        "wording-error", ERROR, "严重错别字",
        "「{wrong}」应为「{right}」",
        "改成「{right}」。{note}出处：{source}。",
        "国名、机构名这样的错字是严重错误，改好才能生成网站。词条写在 docs/wording.yml。" + _QUOTED,
        "领导小姐", "领导小组",
        lenient=True,
    ),
    Entry(
        "wording-warning", WARNING, "错别字或不规范的写法",
        "「{wrong}」应为「{right}」",
        "改成「{right}」。{note}出处：{source}。",
        "词条写在 docs/wording.yml，可以自己增删。" + _QUOTED,
        "视屏会议", "视频会议",
        lenient=True,
    ),
    Entry(
        "wording-hint", HINT, "请核对用词",
        "「{wrong}」一般写作「{right}」",
        "对照上下文看一看，是写错了就改。{note}出处：{source}。",
        "有的词要看上下文，检查只能提醒。词条写在 docs/wording.yml，可以自己增删。" + _QUOTED,
        "份内", "分内",
    ),
    Entry(
        "wording-entry", ERROR, "词条不能用",
        "词条「{right}」不能用：{reason}",
        "改好这一条，或删去。",
        "写得不对的词条会误报，或者从不起作用。",
    ),
    Entry(
        "official-term", WARNING, "正式名称写错一个字",
        "「{written}」应为「{right}」",
        "改成「{right}」。",
        "总体要求、标准和分组的名称以 docs/campaign.md 和 docs/criteria/ 里的为准，一个字也不能错。" + _QUOTED,
        lenient=True,
    ),
    Entry(
        "official-set", WARNING, "正式提法列得不对",
        "{group}的各项列得不对：{reason}",
        "正式提法是：{right}。只想说其中几项的，不要写成全部。",
        "整组列出时，名称、数目和次序以 docs/campaign.md 和 docs/criteria/ 里的为准。" + _QUOTED,
        lenient=True,
    ),
)  # fmt: skip
