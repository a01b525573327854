"""A record's form as a page: its widgets, what is wrong beside them, and what is said above."""

from __future__ import annotations

from dataclasses import replace

from campaign import Diagnostic, Record, Records, Severity
from campaign.catalogue import CATALOGUE
from campaign.kinds import CASE_STATUS, KINDS
from starlette.responses import Response

from . import answers, placing
from .answers import Opened
from .form import Form
from .listing import changed_since_review
from .sheet import Sheet, packed
from .web import Desk, kind_of

SAID = {
    "saved": "已保存。",
    "draft": "已退回草稿。",
    "review": "已保存并送审。",
    "notice": "已保存并转为公示中。公示期满、没有异议以后再审签。",
    "signed": "已审签，状态改为「已发布」。下次生成网站时上网。",
    "withdrawn": "已撤下。下次生成网站时，列表、搜索和导出里都不再有它，页面只留一句说明。",
    "restored": "已恢复为「待审」，要重新审签才会上网。",
    "old": "这是历史版本，还没有保存。核对以后按「保存」才算恢复。",
    "discarded": "草稿已丢弃，下面是磁盘上的内容。",
    "theirs": "用了磁盘上的内容。您原来填写的还留作草稿，见上方。",
    "new": "新的一份，还没有保存。填写中会自动留草稿。",
}


def show(
    desk: Desk,
    sheet: Sheet,
    said: str = "",
    *,
    wrong: bool = False,
    in_earnest: bool = False,
    whole: bool = False,
    focus: str = "",
    kept: bool = False,
) -> Response:
    """The form as a page. ``wrong`` is what is said of something that was not done.

    ``in_earnest`` judges a draft as if it were published; ``whole`` shows the text in one field; ``focus`` names the
    control that the keyboard goes on in; ``kept`` tells that there is a draft.
    """
    opened = None if whole else sheet.opened
    records = desk.office.records()
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    if in_earnest:
        diagnostics = as_published(diagnostics)
    placed = placing.place(opened, sheet.composed, record, diagnostics)
    errors = placing.counts(placed)["error"]
    if said == SAID["saved"] and errors:
        said, wrong = f"已保存，但还有 {errors} 个错误；改好以前，网站不能生成。", True
    form = Form(opened, sheet.post, records) if opened else None
    kind = KINDS[kind_of(sheet.path)]
    return desk.page(
        "edit.html.j2",
        sheet=sheet,
        opened=opened,
        # A form that cannot be shown is another matter than one that is not wanted.
        can_form=sheet.opened is not None or answers.front(sheet.text) is not None,
        base=packed(sheet.base),
        since=packed(sheet.since) if sheet.since != sheet.base else "",
        kind=kind,
        record=record,
        title=titled(record, records, kind.title),
        widgets=form.widgets() if form else [],
        sections=form.sections() if form else [],
        locked=_locked(opened) if opened else [],
        beside=placing.by_control(placed),
        placed=placed,
        counts=placing.counts(placed),
        said=said,
        wrong=wrong,
        focus=focus,
        kept=kept,
        others=[one for one in desk.drafts.of(sheet.path) if one.form != sheet.form],
        changed_since_review=record is not None and changed_since_review(record, records),
        statuses=CASE_STATUS,
    )


def titled(record: Record | None, records: Records, kind: str) -> str:
    """What the page of a record is called; ``kind`` is the Chinese for one that has no title yet."""
    if record is None:
        return f"未命名的{kind}"
    if record.kind.name == "commitment":
        unit = records.get("unit", record.unit or "")
        return f"{unit.title if unit else record.unit or ''}承诺"
    return record.title or f"未命名的{kind}"


def _locked(opened: Opened) -> list[tuple[str, str]]:
    """(name, title) of fields that are written in a way no form can show."""
    signed = answers.SIGNED.get(opened.kind.name, ())
    return [(one.name, one.title) for one in opened.kind.fields if one.name in opened.locked and one.name not in signed]


def as_published(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The findings as they would count if the record were published."""
    return [replace(one, severity=min(one.severity, CATALOGUE[one.code].severity, key=_rank)) for one in diagnostics]


def _rank(severity: Severity) -> int:
    return severity.rank
