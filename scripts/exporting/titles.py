"""Where a long title is divided: lines of about the same length, the middle ones a little longer, words left whole.

GB/T 9704-2012 asks for 词意完整、排列对称、长短适宜 and for the shape of a trapezium or a rhombus. No dictionary is
needed: characters that often stand together in the record's own text are taken for a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, inf

from .printable import ems

# How full a line is meant to be, of what it can hold: a title that touches both margins looks like text.
FULL = 0.9
# What no line begins with, nor ends with.
CLOSING = frozenset("，、。；：！？）〉》」』】〕”’…—·,.;:!?)]}%％的了着过地得之等们")
OPENING = frozenset("（〈《「『【〔“‘([{")
SHUTTING = frozenset("）〉》」』】〕”’)]}")
# What a line likes to end with, and to begin with.
ENDS, BEGINS = frozenset("，、。；：！？）》”"), frozenset("和与及暨在对为以向把将让用（《“")
# Words of titles that a short text may not hold.
WORDS = """
关于 印发 通知 报告 方案 意见 办法 规定 决定 总结 情况 活动 工作 服务 建设 管理 机关 单位 中心 支部 总支 党委 党员 干部 群众
组织 基层 先进 事迹 典型 案例 材料 创先 争优 实施 开展 推进 加强 深入 学习 贯彻 落实 精神 发展 改革 行政 政务 人民 政府 窗口
行业 监督 市场 教育 承诺 考核 评价 分类 定级 晋位 升级 年度 主题 实践 试行 示例 第一 第二 第三
"""
# What is never divided: a word or number in Latin letters, a dash.
LATIN = r"[^\W\u2e80-\U0010ffff]+"
ATOM = re.compile(rf"{LATIN}(?:[.,+/:%'-]+{LATIN})*|\s+|——|……|.", re.DOTALL)

# What it costs to divide there, beside the squares of how many characters each line is off its best length.
LIKED, PLAIN, TORN, QUOTED, NUMBERED, FORBIDDEN = 1.0, 4.0, 16.0, 9.0, 9.0, 400.0


def lines(title: str, text: Iterable[str], room: float) -> list[str]:
    """The lines of a title, each of at most ``room`` ems where its words allow. ``text`` is what tells the words."""
    words = frozenset(WORDS.split())
    pairs: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for line in text:
        singles.update(line)
        pairs.update(map("".join, pairwise(line)))

    def joined(pair: str) -> float:
        """How much two characters are one word: from 0 to 1."""
        return 1.0 if pair in words else 2 * pairs[pair] / (singles[pair[0]] + singles[pair[1]] or 1)

    found = []
    for part in title.split("\n"):
        atoms = ATOM.findall(part.strip())
        places = _places([min(ems(atom), room) for atom in atoms], list(_costs(atoms, joined)), room)
        found += ["".join(atoms[first:last]).strip() for first, last in pairwise(places)]
    return found


def _places(widths: Sequence[float], costs: Sequence[float], room: float) -> tuple[int, ...]:
    """Where lines begin and end, from 0 on. ``costs`` has one for each place between two atoms."""
    whole = sum(widths)
    fewest = 1 if whole <= room else ceil(whole / (room * FULL))
    # Long words may need more lines; one for each of them is always enough.
    ways = (_cheapest(widths, costs, room, count) for count in range(fewest, len(widths) + 1))
    return next((places for places in ways if places), (0, 0))


def _cheapest(widths: Sequence[float], costs: Sequence[float], room: float, count: int) -> tuple[int, ...]:
    """The places that cost the least for so many lines; empty where there is no way."""
    ends = [0.0, *accumulate(widths)]
    divided = [0.0, *costs, 0.0]
    # Each round adds a line; for each place, the cheapest way to end a line there.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number in range(count):
        wanted = ends[-1] / count + _bulge(number, count)
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, places) in best.items():
            for last in range(first + 1, len(ends)):
                length = ends[last] - ends[first]
                if length > room:
                    break
                total = cost + divided[last] + (length - wanted) ** 2
                if total < found.get(last, (inf,))[0]:
                    found[last] = total, (*places, last)
        best = found
    return best[len(widths)][1] if len(widths) in best else ()


def _bulge(number: int, count: int) -> float:
    """How much longer than the others a line is best, in ems: the middle ones of three or more."""
    if count < 3:
        return 0.0
    return -0.8 if number in (0, count - 1) else 1.6 / (count - 2)


def _costs(atoms: Sequence[str], joined: Callable[[str], float]) -> Iterator[float]:
    """What it costs to divide between each atom and the next."""
    depth = 0
    for before, after in pairwise(atoms):
        last, first = before[-1], after[0]
        depth += (last in OPENING) - (last in SHUTTING)
        if last in OPENING or (first in CLOSING and after != "——"):
            yield FORBIDDEN
            continue
        liked = last in ENDS or last.isspace() or first in BEGINS or after == "——"
        numbered = last.isascii() and last.isalnum() and not first.isspace()
        yield (
            (LIKED if liked else PLAIN + TORN * joined(last + first))
            + (QUOTED if depth > 0 else 0)
            + (NUMBERED if numbered else 0)
        )
