"""``approve CASE…``: signs the text of cases as it is, all of them or none."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import day, docs_argument, written, wrong

if TYPE_CHECKING:
    from campaign import Record
    from recordfile import RecordFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("cases", nargs="+", metavar="CASE", help="案例的编号，或文件路径；可以几个一起")
    parser.add_argument("--by", required=True, metavar="姓名", help="采集人")
    parser.add_argument("--secrecy-by", required=True, metavar="姓名", help="保密审查人")
    parser.add_argument("--final-by", required=True, metavar="姓名", help="终审人")
    parser.add_argument("--on", type=day, metavar="日期", help="审定日期，如 2011-06-20（默认今天）")
    parser.add_argument("--keep-status", action="store_true", help="只签字，不把状态改为已发布")
    parser.add_argument("--yes", action="store_true", help="五问已经逐条核对，不再询问")


def run(arguments: argparse.Namespace) -> int:
    import case_named
    import report
    import signing
    from campaign import Memory, has_errors, load
    from recordfile import RecordFile
    from source.docs_folder import read_docs

    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    on, today = arguments.on or date.today(), date.today()
    if on > today:
        return wrong(f"审定日期 {on} 还没有到。")
    names = (arguments.by, arguments.secrecy_by, arguments.final_by)
    files, memory = read_docs(docs), Memory()
    records, diagnostics = load(files, memory)
    chosen: dict[str, Record] = {}
    for given in arguments.cases:
        found = case_named.find(records, docs, given)
        if isinstance(found, str):
            return wrong(found)
        chosen[found.path] = found

    hindered = {path: signing.what_hinders(case, records, diagnostics, *names, on) for path, case in chosen.items()}
    if any(hindered.values()):
        return _refuse(hindered)
    texts: list[tuple[RecordFile, str]] = []
    signed = dict(files)
    for path, case in chosen.items():
        file = RecordFile.read(docs / path)
        text = signing.sign(case, file.text, records.includes, *names, on, publish=not arguments.keep_status)
        texts.append((file, text))
        signed[path] = text.encode("utf-8")
    # What holds only of published cases, and between records, shows when they are looked at as signed.
    after, found_after = load(signed, memory)
    mine = [one for one in found_after if one.path in chosen]
    if has_errors(mine):
        print(report.as_text(mine, signed))
        print("签了以后会有上面的错误，没有写入。请先改正。", file=sys.stderr)
        return 1

    _show([(chosen[path], after.by_path[path]) for path in chosen], on)
    for said in signing.what_to_weigh(*names):
        print(f"请留意：{said}")
    if not arguments.yes and sys.stdin and sys.stdin.isatty() and not _confirmed():
        print("没有写入。", file=sys.stderr)
        return 1
    if not written(texts):
        return 1
    print(f"已审签 {len(texts)} 个案例。文本再有改动，要重新审签。")
    elsewhere = [one for one in found_after if one.path not in chosen]
    if has_errors(elsewhere):
        print(
            f"别的文件还有问题（{report.summary(elsewhere)}），生成网站之前要改完：运行 check 看详情。", file=sys.stderr
        )
    return 0


def _refuse(hindered: dict[str, list[str]]) -> int:
    for path, reasons in hindered.items():
        for reason in reasons:
            print(f"{path}：{reason}")
    bad = sum(map(bool, hindered.values()))
    print(f"有 {bad} 个案例现在不能审签，{'全部' if len(hindered) > 1 else ''}没有写入。", file=sys.stderr)
    return 1


def _show(cases: list[tuple[Record, Record]], on: date) -> None:
    """What is signed, and what must have been asked of it."""
    from campaign.register import QUESTIONS, status_word

    print(f"审签以下 {len(cases)} 个案例，审定日期 {on}：")
    for before, after in cases:
        became = status_word(after)
        if after.status != before.status:
            became = f"{status_word(before)} → {became}"
        print(f"  {after.path}　{after.title}")
        print(f"    正文 {after.body.chars} 字　状态 {became}")
        print(f"    {after.review.fingerprint}")
    print("逐条核对，有一条答“是”就不能上网：")
    for number, question in enumerate(QUESTIONS, start=1):
        print(f"  {number}. {question}？")


def _confirmed() -> bool:
    try:
        return input("以上五问均已核对，答案都是“否”？写「是」签字，直接回车取消：").strip().lower() in (
            "是",
            "y",
            "yes",
        )
    except EOFError:
        return False
