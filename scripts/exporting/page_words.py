"""The words of a page: an element's text as runs with their marks, links and footnotes, spaces as on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from exporting.paper import Inline, Run

Element = Any  # lxml comes without types

_MARKS = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i"), "emphasis"),
    **dict.fromkeys(("code", "kbd"), "code"),
    **dict.fromkeys(("del", "s"), "strike"),
    "sup": "sup",
    "sub": "sub",
}
# Ways to other pages, and what is pressed or drawn: paper has no use for it.
_UNPRINTED = {"nav", "form", "button", "input", "svg", "script", "style"}
_UNPRINTED_CLASSES = {"headerlink", "footnote-backref", "zy-cards", "zy-more", "zy-exports"}
_UNPRINTED_IDS = {"zy-related"}

_SPACE = re.compile(r"[ \t\r\n\f]+")
# A line that was broken in the file where Chinese goes on has no space there.
_SOFT_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]) ?\n ?(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)


class Words:
    """The words of one page. ``path`` is that of its record.

    ``web`` makes an address from the site's root a whole one; empty where it cannot.
    """

    def __init__(self, path: str, web: Callable[[str], str]) -> None:
        self._path = path
        self._web = web

    def inline(self, element: Element) -> Inline:
        """An element's text as it stands in a line."""
        return tidy([*text_runs(element.text), *self._children(element)])

    def _children(self, element: Element, marks: frozenset[str] = frozenset(), href: str = "") -> list[Run]:
        found: list[Run] = []
        for child in element:
            if is_printed(child):
                found += self.runs(child, marks, href)
            found += text_runs(child.tail, marks, href)
        return found

    def runs(self, element: Element, marks: frozenset[str] = frozenset(), href: str = "") -> list[Run]:
        """An element's text, spaces as in the file; ``marks`` and ``href`` are those of what it stands in."""
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [Run("\n", marks, href)]
        if element.tag == "sup" and (note := self._note_of(element)):
            return [Run(note=note)]
        if element.tag in _MARKS:
            marks = marks | {_MARKS[element.tag]}
        if element.tag == "a":
            href = self._whole(element.get("href", ""))
        if element.tag in ("code", "kbd"):
            return [Run(element.text_content(), marks, href)]
        return [*text_runs(element.text, marks, href), *self._children(element, marks, href)]

    def _note_of(self, element: Element) -> str:
        link = element.find("a")
        return link.get("href", "").removeprefix("#") if link is not None and "footnote-ref" in classes_of(link) else ""

    def _whole(self, href: str) -> str:
        """The address as it is reached from paper; empty where it cannot be."""
        if re.match(r"(?:https?|mailto|tel):", href):
            return href
        if not href or href.startswith("#"):
            return ""
        address = urljoin(self._path, re.sub(r"\.md(?=$|#)", ".html", href))
        return self._web(address)


def classes_of(element: Element) -> list[str]:
    """An element's classes, in the order written."""
    return (element.get("class") or "").split()


def is_printed(element: Element) -> bool:
    """Whether paper has a use for an element."""
    if not isinstance(element.tag, str) or element.tag in _UNPRINTED or element.get("hidden") is not None:
        return False
    return element.get("id") not in _UNPRINTED_IDS and not _UNPRINTED_CLASSES.intersection(classes_of(element))


def text_runs(text: str | None, marks: frozenset[str] = frozenset(), href: str = "") -> list[Run]:
    """The text as runs: none where there is no text."""
    return [Run(_SPACE.sub(" ", _SOFT_BREAK.sub("", text)), marks, href)] if text else []


def tidy(runs: list[Run]) -> Inline:
    """The runs with one space where there were several, none at the ends, and alike ones joined."""
    joined: list[Run] = []
    for run in runs:
        text = run.text
        if text.startswith(" ") and (not joined or joined[-1].text.endswith((" ", "\n"))):
            text = text[1:]
        if joined and text == "\n":
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
        if not text and not run.note:
            continue
        last = joined[-1] if joined else None
        if last and not run.note and not last.note and (last.marks, last.href) == (run.marks, run.href):
            joined[-1] = replace(last, text=last.text + text)
        else:
            joined.append(replace(run, text=text))
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(run for run in joined if run.text or run.note)
