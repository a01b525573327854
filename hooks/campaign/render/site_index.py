"""The index of the whole site, by the first letter of the pinyin: what a reader without script finds things by."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from string import ascii_lowercase
from typing import Any

from ..kinds import KINDS
from ..records import Record
from .captions import badges, caption
from .page import Page
from .press import Pages, Press

PER_PAGE = 200
OTHER = "other"
SECTION = "section"
# Kinds in the order of the site's own menu, and where each is listed; sections stand in several places.
LISTED = {
    "campaign": "campaign.html",
    "stage": "timeline/index.html",
    "criterion": "criteria/index.html",
    "case": "cases/index.html",
    "unit": "units/index.html",
    "honour": "honours/index.html",
    "commitment": "commitments/index.html",
    "policy": "policy/index.html",
    "guide": "guide/index.html",
}
KIND_TITLES = {**{kind: KINDS[kind].title for kind in LISTED}, SECTION: "小节"}

# One character each: ① ⑴ ⒈ ❶ ㈠ ㊀.
_CIRCLED = "\u2460-\u249b\u2776-\u2793\u3220-\u3229\u3280-\u3289"
_NUMBER = "(?:[0-9]+(?:\\.[0-9]+)*|[〇零一二三四五六七八九十百千]+)"
# 一、 （一） 1. 1.2 第一条 ①, one after another: the place in a document, not a part of the name.
_ENUMERATORS = re.compile(
    rf"(?:\s*(?:[{_CIRCLED}]|[(（]{_NUMBER}[)）]|{_NUMBER}(?:[、)）．]|\.(?![0-9]))"
    rf"|[0-9]+(?:\.[0-9]+)+(?=\s)|第{_NUMBER}[编章节条款](?=[\s、:：]))[\s、:：]*)+"
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A line of the index: what to call it, its address from the root, and what tells it from others of its name.

    ``kind`` is a record's kind or ``section``, ``record`` the one whose page it leads to;
    ``badges`` are (modifier, word).
    """

    title: str
    address: str
    kind: str
    meta: str
    badges: tuple[tuple[str, str], ...]
    record: Record

    @property
    def kind_title(self) -> str:
        """The kind in Chinese."""
        return KIND_TITLES[self.kind]


@dataclass(frozen=True)
class Letter:
    """An initial with its entries in reading order; ``id`` is a to z, or ``other``."""

    id: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The letter as a capital, or 其他."""
        return "其他" if self.id == OTHER else self.id.upper()

    @property
    def page(self) -> Page:
        """The first page of its entries."""
        title = f"全站索引：{self.title}"
        about = "标题不以字母或汉字开头的内容。" if self.id == OTHER else f"标题的拼音以 {self.title} 开头的内容。"
        return Page(f"site-index/{self.id}.md", title, description=about, kind="site-index", toc=False)


def pages(press: Press) -> Pages:
    """The index of kinds and letters, and the pages of each letter."""
    letters = _letters(entries(press))
    counts = Counter(entry.kind for letter in letters for entry in letter.entries)
    index = Page(
        "site-index/index.md",
        "全站索引",
        description="全部内容按栏目和标题的拼音首字母排列。",
        kind="site-index",
        toc=False,
    )
    yield press.write(
        index,
        "site_index.md.j2",
        kinds=[(KIND_TITLES[kind], address, counts[kind]) for kind, address in LISTED.items()],
        sections=counts[SECTION],
        total=counts.total(),
        letters=letters,
        sources=_sources(entry for letter in letters for entry in letter.entries),
    )
    for letter in letters:
        yield from _lists(press, letters, letter)


def _lists(press: Press, letters: list[Letter], letter: Letter) -> Pages:
    """The pages of one initial, two hundred lines each."""
    first = letter.page
    last = (len(letter.entries) + PER_PAGE - 1) // PER_PAGE
    for number in range(1, last + 1):
        shown = letter.entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield press.write(
            first.numbered(number),
            "site_index_letter.md.j2",
            letters=letters,
            letter=letter,
            entries=shown,
            number=number,
            last=last,
            before=first.numbered(number - 1).address if number > 1 else "",
            after=first.numbered(number + 1).address if number < last else "",
            sources=_sources(shown),
        )


def entries(press: Press) -> Iterator[Entry]:
    """Every record that has a page, and the sections of those that are read in parts."""
    site = press.site
    whole = (site.stages, site.criteria, site.cases, site.units, site.honours, site.commitments)
    in_parts = (*site.policies, *site.guides)
    for record in (site.campaign, *chain(*whole), *in_parts):
        title = press.title(record)
        yield Entry(title, record.page, record.kind.name, caption(press, record), badges(record, title), record)
    for record in in_parts:
        for heading in record.body.headings:
            if heading.level == 2 and heading.text:
                address = f"{record.page}#{heading.anchor}"
                noted = badges(record, heading.text)
                yield Entry(heading.text, address, SECTION, press.title(record), noted, record)


def _letters(found: Iterator[Entry]) -> list[Letter]:
    """The initials that occur, a to z and then the rest, each with its entries sorted."""
    by_initial: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        by_initial[initial(entry.title)].append(entry)
    return [
        Letter(id, tuple(sorted(by_initial[id], key=lambda one: (reading(one.title), one.title, one.address))))
        for id in (*ascii_lowercase, OTHER)
        if id in by_initial
    ]


def _sources(shown: Iterable[Entry]) -> dict[str, list[Any]]:
    """The records and folders that some lines come from; a record counts once, with all its sections."""
    records = {entry.record.path: entry.record for entry in shown}
    folders: dict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        folders[record.kind.folder].append(record)
    return {"records": folders.pop("", []), "folders": sorted(folders.items())}


def initial(text: str) -> str:
    """The letter a title stands under: a to z, or ``other``."""
    letter = "".join(reading(text))[:1]
    return letter if letter and letter in ascii_lowercase else OTHER


@lru_cache(maxsize=1 << 16)
def reading(text: str) -> tuple[str, ...]:
    """How a title sounds, syllable by syllable, without tones, enumerators before it and punctuation."""
    # Here and below: the dictionaries take long to load, and only this page needs them.
    from pypinyin.contrib.mmseg import seg

    named = text[found.end() :] if (found := _ENUMERATORS.match(text)) else text
    words = seg.cut(unicodedata.normalize("NFKC", named if named.strip() else text))
    return tuple(sound for word in words for sound in _sounds(word))


@lru_cache(maxsize=1 << 15)
def _sounds(word: str) -> tuple[str, ...]:
    """The syllables of a word. Titles share their words: kept, they make ten thousand titles cheap to read."""
    from pypinyin import lazy_pinyin

    spelled = (unicodedata.normalize("NFKD", one).lower() for one in lazy_pinyin(word))
    plain = ("".join(letter for letter in one if letter.isalnum()) for one in spelled)
    return tuple(one for one in plain if one)
