"""``wheelhouse DIR``: every package the site needs, for a machine that has no network."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import environment

from commands import ROOT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", type=Path, metavar="DIR", help="下载到哪个文件夹")


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.dir
    target.mkdir(parents=True, exist_ok=True)
    for lock in environment.RUN:
        command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--require-hashes", "-q"]
        command += ["-r", str(ROOT / lock), "-d", str(target)]
        print(f"正在下载 {lock} 里的包……", file=sys.stderr, flush=True)
        if subprocess.run(command, check=False).returncode != 0:
            print("下载没有成功，请检查网络。", file=sys.stderr)
            return 1
    print(f"下载好了。连同项目一起拷到没有网络的机器上（同样的系统和 Python 版本），运行 build --wheelhouse {target}。")
    return 0
