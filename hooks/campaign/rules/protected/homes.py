"""Home addresses that say more than the township or the street office (住址只写到乡镇、街道).

Only what a label calls a home is one: where an office is may be read by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import Hit

_HOME = re.compile(
    r"(?:家庭(?:详细)?(?:住址|地址)|(?:现|常)住(?:地址|地|址)?|居住(?:地址|地|址)|住址|家住|"
    r"户籍(?:所在地|地址|地)|现居(?:住(?:地址|地|于|在)?)?|"
    r"(?:居?住在|居住于)|(?<=[ ,、(])住(?![院房户建宅宿址所在持]))[ :=|为是*_`]{0,6}"
    r"(?P<address>[^ ,.;:。、|()\n]{4,60})"
)
_TOWNSHIP = re.compile(r"(?:街道(?:办事处)?|(?<!乡)镇(?!江|政府|党委|长)|乡(?!镇|政府|党委|长|村))")
_NUMBER = "[0-9〇零一二三四五六七八九十百]"
# Below the township: villages and communities; or a house, a group, a flat by its number.
_BELOW = re.compile(rf"村|社区|居委|小区|路|街(?!道)|巷|弄|胡同|花园|新村|大院|组|{_NUMBER}(?:号|栋|幢|座|单元|室|里)")
_HOUSE = re.compile(rf"{_NUMBER} ?(?:号楼?|栋|幢|座|单元|室|组|弄)|(?<!小)组$|[村居]民小组$")
# One of these stands in every label.
MAY_HOLD = re.compile("住|户籍|现居|家庭")


def find(line: str) -> Iterator[Hit]:
    for found in _HOME.finditer(line):
        start, end = found.span("address")
        town = _TOWNSHIP.search(line, start, end)
        if town and town.start() > start and _BELOW.search(line, town.end(), end):
            yield Hit(town.end(), end, "personal-address", "住址", "")
        elif not (town and town.start() > start) and _HOUSE.search(line, start, end):
            yield Hit(start, end, "personal-address", "住址", None)
