"""The numbers that Chinese documents put before headings and items: 一、 （一） 1. （1）, and dates in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百"
# From the outermost in, as GB/T 9704 orders them; what has no number of its own stands before.
_FORMS = (
    re.compile(rf"第[{_HAN}\d]{{1,4}}[章节编部篇](?:分)?[\s：:、]*"),
    re.compile(rf"[{_HAN}]{{1,4}}[、，．.]\s*"),
    re.compile(rf"[（(]\s*[{_HAN}]{{1,4}}\s*[）)][、，．.]?\s*"),
    re.compile(r"\d{1,2}(?:[、．]\s*|\.(?!\d)\s*)"),
    re.compile(r"[（(]\s*\d{1,2}\s*[）)][、，．.]?\s*|\d{1,2}[）)]\s*|[①-⑳]\s*"),
)
CHAPTER, FIRST, SECOND, THIRD, FOURTH = range(len(_FORMS))


@dataclass(frozen=True)
class Label:
    """A number as it is written, white space behind it included, and how deep its form stands."""

    rank: int
    text: str


def label(text: str) -> Label | None:
    """The number that a paragraph begins with; None where it begins with none."""
    for rank, form in enumerate(_FORMS):
        found = form.match(text)
        if found:
            return Label(rank, found.group())
    return None


_DIGITS = {letter: number for number, letters in enumerate(("〇零○Ｏ", *"一二三四五六七八九")) for letter in letters}
_YEAR = r"(?P<year>\d{4}|[〇零○Ｏ一二三四五六七八九]{4}|\d{2}\s*(?:\*\s*\*|[×XxＸ＊]{2}))"
_SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
DATE = re.compile(rf"(?<!\d){_YEAR}\s*年(?:\s*(?P<month>{_SMALL})\s*月(?:\s*(?P<day>{_SMALL})\s*[日号])?)?")
MASKED = re.compile(r"\d{2}\s*(?:\*\s*\*|[×ＸX＊]{2})\s*年")


def edtf(match: re.Match[str]) -> str:
    """A match of ``DATE`` in EDTF, masked digits as X; empty where the calendar has no such day."""
    from campaign import dates

    written = match["year"]
    if re.fullmatch(r"\d{4}", written, re.ASCII):
        year = written
    elif written[0] in _DIGITS:
        year = "".join(str(_DIGITS[letter]) for letter in written)
    else:
        year = written[:2] + "XX"
    parts = [year, *(f"{_number(part):02d}" for part in (match["month"], match["day"]) if part)]
    try:
        return dates.parse("-".join(parts)).edtf
    except dates.DateError:
        return ""


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
