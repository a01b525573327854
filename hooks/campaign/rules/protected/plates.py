"""Licence plates (GA 36): a province, a letter and five characters, six with an alternative drive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import BETWEEN, Hit, led_by

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_LETTER = "[A-HJ-NP-Za-hj-np-z]"
_SIGN = "[A-HJ-NP-Za-hj-np-z0-9]"
_DRIVE = "[A-HJ-Ka-hj-k]"
_PLATE = re.compile(
    f"(?P<place>{_PROVINCE}{_LETTER})(?P<gap>[ ·•‧・∙.\\-]?)"
    f"(?P<number>{_DRIVE}{_SIGN}[0-9]{{4}}|[0-9]{{5}}{_DRIVE}|{_SIGN}{{5}}|{_SIGN}{{4}}[挂学警港澳领试超])(?![0-9A-Za-z])"
)
MAY_HOLD = re.compile(f"{_PROVINCE}[A-Za-zＡ-Ｚａ-ｚ]")
_LABEL = re.compile(r"(?:车牌照?|牌照|号牌|车辆|车)(?:号码?)?" + BETWEEN)
# 新C20105型, 鲁C20105号 and the like are no cars, unless they are called so.
_OTHER = re.compile(" ?(?:型|年|室|次|万|元|股|级|系列|证|线|号(?!车|轿|小车|客|货|面包))")


def find(line: str) -> Iterator[Hit]:
    for found in _PLATE.finditer(line):
        number = found["number"]
        if sum(letter.isdigit() for letter in number) < 3:
            continue
        sure = found["gap"] not in ("", " ") or led_by(_LABEL, line, found.start())
        if sure or not _OTHER.match(line, found.end()):
            yield Hit(*found.span(), "vehicle-plate", "车牌号", f"{found['place'].upper()}***{number[-2:].upper()}")
