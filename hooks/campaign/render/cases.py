"""The page of each case, of each one taken down, and of each address a case has had before."""

from __future__ import annotations

from ..records import Record
from .page import Page
from .press import Pages, Press
from .templates import fill
from .words import relative

TOMBS = {"suspended": "该案例暂停展示", "revoked": "该案例已撤下"}


def pages(press: Press) -> Pages:
    site = press.site
    for case in site.cases:
        yield _case(press, case)
        yield from _moved(press, case)
    for case in site.taken_down:
        yield _tomb(press, case)
        yield from _moved(press, case)


def _case(press: Press, case: Record) -> tuple[str, str]:
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
    return press.write(
        page,
        "case.md.j2",
        record=case,
        criteria=[site.get("criterion", id) for id in case.criteria],
        awards=awards,
        honours=[site.get("honour", id) for id in case.honours if id not in named],
        related=site.related.get(case.id, ()),
    )


def _tomb(press: Press, case: Record) -> tuple[str, str]:
    """Nothing of what the case said: neither its title nor its body reaches the template's text."""
    page = Page(case.path, TOMBS[case.status], kind="tomb", record=case.path, toc=False)
    return press.write(page, "tomb.md.j2", record=case)


def _moved(press: Press, case: Record) -> Pages:
    """A small static page at each address the case has had, which names the new one and nothing else."""
    for alias in case.aliases:
        yield alias, fill("moved.html.j2", address=relative(alias, case.page))
