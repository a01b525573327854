"""``new KIND``: a record that has what it must have, from its template and a few answers."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import docs_argument, wrong

if TYPE_CHECKING:
    from drafting import Draft, Drafting

KINDS = ("case", "unit", "commitment", "honour", "policy", "criterion", "stage", "guide", "campaign")
GIVEN_UP = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help="哪一类记录：" + "、".join(KINDS))
    parser.add_argument("--title", metavar="文字", help="标题；不写会问")
    parser.add_argument("--id", metavar="编号", help="文件名（不带 .md）；不写就由标题的拼音得出")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="字段=值",
        help="写好一个字段，可以写几次；小项用点隔开，列表从 0 数起，如 --set items.0.text=内容",
    )


def run(arguments: argparse.Namespace) -> int:
    import given
    from campaign.kinds import KINDS as DECLARED
    from drafting import Drafting

    kind = DECLARED[arguments.kind]
    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    try:
        known = given.values(kind, arguments.settings)
        if arguments.title and kind.group.field("title"):
            known["title"] = arguments.title
        drafting = Drafting(docs, kind, date.today(), arguments.id)
        if sys.stdin and sys.stdin.isatty():
            draft = _asked(drafting, known)
        else:
            draft = drafting.draft(known)
    except ValueError as error:
        return wrong(str(error))
    except (EOFError, KeyboardInterrupt):
        print("\n已放弃，没有写文件。", file=sys.stderr)
        return GIVEN_UP
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    with draft.path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft.text)
    print(f"已新建：{draft.path}")
    print(
        f"下一步：用记事本或 WPS 文字打开填写（保存为 UTF-8 纯文本），再运行 check {draft.path} 检查。", file=sys.stderr
    )
    return 0


def _asked(drafting: Drafting, known: dict[str, Any]) -> Draft:
    """The record that the answers make; what does not go with the others is asked for again."""
    from drafting import Faulty
    from questions import Questions

    print(f"新建{drafting.kind.title}。有序号的写序号；按 Ctrl+C 放弃，不会写文件。")
    questions = Questions(drafting.kind, drafting.records, input, print)
    known = questions.ask(known)
    while True:
        try:
            return drafting.draft(known)
        except Faulty as faulty:
            if not faulty.fields:
                raise
            print(f"\n{faulty}\n请重新填写：")
            kept = {name: value for name, value in known.items() if name not in faulty.fields}
            known = questions.ask(kept, faulty.fields)
