"""What every family of pages writes with: the site, the addresses in it, and the templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..kinds import APPLIES_TO
from ..records import Record
from ..site import Site
from ..slugs import unique_slugs
from .page import Page
from .templates import fill, is_sample
from .view import Card, View

# The explorer's facets in the order a reader meets them, with their Chinese names.
FACETS = {
    "kind": "类型",
    "criterion": "标准",
    "unit": "单位",
    "year": "年份",
    "stage": "阶段",
    "honour": "表彰",
    "tag": "关键词",
}
PER_PAGE = 50

Pages = Iterator[tuple[str, str]]


class Press:
    """Writes the pages of one site."""

    def __init__(self, site: Site, *, site_url: str = "", revision: int = 0) -> None:
        self.site = site
        self.site_url = site_url
        self.revision = revision
        self.sources: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        self.cards: dict[str, Card] = {}
        self._clauses: dict[str, dict[str, str]] = {}

    def write(self, page: Page, template: str, record: Record | None = None, **values: Any) -> tuple[str, str]:
        """A page's path and text, and the page remembered in ``pages``. The ``record``'s body stands where the template puts it."""
        if page.record:
            self.sources[page.path] = page.record
        self.pages[page.path] = page
        body = _body(record) if record is not None else ""
        view = View(self, page.address)
        text = fill(template, body, v=view, site=self.site, page=page, record=record, **values)
        return page.path, page.text(text)

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        return unique_slugs(sorted(self.site.cases_by["tag"]))

    def facet_page(self, facet: str, value: str) -> str:
        """The path of the first page that lists the cases of one facet value."""
        return f"cases/by/{facet}/{self.tag_slugs[value] if facet == 'tag' else value}.md"

    def facet_title(self, facet: str, value: str) -> str:
        """A facet value in Chinese."""
        if facet == "kind":
            return APPLIES_TO[value]
        if facet == "year":
            return f"{int(value)}年"
        if facet == "tag":
            return value
        return self.name(self.site.get(facet, value))

    def clauses(self, policy: Record) -> dict[str, str]:
        """Anchor → words of every heading in a policy's body."""
        if policy.id not in self._clauses:
            self._clauses[policy.id] = {one.anchor: one.text for one in policy.body.headings}
        return self._clauses[policy.id]

    def title(self, record: Record) -> str:
        """A record's title; a sheet of commitments, which has none, is called by unit and period."""
        if record.kind.name == "commitment":
            return f"{self.site.get('unit', record.unit).title}{record.period.plain}承诺"
        return str(record.title)

    def name(self, record: Record) -> str:
        """What a record is called in plain text; a sample says so."""
        title = self.title(record)
        return f"{title}（示例）" if is_sample(record) and "示例" not in title else title


def _body(record: Record) -> str:
    """A record's Markdown; its footnotes are kept with it, before what the page adds."""
    text = record.body.anchored
    if "[^" in text and any(line.lstrip().startswith("[^") and "]:" in line for _, line in record.body.open_lines()):
        text = text.rstrip("\n") + "\n\n///Footnotes Go Here///"
    return text
