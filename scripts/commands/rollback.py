"""``rollback TARGET [RELEASE]``: readers see an older release again."""

from __future__ import annotations

import argparse

import environment

from commands import target_arguments

LOCKS = environment.PUBLISH


def add_arguments(parser: argparse.ArgumentParser) -> None:
    target_arguments(parser)
    parser.add_argument("release", nargs="?", metavar="RELEASE", help="退回哪个版本（号；默认是现在这个的前一个）")
    parser.add_argument("--url", metavar="URL", help="读者打开网站的地址（代替 publish.yml 里的）")


def run(arguments: argparse.Namespace) -> int:
    from publishing import command

    return command.rollback(command.Asked(arguments.target, arguments.config, arguments.url), arguments.release)
