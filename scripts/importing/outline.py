"""The outline of a Chinese document: its title, the formal lines around the text, and what lies between.

The lines (发文机关, 发文字号, 主送, 附件, 署名, 成文日期) and where they stand are those of GB/T 9704.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numbering

from .blocks import Block, Paragraph
from .headings import SENTENCE_ENDS, STRONG, Part, headings

START = 12  # paragraphs among which a title is looked for
LONGEST_TITLE = 80  # characters a line of a title may have

_NUMBER = re.compile(
    r"(?:编号[:：]\s*)?([^\W\d_]{1,16}\s*[〔\[［【（(]\s*(?:\d{4}|\d{2}\*\*)\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号)(?:\s*签发人\s*[:：].*)?"
)
_LETTERHEAD = re.compile(r".{2,40}文\s*件|.{2,30}(?:委员会|党委|党组|办公室|厅|局)(?:文件|通知)?")
_OPENERS = re.compile(r"—{1,2}|－－|--|――")
_ATTACHED = re.compile(r"附\s*件?\s*\d{0,2}\s*[:：]\s*\S.*")
_BYLINE_DATE = re.compile(rf"[（(]?\s*(?:{numbering.DATE.pattern})\s*[）)]?")
_ADDRESSED = re.compile(r"各.{1,80}[:：]")


@dataclass(frozen=True)
class Formal:
    """A formal line set apart from the text: what it is (文号, 主送 …), its words, and where it stood."""

    what: str
    text: str
    number: int


@dataclass(frozen=True)
class Outline:
    """``title`` is empty where there is none; ``sure`` says whether it looked like one."""

    title: str
    title_numbers: tuple[int, ...]
    sure: bool
    formal: tuple[Formal, ...]
    parts: tuple[Part, ...]

    def said(self, what: str, last: bool = False) -> Formal | None:
        """The first formal line of a kind, or the last; None where there is none."""
        found = [one for one in self.formal if one.what == what]
        return found[-1 if last else 0] if found else None


def read_outline(blocks: tuple[Block, ...]) -> Outline:
    """The outline of a file's blocks, web shells taken away before."""
    body = _body_size(blocks)
    first, last, sure = _title(blocks, body)
    before, title, after = blocks[:first], blocks[first:last], blocks[last:]
    formal: list[Formal] = []
    text: list[Block] = []
    for block in before:
        what = _before(block)
        if what and isinstance(block, Paragraph):
            formal.append(Formal(what, block.text, block.number))
        else:
            text.append(block)
    after = _below_title(after, formal)
    after = _signed(after, formal)
    words = [one.text for one in title if isinstance(one, Paragraph)]
    return Outline(
        _joined(words),
        tuple(one.number for one in title),
        sure,
        tuple(sorted(formal, key=lambda one: one.number)),
        tuple(headings((*text, *after))),
    )


