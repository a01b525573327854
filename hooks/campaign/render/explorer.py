"""The case explorer: an index with facets, a plain page per facet value, and the data its script reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..records import Record
from ..site import Site
from .page import Page
from .press import FACETS, PER_PAGE, Leaf, Pages, Press, records_on_card

# A facet with more values shows this many, the fullest, and leads to a page of all.
SHOWN_VALUES = 30
# The kinds of record that a facet's values name.
NAMED_BY = {"criterion": "criteria", "unit": "units", "stage": "stages", "honour": "honours"}


@dataclass(frozen=True)
class Value:
    """One value of a facet: what to call it, and how many cases have it."""

    facet: str
    id: str
    title: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A facet with its values in reading order."""

    id: str
    title: str
    values: tuple[Value, ...]

    @cached_property
    def shown(self) -> tuple[Value, ...]:
        """The values that fit beside the list: all, or the fullest of many, in reading order."""
        if len(self.values) <= SHOWN_VALUES:
            return self.values
        fullest = sorted(self.values, key=lambda one: (-one.count, one.title))[:SHOWN_VALUES]
        kept = {one.id for one in fullest}
        return tuple(one for one in self.values if one.id in kept)

    @cached_property
    def told(self) -> str:
        """All that a page of one value says of the others."""
        return repr((self.id, self.title, self.shown, len(self.values)))


def pages(press: Press) -> Pages:
    """The explorer, the pages of each facet and of each of its values, and the data of the explorer's script."""
    facets = tuple(_facets(press))
    yield _index(press, facets)
    for facet in facets:
        yield _overview(press, facet)
        for value in facet.values:
            yield from _lists(press, facet, value)
    yield "cases/explorer.js", data(press)


def data(press: Press) -> str:
    """The call that hands the explorer's script its rows, newest first."""
    site = press.site
    labels = {
        facet: {value: press.facet_title(facet, value) for value in sorted(site.cases_by[facet])}
        for facet in FACETS
        if facet not in ("year", "tag")
    }
    rows = [_row(press, case) for case in site.cases]
    return f"zyCases({json.dumps({'labels': labels, 'cases': rows}, ensure_ascii=False, separators=(',', ':'))})\n"


def _row(press: Press, case: Record) -> dict[str, object]:
    row = {
        "t": case.title,
        "u": case.page.removeprefix("cases/"),
        "s": case.summary,
        "d": case.date.plain if case.date else None,
        "y": case.date.year if case.date else None,
        "k": case.applies_to,
        "c": list(case.criteria),
        "n": case.unit,
        "g": case.stage,
        "h": list(case.honours),
        "w": list(case.tags),
        "x": 1 if case.data.get("sample") else None,
    }
    return {key: value for key, value in row.items() if value}


def _facets(press: Press) -> Iterator[Facet]:
    for id, title in FACETS.items():
        found = press.site.cases_by[id]
        values = tuple(
            Value(id, value, press.facet_title(id, value), len(found[value])) for value in _order(press.site, id)
        )
        if values:
            yield Facet(id, title, values)


def _order(site: Site, facet: str) -> list[str]:
    """A facet's values as the records are ordered; years newest first, tags by how common they are."""
    found = site.cases_by[facet]
    if facet == "year":
        return sorted(found, reverse=True)
    if facet == "tag":
        return sorted(found, key=lambda tag: (-len(found[tag]), tag))
    if facet == "kind":
        return sorted(found, reverse=True)
    order = {"criterion": site.criteria, "unit": site.units, "stage": site.stages, "honour": site.honours}[facet]
    return [record.id for record in order if record.id in found]


def _index(press: Press, facets: tuple[Facet, ...]) -> Leaf:
    page = Page(
        "cases/index.md",
        "案例",
        description="按类型、标准、单位、年份等查看典型案例。",
        kind="explorer",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    return press.write(page, "explorer.md.j2", facets=facets, shown=PER_PAGE)


def _overview(press: Press, facet: Facet) -> Leaf:
    page = Page(
        f"cases/by/{facet.id}.md",
        f"按{facet.title}查看案例",
        kind="index",
        section="cases",
        record="campaign.md",
        toc=False,
    )
    return press.write(page, "facet.md.j2", facet=facet)


def _lists(press: Press, facet: Facet, value: Value) -> Pages:
    """The pages of one facet value, fifty cases each."""
    cases = press.site.cases_by[facet.id][value.id]
    named = press.site.get(facet.id, value.id) if facet.id in NAMED_BY else None
    first = Page(
        press.facet_page(facet.id, value.id),
        f"{facet.title}：{value.title}",
        description=f"{facet.title}为“{value.title}”的案例，共 {len(cases)} 个。",
        kind="index",
        section="cases",
        record=named.path if named else "campaign.md",
        toc=False,
    )
    last = (len(cases) + PER_PAGE - 1) // PER_PAGE
    for number in range(1, last + 1):
        shown = cases[(number - 1) * PER_PAGE : number * PER_PAGE]
        uses = [named] if named else []
        yield press.write_later(
            first.numbered(number),
            "facet_value.md.j2",
            [*uses, *(record for case in shown for record in records_on_card(press, case))],
            facts=(facet.told, value, number, last),
            facet=facet,
            value=value,
            named=named,
            cases=shown,
            number=number,
            last=last,
            before=first.numbered(number - 1).address if number > 1 else "",
            after=first.numbered(number + 1).address if number < last else "",
        )
