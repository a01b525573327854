"""The publication register: who collected, examined and approved each case, and what each month came to.

It is made from the records as they are: a case that was signed again stands in the month of
its last review. Earlier reviews are for the history of the files to tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .dates import Date, parse
from .fingerprint import fingerprint
from .kinds import APPLIES_TO, CASE_STATUS, KINDS, TAKEN_DOWN
from .records import Record, Records
from .schema import Group

# What is asked before anything is published, after the secrecy review forms in use.
QUESTIONS = (
    "是否涉及国家秘密，或内部敏感事项",
    "是否涉及涉密科研项目或其进度",
    "是否含有涉密的成果、图纸、照片、录像",
    "是否涉及涉外事项或军工事项",
    "是否有其他不宜公开的重大事项",
)

# Characters of a fingerprint that stand for it in a table.
SHOWN = 16


def _reviewers() -> dict[str, str]:
    declared = KINDS["case"].group.field("review")
    assert declared is not None and isinstance(declared.type, Group)
    return {one.name: one.title for one in declared.type.fields if one.name in ("by", "secrecy_by", "final_by")}


# by, secrecy_by and final_by, as the schema calls them.
REVIEWERS = _reviewers()


def taken_down(case: Record) -> bool:
    """Whether a case is suspended or revoked: its id may be told, but neither its title nor its unit."""
    return case.status in TAKEN_DOWN


@dataclass(frozen=True)
class Month:
    """The cases approved and those taken down in a month, each by day; ``key`` is like 2011-06."""

    key: str
    cases: tuple[Record, ...]
    withdrawn: tuple[Record, ...]

    @property
    def title(self) -> str:
        """The month in Chinese: 2011年6月."""
        return parse(self.key).plain

    @cached_property
    def by_kind(self) -> dict[str, int]:
        """The value of ``kind`` → number of cases approved that still show, organisations first."""
        kinds = (case.applies_to for case in self.cases if case.applies_to and not taken_down(case))
        return dict(sorted(Counter(kinds).items(), reverse=True))

    @cached_property
    def by_unit(self) -> dict[str, int]:
        """Id of a unit → number of its cases approved that still show, most first."""
        counted = Counter(case.unit for case in self.cases if case.unit and not taken_down(case))
        return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))

    @property
    def hidden(self) -> int:
        """How many of those approved were taken down since."""
        return sum(taken_down(case) for case in self.cases)


def months(cases: Iterable[Record]) -> list[Month]:
    """The months in which anything was approved or taken down, newest first. What has no known day is in none."""
    approved: dict[str, list[Record]] = defaultdict(list)
    withdrawn: dict[str, list[Record]] = defaultdict(list)
    for case in cases:
        if case.review and case.review.on and case.review.on.start:
            approved[_month(case.review.on)].append(case)
        if taken_down(case) and case.revoked and case.revoked.on and case.revoked.on.start:
            withdrawn[_month(case.revoked.on)].append(case)
    return [
        Month(
            key,
            tuple(sorted(approved[key], key=lambda case: (case.review.on.sort_key, case.id))),
            tuple(sorted(withdrawn[key], key=lambda case: (case.revoked.on.sort_key, case.id))),
        )
        for key in sorted(approved.keys() | withdrawn.keys(), reverse=True)
    ]


def registered(case: Record) -> bool:
    """Whether a case stands on the register: approved, and published, put away or taken down since."""
    return bool(case.review) and case.status in ("published", "archived", *TAKEN_DOWN)


def status_word(case: Record) -> str:
    """A case's status in Chinese; empty where it has none."""
    return CASE_STATUS.get(case.status, "")


# What the register says of a case, in the order it is read.
HEADINGS = ("编号", "标题", "单位", *REVIEWERS.values(), "审定日期", "状态", "文本指纹", "撤下日期", "撤下依据")


def row(case: Record, records: Records) -> tuple[str, ...]:
    """A registered case's line, one text for each of :data:`HEADINGS`; without title and unit if it is taken down."""
    hidden = taken_down(case)
    review, revoked = case.review, case.revoked if hidden else None
    return (
        case.id,
        "" if hidden else called(case),
        "" if hidden else unit_name(case, records),
        *(review.get(name) or "" for name in REVIEWERS),
        review.on.edtf if review.on else "",
        status_word(case),
        (review.fingerprint or "").removeprefix("sha256:")[:SHOWN],
        revoked.on.edtf if revoked and revoked.on else "",
        revoked.basis or "" if revoked else "",
    )


def summary(month: Month, records: Records) -> list[str]:
    """What a month came to, in Chinese lines: approved by kind and unit, taken down and on what grounds."""
    approved = f"审定 {len(month.cases)} 个"
    if month.by_kind:
        approved += "：" + "，".join(
            f"{APPLIES_TO.get(kind, kind)} {count} 个" for kind, count in month.by_kind.items()
        )
    if month.hidden:
        approved += f"，其中后来撤下 {month.hidden} 个"
    found = [approved + "。"]
    if month.by_unit:
        units = ((records.get("unit", id), id, count) for id, count in month.by_unit.items())
        found.append(
            "各单位：" + "，".join(f"{called(unit) if unit else id} {count} 个" for unit, id, count in units) + "。"
        )
    found += [
        f"撤下：{case.id}，{status_word(case)}，{case.revoked.on.plain}，依据：{(case.revoked.basis or '').rstrip('。')}。"
        for case in month.withdrawn
    ] or ["撤下：没有。"]
    return found


@dataclass(frozen=True)
class Sheet:
    """What a review form is filled in with, in Chinese; all empty for a blank one.

    ``chars`` is the length of the running text. ``names`` (by the keys of :data:`REVIEWERS`) and
    ``on`` are those of a review that still holds for the text as it is.
    """

    id: str = ""
    title: str = ""
    unit: str = ""
    kind: str = ""
    chars: str = ""
    fingerprint: str = ""
    notice: str = ""
    consent: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    on: str = ""


def sheet(case: Record, records: Records) -> Sheet:
    """What fills the form for a case's text as it is now, with the fingerprint that a signature would be given."""
    review, consent, now = case.review, case.consent, fingerprint(case, records.includes)
    holds = bool(review) and review.fingerprint == now
    return Sheet(
        case.id,
        called(case),
        unit_name(case, records),
        APPLIES_TO.get(case.applies_to or "", ""),
        str(case.body.chars),
        now,
        case.notice.plain if case.notice else "",
        f"{consent.on.plain if consent.on else ''} {consent.scope or ''}".strip() if consent else "",
        {name: review.get(name) or "" for name in REVIEWERS} if holds else {},
        review.on.plain if holds and review.on else "",
    )


def called(record: Record) -> str:
    """A record's title; that of a sample says so."""
    title = record.title or record.id
    return f"{title}（示例）" if record.sample and "示例" not in title else title


def unit_name(case: Record, records: Records) -> str:
    """What a case's unit is called, or the id that the case names; empty where it names none."""
    unit = records.get("unit", case.unit)
    return called(unit) if unit else case.unit or ""


def _month(on: Date) -> str:
    assert on.start is not None
    return on.start.isoformat()[:7]
