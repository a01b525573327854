"""Dates as people write them, 2010年5月 or 约 2010-05: what they would be in EDTF."""

from __future__ import annotations

import re

from .dates import DateError, parse

# What says behind a date that it is not exact; a tilde between two dates says "to".
_ALIKE = r"\s*(?:左右|前后|上下|[~?%](?!\s*\d))"
_SPOKEN = re.compile(
    rf"""
    ((?:大?约|大概)[在于]?\s*)?
    (?<!\d)(\d{{4}})
    (?:
        \s*[年./\-]\s*(?:(\d{{1,2}})(?!\d)\s*(?:月份?|[./\-]|$|(?={_ALIKE}))\s*(?:(\d{{1,2}})(?!\d)\s*日?)?)?
        # A bare year counts at the end of a span, and where it is not exact.
        | (?<=\d[/\-~至到]\d{{4}})$ | (?={_ALIKE}) | (?(1)(?!\d)|(?!))
    )
    ({_ALIKE})?
    """,
    re.ASCII | re.VERBOSE,
)
_LEFT = re.compile(r"\d{4}|\dX|\d\s*月|约|大概|左右|前后|上下", re.ASCII)


def suggest(text: str) -> str:
    """What a date or two that :func:`parse` refuses would be in EDTF; empty where nothing can be made of them."""
    half = text.translate(str.maketrans("０１２３４５６７８９－．／～—？％", "0123456789-./~-?%"))
    # What names a part of what was written only would drop the rest.
    if _LEFT.search(_SPOKEN.sub("", half)):
        return ""
    written = []
    for match in _SPOKEN.finditer(half):
        about, year, month, dom, alike = match.groups()
        parts = [year] + [f"{int(part):02d}" for part in (month, dom) if part]
        written.append("-".join(parts) + _doubt(about, alike))
    meant = "/".join(written)
    try:
        parse(meant)
    except DateError:
        return ""
    return meant


def _doubt(about: str | None, alike: str | None) -> str:
    """The sign of EDTF for what is said of a date, before it and behind it."""
    signs = {"~"} if about else set()
    if alike:
        signs.add(alike.strip() if alike.strip() in "?%" else "~")
    return "%" if len(signs) > 1 else "".join(signs)
