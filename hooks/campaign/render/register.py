"""The publication register: who collected, examined and approved each case, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..dates import parse
from ..records import Record
from .page import Page
from .press import Pages, Press


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
        search=False,
    )
    yield press.write(index, "register.md.j2", months=months)
    for number, month in enumerate(months):
        page = Page(
            month.path,
            f"{month.title}发布登记",
            kind="editors",
            wide=True,
            toc=False,
            search=False,
        )
        yield press.write(
            page,
            "register_month.md.j2",
            month=month,
            taken_down={case.id for case in press.site.taken_down},
            later=months[number - 1] if number else None,
            earlier=months[number + 1] if number + 1 < len(months) else None,
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
