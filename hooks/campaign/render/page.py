"""A page as the engine gets it: front matter that any YAML reader takes, then Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from ..memory import digest

if TYPE_CHECKING:
    from .press import Press

_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')


@dataclass(frozen=True)
class Page:
    """What is said of a page besides its text. ``path`` is relative to docs and ends in ``.md``.

    ``record`` is the path of the record an edit link should open, empty where there is none.
    ``kind``, ``section`` and ``wide`` are read by the theme.
    """

    path: str
    title: str
    description: str = ""
    kind: str = ""
    section: str = ""
    record: str = ""
    wide: bool = False
    toc: bool = True

    @property
    def address(self) -> str:
        """Where the built page lies, from the site's root."""
        return self.path[: -len(".md")] + ".html"

    def numbered(self, number: int) -> Page:
        """This page's continuation, itself for 1; ids hold no underscore, so no other page can have its name."""
        if number == 1:
            return self
        return replace(self, path=f"{self.path[: -len('.md')]}_{number}.md", title=f"{self.title}（第 {number} 页）")

    def text(self, body: str) -> str:
        """The whole file with this Markdown. Themes print titles unescaped, so they are given as HTML text."""
        lines = ["---", f"title: {_quoted(escape(self.title))}"]
        if self.description:
            lines.append(f"description: {_quoted(escape(' '.join(self.description.split())))}")
        if self.kind:
            lines.append(f"kind: {_quoted(self.kind)}")
        if self.section:
            lines.append(f"section: {_quoted(self.section)}")
        if self.wide:
            lines.append("wide: true")
        if not self.toc:
            lines.append("hide: [toc]")
        return "\n".join([*lines, "---", "", body.strip("\n"), ""])


def _quoted(text: str) -> str:
    return '"' + _UNSAFE.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in '"\\':
        return "\\" + letter
    return f"\\u{ord(letter):04x}" if not "\ud800" <= letter <= "\udfff" else "\ufffd"


class Written:
    """The text of a page, written when it is asked for, and not kept. ``key`` stands for all that it is made from."""

    def __init__(self, key: str, write: Callable[[], str]) -> None:
        self.key = key
        self._write = write

    @property
    def text(self) -> str:
        """What ``write`` gives, asked anew each time."""
        return self._write()


class Texts(Mapping[str, "str | bytes"]):
    """Path → text, sorted. What is not asked for is not written."""

    def __init__(self, texts: Mapping[str, str | bytes | Written]) -> None:
        self._texts = dict(sorted(texts.items()))

    def __getitem__(self, path: str) -> str | bytes:
        text = self._texts[path]
        return text.text if isinstance(text, Written) else text

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def with_more(self, more: Iterable[tuple[str, str | Written]]) -> Texts:
        """These and more; ValueError where a path is in both."""
        added = dict(more)
        if both := added.keys() & self._texts.keys():
            raise ValueError(f"two pages of one path: {min(both)}")
        return Texts({**self._texts, **added})

    def key(self, path: str) -> str:
        """What changes whenever the text at a path does; KeyError for a path that is not there."""
        text = self._texts[path]
        return text.key if isinstance(text, Written) else digest(text)


@dataclass(frozen=True)
class Rendered:
    """All that a site is made of, by path relative to the docs folder.

    ``texts`` are what the engine sees: Markdown files are pages with front matter, the others
    are served as they are. ``sources``: path of a page → path of the record its edit link opens;
    ``press`` is what wrote them, and remembers the pages.
    """

    texts: Texts
    sources: dict[str, str]
    press: Press = field(repr=False)
