"""The register and the review form as pages of their own, for the printer: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from ..records import Record, Records
from ..register import HEADINGS, QUESTIONS, REVIEWERS, Month, Sheet, row, summary
from .templates import fill


def register_page(months: Sequence[Month], records: Records) -> str:
    """HTML: a table for each month, with what it came to, on A4 laid across; it says so if there is no month."""

    def line(case: Record) -> dict[str, str]:
        return dict(zip(HEADINGS, row(case, records), strict=True))

    return fill(
        "print_register.html.j2",
        title="网站信息发布登记表",
        orientation="landscape",
        width="269mm",
        site=_site(records),
        months=months,
        reviewers=tuple(REVIEWERS.values()),
        row=line,
        summary=lambda month: summary(month, records),
    )


def form_page(sheets: Iterable[Sheet], records: Records, style: str) -> str:
    """HTML: a sheet of A4 for each form; ``style`` is the form's own CSS, put in as it is."""
    return fill(
        "print_forms.html.j2",
        title="信息发布保密审查审批表",
        orientation="portrait",
        width="182mm",
        site=_site(records),
        sheets=tuple(sheets),
        questions=QUESTIONS,
        reviewers=REVIEWERS,
        style=Markup(style),
    )


def _site(records: Records) -> str:
    return str(records.campaign.title or "") if records.campaign else ""
