"""What every family of pages writes with: the site, the addresses in it, and the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from ..kinds import APPLIES_TO
from ..memory import digest
from ..records import Record
from ..site import Site
from ..slugs import unique_slugs
from .page import Page, Written
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

# A path and its text.
Leaf = tuple[str, "str | Written"]
Pages = Iterator[Leaf]


class Press:
    """Writes the pages of one site.

    ``site_url``, ``revision`` and ``exports`` are as :func:`~campaign.output.render_pages` has them. ``pages`` is
    path → what was written so far, ``sources`` path → path of the record it came from, ``cards`` (id of a case,
    bare or not) → card.
    """

    def __init__(self, site: Site, *, site_url: str = "", revision: int = 0, exports: bool = False) -> None:
        self.site = site
        self.site_url = site_url
        self.revision = revision
        self.exports = exports
        self.sources: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        self.cards: dict[tuple[str, bool], Card] = {}
        self._clauses: dict[str, dict[str, str]] = {}
        self._scope: frozenset[str] | None = None

    def write(self, page: Page, template: str, record: Record | None = None, **values: Any) -> Leaf:
        """A page's path and text, and the page remembered in ``pages``.

        The ``record``'s body stands where the template puts it; ``values`` are for the template.
        """
        self._remember(page)
        text = self._text(page, template, record, {"site": self.site, **values})
        if record is None or not record.mentions:
            return page.path, text
        # What its fragments say is put in by the engine, and does not show in the text.
        return page.path, Written(digest(text, record.digest), lambda: text)

    def write_later(
        self,
        page: Page,
        template: str,
        uses: Iterable[Record],
        facts: Sequence[object] = (),
        record: Record | None = None,
        frame: bool = False,
        **values: Any,
    ) -> Leaf:
        """The same for the many: the text is written when it is asked for, if it is.

        It must follow from the records it ``uses``, all that are no cases with ``frame``,
        and from ``facts``, which are told apart by how they print; asking the press for any
        other record, or for its name, is a ValueError.
        """
        self._remember(page)
        scope = {one.path: one.digest for one in uses}
        around = self.frame_digest if frame else ""
        key = digest(template, page.path, page.text(""), repr(list(scope.items())), repr(facts), around)

        def text() -> str:
            with self.speaking_of([*scope, *(one.path for one in self.frame if frame)]):
                return self._text(page, template, record, values)

        return page.path, Written(key, text)

    def get(self, kind: str, id: str) -> Record:
        """The record that a checked reference names. KeyError for any other; ValueError as :meth:`seen`."""
        return self.seen(self.site.get(kind, id))

    def seen(self, record: Record) -> Record:
        """The record itself; ValueError where the page that is being written may not speak of it."""
        if self._scope is not None and record.path not in self._scope:
            raise ValueError(f"not among the records that the page says it uses: {record.path}")
        return record

    def _remember(self, page: Page) -> None:
        if page.record:
            self.sources[page.path] = page.record
        self.pages[page.path] = page

    @contextmanager
    def speaking_of(self, scope: Iterable[str]) -> Iterator[None]:
        """While it lasts, only the records of these paths may be asked for; all others are a ValueError."""
        before, self._scope = self._scope, frozenset(scope)
        try:
            yield
        finally:
            self._scope = before

    def _text(self, page: Page, template: str, record: Record | None, values: dict[str, Any]) -> str:
        body = body_of(record) if record is not None else ""
        view = View(self, page.address)
        return page.text(fill(template, body, v=view, page=page, record=record, **values))

    @cached_property
    def frame(self) -> tuple[Record, ...]:
        """Every record that is no case: few, and mostly left as they are."""
        return tuple(record for record in self.site.records.all() if record.kind.name != "case")

    @cached_property
    def frame_digest(self) -> str:
        """What changes whenever a record does that is no case."""
        return digest(*(part for record in self.frame for part in (record.path, record.digest)))

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        """Tag → what its pages are named by."""
        return unique_slugs(sorted(self.site.cases_by["tag"]))

    def facet_page(self, facet: str, value: str) -> str:
        """The path, ending in ``.md``, of the first page that lists the cases of one facet value."""
        return f"cases/by/{facet}/{self.tag_slugs[value] if facet == 'tag' else value}.md"

    def facet_title(self, facet: str, value: str) -> str:
        """A facet value in Chinese; ValueError as :meth:`seen`."""
        if facet == "kind":
            return APPLIES_TO[value]
        if facet == "year":
            return f"{int(value)}年"
        if facet == "tag":
            return value
        return self.name(self.get(facet, value))

    def clauses(self, policy: Record) -> dict[str, str]:
        """Anchor → words of every heading in a policy's body, in their order."""
        if policy.id not in self._clauses:
            self._clauses[policy.id] = {one.anchor: one.text for one in policy.body.headings}
        return self._clauses[policy.id]

    def title(self, record: Record) -> str:
        """A record's title; a sheet, which has none, is called by unit and period. ValueError like :meth:`seen`."""
        if self.seen(record).kind.name == "commitment":
            return f"{self.get('unit', record.unit).title}{record.period.plain}承诺"
        return str(record.title)

    def name(self, record: Record) -> str:
        """A record's title in plain text, which says so where it is a sample. ValueError as :meth:`seen`."""
        title = self.title(record)
        return f"{title}（示例）" if is_sample(record) and "示例" not in title else title


def records_on_card(press: Press, case: Record) -> list[Record]:
    """The records that a case's card or line says something of: itself, and its unit."""
    return [case, press.site.get("unit", case.unit)] if case.unit else [case]


def body_of(record: Record) -> str:
    """A record's Markdown as it stands in its page; its footnotes are kept with it, before what the page adds."""
    text = record.body.anchored
    if "[^" in text and any(line.lstrip().startswith("[^") and "]:" in line for _, line in record.body.open_lines()):
        text = text.rstrip("\n") + "\n\n///Footnotes Go Here///"
    return text
