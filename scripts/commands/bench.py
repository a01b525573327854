"""``bench``: what building the site costs, its search, serving it or binding it, beside tools of the same kind."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from commands import wrong

CASES = {"build": "250,2000", "search": "500,2000", "load": "500", "export": "250,1000"}
# What only builds have, by the names of the options.
OF_BUILDS = {
    "page": "--page",
    "peers": "--peers",
    "nav_limit": "--nav-limit",
    "limit": "--limit",
    "no_browser": "--no-browser",
}
# Navigation costs the square of what is in it: 2,000 cases took more than five minutes.
NAV_LIMIT = 500
LIMIT = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=tuple(CASES),
        default="build",
        metavar="WHAT",
        help="量什么：build 是生成网站（默认），search 是站内搜索，load 是 nginx 每秒能答多少请求，export 是导出",
    )
    parser.add_argument(
        "--cases",
        metavar="N,…",
        help=f"示例案例的数目，几种就用逗号隔开（默认 {'，'.join(f'{what} 是 {cases}' for what, cases in CASES.items())}）",
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="每项量几遍（默认 3）")
    parser.add_argument("--alone", action="store_true", help="只量本站，不与同类工具并排")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把全部数字写进这个 JSON 文件")
    builds = parser.add_argument_group("只用于 bench build")
    builds.add_argument("--page", type=Path, metavar="FILE", help="写一页指南，如 docs/guide/benchmark.md")
    builds.add_argument("--peers", type=Path, metavar="DIR", help="先在这个虚拟环境的文件夹里找同类工具")
    builds.add_argument(
        "--nav-limit",
        type=int,
        metavar="N",
        help=f"案例都进导航的 MkDocs 最多量到多少个案例（默认 {NAV_LIMIT}）",
    )
    builds.add_argument(
        "--limit", type=int, metavar="N", help=f"案例更多时，同类工具里只量 Hugo + Pagefind（默认 {LIMIT}）"
    )
    builds.add_argument("--no-browser", action="store_true", help="不用浏览器打开生成的网站")


def run(arguments: argparse.Namespace) -> int:
    from benchmark.engines import Failed, say

    text: str = arguments.cases or CASES[arguments.what]
    try:
        cases = sorted({int(number) for number in text.replace("，", ",").split(",")})
    except ValueError:
        return wrong(f"--cases 要写用逗号隔开的整数，如 500,2000；这里是 {text}")
    if complaint := _complaint(arguments, cases):
        return wrong(complaint)
    measure = {"build": _builds, "search": _searches, "load": _loads, "export": _exports}[arguments.what]
    with tempfile.TemporaryDirectory(prefix="zhengyou-bench-") as folder:
        try:
            measured, said = measure(arguments, cases, Path(folder))
        except Failed as failure:
            say(str(failure))
            return 1
    if arguments.output is not None:
        _write(arguments.output, json.dumps(measured, ensure_ascii=False, indent=1) + "\n")
    print(said)
    return 0


def _complaint(arguments: argparse.Namespace, cases: list[int]) -> str:
    """What is wrong with the call, empty where nothing is."""
    if not all(1 <= number <= 100_000 for number in cases):
        return "案例数目是 1 到 100000 的整数。"
    if arguments.runs < 1:
        return "--runs 至少是 1。"
    for file in filter(None, (arguments.output, arguments.page)):
        if not file.parent.is_dir():
            return f"没有这个文件夹：{file.parent}"
    if arguments.what != "build":
        given = [option for name, option in OF_BUILDS.items() if getattr(arguments, name) not in (None, False)]
        return f"{'、'.join(given)} 只用于 bench build。" if given else ""
    if arguments.peers is not None and not arguments.peers.is_dir():
        return f"没有这个文件夹：{arguments.peers}"
    for option, limit in (("--nav-limit", arguments.nav_limit), ("--limit", arguments.limit)):
        if limit is not None and limit < 0:
            return f"{option} 至少是 0。"
    return ""


def _searches(arguments: argparse.Namespace, cases: list[int], folder: Path) -> tuple[Mapping[str, Any], str]:
    from benchmark import search, table

    measured = search.measure(cases, arguments.runs, folder, alone=arguments.alone)
    return measured, table.as_text(measured)


def _loads(arguments: argparse.Namespace, cases: list[int], folder: Path) -> tuple[Mapping[str, Any], str]:
    from benchmark import load

    measured = load.measure(cases, arguments.runs, folder)
    return measured, load.as_text(measured)


def _exports(arguments: argparse.Namespace, cases: list[int], folder: Path) -> tuple[Mapping[str, Any], str]:
    from benchmark import export

    measured = export.measure(cases, arguments.runs, folder)
    return measured, export.as_text(measured)


def _builds(arguments: argparse.Namespace, cases: list[int], folder: Path) -> tuple[Mapping[str, Any], str]:
    from benchmark import build_page, build_text, builds

    limit = NAV_LIMIT if arguments.nav_limit is None else arguments.nav_limit
    # The programs run elsewhere than where the command was given.
    peers = arguments.peers.resolve() if arguments.peers else None
    others = [] if arguments.alone else builds.peers(peers, limit)
    browsing = not arguments.no_browser
    measured = builds.measure(
        cases,
        arguments.runs,
        folder,
        others,
        browsing=browsing,
        today=date.today(),
        limit=LIMIT if arguments.limit is None else arguments.limit,
    )
    if arguments.page is not None:
        _write(arguments.page, build_page.as_page(measured))
    return measured, build_text.as_text(measured)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
