"""``check``: every diagnostic of the content, without building."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commands import docs_argument, wrong

if TYPE_CHECKING:
    from campaign import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="只看这些文件或文件夹（默认全部）")
    parser.add_argument("--format", choices=("text", "json", "ci"), default="text", help="输出格式（默认 text）")


def run(arguments: argparse.Namespace) -> int:
    import report
    import workers
    from campaign import Diagnostic, Severity, has_errors
    from source.docs_folder import read_docs

    docs: Path = arguments.docs_dir
    try:
        chosen = [_relative(path, docs) for path in arguments.paths]
    except ValueError as error:
        return wrong(str(error))
    files: dict[str, bytes] = {}
    try:
        if not docs.is_dir():
            raise FileNotFoundError(f"没有这个内容文件夹：{docs}")
        files = read_docs(docs)
        diagnostics = workers.watched(_diagnostics, files)
    except OSError as error:
        diagnostics = [Diagnostic("missing-campaign", Severity.ERROR, "campaign.md", 1, 1, f"内容读不了：{error}")]
    except workers.Failed as failure:  # of what else was asked nothing is known either
        chosen = []
        diagnostics = [Diagnostic("too-complex", Severity.ERROR, failure.path or "campaign.md", 1, 1, str(failure))]
    if chosen:
        diagnostics = [one for one in diagnostics if any(_within(one.path, path) for path in chosen)]
    if arguments.format == "json":
        print(report.as_json(diagnostics))
    elif arguments.format == "ci":
        said = report.as_ci(diagnostics, docs.as_posix())
        print("\n".join(filter(None, [said, report.summary(diagnostics)])))
    else:
        print(report.as_text(diagnostics, files))
    return 1 if has_errors(diagnostics) else 0


def _diagnostics(_: int, files: Mapping[str, bytes]) -> list[Diagnostic]:
    import watching
    import workers
    from campaign import load

    try:
        return load(files, begin=watching.begin)[1]
    except OSError as error:
        raise workers.Failed(f"内容读不了：{error}", watching.at()) from error


def _relative(path: Path, docs: Path) -> str:
    """A path given on the command line, relative to the docs folder."""
    candidates = [path, docs / path]
    there = next((one for one in candidates if one.exists()), None)
    if there is None:
        raise ValueError(f"没有这个文件：{path}")
    try:
        return there.resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        raise ValueError(f"{path} 不在内容文件夹 {docs} 里") from None


def _within(path: str, chosen: str) -> bool:
    return chosen == "." or path == chosen or path.startswith(chosen + "/")
