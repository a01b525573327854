"""One value of a front matter as it is written, read as its type says: a text, a choice, a number, a date."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from . import dates, recurrence
from .diagnostics import Mark
from .findings import Report
from .frontmatter import Scalar
from .schema import Choice, Field, FilePath, Flag, Identifier, Number, Ref, Rule, Text, Type, Url, Winner
from .spoken_dates import suggest

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"'\\]+", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
# A tag, a character reference, a mention of a fragment, an attribute list. Fields are plain text on every page.
FIELD_MARKUP = re.compile(r"<[A-Za-z/!?][^<>]*>?|&(?:#\w+|[A-Za-z]\w*);|\{!|!\}|\{:|\{\s*[#.][\w-]", re.ASCII)
_WIDE_SPACE = "\u3000\u00a0\u200b\ufeff"


class Invalid:
    """Stands for a value that was reported and cannot be used."""


INVALID = Invalid()


def read(declared: Field, type_: Type, node: Scalar, report: Report) -> Any:
    """The value; :data:`INVALID` for one that was reported and cannot be used."""
    text, mark = node.text, node.mark
    match type_:
        case Text():
            return _text(declared, type_, text, mark, report)
        case Choice(options):
            if text in options:
                return text
            meant = next((value for value, label in options.items() if label == text), None)
            shown = "、".join(f"{value}（{label}）" for value, label in options.items())
            hint = f"「{text}」写作 {meant}。" if meant else f"可选：{shown}。"
            report("not-a-choice", mark, title=declared.title, value=text[:40], hint=hint)
            return INVALID
        case Identifier():
            if IDENTIFIER.fullmatch(text):
                return text
            report("bad-identifier", mark, value=text[:40])
            return INVALID
        case Number():
            return number(declared, type_, node, report)
        case Flag():
            if text in ("true", "false"):
                return text == "true"
            report("bad-flag", mark, title=declared.title, value=text[:40])
            return INVALID
        case Rule():
            reason = recurrence.problem(text)
            if reason is None:
                return text
            report("bad-rule", mark, value=text[:80], reason=reason)
            return INVALID
        case Url():
            if _URL.fullmatch(text):
                return text
            report("bad-url", mark, value=text[:80])
            return INVALID
        case Ref() | Winner() | FilePath():
            return _text(declared, Text(), text, mark, report)
    raise AssertionError(type_)


def _text(declared: Field, type_: Text, text: str, mark: Mark, report: Report) -> str:
    text = text.strip("\n ")
    if found := FIELD_MARKUP.search(text):
        report("field-markup", mark, title=declared.title, what=found.group()[:20])
    if text.strip(_WIDE_SPACE) != text:
        report("stray-space", mark, title=declared.title)
        text = text.strip(_WIDE_SPACE + " ")
    if not type_.multiline and "\n" in text:
        report("one-line", mark, title=declared.title)
    if type_.limit is not None and len(text) > type_.limit:
        count = len(text)
        report("too-long", mark, title=declared.title, count=count, limit=type_.limit, over=count - type_.limit)
    return text


def number(declared: Field, type_: Number, node: Scalar, report: Report) -> Any:
    """A number within its bounds: int where whole ones are asked for, else Decimal; INVALID as in :func:`read`."""
    text = node.text.strip()
    low, high = type_.low, type_.high
    if _NUMBER.fullmatch(text):
        value = Decimal(text)
        fits = (low is None or value >= Decimal(str(low))) and (high is None or value <= Decimal(str(high)))
        if fits and not type_.whole:
            return value
        if fits and value == value.to_integral_value():
            return int(value)
    kind = "整数" if type_.whole else "数字"
    bounds = "" if low is None else f"不小于 {low} 的" if high is None else f"{low} 到 {high} 的"
    report("bad-number", node.mark, title=declared.title, expected=bounds + kind, value=text[:40])
    return INVALID


def date(node: Scalar, report: Report, *, exact: bool) -> Any:
    """A ``dates.Date``; INVALID as in :func:`read`. Where an ``exact`` day is asked for, nothing else is suggested."""
    text = node.text.strip()
    try:
        return dates.parse(text)
    except dates.DateError as error:
        meant = suggest(text) if error.suggestion is None else error.suggestion
        forms = "2010-05-31、2010-05、2010 或 2010-06/2011-06"
        if exact:
            meant, forms = meant.rstrip("~?%"), "2010-05-31"
            meant = meant if meant and dates.parse(meant).is_day else ""
        hint = f"是不是 {meant}？" if meant else f"写成 {forms}。"
        report("bad-date", node.mark, value=node.text[:40], reason=error.reason, hint=hint)
        return INVALID
