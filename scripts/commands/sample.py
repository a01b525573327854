"""``sample N DIR``: a synthetic docs folder for trials of scale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("n", type=int, metavar="N", help="案例数目")
    parser.add_argument("dir", type=Path, metavar="DIR", help="写到哪个文件夹（新的或空的）")


def run(arguments: argparse.Namespace) -> int:
    import corpus

    if not 0 <= arguments.n <= 100_000:
        return wrong("案例数目是 0 到 100000 的整数。")
    target: Path = arguments.dir
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return wrong(f"{target} 里已经有东西，没有改动；换一个空文件夹。")
    written = 0
    for path, text in corpus.files(arguments.n):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        written += 1
        if written % 1000 == 0:
            print(f"已写 {written} 个文件……", file=sys.stderr, flush=True)
    print(f"已写出 {written} 个文件，其中案例 {arguments.n} 个。可运行 build --docs-dir {target} 生成网站。")
    return 0