def _body_size(blocks: tuple[Block, ...]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and not block.level:
            sizes[block.size] += len(block.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _title(blocks: tuple[Block, ...], body: float) -> tuple[int, int, bool]:
    """From which block to before which one the title goes, and whether it looks like one."""
    candidates: list[tuple[float, int]] = []
    alone = sum(isinstance(one, Paragraph) and one.level == 1 for one in blocks) == 1
    for at, block in enumerate(blocks[:START]):
        if not isinstance(block, Paragraph) or block.pictures or not _short(block.text):
            if candidates or (isinstance(block, Paragraph) and block.text):
                break  # the text has begun
            continue
        if numbering.label(block.text) and not block.classes & {"centred", "title"}:
            break
        weight = _weight(block, body, alone)
        if weight and not _before(block):
            candidates.append((weight, at))
    if not candidates:
        return _unmarked_title(blocks)
    best = max(weight for weight, _ in candidates)
    first = next(at for weight, at in candidates if weight == best)
    last = first + 1
    while last < min(len(blocks), first + 3) and _goes_on(blocks[first], blocks[last], body):
        last += 1
    return first, last, True


def _unmarked_title(blocks: tuple[Block, ...]) -> tuple[int, int, bool]:
    """The first line, if it may be a title at all: nothing in the file says so."""
    for at, block in enumerate(blocks[:START]):
        if isinstance(block, Paragraph) and not block.pictures and not _before(block):
            fits = (
                _short(block.text)
                and not block.level
                and block.text[-1:] not in SENTENCE_ENDS
                and not numbering.label(block.text)
            )
            return (at, at + 1, False) if fits and len(blocks) > 1 else (0, 0, False)
    return 0, 0, False


def _short(text: str) -> bool:
    return 0 < len(text) <= LONGEST_TITLE and not re.search(r"[。；]", text)


def _weight(block: Paragraph, body: float, alone: bool) -> float:
    """How much a paragraph looks like a title; 0 for not at all.

    A heading of the first level is one only where it stands ``alone``: else it is a section like the others.
    """
    if block.level and not (block.level == 1 and alone) and "title" not in block.classes:
        return 0.0
    weight = 0.0
    if "title" in block.classes:
        weight += 100
    if block.size > body:
        weight += block.size
    if "centred" in block.classes:
        weight += 10
    if block.level == 1:
        weight += 5
    if weight and block.classes & STRONG:
        weight += 1
    return weight


def _goes_on(title: Block, block: Block, body: float) -> bool:
    """Whether a paragraph is the next line of the title above it."""
    if not isinstance(title, Paragraph) or not isinstance(block, Paragraph) or block.pictures or not _short(block.text):
        return False
    if _OPENERS.match(block.text) and ("centred" in block.classes or "right" in block.classes):
        return True
    looks = [(one.size, one.level, "centred" in one.classes, one.classes & STRONG) for one in (title, block)]
    alike = looks[0] == looks[1]
    told_apart = title.size > body or "title" in block.classes or ("centred" in block.classes and bool(looks[1][3]))
    return alike and told_apart and not _BYLINE_DATE.fullmatch(block.text) and not numbering.label(block.text)


def _joined(lines: list[str]) -> str:
    """The lines of a title as one; a line that begins with a dash is a subtitle."""
    whole = ""
    for line in lines:
        words = " ".join(line.split())
        dash = _OPENERS.match(words)
        if dash and whole:
            whole += "——" + words[dash.end() :].lstrip("—－-― ")
        elif whole and whole[-1].isascii() and words[0].isascii() and whole[-1].isalnum():
            whole += " " + words
        else:
            whole += words
    return whole


def _before(block: Block) -> str:
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


def _below_title(blocks: tuple[Block, ...], formal: list[Formal]) -> tuple[Block, ...]:
    """The blocks without the lines right below the title: number, date, by whom, to whom."""
    left = list(blocks)
    while left:
        block = left[0]
        if not isinstance(block, Paragraph) or block.pictures or block.level or not block.text:
            break
        text, set_apart = block.text, bool(block.classes & {"centred", "right"})
        if _NUMBER.fullmatch(text):
            what = "文号"
        elif _BYLINE_DATE.fullmatch(text):
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


def _signed(blocks: tuple[Block, ...], formal: list[Formal]) -> tuple[Block, ...]:
    """The blocks without the lines that close a document: attachments, by whom, on which day."""
    left = list(blocks)
    tail = range(max(len(left) - 8, 0), len(left))
    dated = next((at for at in reversed(tail) if _is(left[at], _BYLINE_DATE)), None)
    end = len(left)
    gone: set[int] = set()
    if dated is not None:
        end = dated
        gone.add(dated)
        formal.append(Formal("成文日期", _text(left[dated]), left[dated].number))
        for at in range(dated - 1, max(dated - 4, -1), -1):
            block = left[at]
            fits = isinstance(block, Paragraph) and not block.level and not block.pictures and 0 < len(block.text) <= 30
            if not fits or block.text[-1] in SENTENCE_ENDS or numbering.label(block.text):  # type: ignore[union-attr]
                break
            if _is_picture(left[at - 1]):
                break  # what is in a picture, not by whom
            if at < dated - 1 and not block.classes & {"right", "centred"}:  # type: ignore[union-attr]
                break
            end = at
            gone.add(at)
            formal.append(Formal("署名", _text(block), block.number))
    elif left and isinstance(left[-1], Paragraph) and "right" in left[-1].classes and _short(left[-1].text):
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
