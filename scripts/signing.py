"""A case's text signed, taken down, or brought back; and what keeps it from being signed. No file is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from campaign import Diagnostic, Record, Records, Severity, fingerprint
from campaign.catalogue import CATALOGUE
from campaign.kinds import CASE_STATUS, KINDS, TAKEN_DOWN, UNPUBLISHED
from campaign.load import parse
from campaign.markdown import Body
from campaign.register import REVIEWERS
from campaign.rewrite import rewrite

PUBLISHED = "published"
SIGNABLE = (*UNPUBLISHED, PUBLISHED)

# What a signature mends by itself, or what is asked anew of the one that is to be given.
_OF_THE_OLD = {"fingerprint-mismatch", "missing-review", "missing-fingerprint", "missing-consent", "notice-open"}


def sign(
    record: Record,
    text: str,
    includes: Mapping[str, Body],
    by: str,
    secrecy_by: str,
    final_by: str,
    on: date,
    *,
    publish: bool = True,
) -> str:
    """The text of a case's file with its review and fingerprint, published unless that is not wanted.

    It signs what ``text`` says, with ``includes`` as the fragments that it mentions; of the
    record only the place counts. ValueError where the text cannot be read.
    """
    read = parse(record.path, text.encode("utf-8")).record
    if read is None:
        raise ValueError(f"cannot be read: {record.path}")
    names = {"by": by.strip(), "secrecy_by": secrecy_by.strip(), "final_by": final_by.strip()}
    review = {**names, "on": on.isoformat(), "fingerprint": fingerprint(read, includes)}
    status = {"status": PUBLISHED} if publish else {}
    return rewrite(text, {**status, "review": review}, kind=record.kind)


def what_hinders(
    record: Record,
    records: Records,
    diagnostics: Iterable[Diagnostic],
    by: str | None = None,
    secrecy_by: str | None = None,
    final_by: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why a case cannot be signed, in Chinese sentences; empty where it can.

    ``diagnostics`` are those of the folder, or of this file; what a draft may still lack counts,
    for a signed case may not. The names and the day are looked at where they are given.
    """
    found = []
    if record.kind.name != "case":
        return [f"只有案例要审签，这是{record.kind.title}。"]
    if record.status not in SIGNABLE:
        label = CASE_STATUS.get(record.status or "", "未写")
        more = "；先恢复，再审签" if record.status in TAKEN_DOWN else ""
        found.append(f"状态是「{label}」，不能审签{more}。")
    found += [
        f"第 {one.line} 行：{one.message}。{one.hint}".replace("。。", "。") for one in errors(record, diagnostics)
    ]
    if record.applies_to == "member" and not record.consent:
        found.append("个人案例还没有本人同意的记录（consent）。")
    names = {"by": by, "secrecy_by": secrecy_by, "final_by": final_by}
    missing = [REVIEWERS[name] for name, given in names.items() if given is not None and not given.strip()]
    if missing:
        found.append(f"没有写{'、'.join(missing)}。")
    if on is not None:
        found += _days(record, on)
    return found


def what_to_weigh(by: str, secrecy_by: str, final_by: str) -> list[str]:
    """What does not hinder a signature, but should be thought over: one person in two roles."""
    roles = dict(zip(REVIEWERS.values(), (by, secrecy_by, final_by), strict=True))
    return [
        f"{'、'.join(role for role, name in roles.items() if name.strip() == person)}是同一个人（{person}）；采集、保密审查、终审一般由三个人分别签。"
        for person, times in Counter(name.strip() for name in roles.values()).items()
        if person and times > 1
    ]


def ways_down(status: str | None) -> tuple[str, ...]:
    """The statuses that a case of this one can be taken down to; none where it does not show."""
    return {"published": TAKEN_DOWN, "suspended": ("revoked",)}.get(status or "", ())


def withdraw(text: str, status: str, on: date, basis: str) -> str:
    """The text of a case taken down, ``suspended`` or ``revoked``, with the day and on what grounds.

    ValueError, its words Chinese, for another status, and where there are no grounds.
    """
    if status not in TAKEN_DOWN:
        raise ValueError(f"撤下以后的状态只能是{'或'.join(f'「{CASE_STATUS[one]}」' for one in TAKEN_DOWN)}。")
    if not basis.strip():
        raise ValueError("撤下要写明依据，如决定的文号。")
    changes = {"status": status, "revoked": {"on": on.isoformat(), "basis": basis.strip()}}
    return rewrite(text, changes, kind=KINDS["case"])


def restore(text: str) -> str:
    """The text of a case that was taken down, waiting for review: it must be signed anew to show again.

    The day and the grounds of its taking down go.
    """
    return rewrite(text, {"status": "review", "revoked": None}, kind=KINDS["case"])


def still_named(record: Record, records: Records) -> list[str]:
    """Paths of what is shown and links to a case or names it in words, sorted: for whoever takes it down to look at."""
    title = record.title or ""
    return [
        other.path
        for other in records.all()
        if other is not record
        and (other.kind.name != "case" or other.status == PUBLISHED)
        and (record.path in other.leads_to or (title and title in other.body.text))
    ]


def errors(record: Record, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What would be an error once the case is published. The old review is no matter."""
    return [
        one
        for one in diagnostics
        if one.path == record.path
        and (one.severity is Severity.ERROR or _lenient_error(one))
        and one.code not in _OF_THE_OLD
        and not _within_review(record, one)
    ]


def _lenient_error(one: Diagnostic) -> bool:
    entry = CATALOGUE[one.code]
    return entry.lenient and entry.severity is Severity.ERROR


def _within_review(record: Record, one: Diagnostic) -> bool:
    """Whether a finding stands in the lines of the review, which is written anew."""
    if one.line >= record.body.first_line:
        return False
    before = [(mark.line, path[0]) for path, mark in record.marks.items() if path and mark.line <= one.line]
    return bool(before) and max(before, key=lambda found: found[0])[1] == "review"


def _days(record: Record, on: date) -> Iterable[str]:
    notice, consent = record.notice, record.consent
    if notice and notice.end is None:
        yield "公示期没有写明哪天结束。"
    elif notice and notice.end >= on:
        yield f"公示到 {notice.end.isoformat()} 才结束，期满、没有异议以后再审签。"
    if consent and consent.on and consent.on.start and consent.on.start > on:
        yield f"本人同意的日期（{consent.on.plain}）晚于审定日期。"
