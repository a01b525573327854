"""Which fonts print what: a chain of families for each typeface of GB/T 9704, from what this machine has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import typst

SONG = (
    "SimSun", "NSimSun", "STSong", "Songti SC", "FZShuSong-Z01", "FZShuSong-Z01S", "FZSongS-Extended",
    "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "AR PL SungtiL GB", "AR PL UMing CN",
)  # fmt: skip
HEI = (
    "SimHei", "STHeiti", "Heiti SC", "FZHei-B01", "FZHei-B01S", "Microsoft YaHei", "PingFang SC",
    "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip

# 仿宋_GB2312 and 楷体_GB2312 come after the others: they lack the rare characters of names.
ROLES: Mapping[str, tuple[str, ...]] = {
    "小标宋": (
        "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "方正小标宋简体", "FZXBSJW--GB1-0",
        "XiaoBiaoSong", "HYXiaoBiaoSongJ",
    ),
    "黑体": HEI,
    "楷体": (
        "KaiTi", "STKaiti", "Kaiti SC", "FZKai-Z03", "FZKai-Z03S", "LXGW WenKai", "LXGW WenKai GB", "TW-Kai",
        "AR PL UKai CN", "AR PL KaitiM GB", "KaiTi_GB2312",
    ),
    "仿宋": ("FangSong", "STFangsong", "FZFangSong-Z02", "FZFangSong-Z02S", "Zhuque Fangsong (technical preview)",
           "Zhuque Fangsong", "FangSong_GB2312"),
    "宋体": SONG,
}  # fmt: skip

STAND_INS: Mapping[str, tuple[str, ...]] = {
    "小标宋": ("STZhongsong", *SONG, *HEI),
    "黑体": SONG,
    "楷体": (*SONG, *HEI),
    "仿宋": (*SONG, *HEI),
    "宋体": HEI,
}

# At the end of each chain: what holds the characters of Extension B and later, found in names.
WIDE = (
    "SimSun-ExtB", "SimSun-ExtG", "SimSunExtG", "FZSongS-Extended(SIP)", "Noto Serif CJK SC", "Source Han Serif SC",
    "Noto Sans CJK SC", "HanaMinA", "HanaMinB", "Plangothic P1", "Plangothic P2", "BabelStone Han",
)  # fmt: skip

BOLD = 600


@dataclass(frozen=True)
class Chosen:
    """``chains``: typeface → families in the order they are tried. ``faint``: the typefaces without a bold of their
    own, whose strokes have to be thickened. ``said``: one sentence for each typeface that another stands in for.
    """

    chains: Mapping[str, tuple[str, ...]]
    faint: frozenset[str]
    said: tuple[str, ...]

    @property
    def chinese(self) -> bool:
        """Whether there is any font at all for Chinese."""
        return any(self.chains.values())


@lru_cache(maxsize=1)
def installed() -> typst.Fonts:
    """The fonts of this machine, looked for once: it reads every font file's head."""
    return typst.Fonts()


def choose(fonts: Iterable[tuple[str, int]]) -> Chosen:
    """The chains out of ``(family, weight)`` of each font there is."""
    own: dict[str, str] = {}
    bold = set()
    for family, weight in fonts:
        own.setdefault(family.casefold(), family)
        if weight >= BOLD:
            bold.add(family)

    def present(names: Iterable[str]) -> list[str]:
        return [own[name.casefold()] for name in names if name.casefold() in own]

    chains: dict[str, tuple[str, ...]] = {}
    said = []
    for role, names in ROLES.items():
        chain = tuple(dict.fromkeys(present((*names, *STAND_INS[role], *WIDE))))
        chains[role] = chain
        if chain and not present(names):
            said.append(f"没有找到{role}字体，用「{chain[0]}」代替。")
    if not any(chains.values()):
        said = ["这台电脑没有中文字体，PDF 里的汉字显示不出来；请装上仿宋、楷体、黑体、宋体后重新导出。"]
    faint = frozenset(role for role, chain in chains.items() if not chain or chain[0] not in bold)
    return Chosen(chains, faint, tuple(said))


def chosen() -> Chosen:
    """The chains out of what is installed."""
    return choose((font.family, font.weight) for font in installed().fonts())
