"""``serve``: a preview on this machine that follows every change."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands import ROOT, docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="端口（默认 8000；占用时顺延）")
    parser.add_argument("--drafts", action="store_true", help="连同没有发布的案例一起预览，并加标记")


def run(arguments: argparse.Namespace) -> int:
    import preview

    docs: Path = arguments.docs_dir.resolve()
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{arguments.docs_dir}")
    if not 0 <= arguments.port <= 65535:
        return wrong("端口是 0 到 65535 的整数。")
    return preview.run(ROOT, docs, arguments.port, drafts=arguments.drafts)
