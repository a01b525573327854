"""``stage DIR``: the same site as plain Markdown that an engine without our hooks builds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import ROOT, docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("dir", type=Path, metavar="DIR", help="写到哪个文件夹（新的或空的，或以前写过的）")
    parser.add_argument("--drafts", action="store_true", help="连同没有发布的案例，只供预览")


def run(arguments: argparse.Namespace) -> int:
    import report
    import staging
    from campaign import has_errors, load
    from source.docs_folder import read_docs

    target: Path = arguments.dir
    if not arguments.docs_dir.is_dir():
        return wrong(f"没有这个内容文件夹：{arguments.docs_dir}")
    if target.exists() and any(target.iterdir()) and not staging.is_staged(target):
        return wrong(f"{target} 里有别的东西；换一个空文件夹。")
    files = read_docs(arguments.docs_dir)
    records, diagnostics = load(files)
    if has_errors(diagnostics):
        print(report.as_text(diagnostics, files))
        return 1
    count = staging.write(ROOT, arguments.docs_dir, records, target, drafts=arguments.drafts)
    print(f"已写出 {count} 个文件。在 {target} 里运行 mkdocs build 或 zensical build 即可生成网站。", file=sys.stderr)
    return 0
