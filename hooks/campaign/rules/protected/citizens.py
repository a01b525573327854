"""Citizen numbers (GB 11643): 18 characters by their check digit, or by their label; old ones of 15 by their label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import BETWEEN, Hit, led_by

WHAT = "身份证号"
# Every start is tried, since a number may follow another by no more than a space.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?=([1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx])(?![0-9A-Za-z]))")
_OLD = re.compile(r"[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9A-Za-z])")
_LABEL = re.compile(r"(?:身份证[件明]?|身份号码|证件号码?)(?:号码?|编号)?" + BETWEEN)
_PUBLIC = re.compile(r"(?:信用代码|机构代码|纳税人识别号|税号)" + BETWEEN)
# The first two digits: provinces as GB/T 2260 numbers them.
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def find(line: str) -> Iterator[Hit]:
    """The citizen numbers in a line as it is seen, those of 15 digits last."""
    end = 0
    for found in _NUMBER.finditer(line):
        start, stop = found.span(1)
        number = re.sub("[ -]", "", found.group(1)).upper()
        if start < end or led_by(_PUBLIC, line, start):
            continue
        if is_citizen_number(number) or led_by(_LABEL, line, start):
            end = stop
            yield Hit(start, stop, "personal-data", WHAT, masked(number))
    for old in _OLD.finditer(line):
        if led_by(_LABEL, line, old.start()):
            yield Hit(*old.span(), "personal-data", WHAT, masked(old.group()))


def masked(number: str) -> str:
    """A number with asterisks between its first two and last three characters, as official notices print it."""
    return number[:2] + "*" * (len(number) - 5) + number[-3:]


def is_citizen_number(number: str) -> bool:
    """Whether 18 characters have a province, a day of birth, and the right check character."""
    # Its tables are loaded when a number looks like one.
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if not _PROVINCE.match(number) or not "1800" <= number[6:10] < "2100":
        return False
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return bool(ric.calc_check_digit(number) == number[17])
