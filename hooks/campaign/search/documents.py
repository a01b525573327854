"""What is searched: every page that says something of its own, with its sections and facets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain

from ..dates import Date
from ..kinds import KINDS
from ..memory import digest
from ..records import Record
from ..render.captions import badges, caption
from ..render.press import Press
from ..site import Site
from .pages import generated_pages
from .passages import Section, sections_of

# Kinds of document in the order of the facet, with how much more than others one of it is wanted.
KIND_WEIGHTS = {
    "case": 1.0,
    "policy": 1.1,
    "criterion": 1.2,
    "stage": 1.1,
    "unit": 1.1,
    "honour": 1.0,
    "commitment": 0.9,
    "guide": 1.0,
    "page": 1.0,
    "editors": 0.6,
}
_OTHER_TITLES = {"page": "栏目", "editors": "编辑手册"}
# The facets in the order a reader meets them.
FACETS = {"kind": "栏目", "criterion": "标准", "unit": "单位", "year": "年份", "stage": "阶段", "honour": "表彰"}


@dataclass(eq=False)
class Document:
    """A page as search sees it.

    ``read`` gives its sections, ``key`` stands for all that they, the title and the date are made
    from. ``address`` is that of its page from the site's root, ``kind`` one of :data:`KIND_WEIGHTS`,
    ``meta`` who and when in plain text. ``date`` is what it is sorted by, None for what has no time.
    ``badges`` are (modifier, word) pairs. ``facets``: facet → its values, ids or years.
    ``keywords`` are found by their initials too, as the title is.
    """

    address: str
    kind: str
    title: str
    read: Callable[[], tuple[Section, ...]]
    key: str
    meta: str = ""
    badges: tuple[tuple[str, str], ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date: Date | None = None
    keywords: tuple[str, ...] = ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What ``read`` gives, read once."""
        return self.read()


def kind_title(kind: str) -> str:
    """A kind of :data:`KIND_WEIGHTS` in Chinese."""
    return _OTHER_TITLES.get(kind) or KINDS[kind].title


def documents(press: Press) -> list[Document]:
    """Every document of a site, sorted by address; nothing that does not show on the site, or no longer."""
    site = press.site
    shown = chain(
        *(site.cases, site.policies, site.criteria, site.stages, site.units),
        *(site.honours, site.commitments, site.guides, [site.campaign]),
    )
    found = []
    for record in shown:
        uses = _named(site, record) if record.kind.name == "case" else press.frame
        used = digest(*(one.digest for one in uses)) if record.kind.name == "case" else press.frame_digest
        found.append(_document(press, record, uses, used))
    for address, kind, title, sections in generated_pages(press):
        found.append(Document(address, kind, title, partial(tuple, sections), digest(title, repr(sections))))
    return sorted(found, key=lambda one: one.address)


def _named(site: Site, case: Record) -> Sequence[Record]:
    """The records that a case's text speaks of, itself first."""
    found = [case, *(site.get("criterion", id) for id in case.criteria)]
    found += [site.get("honour", id) for id in case.honours]
    return found + [site.get(kind, id) for kind, id in (("unit", case.unit), ("stage", case.stage)) if id]


def _document(press: Press, record: Record, uses: Sequence[Record], used: str) -> Document:
    kind = record.kind.name
    date: Date | None = getattr(record, _DATED_BY[kind]) if kind in _DATED_BY else None
    title = press.pages[record.path].title if kind == "campaign" else press.title(record)

    def read() -> tuple[Section, ...]:
        with press.speaking_of(one.path for one in uses):
            return sections_of(press, record)

    return Document(
        address=record.page,
        kind="page" if kind == "campaign" else kind,
        title=title,
        read=read,
        key=digest(title, record.path, used),
        meta=caption(press, record),
        badges=badges(record, title),
        facets={name: ids for name, ids in _facets(record, date) if ids},
        date=date,
        keywords=tuple(record.tags) if kind == "case" else (),
    )


# The field that says when, for the kinds that have a time.
_DATED_BY = {"case": "date", "policy": "date", "stage": "period", "honour": "date", "commitment": "period"}


def _facets(record: Record, date: Date | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    kind = record.kind.name
    if date:
        yield "year", date.years
    if kind == "case":
        yield "criterion", tuple(record.criteria)
        yield "unit", (record.unit,) if record.unit else ()
        yield "stage", (record.stage,) if record.stage else ()
        yield "honour", tuple(record.honours)
    elif kind == "commitment":
        yield "unit", (record.unit,)
    elif kind in ("criterion", "unit", "stage", "honour"):
        yield kind, (record.id,)
