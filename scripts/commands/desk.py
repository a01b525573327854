"""``desk``: the editors' form, in the browser, on loopback."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands import ROOT, docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("--port", type=int, default=8100, metavar="N", help="端口（默认 8100；占用时顺延）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器，只给出地址")


def run(arguments: argparse.Namespace) -> int:
    docs: Path = arguments.docs_dir.resolve()
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{arguments.docs_dir}")
    if not 0 <= arguments.port <= 65535:
        return wrong("端口是 0 到 65535 的整数。")
    from desk import serving

    return serving.run(ROOT, docs, arguments.port, not arguments.no_browser)
