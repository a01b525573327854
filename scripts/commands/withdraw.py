"""``withdraw CASE``: takes a published case down, for a time or for good."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from commands import day, docs_argument, written, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("case", metavar="CASE", help="案例的编号，或文件路径")
    parser.add_argument("--basis", required=True, metavar="依据", help="决定的文号或会议，不写个人的具体情况")
    parser.add_argument("--on", type=day, metavar="日期", help="撤下日期，如 2011-06-20（默认今天）")
    parser.add_argument("--revoke", action="store_true", help="撤销；不加就是暂停展示")


def run(arguments: argparse.Namespace) -> int:
    import case_named
    import signing
    from campaign import load
    from campaign.kinds import CASE_STATUS
    from recordfile import RecordFile
    from source.docs_folder import read_docs

    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    on = arguments.on or date.today()
    if on > date.today():
        return wrong(f"撤下日期 {on} 还没有到。")
    records, _ = load(read_docs(docs))
    case = case_named.find(records, docs, arguments.case)
    if isinstance(case, str):
        return wrong(case)
    status = "revoked" if arguments.revoke else "suspended"
    was = CASE_STATUS.get(case.status or "", "未写")
    if status not in signing.ways_down(case.status):
        print(f"{case.path} 的状态是「{was}」，不用撤下，没有写入。", file=sys.stderr)
        return 1
    file = RecordFile.read(docs / case.path)
    try:
        text = signing.withdraw(file.text, status, on, arguments.basis)
    except ValueError as error:
        return wrong(str(error))
    if not written([(file, text)]):
        return 1
    print(
        f"已撤下：{case.path}　{case.title}（{was} → {CASE_STATUS[status]}）。再运行 build 和 publish，网上才没有它。"
    )
    named = signing.still_named(case, records)
    if named:
        print("这些内容提到了它，请逐一看看：" + "、".join(named))
    return 0
