"""``restore CASE``: brings back a case that was taken down, to be reviewed anew."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import docs_argument, written, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("case", metavar="CASE", help="案例的编号，或文件路径")


def run(arguments: argparse.Namespace) -> int:
    import case_named
    import signing
    from campaign import load
    from campaign.kinds import TAKEN_DOWN
    from recordfile import RecordFile
    from source.docs_folder import read_docs

    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    records, _ = load(read_docs(docs))
    case = case_named.find(records, docs, arguments.case)
    if isinstance(case, str):
        return wrong(case)
    if case.status not in TAKEN_DOWN:
        print(f"{case.path} 没有撤下，不用恢复，没有写入。", file=sys.stderr)
        return 1
    file = RecordFile.read(docs / case.path)
    if not written([(file, signing.restore(file.text))]):
        return 1
    print(f"已恢复为「待审」：{case.path}　{case.title}。撤下的日期和依据已经删去，重新审签（approve）以后才会上网。")
    return 0
