"""``test``: everything the project is held to."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

import chromium
import environment

from commands import ROOT

LOCKS = environment.TEST
# Folders of scripts that run in a browser.
SCRIPTS = ("overrides", "scripts/desk/static")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pytest", nargs="*", metavar="PYTEST", help="传给 pytest 的参数，写在 -- 后面；写了就只运行 pytest"
    )


def run(arguments: argparse.Namespace) -> int:
    browser = _program(chromium.NAMES, "chromium", "fonts-noto-cjk")
    npm = _program(("npm",), "npm")
    if not browser or not npm:
        missing = [name for name, found in (("Chromium 浏览器", browser), ("Node.js（npm）", npm)) if not found]
        print(f"缺少{'、'.join(missing)}，请先安装。", file=sys.stderr)
        return 1
    os.environ["ZHENGYOU_BROWSER"] = browser
    tests = ROOT / "tests"
    steps: list[tuple[str, list[str]]] = []
    if not (tests / "node_modules" / "axe-core").is_dir() or _stale(tests):
        steps.append(("安装网页测试工具", [npm, "ci", "--prefix", str(tests), "--no-audit", "--no-fund", "--silent"]))
    if not arguments.pytest:
        node = shutil.which("npx") or npm
        steps += [
            ("代码风格", [sys.executable, "-m", "ruff", "check", "."]),
            ("代码格式", [sys.executable, "-m", "ruff", "format", "--check", "."]),
            ("类型", [sys.executable, "-m", "mypy"]),
            (
                "脚本语法（Chromium 80）",
                [node, "--prefix", "tests", "eslint", "--config", "tests/eslint.config.js", *SCRIPTS],
            ),
        ]
    steps.append(("测试", [sys.executable, "-m", "pytest", *(arguments.pytest or ["-n", "auto"])]))
    failed = []
    for name, command in steps:
        print(f"── {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
            if name.startswith("安装"):
                break
    print(f"没有通过：{'、'.join(failed)}" if failed else "全部通过。", flush=True)
    return 1 if failed else 0


def _stale(tests) -> bool:  # type: ignore[no-untyped-def]
    """Whether the installed packages are older than the list of them."""
    installed = tests / "node_modules" / ".package-lock.json"
    return not installed.is_file() or installed.stat().st_mtime < (tests / "package-lock.json").stat().st_mtime


def _program(names: tuple[str, ...], *packages: str) -> str:
    """The path of the first program found; on Debian, as root, installed where none is."""
    found = next(filter(None, map(shutil.which, names)), "")
    apt = shutil.which("apt-get")
    if found or not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return found
    print(f"正在安装 {'、'.join(packages)}……", flush=True)
    environment_ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([apt, *command], env=environment_, check=False, stdout=subprocess.DEVNULL)
    return next(filter(None, map(shutil.which, names)), "")
