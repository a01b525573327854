"""The commands: one module each, with ``add_arguments(parser)`` and ``run(arguments) -> int``.

They are imported to read the command line before the environment exists, so a module's own
imports are of the standard library; the rest is imported where the command runs.
``LOCKS`` names the lists a command needs installed, where the usual ones will not do.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from recordfile import RecordFile

ROOT = Path(__file__).resolve().parents[2]


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose headings and complaints are Chinese."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, **settings)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """The usage line, with a Chinese heading."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The whole help, with Chinese headings."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the call, and ends the program with status 2."""
        for english, chinese in _COMPLAINTS:
            message = message.replace(english, chinese)
        print(f"{self.format_usage()}用法不对：{message}", file=sys.stderr)
        sys.exit(2)


_COMPLAINTS = (
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面要写一个值"),
    ("expected at least one argument", "后面至少要写一个值"),
    ("invalid choice:", "没有这个选择"),
    ("choose from", "可选"),
    ("invalid int value:", "应当是整数"),
    ("argument ", ""),
)


def docs_argument(parser: argparse.ArgumentParser) -> None:
    """Adds ``--docs-dir``, the project's own ``docs`` unless another is given."""
    parser.add_argument("--docs-dir", type=Path, default=ROOT / "docs", metavar="DIR", help="内容文件夹（默认 docs）")


def target_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds TARGET and ``--config``, and to the help what is promised of each kind of target."""
    from publishing.guarantees import GUARANTEES

    parser.add_argument(
        "target", metavar="TARGET", help="publish.yml 里的名字，或 file:、ssh:、smb:、zip:、s3: 开头的地址"
    )
    parser.add_argument(
        "--config",
        type=Path,
        default=ROOT / "publish.yml",
        metavar="FILE",
        help="目标写在哪个文件里（默认 publish.yml）",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "各种目标保证什么：\n" + "\n".join(f"  {name}\n    {said}" for name, said in GUARANTEES.items())


def day(text: str) -> date:
    """A calendar day on the command line, as the type of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是某一天，写成 2011-06-20 这样") from None


def written(texts: Iterable[tuple[RecordFile, str]]) -> bool:
    """Writes records' files, all of them or none, and says why where that could not be done."""
    from recordfile import Changed, write_all

    try:
        write_all(texts)
    except Changed as changed:
        print(f"{changed} 刚刚被别的程序改过，什么也没有写入。请看过新的内容，再运行一次。", file=sys.stderr)
        return False
    except OSError as error:
        print(f"写不进去：{error}。请检查文件是否只读、是否正被别的程序打开，再运行一次。", file=sys.stderr)
        return False
    return True


def wrong(message: str) -> int:
    """Says in one line what is wrong with the call; the exit status for that."""
    print(message, file=sys.stderr)
    return 2
