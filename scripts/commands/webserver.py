"""``webserver SERVER TARGET``: the configuration that nginx or IIS is to have for a target."""

from __future__ import annotations

import argparse
from pathlib import Path

import environment

from commands import target_arguments

LOCKS = environment.PUBLISH
SERVERS = ("nginx", "iis")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("server", choices=SERVERS, help="哪种网页服务器")
    target_arguments(parser)
    parser.add_argument("--url", metavar="URL", help="读者打开网站的地址（代替 publish.yml 里的）")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到这个文件（默认打印出来）")


def run(arguments: argparse.Namespace) -> int:
    from publishing import command

    asked = command.Asked(arguments.target, arguments.config, arguments.url)
    return command.webserver(arguments.server, asked, arguments.output)
