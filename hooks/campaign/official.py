"""The names of a campaign's aims, groups and criteria as it declares them, and where a text gets one wrong.

Nothing here knows a campaign: what is official is read from the records and from the list of words.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .finder import Finder
from .han import HAN
from .records import Records
from .wording import within

# A name of fewer characters has too many neighbours.
SHORTEST = 4
# What may stand between a group's name and the list of what is in it.
_LEADS = re.compile(r"\s*[”」』’\"]?\s*(?:标准|要求|内容)?\s*(?:[（(：:，,—]|即|就?是|指|包括|为)+[“「『‘\"]?\s*")
_LED = re.compile(r"即|就?是|指|包括|为")
_BEFORE = re.compile(rf"(?:[{HAN}]{{2,12}}、)+$")
_REACH = 64
_SEPARATOR = re.compile(r"\s*(?:([、，,；;])|以及|和|与|及)\s*")
_OTHER = re.compile(rf"[{HAN}]{{2,24}}")


@dataclass(frozen=True)
class Misnamed:
    """A stretch of a text, from offset to offset, that is nearly an official name (``right``)."""

    right: str
    written: str
    start: int
    end: int


@dataclass(frozen=True)
class Misquoted:
    """A list of a set's items that is not the official one: what is wrong, in Chinese, and its offsets in the text.

    ``group`` is the set's name, empty where it has none; ``items`` are as they should be.
    """

    group: str
    items: tuple[str, ...]
    reason: str
    start: int
    end: int


@dataclass(frozen=True)
class Set:
    """Items that belong together in this order. ``title`` is empty where the set has no short name."""

    title: str
    items: tuple[str, ...]

    @cached_property
    def short(self) -> tuple[str, ...]:
        """The items without what all of them begin or end with, as they may stand in a list after the first.

        Empty for an item that has nothing else.
        """
        head = len(posixpath.commonprefix(self.items))
        tail = len(posixpath.commonprefix([one[::-1] for one in self.items]))
        return tuple(one[head : len(one) - tail] for one in self.items)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the items, in full or short."""
        # In this order a name stands before one that it begins with.
        names = sorted({*self.items, *filter(None, self.short)}, reverse=True)
        return re.compile("|".join(map(re.escape, names)))

    def listed(self, text: str, start: int) -> list[tuple[int, int]]:
        """(start, end) of each item of the list that begins at ``start``; other words may stand among them."""
        spans: list[tuple[int, int]] = []
        comma: str | None = None
        while item := self._item(text, start):
            spans.append(item.span())
            separator = _SEPARATOR.match(text, item.end())
            # Enumerations are held together by one sign; another one ends them.
            if separator is None or (separator[1] and comma and separator[1] != comma):
                break
            comma = comma or separator[1]
            start = separator.end()
        # After commas, what follows the list may be the rest of the sentence.
        while comma != "、" and len(spans) > len(self.items) and self.place(text[slice(*spans[-1])]) is None:
            spans.pop()
        return spans

    def _item(self, text: str, start: int) -> re.Match[str] | None:
        """An item, or whatever other words stand in its place. A short one must end where the words end."""
        known, words = self.pattern.match(text, start), _OTHER.match(text, start)
        if known is None or (known.group() not in self.items and words is not None and words.end() > known.end()):
            return words
        return known

    def place(self, item: str) -> int | None:
        """The place from 0 of the item that a text is, in full or short; None for none."""
        if item in self.items:
            return self.items.index(item)
        return self.short.index(item) if item in self.short else None


