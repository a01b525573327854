"""The page of each case, of each one taken down, and of each address a case has had before."""

from __future__ import annotations

from ..records import Record
from .page import Page
from .press import Leaf, Pages, Press, records_on_card
from .templates import fill
from .words import relative

TOMBS = {"suspended": "该案例暂停展示", "revoked": "该案例已撤下"}


def pages(press: Press) -> Pages:
    """The page of each visible case and of each taken down, and a file at each address that one had before."""
    site = press.site
    for case in site.cases:
        yield _case(press, case)
        yield from _moved(press, case)
    for case in site.taken_down:
        yield _tomb(press, case)
        yield from _moved(press, case)


def _case(press: Press, case: Record) -> Leaf:
    site = press.site
    page = Page(
        case.path,
        press.name(case),
        description=case.summary or "",
        kind="case",
        record=case.path,
    )
    awards = site.awards_by_case.get(case.id, ())
    named = {award.round.id for award in awards}
    criteria = [site.get("criterion", id) for id in case.criteria]
    honours = [site.get("honour", id) for id in case.honours if id not in named]
    related = site.related.get(case.id, ())
    uses = [*criteria, *honours, *(award.round for award in awards)]
    uses += [site.get(kind, id) for kind, id in (("unit", case.unit), ("stage", case.stage)) if id]
    for shown in (case, *(one.case for one in related)):
        uses += records_on_card(press, shown)
    return press.write_later(
        page,
        "case.md.j2",
        uses,
        facts=(
            [(one.case.path, one.reason) for one in related],
            [(award.round.id, award.category) for award in awards],
            [press.facet_page("tag", tag) for tag in case.tags],
            press.exports,
        ),
        record=case,
        criteria=criteria,
        awards=awards,
        honours=honours,
        related=related,
    )


def _tomb(press: Press, case: Record) -> Leaf:
    """Nothing of what the case said: neither its title nor its body reaches the template's text."""
    page = Page(case.path, TOMBS[case.status], kind="tomb", record=case.path, toc=False)
    return press.write(page, "tomb.md.j2", record=case)


def _moved(press: Press, case: Record) -> Pages:
    """A small static page at each address the case has had, which names the new one and nothing else."""
    for alias in case.aliases:
        yield alias, fill("moved.html.j2", address=relative(alias, case.page))
