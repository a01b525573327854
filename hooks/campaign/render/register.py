"""The publication register: who collected, examined and approved each case, month by month."""

from __future__ import annotations

from ..records import Record
from ..register import QUESTIONS, REVIEWERS, Month, Sheet, months, taken_down
from .page import Page
from .press import Pages, Press, records_on_card

ROWS = 200


def _path(month: Month) -> str:
    return f"editors/register/{month.key}.md"


def _way(month: Month) -> tuple[str, str]:
    """Address and name of a month's page."""
    return f"editors/register/{month.key}.html", month.title


def pages(press: Press) -> Pages:
    """The register's index, the pages of each month, and a blank review form."""
    found = months((*press.site.cases, *press.site.taken_down))
    index = Page(
        "editors/register.md",
        "发布登记",
        description="案例的采集、保密审查和终审登记，按月汇总。",
        kind="editors",
        wide=True,
        toc=False,
    )
    yield press.write(index, "register.md.j2", months=[(*_way(month), month) for month in found])
    for number, month in enumerate(found):
        later = _way(found[number - 1]) if number else None
        earlier = _way(found[number + 1]) if number + 1 < len(found) else None
        yield from _month(press, month, later, earlier)
    form = Page(
        "editors/review-form.md",
        "信息发布保密审查审批表",
        description="发布以前逐条核对的空白表，可以打印。",
        kind="editors",
        wide=True,
        toc=False,
    )
    yield press.write(form, "review_form.md.j2", sheet=Sheet(), questions=QUESTIONS, reviewers=REVIEWERS)


def _month(press: Press, month: Month, later: tuple[str, str] | None, earlier: tuple[str, str] | None) -> Pages:
    """The pages of one month, so many rows each; what it came to stands on the first."""
    first = Page(_path(month), f"{month.title}发布登记", kind="editors", wide=True, toc=False)
    last = max((len(month.cases) + ROWS - 1) // ROWS, 1)
    for number in range(1, last + 1):
        cases = month.cases[(number - 1) * ROWS : number * ROWS]
        shown: tuple[Record, ...] = (*month.cases, *month.withdrawn) if number == 1 else cases
        yield press.write_later(
            first.numbered(number),
            "register_month.md.j2",
            [record for case in shown for record in records_on_card(press, case)],
            facts=(number, last, later, earlier, len(month.cases)),
            month=month if number == 1 else None,
            cases=cases,
            taken_down={case.id for case in cases if taken_down(case)},
            number=number,
            last=last,
            before=first.numbered(number - 1).address if number > 1 else "",
            after=first.numbered(number + 1).address if number < last else "",
            later=later,
            earlier=earlier,
        )
