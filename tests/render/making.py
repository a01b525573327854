"""From a docs folder in memory to pages, and from pages to what a reader's browser finds in them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import markdown
import yaml
from campaign import Site, derive, has_errors, load, render
from campaign.anchors import slug
from campaign.render.page import Rendered

VOID = {"br", "hr", "img", "input", "meta", "link"}


def site_of(docs: dict[str, str], *, drafts: bool = False) -> Site:
    records, found = load({path: text.encode() for path, text in docs.items()})
    # Markup in a field is refused; that templates write it as text must hold all the same.
    found = [one for one in found if one.code != "field-markup"]
    assert not has_errors(found), [(one.path, one.line, one.message) for one in found]
    return derive(records, drafts=drafts)


def rendered(docs: dict[str, str], *, drafts: bool = False) -> Rendered:
    return render(site_of(docs, drafts=drafts), site_url="https://example.org/site/", revision=1_600_000_000)


def pages_of(docs: dict[str, str], *, drafts: bool = False) -> dict[str, str]:
    """What render makes of a docs folder, bytes as text."""
    made = rendered(docs, drafts=drafts)
    return {path: text if isinstance(text, str) else text.decode() for path, text in made.texts.items()}


@dataclass
class Reading(HTMLParser):
    """What stands in a built page."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.elements.append((tag, known))
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if tag == "a" and known.get("href"):
            self.links.append(str(known["href"]))
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1] in ("h1", "h2", "h3", "h4") and self.headings:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    @property
    def left_open(self) -> list[str]:
        return self._open + self.unclosed

    def classes(self) -> set[str]:
        return {name for _, known in self.elements for name in (known.get("class") or "").split()}


def front(text: str) -> dict[str, Any]:
    """A page's front matter as any YAML reader takes it."""
    head, _, _ = text.removeprefix("---\n").partition("\n---\n")
    made = yaml.safe_load(head)
    assert isinstance(made, dict)
    return made


def body(text: str) -> str:
    return text.removeprefix("---\n").partition("\n---\n")[2]


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """A page as Python-Markdown renders it with the site's extensions."""
    engine = markdown.Markdown(
        extensions=["admonition", "attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.superfences"],
        extension_configs={"toc": {"slugify": slug, "toc_depth": "2-4"}},
    )
    reading = Reading()
    reading.feed(engine.convert(body(text)))
    reading.close()
    return reading


def readings(pages: dict[str, str]) -> dict[str, Reading]:
    """Every Markdown page by its address."""
    return {path[: -len(".md")] + ".html": read(text) for path, text in pages.items() if path.endswith(".md")}


def dead_links(pages: dict[str, str]) -> list[str]:
    """The links of pages that lead to no page, file or anchor among them."""
    there = readings(pages)
    dead = []
    for address, reading in there.items():
        for link in reading.links:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path))) if path else address
            if target.endswith(".md"):
                target = target[: -len(".md")] + ".html"
            if target not in there and target not in pages:
                dead.append(f"{address}: {link}")
            elif anchor and unquote(anchor) not in there[target].ids:
                dead.append(f"{address}: {link} has no such anchor")
    return dead
