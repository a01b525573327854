"""The register of all that was signed, and what is printed of it."""

from __future__ import annotations

from urllib.parse import quote

from campaign.kinds import TAKEN_DOWN
from campaign.register import HEADINGS, months, registered, row, sheet, summary
from starlette.responses import Response

from .reviewing import case_of
from .store import Unavailable
from .web import OVERRIDES, Asked, Desk


def register(desk: Desk, asked: Asked) -> Response:
    """The register month by month; the printable page of it, or of a case's review form, as a file."""
    from campaign.render.printout import form_page, register_page

    records = desk.office.records()
    found = months(case for case in records.of("case") if registered(case))
    month = asked.query.get("month", found[0].key if found else "")
    chosen = [one for one in found if not month or one.key == month]
    if asked.query.get("print"):
        return _file(register_page(chosen, records), "发布登记表.html")
    if asked.query.get("form"):
        _, record, _, _ = case_of(desk, asked.query["form"])
        if record.status in TAKEN_DOWN:
            raise Unavailable("已经撤下的案例不打印审批表；先恢复，再审签。")
        style = (OVERRIDES / "review-form.css").read_text(encoding="utf-8")
        return _file(form_page([sheet(record, records)], records, style), f"审批表-{record.id}.html")
    return desk.page(
        "register.html.j2",
        months=chosen,
        every=found,
        month=month,
        headings=HEADINGS,
        row=lambda case: dict(zip(HEADINGS, row(case, records), strict=True)),
        summary=lambda one: summary(one, records),
    )


def _file(text: str, name: str) -> Response:
    """A page to be kept and printed. It brings its own style, which the desk's own policy would refuse."""
    header = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(text, media_type="text/html", headers=header)
