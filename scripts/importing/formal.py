"""The formal lines around the text of a Chinese document: who wrote it, its number, to whom, attachments, the day.

The lines (发文机关, 发文字号, 主送, 附件, 署名, 成文日期) and where they stand are those of GB/T 9704.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numbering

from .blocks import Block, Paragraph
from .headings import SENTENCE_ENDS

LONGEST = 80  # characters a line that is set apart may have

_NUMBER = re.compile(
    r"(?:编号[:：]\s*)?([^\W\d_]{1,16}\s*[〔\[［【（(]\s*(?:\d{4}|\d{2}\*\*)\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号)(?:\s*签发人\s*[:：].*)?"
)
_LETTERHEAD = re.compile(r".{2,40}文\s*件|.{2,30}(?:委员会|党委|党组|办公室|厅|局)(?:文件|通知)?")
_ATTACHED = re.compile(r"附\s*件?\s*\d{0,2}\s*[:：]\s*\S.*")
DATE_LINE = re.compile(rf"[（(]?\s*(?:{numbering.DATE.pattern})\s*[）)]?")
_ADDRESSED = re.compile(r"各.{1,80}[:：]")


@dataclass(frozen=True)
class Formal:
    """A formal line set apart from the text: what it is (文号, 主送 …), its words, and where it stood."""

    what: str
    text: str
    number: int


def short(text: str) -> bool:
    """Whether a text may be a line set apart, and is no sentence."""
    return 0 < len(text) <= LONGEST and not re.search(r"[。；]", text)


def above_title(block: Block) -> str:
    """What a line above the title is, by its form."""
    if not isinstance(block, Paragraph) or not block.text or block.pictures:
        return ""
    text = block.text
    if _NUMBER.fullmatch(text):
        return "文号"
    if "red" in block.classes or ("centred" in block.classes and re.fullmatch(r".{2,40}文\s*件", text)):
        return "发文机关" if _LETTERHEAD.fullmatch(text) else ""
    if re.fullmatch(r"签发人\s*[:：].{1,20}", text):
        return "签发人"
    if re.fullmatch(r"特\s*急|加\s*急|平\s*急|特\s*提", text):
        return "紧急程度"
    return ""


def below_title(blocks: tuple[Block, ...], formal: list[Formal]) -> tuple[Block, ...]:
    """The blocks without the lines right below the title, added to ``formal``: number, date, by whom, to whom."""
    left = list(blocks)
    while left:
        block = left[0]
        if not isinstance(block, Paragraph) or block.pictures or block.level or not block.text:
            break
        text, set_apart = block.text, bool(block.classes & {"centred", "right"})
        if _NUMBER.fullmatch(text):
            what = "文号"
        elif DATE_LINE.fullmatch(text):
            what = "成文日期"
        elif _ADDRESSED.fullmatch(text) and not set_apart:
            what = "主送"
        elif set_apart and len(text) <= 40 and text[-1] not in SENTENCE_ENDS and not numbering.label(text):
            what = "题下署名"
        else:
            break
        formal.append(Formal(what, text, block.number))
        left.pop(0)
    return tuple(left)


def closing(blocks: tuple[Block, ...], formal: list[Formal]) -> tuple[Block, ...]:
    """The blocks without the lines that close a document, added to ``formal``: attachments, by whom, on which day."""
    left = list(blocks)
    tail = range(max(len(left) - 8, 0), len(left))
    dated = next((at for at in reversed(tail) if _is(left[at], DATE_LINE)), None)
    end = len(left)
    gone: set[int] = set()
    if dated is not None:
        end = dated
        gone.add(dated)
        formal.append(Formal("成文日期", _text(left[dated]), left[dated].number))
        for at in range(dated - 1, max(dated - 4, -1), -1):
            block = left[at]
            if not isinstance(block, Paragraph) or block.level or block.pictures or not 0 < len(block.text) <= 30:
                break
            if block.text[-1] in SENTENCE_ENDS or numbering.label(block.text):
                break
            if _is_picture(left[at - 1]):
                break  # what is in a picture, not by whom
            if at < dated - 1 and not block.classes & {"right", "centred"}:
                break
            end = at
            gone.add(at)
            formal.append(Formal("署名", block.text, block.number))
    elif left and isinstance(left[-1], Paragraph) and "right" in left[-1].classes and short(left[-1].text):
        end = len(left) - 1
        gone.add(end)
        formal.append(Formal("署名", left[-1].text, left[-1].number))
    first = next((at for at in range(max(end - 8, 0), end) if _is(left[at], _ATTACHED)), None)
    if first is not None and all(_is_entry(left[at]) for at in range(first + 1, end)):
        gone.update(range(first, end))
        formal += [Formal("附件", _text(left[at]), left[at].number) for at in range(first, end)]
    return tuple(block for at, block in enumerate(left) if at not in gone)


def _is_picture(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.pictures) and not block.text


def _is(block: Block, form: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph) and not block.pictures and bool(form.fullmatch(block.text))


def _is_entry(block: Block) -> bool:
    """Whether a paragraph may be the next line of a list of attachments."""
    return isinstance(block, Paragraph) and bool(block.text) and len(block.text) <= 60 and block.text[-1] not in "。；"


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""
