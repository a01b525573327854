"""What a web page leaves around a text that was copied from it, told from the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from numbering import MASKED

from .blocks import Block, Document, ListBlock, Paragraph, paragraphs


@dataclass(frozen=True)
class Cut:
    """A paragraph left out: its number, its words, and what it was taken for."""

    number: int
    text: str
    what: str


# Whole paragraphs only: nothing is ever taken out of a sentence.
_LINES = (
    (
        "网页导航",
        re.compile(r"(?:您?(?:现|当前|所)在的?位置|当前位置)\s*[:：].{0,200}|(?:网站)?首页\s*[>》›→].{0,200}"),
    ),
    (
        "浏览计数",
        re.compile(
            r"[^。；]{0,60}(?:(?:浏览|点击|阅读|访问)(?:次数|数|率|量)|浏览|点击|人气)\s*[:：]\s*\d+[^。；]{0,60}"
        ),
    ),
    ("标签", re.compile(r"(?:标签|tags?)\s*[:：].{0,300}", re.IGNORECASE)),
    (
        "相关文章",
        re.compile(
            r"(?:《.{1,60}》)?\s*(?:相关(?:文章|阅读|链接|新闻|推荐)|推荐阅读|延伸阅读|猜你喜欢|热门文章)\s*[:：]?"
        ),
    ),
    ("网页导航", re.compile(r"(?:上一[篇页条]|下一[篇页条])(?:文章)?\s*(?:[:：].{0,80})?")),
    ("网站版权", re.compile(r"(?:版权所有|Copyright|©|技术支持\s*[:：]).{0,120}|.{0,40}ICP备.{0,40}", re.IGNORECASE)),
)
# Paragraphs of which nothing but punctuation is left without these.
_ONLY = (
    ("网址", re.compile(r"(?:https?://|www\.)[\w.\-/?=&%#:~+]+", re.ASCII)),
    (
        "网页按钮",
        re.compile(
            r"返回(?:首页|顶部|上一页)|打印(?:本页|此页|文章)|关闭(?:窗口|本页)|收藏本页|加入收藏|复制链接|分享到|我要评论|发表评论|"
            r"(?:字[体号]\s?[:：]?)?\s?[【\[]\s?大\s中\s小\s?[】\]]"
        ),
    ),
)
_RELATED = "相关文章"
_CREDIT = re.compile(
    r"[（(【\[]?\s*(?:文章来源|信息来源|稿件来源|来源|责任编辑|责编|编辑|作者|供稿|通讯员|记者|发布时间|发布日期)\s*[:：].{1,100}"
)
_STARRED = re.compile(r"[\u3400-\U0003ffff]?\*{1,4}(?=[\u3400-\U0003ffff])")
_ENDINGS = tuple("。！？!?…）)”』」》：:；;.")


def strip(document: Document) -> tuple[tuple[Block, ...], tuple[Cut, ...], tuple[Paragraph, ...]]:
    """What is left, what was cut, and the lines that name a source."""
    kept: list[Block] = []
    cuts: list[Cut] = []
    credits: list[Paragraph] = []
    related = False
    for block in document.blocks:
        if isinstance(block, Paragraph) and not block.pictures:
            what = shell_line(block.text)
            if (
                related
                and not what
                and (_linked(block) or (len(block.text) <= 40 and not block.text.endswith(_ENDINGS)))
            ):
                what = _RELATED
            related = (related and bool(what)) or what == _RELATED
            if what:
                cuts.append(Cut(block.number, block.text, what))
                continue
            if _CREDIT.fullmatch(block.text) and not block.level:
                credits.append(block)
                continue
        elif related and isinstance(block, ListBlock) and all(_linked(one) for one in paragraphs((block,))):
            cuts += [Cut(one.number, one.text, _RELATED) for one in paragraphs((block,))]
            continue
        else:
            related = False
        kept.append(block)
    return tuple(kept), tuple(cuts), tuple(credits)


def shell_line(text: str) -> str:
    """What a whole paragraph is of a web page; empty where it is text."""
    for what, form in _LINES:
        if form.fullmatch(text):
            return what
    for what, form in _ONLY:
        if form.search(text) and not any(map(str.isalnum, form.sub("", text))):
            return what
    return ""


def _linked(block: Paragraph) -> bool:
    return bool(block.runs) and all(run.href or not run.text.strip() for run in block.runs)


def repeats(blocks: tuple[Block, ...], title: str) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks below a title without the lines that only say it again, and these lines."""
    cuts = [
        Cut(block.number, block.text, "重复的标题")
        for block in blocks
        if isinstance(block, Paragraph) and title and _letters(block.text) == _letters(title) and not block.pictures
    ]
    gone = {one.number for one in cuts}
    return tuple(one for one in blocks if not isinstance(one, Paragraph) or one.number not in gone), tuple(cuts)


def damage(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Chinese sentences on what was blanked or replaced on the way here; nothing of it is guessed."""
    for block in paragraphs(blocks):
        for found in dict.fromkeys(match.group() for match in MASKED.finditer(block.text)):
            yield f"第 {block.number} 段的年份「{found}」被遮住了，请查原件补上；程序没有推测。"
        plain = MASKED.sub("", block.text)
        for found in dict.fromkeys(plain[match.start() : match.end() + 1] for match in _STARRED.finditer(plain)):
            yield f"第 {block.number} 段的「{found}」里夹着星号，多半是转载时遮了字（如「党」），请查原件改正。"


def broken_off(last: Paragraph) -> bool:
    """Whether a text that ends in this paragraph was cut short."""
    return len(last.text) > 40 and not last.text.endswith(_ENDINGS) and not last.pictures


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
