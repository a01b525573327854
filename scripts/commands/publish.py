"""``publish TARGET``: the built site to where its readers are."""

from __future__ import annotations

import argparse
from pathlib import Path

import environment

from commands import ROOT, target_arguments

LOCKS = environment.PUBLISH


def add_arguments(parser: argparse.ArgumentParser) -> None:
    target_arguments(parser)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", metavar="DIR", help="网站文件夹（默认 site）")
    parser.add_argument(
        "--url", metavar="URL", help="读者打开网站的地址，如 http://服务器/目录/（代替 publish.yml 里的）"
    )
    parser.add_argument("--keep", type=int, metavar="N", help="保留几个版本（默认 5，代替 publish.yml 里的）")
    parser.add_argument("--allow-shrink", action="store_true", help="页数少了五分之一以上也发布")


def run(arguments: argparse.Namespace) -> int:
    from publishing import command

    return command.publish(
        ROOT,
        arguments.site_dir,
        command.Asked(arguments.target, arguments.config, arguments.url, arguments.keep),
        allow_shrink=arguments.allow_shrink,
    )
