"""``new KIND``: a record from its template."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container
from datetime import date
from pathlib import Path

from commands import docs_argument, wrong

KINDS = ("case", "unit", "commitment", "honour", "policy", "criterion", "stage", "guide", "campaign")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help="哪一类记录：" + "、".join(KINDS))
    parser.add_argument("--title", metavar="文字", help="标题；不写会问")
    parser.add_argument("--id", metavar="编号", help="文件名（不带 .md）；不写就由标题的拼音得出")


def run(arguments: argparse.Namespace) -> int:
    from campaign import load
    from campaign.kinds import KINDS as DECLARED
    from campaign.scaffold import template_text
    from docs_folder import read_docs

    kind = DECLARED[arguments.kind]
    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    asks = kind.group.field("title") is not None
    title = arguments.title or (_ask() if asks else "")
    if asks and not title:
        return wrong('请写上标题：--title "标题"')
    records, _ = load(read_docs(docs))
    today = date.today()
    id = arguments.id or _free_id(records.by_kind[kind.name], title or f"{kind.name}-{today:%Y}")
    problem = _problem(id)
    if problem:
        return wrong(problem)
    folder = docs / kind.folder / (f"{today:%Y}" if kind.by_year else "")
    path = docs / "campaign.md" if kind.name == "campaign" else folder / f"{id}.md"
    if path.exists() or records.knows(kind.name, id):
        return wrong(f"编号「{id}」已经有了，没有改动；换一个：--id 编号")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(template_text(kind.name, title=title, today=today, records=records))
    print(f"已新建：{path}")
    print(f"下一步：用记事本或 WPS 文字打开填写（保存为 UTF-8 纯文本），再运行 check {path} 检查。", file=sys.stderr)
    return 0


def _ask() -> str:
    if not sys.stdin or not sys.stdin.isatty():
        return ""
    try:
        return input("标题：").strip()
    except EOFError:
        return ""


def _free_id(taken: Container[str], title: str) -> str:
    from campaign.slugs import pinyin_slug

    base = id = pinyin_slug(title, limit=40) or "new"
    number = 2
    while id in taken or _problem(id):
        id = f"{base}-{number}"
        number += 1
    return id


def _problem(id: str) -> str:
    from campaign.files import name_problem

    reason = name_problem(id)
    return f"编号「{id}」不能用：{reason}" if reason else ""
