"""Telephone numbers: every mobile one, and those of homes.

What an office is reached by is meant to be read (联系方式写部门电话), so a fixed number that is said to be an
office's is none of our concern, nor are hotlines (400, 800, 12345). One that is labelled as a home's is, and
so is one that nothing is said of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import BETWEEN, OTHER_NUMBER, Hit, led_by

_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=[Tt][Ee][Ll]))(?<![0-9]\.)(?P<country>(?:(?:\+|00)?86|\(\+?86\))[ -]?)?"
    r"(?P<number>1[3-9][0-9](?:[0-9]{8}|[ -][0-9]{4}[ -]?[0-9]{4}|[0-9]{4}[ -][0-9]{4}|[0-9]{2}[ -][0-9]{6}|"
    r"[0-9][ -][0-9]{3}[ -][0-9]{4}))(?![0-9A-Za-z]|\.[0-9]|-[0-9])"
)
# Where a label leaves no doubt, the digits may be set apart anyhow.
_LABELLED = re.compile(
    r"(?:手机|移动电话)(?:号码?)?[ :=|*为是]{0,4}(?P<number>1[ -]?[3-9](?:[ -]?[0-9]){9})(?![0-9A-Za-z])"
)
_AMOUNT = re.compile(r" ?(?:[万亿]?(?:元|美元|股|吨|千瓦|度|平方|立方|公里|人次|户次|字节|[分秒]|份|件)|%|‰)")
_LAND = re.compile(
    r"(?<![0-9A-Za-z.-])(?:(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2}))(?P<gap>[ -]{1,3})?|"
    r"\((?P<round>0(?:10|2[0-9]|[3-9][0-9]{2}))\) ?-?)(?P<number>[2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9A-Za-z])"
)
_LOCAL = re.compile(r"[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9A-Za-z]|-[0-9])")
_HOME = re.compile(r"(?:宅电|(?:家庭?|家[里中]|住宅|本人|个人|私人)的?(?:固定)?(?:电话|座机))(?:号码?)?" + BETWEEN)
_OFFICE = re.compile(
    r"(?:电话|传真|热线|总机|座机|联系方式|tel|fax|phone|[室科处部办局委会站所队组]|中心|机关)"
    r"[^0-9,.;。、]{0,8}$",
    re.IGNORECASE,
)
# 联系人：李华（…, 值班：…: whom an office is reached through.
_CONTACT = re.compile(
    r"(?:联系人|联络[员人]|拨打|致电|经办人|值班员?|报名|咨询|投诉|举报|监督|受理)(?: ?:[^0-9;。|:]{0,14}|[ (]{0,3})$"
)


def find_mobile(line: str) -> Iterator[Hit]:
    """The mobile numbers in a line as it is seen, but for figures that are called something else."""
    for found in _MOBILE.finditer(line):
        start, end = found.span()
        if not found["country"] and (led_by(OTHER_NUMBER, line, start) or _AMOUNT.match(line, end)):
            continue
        number = re.sub("[ -]", "", found["number"])
        yield Hit(start, end, "personal-data", "手机号", f"{found['country'] or ''}{number[:3]}****{number[-4:]}")


def find_labelled_mobile(line: str) -> Iterator[Hit]:
    """The numbers that are called mobile in a line as it is seen, however their digits are set apart."""
    for found in _LABELLED.finditer(line):
        number = re.sub("[ -]", "", found["number"])
        yield Hit(*found.span("number"), "personal-data", "手机号", f"{number[:3]}****{number[-4:]}")


def find_landline(line: str) -> Iterator[Hit]:
    """The fixed numbers in a line as it is seen that are called a home's, or, with an area code set apart, nobody's."""
    for found in _LAND.finditer(line):
        at_home = led_by(_HOME, line, found.start())
        # Without a label, what is written in one piece may be any number.
        office = led_by(_OFFICE, line, found.start()) or led_by(_CONTACT, line, found.start())
        said = at_home or ((found["gap"] or found["round"]) and not office)
        if said and not led_by(OTHER_NUMBER, line, found.start()):
            masked = f"{found['area'] or found['round']}-****{found['number'][-4:]}"
            yield Hit(*found.span(), "landline", "固定电话", masked)
    for local in _LOCAL.finditer(line):
        if led_by(_HOME, line, local.start()):
            yield Hit(*local.span(), "landline", "固定电话", f"****{local.group()[-4:]}")
