"""``bench search``: what the search costs, side by side with tools of the same kind."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from commands import wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("search",), metavar="WHAT", help="量什么：search 是站内搜索")
    parser.add_argument(
        "--cases", default="500,2000", metavar="N,…", help="示例案例的数目，几种就用逗号隔开（默认 500,2000）"
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="每项量几遍（默认 3）")
    parser.add_argument("--alone", action="store_true", help="只量本站，不与同类工具并排")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把全部数字写进这个 JSON 文件")


def run(arguments: argparse.Namespace) -> int:
    from benchmark import search, table
    from benchmark.engines import Failed, say

    try:
        cases = [int(number) for number in arguments.cases.replace("，", ",").split(",")]
    except ValueError:
        return wrong(f"--cases 要写用逗号隔开的整数，如 500,2000；这里是 {arguments.cases}")
    if not all(1 <= number <= 100_000 for number in cases):
        return wrong("案例数目是 1 到 100000 的整数。")
    if arguments.runs < 1:
        return wrong("--runs 至少是 1。")
    output: Path | None = arguments.output
    if output is not None and not output.parent.is_dir():
        return wrong(f"没有这个文件夹：{output.parent}")
    with tempfile.TemporaryDirectory(prefix="zhengyou-bench-") as folder:
        try:
            measured = search.measure(sorted(set(cases)), arguments.runs, Path(folder), alone=arguments.alone)
        except Failed as failure:
            say(str(failure))
            return 1
    if output is not None:
        output.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(table.as_text(measured))
    return 0
