"""The automatic number before each paragraph, as Word shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from importing.word import numerals
from importing.word.markup import child, children, number, value

_LEVELS = 9
_PLAIN = re.compile(r"%\d[.．、)）]?")
_HIGHEST = 1_000_000
# Full-width marks bring their own space.
_CLOSED = tuple("、）．。：，；")


@dataclass(frozen=True)
class Label:
    """``text`` is empty for a bullet. ``count`` is the number if HTML would write it alike, as 1. or 1)."""

    text: str
    level: int
    bullet: bool
    count: int | None


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int | None
    legal: bool
    joined: bool


class Numbering:
    """Counts as the paragraphs are asked for, in the order of the document."""

    def __init__(self, tree: Element | None) -> None:
        self._abstract = {one.get("w:abstractNumId"): one for one in children(tree, "w:abstractNum")}
        self._numbers = {one.get("w:numId"): one for one in children(tree, "w:num")}
        self._styles = {
            link: id for id, one in self._abstract.items() if (link := value(one, "w:styleLink")) is not None
        }
        self._levels: dict[str, list[_Level]] = {}
        self._counters: dict[str | None, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level that a style's own numbering means; the levels name their styles, not the other way round."""
        for one in children(self._abstract.get(self._abstract_id(number_id)), "w:lvl"):
            if value(one, "w:pStyle") == style:
                return number(one.get("w:ilvl"), 0, 0, _LEVELS - 1)
        return 0

    def label(self, number_id: str, level: int) -> Label | None:
        """The next number of this list at this level; None where there is no such list."""
        levels = self._levels_of(number_id)
        if level >= len(levels):
            return None
        counters = self._counters.setdefault(self._abstract_id(number_id), {})
        override = self._override(number_id, level)
        if override is not None and (number_id, level) not in self._begun:
            counters[level] = override
        else:
            counters[level] = counters[level] + 1 if level in counters else levels[level].start
        self._begun.add((number_id, level))
        for deeper in [one for one in counters if one > level]:
            restart = levels[deeper].restart if deeper < len(levels) else None
            if restart is None or level < restart:
                del counters[deeper]
        return _label(levels, level, counters)

    def _abstract_id(self, number_id: str) -> str | None:
        """The list definition behind a number; a definition may only point to a style that another one defines."""
        id = value(self._numbers.get(number_id), "w:abstractNumId")
        link = value(self._abstract.get(id), "w:numStyleLink")
        return self._styles.get(link, id) if link is not None else id

    def _override(self, number_id: str, level: int) -> int | None:
        for one in children(self._numbers.get(number_id), "w:lvlOverride"):
            if one.get("w:ilvl") == str(level) and (start := value(one, "w:startOverride")) is not None:
                return number(start, 1, 0, _HIGHEST)
        return None

    def _levels_of(self, number_id: str) -> list[_Level]:
        if number_id not in self._levels:
            elements: dict[str | None, Element] = {}
            for one in children(self._abstract.get(self._abstract_id(number_id)), "w:lvl"):
                elements[one.get("w:ilvl")] = one
            for one in children(self._numbers.get(number_id), "w:lvlOverride"):
                if (replaced := child(one, "w:lvl")) is not None:
                    elements[one.get("w:ilvl")] = replaced
            self._levels[number_id] = [
                _level(elements.get(str(level))) for level in range(_LEVELS) if elements
            ]  # a list that names fewer levels has plain ones below
        return self._levels[number_id]


def _level(element: Element | None) -> _Level:
    restart = value(element, "w:lvlRestart")
    return _Level(
        value(element, "w:numFmt") or value(element, "mc:AlternateContent/mc:Fallback/w:numFmt") or "decimal",
        value(element, "w:lvlText") or "",
        number(value(element, "w:start"), 1 if element is None else 0, 0, _HIGHEST),
        None if restart is None else number(restart, 0, 0, _LEVELS),
        child(element, "w:isLgl") is not None,
        value(element, "w:suff") == "nothing",
    )


def _label(levels: list[_Level], level: int, counters: dict[int, int]) -> Label:
    own = levels[level]
    if own.format == "bullet":
        return Label("", level, bullet=True, count=None)

    def written(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        if not 0 <= which <= level:
            return ""
        count = counters.get(which, levels[which].start)
        return numerals.write(count, "decimal" if own.legal else levels[which].format)

    text = re.sub(r"%(\d)", written, own.text).strip()
    plain = own.format == "decimal" and _PLAIN.fullmatch(own.text) and own.text[1] == str(level + 1)
    if text and not own.joined and not text.endswith(_CLOSED):
        text += " "
    return Label(text, level, bullet=False, count=counters[level] if plain else None)
