"""``test``: everything the project is held to."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import chromium
import environment
import tarballs

from commands import ROOT

LOCKS = environment.TEST
# Program → Debian's packages that bring it: servers that the tests start on loopback, and what people have.
SERVERS = {
    "nginx": ("nginx",),
    "rsync": ("rsync",),
    "ssh": ("openssh-client",),
    "sshd": ("openssh-server",),
    "smbd": ("samba",),
    "wrk": ("wrk",),
    "shasum": ("perl",),
    "soffice": ("libreoffice-writer-nogui",),
}
# Without a window's frame it is the same engine, and opens a page with less work; who has no such package has the whole.
WINDOWLESS = "chromium-headless-shell"
# Where servers lie that a person has no use for.
SYSTEM = "/usr/local/sbin:/usr/sbin:/sbin"
# Folders of scripts that run in a browser.
SCRIPTS = ("overrides", "scripts/desk/static")
# By a process more than there are cores, for many tests wait for a server or a browser; who is done takes over from
# the others, so that none is left with the long tests at the end.
SHARED = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pytest", nargs="*", metavar="PYTEST", help="传给 pytest 的参数，写在 -- 后面；写了就只运行 pytest"
    )


def run(arguments: argparse.Namespace) -> int:
    browser = shutil.which(os.environ.get("ZHENGYOU_BROWSER", "")) or _browser()
    npm = _program(("npm",), "npm")
    os.environ["PATH"] += f":{SYSTEM}" if os.name == "posix" else ""
    found = {"Chromium 浏览器": browser, "Node.js（npm）": npm}
    if not arguments.pytest:  # who runs a few tests may have chosen those that need none
        found.update((name, _program((name,), *packages)) for name, packages in SERVERS.items())
    missing = [name for name, path in found.items() if not path]
    if missing:
        print(f"缺少{'、'.join(missing)}，请先安装。", file=sys.stderr)
        return 1
    os.environ["ZHENGYOU_BROWSER"] = browser
    tests = ROOT / "tests"
    wheelhouse: Path | None = arguments.wheelhouse
    if wheelhouse is not None:
        # For the test of a wheelhouse, which else makes one.
        os.environ["ZHENGYOU_WHEELHOUSE"] = str(wheelhouse.resolve())
    if not (tests / "node_modules" / "axe-core").is_dir() or _stale(tests):
        try:
            tarballs.install(npm, tests, wheelhouse / tarballs.FOLDER if wheelhouse else None)
        except tarballs.Broken as broken:
            print(broken, file=sys.stderr)
            return 1
    steps: list[tuple[str, list[str]]] = []
    if not arguments.pytest:
        node = shutil.which("npx") or npm
        steps += [
            ("代码风格", [sys.executable, "-m", "ruff", "check", "."]),
            ("代码格式", [sys.executable, "-m", "ruff", "format", "--check", "."]),
            ("类型", [sys.executable, "-m", "mypy"]),
            (
                "脚本语法（Chromium 72）",
                [node, "--prefix", "tests", "eslint", "--config", "tests/eslint.config.js", *SCRIPTS],
            ),
        ]
    steps.append(("测试", [sys.executable, "-m", "pytest", *(arguments.pytest or SHARED)]))
    if not arguments.pytest:
        # What builds a site is held to the same on the engine that carries MkDocs on.
        told = ["-p", "tests.engines.on_properdocs", *SHARED, "tests/site"]
        steps.append(("网站的测试（ProperDocs）", [sys.executable, "-m", "pytest", *told]))
    failed = []
    for name, command in steps:
        print(f"── {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    print(f"没有通过：{'、'.join(failed)}" if failed else "全部通过。", flush=True)
    return 1 if failed else 0


def _stale(tests: Path) -> bool:
    """Whether the installed packages are older than the list of them."""
    installed = tests / "node_modules" / ".package-lock.json"
    return not installed.is_file() or installed.stat().st_mtime < (tests / "package-lock.json").stat().st_mtime


def _browser() -> str:
    """The path of the browser that pages are opened in."""
    windowless = _program((WINDOWLESS,), WINDOWLESS, "fonts-noto-cjk")
    return windowless or _program(chromium.NAMES, "chromium", "fonts-noto-cjk")


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
