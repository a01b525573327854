"""A case has its template's sections and, to be published, all that was signed for it."""

from __future__ import annotations

from .. import dates
from ..diagnostics import Mark
from ..findings import Findings
from ..fingerprint import fingerprint
from ..kinds import CASE_STATUS, TAKEN_DOWN
from ..records import Record, Records
from ..templates import template_of
from ..values import Item

SIGNED = ("published", "archived", *TAKEN_DOWN)


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """A case's sections, its length, its review, consent and revocation; nothing for records of other kinds."""
    if record.kind.name != "case":
        return
    template = template_of(records.campaign, record)
    if template is not None and records.campaign is not None:
        _sections(findings, record, template)
        _length(findings, record, template)
    _review(records, findings, record)
    _revocation(findings, record)


def check(records: Records, findings: Findings) -> None:
    """The addresses that cases have had: each well-formed, below ``cases/``, and taken by nothing else."""
    pages = {one.page for one in records.all()}
    aliases: dict[str, str] = {}
    for case in records.of("case"):
        _aliases(findings, case, pages, aliases)


def _sections(findings: Findings, case: Record, template: Item) -> None:
    title = template.get("title", "")
    found = {section.heading.text: section for section in reversed(case.body.sections)}
    previous = ""
    line = 0
    for name in template.sections:
        section = found.get(name)
        if section is None:
            findings.report("missing-section", case.path, case.end, section=name, template=title)
            continue
        mark = Mark(section.heading.line)
        if not section.chars:
            findings.report("empty-section", case.path, mark, section=name)
        if section.heading.line < line:
            order = "、".join(template.sections)
            findings.report("section-order", case.path, mark, section=name, before=previous, order=order)
        previous, line = name, section.heading.line


def _length(findings: Findings, case: Record, template: Item) -> None:
    count = case.body.chars
    low, high = template.min_chars, template.max_chars
    if low is not None and count < low:
        findings.report("too-short", case.path, case.end, count=count, limit=low)
    if high is not None and count > high:
        findings.report("too-much", case.path, case.end, count=count, limit=high, over=count - high)


def _review(records: Records, findings: Findings, case: Record) -> None:
    label = CASE_STATUS.get(case.status or "", "")
    review = case.review
    if case.status in SIGNED and not review:
        findings.report("missing-review", case.path, case.mark("status"), status=label)
    if case.status == "published" and case.applies_to == "member" and not case.consent:
        findings.report("missing-consent", case.path, case.mark("status"))
    if not review or case.status != "published":
        return
    if case.notice and review.on and case.notice.end and review.on.start and case.notice.end >= review.on.start:
        findings.report(
            "notice-open",
            case.path,
            case.mark("review", "on"),
            end=dates.day(case.notice.end).plain,
            on=review.on.plain,
        )
    if not review.fingerprint:
        if records.campaign and records.campaign.require_fingerprint:
            findings.report("missing-fingerprint", case.path, case.mark("review"))
        return
    now = fingerprint(case, records.includes)
    if review.fingerprint != now:
        on = review.on.plain if review.on else ""
        findings.report("fingerprint-mismatch", case.path, case.mark("review", "fingerprint"), on=on, fingerprint=now)


def _revocation(findings: Findings, case: Record) -> None:
    label = CASE_STATUS.get(case.status or "", "")
    if case.status in TAKEN_DOWN and not case.revoked:
        findings.report("missing-revocation", case.path, case.mark("status"), status=label)
    if case.revoked and case.status and case.status not in (*TAKEN_DOWN, "archived"):
        findings.report("stray-revocation", case.path, case.mark("revoked"), status=label)


def _aliases(findings: Findings, case: Record, pages: set[str], taken: dict[str, str]) -> None:
    for index, alias in enumerate(case.aliases):
        reason = ""
        if not alias.endswith(".html") or alias.startswith("/") or set(alias) & set('\\:*?"<>|# %{}'):
            reason = "要写成 文件夹/文件名.html 这样的路径"
        elif any(part in ("", ".", "..") for part in alias.split("/")):
            reason = "路径里不能有空的一段或 .."
        elif not alias.startswith("cases/") or alias.startswith("cases/by/") or alias == "cases/index.html":
            reason = "只能是 cases/ 下面的页面"
        elif alias in pages:
            reason = "这个地址现在就有页面"
        elif alias in taken:
            reason = f"{taken[alias]} 也写了这个地址"
        if reason:
            findings.report("bad-alias", case.path, case.mark("aliases", index), value=alias, reason=reason)
        else:
            taken[alias] = case.path
