"""The publication register: who collected, examined and approved each case, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..dates import parse
from ..records import Record
from .page import Page
from .press import Pages, Press, records_on_card

ROWS = 200


@dataclass(frozen=True)
class Month:
    """The cases approved in a month, in order of day; ``key`` is like 2011-06."""

    key: str
    title: str
    cases: tuple[Record, ...]

    @property
    def path(self) -> str:
        return f"editors/register/{self.key}.md"

    @property
    def address(self) -> str:
        return f"editors/register/{self.key}.html"


def pages(press: Press) -> Pages:
    months = _months(press)
    index = Page(
        "editors/register.md",
        "发布登记",
        description="案例的采集、保密审查和终审登记，按月汇总。",
        kind="editors",
        wide=True,
        toc=False,
    )
    yield press.write(index, "register.md.j2", months=months)
    for number, month in enumerate(months):
        later = months[number - 1] if number else None
        earlier = months[number + 1] if number + 1 < len(months) else None
        yield from _month(press, month, later, earlier)


def _month(press: Press, month: Month, later: Month | None, earlier: Month | None) -> Pages:
    """The pages of one month, so many rows each."""
    first = Page(month.path, f"{month.title}发布登记", kind="editors", wide=True, toc=False)
    last = (len(month.cases) + ROWS - 1) // ROWS
    for number in range(1, last + 1):
        cases = month.cases[(number - 1) * ROWS : number * ROWS]
        yield press.write_later(
            first.numbered(number),
            "register_month.md.j2",
            [record for case in cases for record in records_on_card(press, case)],
            facts=(number, last, later and (later.address, later.title), earlier and (earlier.address, earlier.title)),
            cases=cases,
            taken_down={case.id for case in press.site.taken_down},
            number=number,
            last=last,
            before=first.numbered(number - 1).address if number > 1 else "",
            after=first.numbered(number + 1).address if number < last else "",
            later=later,
            earlier=earlier,
        )


def _months(press: Press) -> list[Month]:
    """Newest first. Cases taken down stay on the register, by id only."""
    found: dict[str, list[Record]] = defaultdict(list)
    for case in (*press.site.cases, *press.site.taken_down):
        if case.review and case.review.on and case.review.on.start:
            found[case.review.on.start.isoformat()[:7]].append(case)
    return [
        Month(key, parse(key).plain, tuple(sorted(found[key], key=lambda case: (case.review.on.sort_key, case.id))))
        for key in sorted(found, reverse=True)
    ]
