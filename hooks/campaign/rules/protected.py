"""Secrecy marks and unmasked personal data: what must not be on the site at all.

Sources of the forms: the marking rules for state secrets (level, ★, and a term, a date or a
condition), GB 11643 for citizen numbers, ISO/IEC 7812 (Luhn) for bank cards.
"""

from __future__ import annotations

import re
from html import unescape

from ..diagnostics import Mark
from ..findings import Report

_SECRECY = re.compile(r"(绝密|机密|秘密)[\s\u3000\u200b]*[★☆✩✭✮⭐⋆*＊](?![*＊])[\s\u3000]*[^\s，。；、|]{0,12}")
_INTERNAL = re.compile(r"内部资料[\s，,]*(?:请?注意)?(?:保管|保存|保密)|内部使用[\s，,]*不得外传|工作秘密[\s★☆]*\d")
_CITIZEN = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])(\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?![0-9A-Za-z])")
# Without one of these, no form above can be there: words, or as many digits as a telephone has.
_WORDS = ("绝密", "机密", "秘密", "内部")
_DIGITS = re.compile(r"\d(?:[ \-－]?\d){10}")
_HALF = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_text(text: str, report: Report) -> None:
    """Every line of a file, front matter and code included: nothing excuses these."""
    plain = unescape(text)
    if not any(word in plain for word in _WORDS) and not _DIGITS.search(plain):
        return
    for number, raw in enumerate(text.split("\n"), start=1):
        line = unescape(raw).translate(_HALF)
        for match in _SECRECY.finditer(line):
            report("secrecy-mark", Mark(number, match.start() + 1), value=match.group())
        for match in _INTERNAL.finditer(line):
            report("internal-mark", Mark(number, match.start() + 1), value=match.group())
        _personal(number, line, report)


def _personal(number: int, line: str, report: Report) -> None:
    for match in _CITIZEN.finditer(line):
        if is_citizen_number(match.group(1)):
            report("personal-data", Mark(number, match.start() + 1), what="身份证号", masked="35*************123")
            line = line[: match.start()] + " " * len(match.group()) + line[match.end() :]
    for match in _CARD.finditer(line):
        if is_card_number(match.group(1)):
            report("personal-data", Mark(number, match.start() + 1), what="银行卡号", masked="6222 **** **** 1234")
            line = line[: match.start()] + " " * len(match.group()) + line[match.end() :]
    for match in _MOBILE.finditer(line):
        report("personal-data", Mark(number, match.start() + 1), what="手机号", masked="138****1234")


def is_citizen_number(text: str) -> bool:
    """Whether 18 characters carry the right check character (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def is_card_number(text: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn check."""
    digits = [int(one) for one in text if one.isdigit()]
    doubled = [2 * one - 9 * (one > 4) if index % 2 else one for index, one in enumerate(reversed(digits))]
    return 16 <= len(digits) <= 19 and len(set(digits)) > 1 and sum(doubled) % 10 == 0
