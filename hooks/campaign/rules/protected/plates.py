"""Licence plates (GA 36): a province, a letter and five characters, six with an alternative drive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...han import HAN
from .hit import BETWEEN, OTHER_NUMBER, Hit, led_by

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_LETTER = "[A-HJ-NP-Za-hj-np-z]"
_SIGN = "[A-HJ-NP-Za-hj-np-z0-9]"
_DRIVE = "[A-HJ-Ka-hj-k]"
_PLATE = re.compile(
    f"(?P<place>{_PROVINCE}{_LETTER})(?P<gap>[ ·•‧・∙.\\-]?)"
    f"(?P<number>{_DRIVE}{_SIGN}[0-9]{{4}}|[0-9]{{5}}{_DRIVE}|{_SIGN}{{5}}|{_SIGN}{{4}}[挂学警港澳领试超])(?![0-9A-Za-z])"
)
MAY_HOLD = re.compile(f"{_PROVINCE}[A-Za-z]")
_LABEL = re.compile(r"(?:车牌|牌照|号牌|车辆|车)(?:号码?)?" + BETWEEN)
# 新C20105型, 鲁C20105号 and the like are no cars, unless they are called so.
_OTHER = re.compile(" ?(?:型|年|室|次|万|元|股|级|系列|证|线|标准|项目|规范|工程|文件|号(?!车|轿|小车|客|货|面包))")
# Among other words a plate is one where a car is spoken of.
_GLUED = re.compile(f"[{HAN}0-9A-Za-z]")
_CAR = re.compile("[车辆驾]|司机|停[放在靠]|行驶|驶[入出来往]|乘坐|违停|撞|肇事|超速|闯红灯")
_NEAR = 12


def find(line: str) -> Iterator[Hit]:
    """The licence plates in a line as it is seen."""
    for found in _PLATE.finditer(line):
        number = found["number"]
        if sum(letter.isdigit() for letter in number) < 3:
            continue
        sure = found["gap"] not in ("", " ") or led_by(_LABEL, line, found.start())
        if sure or _is_plate(line, *found.span()):
            yield Hit(*found.span(), "vehicle-plate", "车牌号", f"{found['place'].upper()}***{number[-2:].upper()}")


def _is_plate(line: str, start: int, end: int) -> bool:
    """Whether what has the form of a plate, and no label, may be one by what stands around it."""
    if _OTHER.match(line, end) or led_by(OTHER_NUMBER, line, start):
        return False
    glued = _GLUED.match(line, end) or (start and _GLUED.match(line, start - 1))
    return not glued or _CAR.search(line, max(start - _NEAR, 0), end + _NEAR) is not None
