"""``clean PATH…``: attachments without what they carry unseen, each in its place."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import writing

from commands import docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="附件，或放附件的文件夹")


def run(arguments: argparse.Namespace) -> int:
    from campaign.files import ATTACHMENT_TYPES, is_litter

    files: list[Path] = []
    for path in arguments.paths:
        there = next((one for one in (path, arguments.docs_dir / path) if one.exists()), None)
        if there is None:
            return wrong(f"没有这个文件：{path}")
        inner = sorted(there.rglob("*")) if there.is_dir() else [there]
        files += [
            one
            for one in inner
            if one == there
            or (one.suffix.lower() in ATTACHMENT_TYPES and not is_litter(one.relative_to(there).as_posix()))
        ]
    failed = sum(not _clean(file) for file in files if file.is_file() and not file.is_symlink())
    if not files:
        print("这里没有附件。")
    return 1 if failed else 0


def _clean(file: Path) -> bool:
    """Whether the file is clean now; says what was done."""
    from cleaning import Refused, cleaned

    try:
        done = cleaned(file.name, file.read_bytes())
        if done.taken:
            kept = _keep(file)
            writing.replace(file, done.data)
    except Refused as refused:
        print(f"{file}：没有动。\n  " + str(refused).replace("\n", "\n  "), file=sys.stderr)
        return False
    except OSError as error:
        print(f"{file}：读写不了，没有动：{error}", file=sys.stderr)
        return False
    if done.taken:
        print(f"{file}：清掉了{'、'.join(done.taken)}。原来的文件在 {kept}。")
    else:
        print(f"{file}：没有要清理的。")
    for note in done.notes:
        print(f"  请留意：{note}")
    return True


def _keep(file: Path) -> Path:
    """A copy of the file as it was, under a name that nothing has yet."""
    folder = writing.ignored_folder(file.parent / writing.ORIGINALS)
    kept, number = folder / file.name, 2
    while kept.exists():
        kept, number = folder / f"{file.stem}-{number}{file.suffix}", number + 1
    shutil.copy2(file, kept)
    return kept
