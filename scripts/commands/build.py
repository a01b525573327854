"""``build``: the site, whole or not at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import ROOT, docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", metavar="DIR", help="网站放在哪里（默认 site）")
    parser.add_argument("--drafts", action="store_true", help="连同没有发布的案例一起生成，并加标记，只供预览")
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="同时用几个进程（默认有几个处理器核心就用几个；结果一样，只是快慢不同）"
    )
    parser.add_argument(
        "--page-seconds",
        type=float,
        metavar="N",
        help="一个文件或一页最多用几秒（默认 30）；超过就停下，说出是哪个文件",
    )
    parser.add_argument("--exports", action="store_true", help="案例和文件的页面另附 Word 和 PDF，可以下载")
    parser.add_argument("--full", action="store_true", help="全部重新生成，不沿用上一次的结果（结果一样，只是慢）")


def run(arguments: argparse.Namespace) -> int:
    import engine
    import site_folder
    import watching

    site = arguments.site_dir.absolute()
    if site.is_symlink():
        return wrong(f"{arguments.site_dir} 是一个链接，网站不能生成到里面；换一个文件夹。")
    site = site.resolve()
    docs = arguments.docs_dir.resolve()
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{arguments.docs_dir}")
    if site == docs or site in docs.parents or docs in site.parents:
        return wrong("网站文件夹和内容文件夹不能互相包含。")
    if site.exists() and any(site.iterdir()) and not site_folder.is_site(site):
        return wrong(f"{arguments.site_dir} 里有别的东西，不像是网站，或是已经发布的网站；换一个文件夹，或先把它清空。")
    if arguments.jobs is not None and arguments.jobs < 1:
        return wrong("--jobs 至少是 1。")
    seconds = watching.SECONDS if arguments.page_seconds is None else arguments.page_seconds
    if not seconds > 0:
        return wrong("--page-seconds 要大于 0。")
    built = engine.build(
        ROOT,
        docs,
        site,
        drafts=arguments.drafts,
        jobs=arguments.jobs,
        full=arguments.full,
        exports=arguments.exports,
        seconds=seconds,
    )
    if built.ok:
        told = f"{built.pages} 页，新写 {built.written} 个文件，用时 {built.seconds:.1f} 秒"
        print(f"网站已生成：{site}（{told}）", file=sys.stderr)
    return 0 if built.ok else 1
