"""What a web page left around a text is cut and told; nothing of the text itself is."""

from __future__ import annotations

import pytest
from importing import shell
from importing.html_blocks import read_blocks

LONG = "全班对着看板找出了返工最多的三道工序，一道一道改，改完再量，量完再贴到看板上给大家看。"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("当前位置:示例网公文频道领导讲话稿", "网页导航"),
        ("您现在的位置：首页 > 党建 > 正文", "网页导航"),
        ("首页 > 党建 > 正文", "网页导航"),
        ("01-30 22:52:14 浏览次数:534次 栏目:党建政治", "浏览计数"),
        ("点击数：12", "浏览计数"),
        ("标签:领导讲话稿范文,http://www.example.invalid", "标签"),
        ("tag: 党建政治", "标签"),
        ("http://www.example.invalid", "网址"),
        (",http://www.example.invalid/a?b=1, www.example.invalid", "网址"),
        ("《示例讲话》相关文章", "相关文章"),
        ("上一篇：没有了", "网页导航"),
        ("下一篇", "网页导航"),
        ("【打印本页】 【关闭窗口】", "网页按钮"),
        ("字体：【大 中 小】", "网页按钮"),
        ("版权所有 示例网", "网站版权"),
        # text
        ("当前位置不好找，窗口立了牌子。", ""),
        ("全年访问120户企业，阅读30本书。", ""),
        ("上一条经验是先试听。", ""),
        ("标签贴在每台机床上。", ""),
        ("技术支持小组成立了。", ""),
        ("大", ""),
        ("打印", ""),
        ("网址 http://www.example.invalid 上有样表。", ""),
        ("相关文章写得好的，贴在栏里。", ""),
        (LONG, ""),
    ],
)
def test_lines(line: str, what: str) -> None:
    assert shell.shell_line(line) == what


def strip(*lines: str) -> tuple[list[str], list[str], list[str]]:
    kept, cuts, credits = shell.strip(read_blocks("".join(f"<p>{one}</p>" for one in lines)))
    return [one.text for one in kept], [one.text for one in cuts], [one.text for one in credits]


def test_what_follows_related_articles() -> None:
    link = '<a href="http://www.example.invalid/1">示例厅长在一个很长很长的题目的会议上的讲话以及会议以后发表的谈话全文整理稿</a>'
    kept, cuts, _ = strip(LONG, "相关文章：", "示例厅长的讲话", link, LONG, "留下的短句")
    assert kept == [LONG, LONG, "留下的短句"] and len(cuts) == 3


def test_credits_are_set_apart() -> None:
    assert strip(LONG, "来源：示例报", "（责任编辑：示例乙）", "来源于群众的意见最真。")[2] == [
        "来源：示例报",
        "（责任编辑：示例乙）",
    ]


def test_repeats_of_the_title() -> None:
    blocks = read_blocks("".join(f"<p>{one}</p>" for one in ("示例讲话", LONG, ",示例讲话", "示例讲话的要点"))).blocks
    kept, cuts = shell.repeats(blocks, "示例讲话")
    assert [one.text for one in kept] == [LONG, "示例讲话的要点"] and [one.text for one in cuts] == [
        "示例讲话",
        ",示例讲话",
    ]


def damage(line: str) -> str:
    return "\n".join(shell.damage(read_blocks(f"<p>{line}</p>").blocks))


def test_damage_is_told_and_not_guessed() -> None:
    assert "「20**年」" in damage("从20**年6月到2011年") and "「20** 年」" in damage("从20** 年")
    assert "星号" not in damage("从20**年6月")
    assert "「*员」" in damage("*员干部") and "「党*员」" in damage("党*员") and "「𠮷*员」" in damage("𠮷*员")
    assert damage("3 * 4 = 12") == "" and damage(LONG) == ""
