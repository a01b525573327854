"""The terms of a text. assets/zhengyou/search/terms.js does the same in the browser.

A text falls into runs, unbroken by space or punctuation; a run is units: single Han, or whole
words of letters and digits. Its terms are the units and each two that touch. Nothing is cut
by a dictionary, so nothing is lost inside a long word. Dates and document numbers have a term
besides, the same for every way of writing them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import add

HAN = "\u3005\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_POINT = r"(?<=[0-9])\.(?=[0-9])"  # a decimal is one word
RUN = re.compile(rf"(?:[^\W_]|{_POINT})+")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_UNIT = re.compile(f"[{HAN}]|(?:[^\\W_{HAN}]|{_POINT})+")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年(\d{1,2})月(?:(\d{1,2})[日号])?|([-./])(\d{1,2})(?:\4(\d{1,2}))?(?!\d))", re.ASCII
)
_NUMBER = re.compile(r"\(((?:19|20)\d\d)\)第?(\d{1,4})号", re.ASCII)


def units(run: str) -> list[str]:
    """The units of a run, in order."""
    return list(run) if _HAN_ONLY.fullmatch(run) else _UNIT.findall(run)


def count(text: str) -> Counter[str]:
    """How often each term stands in a folded text."""
    found: list[str] = []
    for run in RUN.findall(text):
        parts = run if _HAN_ONLY.fullmatch(run) else _UNIT.findall(run)
        found += parts
        found += map(add, parts, parts[1:])
    found += special(text)
    return Counter(found)


def special(text: str) -> Iterator[str]:
    """The terms of the dates (``@2010-05``, ``@2010-05-31``) and document numbers (``#2010-5``) in a folded text."""
    for match in _DATE.finditer(text):
        month, day = match.group(2) or match.group(5), match.group(3) or match.group(6)
        yield from date_terms(match.group(1), month, day)
    for match in _NUMBER.finditer(text):
        yield f"#{match.group(1)}-{int(match.group(2))}"


def date_terms(year: str, month: str, day: str | None) -> Iterator[str]:
    """The month's term, and the day's where there is one; nothing for what no calendar has."""
    if 1 <= int(month) <= 12:
        yield f"@{year}-{int(month):02d}"
        if day and 1 <= int(day) <= 31:
            yield f"@{year}-{int(month):02d}-{int(day):02d}"
