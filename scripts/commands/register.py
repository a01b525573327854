"""``register``: the publication register, what each month came to, and the review form, to read, print or reckon."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commands import ROOT, docs_argument, wrong

if TYPE_CHECKING:
    from campaign import Records

FORMATS = ("text", "html", "csv")
STYLE = ROOT / "overrides" / "assets" / "zhengyou" / "review-form.css"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("--month", type=_month, metavar="YYYY-MM", help="只要这个月的（默认全部月份）")
    parser.add_argument(
        "--form", nargs="*", metavar="CASE", help="打印保密审查审批表，每个案例一张；不写案例就是一张空白表"
    )
    parser.add_argument("--format", choices=FORMATS, help="格式：text 看，html 打印，csv 用表格软件打开")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到这个文件；格式由后缀 .html、.csv 得出")


def run(arguments: argparse.Namespace) -> int:
    import register_text
    from campaign import load
    from campaign.register import months, registered
    from campaign.render.printout import register_page
    from source.docs_folder import read_docs

    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    target: Path | None = arguments.output
    format = arguments.format or {".html": "html", ".htm": "html", ".csv": "csv"}.get(
        target.suffix.lower() if target else "", "text"
    )
    records, _ = load(read_docs(docs))
    if arguments.form is not None:
        return _forms(arguments, records, format)
    found = months(case for case in records.of("case") if registered(case))
    if arguments.month:
        found = [month for month in found if month.key == arguments.month]
    if format == "html":
        text = register_page(found, records)
    elif format == "csv":
        text = register_text.as_csv(found, records)
    else:
        text = register_text.as_text(found, records)
    return _put(text, target)


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"「{text}」不是月份，写成 2011-06 这样")
    return text


def _forms(arguments: argparse.Namespace, records: Records, format: str) -> int:
    import case_named
    import register_text
    from campaign.register import Sheet, sheet, taken_down
    from campaign.render.printout import form_page

    if format == "csv":
        return wrong("审批表没有 csv 格式；用 -o 审批表.html 打印。")
    sheets = []
    for given in arguments.form:
        case = case_named.find(records, arguments.docs_dir, given)
        if isinstance(case, str):
            return wrong(case)
        if taken_down(case):
            return wrong(f"{given} 已经撤下；先恢复，再审签。")
        sheets.append(sheet(case, records))
    sheets = sheets or [Sheet()]
    if format == "html":
        return _put(form_page(sheets, records, STYLE.read_text(encoding="utf-8")), arguments.output)
    return _put("\n".join(register_text.form_as_text(one) for one in sheets), arguments.output)


def _put(text: str, target: Path | None) -> int:
    """Prints a text, or writes it; the exit status."""
    if target is None:
        print(text.removeprefix("\ufeff"), end="")
        return 0
    try:
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        return wrong(f"写不到 {target}：{error.strerror or error}。换一个地方，或先关掉打开着它的程序。")
    print(f"已写到 {target}", file=sys.stderr)
    return 0
