"""The case that somebody names on the command line, by its id or by the path of its file."""

from __future__ import annotations

from pathlib import Path

from campaign import Record, Records
from campaign.findings import did_you_mean


def find(records: Records, docs: Path, given: str) -> Record | str:
    """The case, or in a Chinese sentence why there is none. Paths count from here or from the docs folder."""
    path = path_named(docs, given)
    record = records.get("case", given) or records.by_path.get(path)
    if record is not None:
        return record if record.kind.name == "case" else f"{given} 是{record.kind.title}，只有案例要审签。"
    if records.knows("case", Path(path).stem):
        return f"{given} 读不出来，先运行 check 看哪里写错了。"
    return f"没有这个案例：{given}。{did_you_mean(given, sorted(records.by_kind['case']))}"


def path_named(docs: Path, given: str) -> str:
    """The path of a record's file below the docs folder, however it was named.

    The same again where there is no such file below it.
    """
    for candidate in (Path(given), docs / given):
        if candidate.is_file() and candidate.resolve().is_relative_to(docs.resolve()):
            return candidate.resolve().relative_to(docs.resolve()).as_posix()
    return given
