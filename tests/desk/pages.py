"""What a browser without script sees of a page and sends back; a stand-in for the preview."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Pairs = list[tuple[str, str]]


class Preview:
    """Stands in for the build: remembers what it was asked to show."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def ask(self, path: str, text: str) -> int:
        self.asked.append((path, text))
        return len(self.asked)

    def state(self, ticket: int | None = None) -> dict[str, Any]:
        return {"ticket": ticket, "ready": True, "said": "", "url": "http://127.0.0.1:1/x/"}


class Page(HTMLParser):
    """What a browser would send back from the page's form: every successful control, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self.buttons: list[str] = []
        self._area: tuple[str, str] | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None
        self._form = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") != "file":
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            self.pairs.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = (name, "")
        elif tag == "select":
            self._select = (name, [])
        elif tag == "option" and self._select:
            self._select[1].append((given["value"], "selected" in given))
        elif tag == "button":
            self.buttons.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, text = self._area
            self.pairs.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        elif tag == "select" and self._select:
            name, options = self._select
            chosen = [value for value, selected in options if selected] or [options[0][0]]
            self.pairs.append((name, chosen[-1]))
            self._select = None

    def filled(self, **changes: str) -> Pairs:
        """The controls with some of them holding something else; a dot is written as two underscores."""
        named = {name.replace("__", "."): value for name, value in changes.items()}
        kept = [(name, named.pop(name, value)) for name, value in self.pairs]
        return [*kept, *named.items()]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))
