"""Records read for print: from the texts of the site's pages, so that no export says more, less or other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from campaign import Record, Rendered, Site
from campaign.render.press import body_of
from markdown import Markdown
from markup.fragments import Fragments
from markup.sanitising import sanitised
from mkdocs.config.defaults import MkDocsConfig

from exporting import headings, page_blocks
from exporting.paper import Compendium, Paper, Part

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# Kinds whose headings are numbered here; what others wrote stands as they wrote it.
_NUMBERED = ("case",)


class Reader:
    """Reads the pages of one site. ``config`` has the Markdown extensions that the site is made with."""

    def __init__(self, site: Site, rendered: Rendered, config: MkDocsConfig) -> None:
        self._site = site
        self._rendered = rendered
        self._site_url = config.site_url or ""
        self._organiser = str(site.campaign.organiser or "")
        fragments = Fragments()
        fragments.know(site.records.includes)
        self._fragments = fragments
        extensions = fragments.in_place(config.markdown_extensions)
        self._markdown = Markdown(extensions=extensions, extension_configs=dict(config.mdx_configs))

    def paper(self, record: Record) -> Paper:
        """A record as its page shows it. KeyError where the site has no page of it."""
        text = self._rendered.texts[record.path]
        assert isinstance(text, str)
        self._fragments.page = record.path
        html = sanitised(self._markdown.reset().convert(_bounded(text, body_of(record))))
        read = page_blocks.read(html, record.path, self._web)
        arranged = headings.numbered if record.kind.name in _NUMBERED else headings.typed
        unit = self._site.get("unit", record.unit) if "unit" in record.data else None
        unit_name = self._name(unit) if unit else ""
        named = record.data.get("criteria") or ()
        return Paper(
            record=record,
            title=read.title,
            lead=read.lead,
            body=tuple(arranged(read.body)),
            tail=read.tail,
            notes=read.notes,
            reviewed=_reviewed(record),
            address=self._web(record.page) or record.page,
            unit=unit_name,
            criteria=tuple(self._name(self._site.get("criterion", id)) for id in named),
            author=unit_name or self._organiser,
        )

    def compendium(self, records: Iterable[Record], title: str, by: str, dated: str) -> Compendium:
        """Several records as one book, parted ``by`` criterion, unit or kind; each stands in one part only."""
        papers = [self.paper(record) for record in records]
        parts: dict[str, list[Paper]] = {}
        units: dict[str, list[Paper]] = {}
        for paper in papers:
            parts.setdefault(_part(paper, by), []).append(paper)
            if paper.unit:
                units.setdefault(paper.unit, []).append(paper)
        order = self._order(by)
        return Compendium(
            title,
            self._organiser,
            dated,
            tuple(
                Part(name, tuple(found))
                for name, found in sorted(parts.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))
            ),
            tuple((name, tuple(found)) for name, found in sorted(units.items(), key=lambda one: order.get(one[0], 0))),
        )

    def _order(self, by: str) -> dict[str, int]:
        records = {"criterion": self._site.criteria, "unit": self._site.units}.get(by, self._site.units)
        names = [self._name(one) for one in (*records, *(self._site.units if by == "criterion" else ()))]
        return {name: number for number, name in enumerate(dict.fromkeys(names))}

    def _name(self, record: Record) -> str:
        return self._rendered.press.name(record)

    def _web(self, address: str) -> str:
        return self._site_url.rstrip("/") + "/" + quote(address, safe="/#%?&=") if self._site_url else ""


def _bounded(text: str, body: str) -> str:
    """A page's Markdown with marks around the record's own text."""
    page, body = _FRONT_MATTER.sub("", text), body.strip("\n")
    own = f"\n\n{page_blocks.MARK}\n\n{body}\n\n{page_blocks.MARK}\n\n"
    return page.replace(f"\n{body}\n", own, 1) if body.strip() else page


def _part(paper: Paper, by: str) -> str:
    """The name of the part that a paper stands in: a case that shows several criteria in that of the first."""
    if by == "criterion" and paper.criteria:
        return paper.criteria[0]
    if by == "unit" and paper.unit:
        return paper.unit
    return paper.record.kind.title


def _reviewed(record: Record) -> str:
    """When it was approved, or is to be looked at again."""
    if record.kind.name == "case" and record.review and record.review.on:
        return str(record.review.on.plain)
    return str(record.review_by.plain) if record.kind.name == "guide" and record.review_by else ""