class Official:
    """All official names of a docs folder."""

    def __init__(self, records: Records) -> None:
        aims = tuple(one["title"] for one in records.campaign_items("aims") if one.get("title"))
        groups = [(one.get("title", ""), one.get("id")) for one in records.campaign_items("groups")]
        criteria = sorted((one for one in records.of("criterion") if one.title), key=lambda one: one.order or 0)
        self.sets = [Set("", aims)] if len(set(aims)) > 2 else []
        for title, id in groups:
            items = tuple(one.title for one in criteria if one.group == id)
            if len(set(items)) > 2:
                self.sets.append(Set(title, items))
        listed = {term.right: term.fine for term in records.wording.terms if term.official}
        named = [*aims, *(title for title, _ in groups), *(one.title for one in criteria), *listed]
        self._fine = listed
        self.names = tuple(dict.fromkeys(one for one in named if len(one) >= SHORTEST))

    def __repr__(self) -> str:
        """All that the findings depend on."""
        return repr((self.names, self.sets, self._fine))

    @cached_property
    def _ends(self) -> dict[str, list[tuple[str, int]]]:
        """Two characters that a name begins or ends with → (name, where they stand in it).

        One wrong character leaves the beginning or the end of a name whole.
        """
        found = defaultdict(list)
        for name in self.names:
            found[name[:2]].append((name, 0))
            found[name[-2:]].append((name, len(name) - 2))
        return dict(found)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._ends)

    def misnamed(self, text: str) -> Iterator[Misnamed]:
        """Names with one character written as another of the same sound, in no fixed order; one at each place."""
        seen: set[int] = set()
        for match in self._finder.find(text):
            for name, inside in self._ends[match.group()]:
                start = match.start() - inside
                # Before the beginning of a text there are too few characters to be a name.
                written = text[start : start + len(name)]
                fine = any(within(one, written, text, start) for one in self._fine.get(name, ()))
                if start not in seen and not fine and _one_slip(written, name):
                    seen.add(start)
                    yield Misnamed(name, written, start, start + len(name))

    def misquoted(self, text: str) -> Iterator[Misquoted]:
        """Lists that mean the whole of a set and differ from it, set by set."""
        for one in self.sets:
            if any(item in text for item in one.items) and sum(text.count(name) for name in one.short if name) >= 2:
                yield from self._in_set(one, text)

    def _in_set(self, one: Set, text: str) -> Iterator[Misquoted]:
        at = 0
        while match := one.pattern.search(text, at):
            before = _BEFORE.search(text, max(match.start() - _REACH, at), match.start())
            start = before.start() if before else match.start()
            # The words before the first known item may begin with what leads up to the list.
            led = _LED.match(text, start, match.start())
            start = led.end() if led else start
            announced = _announced(one, text, start)
            spans = one.listed(text, start)
            at = max(spans[-1][1], match.end()) if spans else match.end()
            items = tuple(text[left:right] for left, right in spans)
            reason = self._reason(one, items, announced)
            if reason:
                yield Misquoted(one.title, one.items, reason, spans[0][0], spans[-1][1])

    @staticmethod
    def _reason(one: Set, items: tuple[str, ...], announced: bool) -> str:
        """What is wrong with a list that means the whole set; empty where it is right, or means a part."""
        places = [one.place(item) for item in items]
        known = [place for place in places if place is not None]
        if known == list(range(len(one.items))) and len(places) == len(known):
            return ""
        whole = len(items) == len(one.items) and len(known) >= len(items) - 1
        if not (announced and len(items) > 1 and len(known) * 2 >= len(items)) and not whole:
            return ""
        wrong = [item for item, place in zip(items, places, strict=True) if place is None]
        missing = [item for number, item in enumerate(one.items) if number not in known]
        if wrong:
            return f"「{wrong[0]}」不在其中" + (f"，缺「{'」「'.join(missing)}」" if missing else "")
        if missing:
            return f"缺「{'」「'.join(missing)}」"
        return "次序不对" if len(known) == len(one.items) else "有重复"


def _announced(one: Set, text: str, start: int) -> bool:
    """Whether the set's name leads up to a list that begins at ``start``."""
    named = text.rfind(one.title, max(start - 24 - len(one.title), 0), start)
    return named >= 0 and _LEADS.fullmatch(text, named + len(one.title), start) is not None


def _one_slip(written: str, name: str) -> bool:
    """Whether two texts of one length differ in one character that sounds alike."""
    if len(written) != len(name):
        return False
    differing = [(here, there) for here, there in zip(written, name, strict=True) if here != there]
    return len(differing) == 1 and _sound_alike(*differing[0])


@lru_cache(maxsize=4096)
def _sound_alike(one: str, other: str) -> bool:
    # Its dictionaries take a quarter of a second to load, and few texts have a name that is nearly right.
    from pypinyin import Style, pinyin

    def readings(character: str) -> set[str]:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        return {sound for sounds in found for sound in sounds}

    return not readings(one).isdisjoint(readings(other))
