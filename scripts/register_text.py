"""The register and the review form in plain text, and the register for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from campaign import Records
from campaign.register import HEADINGS, QUESTIONS, REVIEWERS, Month, Sheet, row, summary
from report import display_width

# A cell that begins with one of these is taken for a formula by some spreadsheet program.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_text(months: Sequence[Month], records: Records) -> str:
    """A table for each month whose columns stand below one another, and what the month came to."""
    if not months:
        return "没有登记。\n"
    parts = []
    for month in months:
        rows = [row(case, records) for case in month.cases]
        parts.append("\n".join([f"{month.title}发布登记", *_table(HEADINGS, rows), *summary(month, records), ""]))
    return "\n".join(parts)


def as_csv(months: Sequence[Month], records: Records) -> str:
    """One line for each case, the month first, with the byte order mark that Excel and WPS ask for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("月份", *HEADINGS))
    for month in months:
        for case in month.cases:
            writer.writerow([_guarded(cell) for cell in (month.key, *row(case, records))])
    return "\ufeff" + out.getvalue()


def form_as_text(sheet: Sheet) -> str:
    """The form line by line."""
    facts = (
        *(("标题", sheet.title), ("文件编号", sheet.id), ("单位", sheet.unit), ("类型", sheet.kind)),
        *(("正文字数", sheet.chars), ("文本指纹", sheet.fingerprint), ("公示期", sheet.notice)),
        ("本人同意", sheet.consent),
    )
    lines = ["信息发布保密审查审批表", *(f"{name}：{value}" for name, value in facts)]
    lines += [f"{number}. {question}：□ 是　□ 否" for number, question in enumerate(QUESTIONS, start=1)]
    lines += [
        f"{title}：{sheet.names.get(name) or '　　　　　　'}　日期：{sheet.on}" for name, title in REVIEWERS.items()
    ]
    return "\n".join([*lines, ""])


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines whose columns are as wide as their widest cell; columns that are empty throughout are left out."""
    used = [index for index in range(len(headings)) if any(cells[index] for cells in rows)]
    if not used:
        return []
    lines = [[cells[index] or "—" for index in used] for cells in rows]
    lines.insert(0, [headings[index] for index in used])
    widths = [max(display_width(line[column]) for line in lines) for column in range(len(used))]
    return ["  ".join(_padded(*one) for one in zip(line, widths, strict=True)).rstrip() for line in lines]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
