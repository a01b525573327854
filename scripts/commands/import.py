"""``import FILE…``: Word files to draft cases, with a report of what was understood."""  # noqa: N999  the command's own name

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import docs_argument, wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    docs_argument(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Word 或 WPS 文件（.docx、.doc、.wps）")
    parser.add_argument("--again", action="store_true", help="导入过的文件也再导入一份")


def run(arguments: argparse.Namespace) -> int:
    import surprise
    from importing import Refusal, import_word, read_word

    docs: Path = arguments.docs_dir
    if not docs.is_dir():
        return wrong(f"没有这个内容文件夹：{docs}")
    missing = [path for path in arguments.files if not path.is_file()]
    if missing:
        return wrong(
            "\n".join(f"{'要写文件，这是文件夹' if one.is_dir() else '没有这个文件'}：{one}" for one in missing)
        )
    failed = 0
    for number, path in enumerate(arguments.files, start=1):
        if len(arguments.files) > 1:
            print(f"（{number}/{len(arguments.files)}）{path.name}", file=sys.stderr)
        try:
            imported = import_word(read_word(path), docs, arguments.again)
            print(imported.account)
            print(f"在编辑台（desk）里打开它填好；直接改文件的，改好运行 check {imported.path}。\n", file=sys.stderr)
        except Refusal as refusal:
            failed += 1
            print(f"没有导入「{path.name}」：{refusal}\n", file=sys.stderr)
        except OSError as error:
            failed += 1
            print(f"没有导入「{path.name}」：文件读写不了（{error.strerror or error}）。\n", file=sys.stderr)
        except Exception as error:  # one bad file must not keep the others out
            failed += 1
            surprise.tell(error, f"导入「{path.name}」")
    return 1 if failed else 0
