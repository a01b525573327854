"""Which records are exported: what somebody names on the command line, of what the site shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from campaign import Record, Site
from campaign.findings import did_you_mean
from campaign.kinds import CASE_STATUS, TAKEN_DOWN
from case_named import path_named


class NotShown(Exception):
    """Why records cannot be exported: a Chinese sentence for each, a line apart."""


def chosen(site: Site, docs: Path, given: Sequence[str]) -> list[Record]:
    """The records that are named, by the id of a case or the path of any record, in their order and each once.

    NotShown, naming each, where one is unknown or is nothing the site shows.
    """
    found: dict[str, Record] = {}
    wrong: list[str] = []
    for one in given:
        record = _find(site, docs, one)
        if isinstance(record, str):
            wrong.append(record)
        else:
            found[record.path] = record
    if wrong:
        raise NotShown("\n".join(wrong))
    return list(found.values())


def every_case(site: Site) -> list[Record]:
    """All cases that the site shows, oldest first, as a book has them."""
    return list(reversed(site.cases))


def _find(site: Site, docs: Path, given: str) -> Record | str:
    records = site.records
    record = records.get("case", given) or records.by_path.get(path_named(docs, given))
    if record is None:
        return f"没有这份内容：{given}。{did_you_mean(given, sorted(records.by_kind['case']))}"
    if record.kind.name != "case" or record in site.cases:
        return record
    if record.status in TAKEN_DOWN:
        return f"{given} 已经撤下，不能导出。"
    return f"{given} 现在是“{CASE_STATUS[record.status]}”，没有发布，不能导出。"
