"""Signs and characters are those that Chinese text is set with.

Sources: GB/T 15834—2011 (punctuation), GB/T 15835—2011 (numerals), GB/T 9704—2012 (document
numbers), and the State's rule for the dot in names, U+00B7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..diagnostics import Mark
from ..findings import Report
from ..han import HAN
from ..prose import OBJECT, Block, Front
from . import ordinals

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_ASCII = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF01, 0xFF5F))}

# Private use, what stood for something unreadable, and the noncharacters.
_DAMAGED = re.compile("[\ue000-\uf8ff\ufffd\ufdd0-\ufdef\U000f0000-\U0010ffff]")
_NUMBER = re.compile(
    rf"(?<=[{HAN}])([\[［【(（〔〖])[ ]?((?:19|20|１９|２０)[0-9０-９]{{2}})[ ]?年?[ ]?([\]］】)）〕〗])[ ]?(第?)[ ]?([0０]*)"
    r"([1-9１-９][0-9０-９]{0,3})[ ]?号(?![楼院馆线])"
)
_FULLWIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NAME_DOT = re.compile(rf"(?<=[{HAN}])[•・‧∙⋅･﹒．.](?=[{HAN}])")
_ELLIPSIS = re.compile(r"\.{3,}|。{2,}|(?<!…)…(?!…)")
_DASH = re.compile(rf"(?<=[{HAN}，。；”」』）》])(?:--+|―+|─{{2}}|－－)(?=[{HAN}“「『（《])")
_YEAR = re.compile(r"[一二](?<![一二三四五六七八九十百千万亿〇零][一二])[0０oOＯｏ○◯〇零一二三四五六七八九]{3}(?=年)")
_NOT_ZERO = re.compile("[0０oOＯｏ○◯零]")
_HALF = re.compile(rf"(?<=[{HAN}”」』》）％])[,;:?!]+ *|(?<=[0-9A-Za-z%])[,;:?!] ?(?=[{HAN}“「『《])")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_STRAIGHT = re.compile(r'"([^"\n]*)"')
_HAS_HAN = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{HAN}，、；：。？！“”「」『』（）《》]")
_QUOTES = re.compile("[“”]")
_PAIR = "成对的“”"
# Without one of these in a text, no rule has anything to say of it.
_DOUBLED = ("。。", "--", "－－")
_SUSPECT = re.compile('[\\[［【(〖〔０-９Ａ-Ｚａ-ｚ•・‧∙⋅･﹒．.…―─,;:?!"“”（](?:(?<!（)|(?=[ ]?[12１２]))')


def check_text(text: str, report: Report) -> None:
    """Characters in a whole file that were lost on the way, quoted or not."""
    if _DAMAGED.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            for match in _DAMAGED.finditer(line):
                report("private-use", Mark(number, match.start() + 1), point=f"{ord(match.group()):04X}")


def check_blocks(blocks: Iterable[Block], report: Report) -> None:
    """Signs, characters and ordinals in the running text of a body or a fragment."""
    blocks = list(blocks)
    text = "\n".join([block.text for block in blocks])
    if _is_suspect(text):
        for block in blocks:
            for rule in _RULES:
                rule(block, report)
    ordinals.check_blocks(blocks, text, report)


def check_front(front: Front, report: Report) -> None:
    """Signs and characters in the texts of a front matter."""
    if _is_suspect(front.text):
        for block in front.blocks():
            for rule in _RULES:
                rule(block, report)


def _is_suspect(text: str) -> bool:
    """Whether any rule for signs may have something to say of a text."""
    return bool(_SUSPECT.search(text) or _YEAR.search(text)) or any(one in text for one in _DOUBLED)


def _document_numbers(block: Block, report: Report) -> None:
    for match in _NUMBER.finditer(block.text):
        year, order = match[2].translate(_ASCII), match[6].translate(_ASCII)
        right = f"〔{year}〕{order}号"
        if match.group() != right:
            _say(block, report, "document-number", *match.span(), right)


def _fullwidth(block: Block, report: Report) -> None:
    # There the whole number, or year, is told.
    told = {at for rule in (_NUMBER, _YEAR) for one in rule.finditer(block.text) for at in range(*one.span())}
    for match in _FULLWIDTH.finditer(block.text):
        if match.start() not in told:
            _say(block, report, "fullwidth-character", *match.span(), match.group().translate(_ASCII))


def _name_dots(block: Block, report: Report) -> None:
    for match in _NAME_DOT.finditer(block.text):
        if not ordinals.is_sign(block.text, match.start()):
            # A full stop of the wrong width looks the same: only a person can tell.
            _say(block, report, "name-dot", *match.span(), "·", sure=match.group() not in ".．")


def _ellipses(block: Block, report: Report) -> None:
    for match in _ELLIPSIS.finditer(block.text):
        if _CHINESE.search("".join(_around(match))):
            _say(block, report, "ellipsis", *match.span(), "……")


def _dashes(block: Block, report: Report) -> None:
    for match in _DASH.finditer(block.text):
        _say(block, report, "dash", *match.span(), "——")


def _years(block: Block, report: Report) -> None:
    for match in _YEAR.finditer(block.text):
        if _NOT_ZERO.search(match.group()):
            _say(block, report, "mixed-numerals", *match.span(), _NOT_ZERO.sub("〇", match.group()))


def _half_width(block: Block, report: Report) -> None:
    text = block.text
    for match in _HALF.finditer(text):
        start, end = match.span()
        signs = match.group().rstrip(" ")
        # A space stays where no Han character follows: before a word in Latin letters it may be wanted.
        if not _HAS_HAN.match(text, end):
            end = start + len(signs)
        if not ordinals.is_sign(text, start):
            _say(block, report, "halfwidth-punctuation", start, end, signs.translate(_WIDE))
    for match in _BRACKETS.finditer(text):
        inside = match[1]
        chinese = bool(_HAS_HAN.search(inside)) or all(map(_HAS_HAN.match, _around(match)))
        if chinese and not _NUMBER.match(text, match.start()):
            _say(block, report, "halfwidth-punctuation", *match.span(), f"（{inside}）")


def _quotation_marks(block: Block, report: Report) -> None:
    text = block.text
    for match in _STRAIGHT.finditer(text):
        if _HAS_HAN.search(match[1] + "".join(_around(match))):
            _say(block, report, "quotation-mark", *match.span(), f"“{match[1]}”", reason="用了直引号")
    opened = None
    for match in _QUOTES.finditer(text):
        opening = match.group() == "“"
        if opening and opened is not None:
            # Which of them is wrong, or missing, only a person can tell.
            _say(block, report, "quotation-mark", *match.span(), _PAIR, sure=False, reason="该收的地方又开了一个")
            opened = None
        elif not opening and opened is None:
            _say(block, report, "quotation-mark", *match.span(), _PAIR, sure=False, reason="没有开头就收了")
            opened = match
        else:
            opened = match if opening else None


_RULES: tuple[Callable[[Block, Report], None], ...] = (
    _document_numbers,
    _fullwidth,
    _name_dots,
    _ellipses,
    _dashes,
    _years,
    _half_width,
    _quotation_marks,
)


def _around(match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match; empty at the edges of its text."""
    text = match.string
    return text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]


def _say(
    block: Block, report: Report, code: str, start: int, end: int, right: str, *, sure: bool = True, **values: object
) -> None:
    written = block.text[start:end]
    shown = written.strip().replace(OBJECT, "…")
    report(
        code,
        block.mark(start),
        fix=block.fix(start, end, right) if sure else None,
        written=shown,
        right=right,
        **values,
    )
