"""Home addresses that say more than the township or the street office (住址只写到乡镇、街道).

Only what a label calls a home is one: where an office is may be read by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...han import HAN
from .hit import Hit

_NUMBER = "[0-9〇零一二三四五六七八九十百]"
_COUNT = "号(?!文|令|通知|通告|公告|会议|线|提案|窗口)楼?|栋|幢|座|单元|室"
# Where a space stands within an address: 某市 某区 某路, 某路 5 号, 某小区 5 栋, 5 号. 某市 5 号 is a day.
_SPACE = (
    f"(?:(?<=[省州盟市区县旗镇乡道村路街巷弄里园苑庄坊]) (?=[{HAN}]{{1,9}}[市区县旗镇乡道村路街巷弄里园苑庄坊])"
    f"|(?:(?<=[道村路街巷弄里园苑庄坊院组])|(?<=[小社]区)) (?=第?{_NUMBER}{{1,4}} ?号)"
    f"| (?=第?{_NUMBER}{{1,4}} ?(?:号楼|栋|幢|座|单元|室|弄|组(?![织长合成建组])))"
    f"|(?<={_NUMBER}) (?={_COUNT}|弄|组))"
)
_HOME = re.compile(
    r"(?:家庭(?:详细)?(?:住址|地址)|(?:现|常)住(?:地址|地|址)?|居住(?:地址|地|址)|住址|家住|"
    r"户籍(?:所在地|地址|地)|现居住?(?:地址|地|于|在)?|"
    r"(?:居?住在|居住于)|(?<=[ ,、(])住(?![院房户建宅宿址所在持]))[ :=|为是*_`]{0,6}"
    rf"(?P<address>(?:[^ ,.;:。、|()\n]|{_SPACE}){{4,60}})"
)
_TOWNSHIP = re.compile(r"(?:街道(?:办事处)?|(?<!乡)镇(?!江|政府|党委|长)|乡(?!镇|政府|党委|长|村))")
# 12个街道, 各镇: none of them in particular.
_ANY = re.compile("(?:[个各几两些]|不同|所在|所属)$")
# Below the township: villages and communities; or a house, a group, a flat by its number.
_BELOW = re.compile(
    f"村|社区|居委会?|小区|路|街(?!道)|巷|弄|胡同|花园|大院|小?组(?![织长合成建])|{_NUMBER}+ ?(?:{_COUNT}|里|楼|层|门)"
)
_HOUSE = re.compile(rf"{_NUMBER} ?(?:{_COUNT}|组|弄)|(?<!小)组$|[村居]民小组$")
# The rest of a number: 某村3-501.
_REST = re.compile("[0-9A-Za-z#-]*")
# 住在5号楼的居民: a house among those that are spoken of, which no stranger finds.
_AMONG = re.compile(f"(?:[本该同一]个?)?(?:小区|大?院|社区)? ?第?{_NUMBER}+ ?(?:号楼?|栋|幢|座|单元|组|室)")
_NAMED = re.compile("[址地:=|]")
# 居住地社区报到: of whatever place that is.
_OF_ITS_PLACE = re.compile("地(?:社区|村|街道|小区|乡镇|派出所)")
_GOES_ON = re.compile(rf"[ *_`]*[{HAN}0-9A-Za-z]")
# What no name of a place is likely to hold, but a sentence is.
_SENTENCE = re.compile("[的了着过来去是在有不年为和与坚持走帮]|.{9}")
# One of these stands in every label.
MAY_HOLD = re.compile("住|户籍|现居|家庭")


def find(line: str) -> Iterator[Hit]:
    """The part of each home address in a line as it is seen that tells more than a township; all of one without any."""
    for found in _HOME.finditer(line):
        start, end = found.span("address")
        if _OF_ITS_PLACE.match(line, start - 1):
            continue
        is_house = bool(_HOUSE.search(line, start, end))
        if not is_house:  # what follows a space may be about something else
            end = start + len(line[start:end].partition(" ")[0])
        town = _TOWNSHIP.search(line, start, end)
        if town and (town.start() == start or _ANY.search(line, start, town.start())):
            town = None
        if town is None and not is_house:
            continue
        begin = town.end() if town else start
        parts = [*_BELOW.finditer(line, begin, end)]
        if not parts:
            continue
        end = _REST.match(line, parts[-1].end()).end()  # type: ignore[union-attr]  # it may be empty
        if _AMONG.fullmatch(line, start, end) and not _NAMED.search(line, found.start(), start):
            continue
        yield Hit(begin, end, "personal-address", "住址", "" if town and _may_go(line, begin, end, parts) else None)


def _may_go(line: str, begin: int, end: int, parts: list[re.Match[str]]) -> bool:
    """Whether a piece is an address and nothing else, and nothing of what follows hangs on it."""
    if _GOES_ON.match(line, end):
        return False
    edges = [begin, *(part.end() for part in parts)]
    return not any(_SENTENCE.search(line, edge, part.start()) for edge, part in zip(edges, parts, strict=False))
