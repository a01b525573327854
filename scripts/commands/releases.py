"""``releases TARGET``: what has been published there, and which of it readers see."""

from __future__ import annotations

import argparse

import environment

from commands import target_arguments

LOCKS = environment.PUBLISH


def add_arguments(parser: argparse.ArgumentParser) -> None:
    target_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    from publishing import command

    return command.releases(command.Asked(arguments.target, arguments.config))
