"""The project's own Python environment, made from hash-locked lists. Standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUN = ("requirements.txt",)
PUBLISH = (*RUN, "requirements-publish.txt")
TEST = (*PUBLISH, "requirements-test.txt")
STAMP = "installed.json"


class Missing(Exception):
    """Something the machine lacks, said in one Chinese sentence."""


def folder(root: Path) -> Path:
    """Where the environment lies, whether it is there or not."""
    return root / ".venv"


def python_of(root: Path) -> Path:
    """Where the environment's Python lies, whether it is there or not."""
    return folder(root) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_current(root: Path) -> bool:
    """Whether this very process runs in the project's environment."""
    return Path(sys.prefix).resolve() == folder(root).resolve()


def wanted(root: Path, locks: tuple[str, ...]) -> dict[str, str]:
    """What a stamp must hold for these lists: name of each → SHA-256, and ``python`` → its version."""
    digests = {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in locks}
    return {"python": sys.version.split()[0], **digests}


def prepare(root: Path, locks: tuple[str, ...], wheelhouse: Path | None = None) -> Path:
    """The environment's Python, with every list installed; Missing says what stands in the way."""
    need = wanted(root, locks)
    if _stamp(root).items() >= need.items() and python_of(root).exists():
        return python_of(root)
    if wheelhouse is not None and not wheelhouse.is_dir():
        raise Missing(f"没有这个文件夹：{wheelhouse}")
    with _alone(root):
        have = _stamp(root)
        if any(have.get(name) != need[name] for name in ("python", *RUN)) or not python_of(root).exists():
            _create(root)
            have = {}
        for name in locks:
            if have.get(name) != need[name]:
                _install(root, name, wheelhouse)
                have = {**have, "python": need["python"], name: need[name]}
                _write_stamp(root, have)
    return python_of(root)


def run_in(python: Path, arguments: list[str]) -> int:
    """The exit status of a command that this Python runs. An interrupt is for the command to answer."""
    process = subprocess.Popen([str(python), *arguments])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # It hears of it as well, and has things to put in order before it ends.
            continue


def _stamp(root: Path) -> dict[str, str]:
    try:
        read = json.loads((folder(root) / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write_stamp(root: Path, stamp: dict[str, str]) -> None:
    half = folder(root) / (STAMP + ".half")
    half.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    half.replace(folder(root) / STAMP)


def _create(root: Path) -> None:
    print("正在建立运行环境（只在第一次和更新后需要，约几分钟）……", file=sys.stderr, flush=True)
    try:
        # Remove first: what an interrupted attempt left must not be taken for whole.
        if folder(root).exists():
            shutil.rmtree(folder(root))
        venv.EnvBuilder(with_pip=True).create(folder(root))
    except (OSError, subprocess.CalledProcessError, ImportError) as error:
        raise Missing(
            f"建不了运行环境（{type(error).__name__}）。Debian、统信UOS、麒麟请先安装 python3-venv；"
            f"并确认 {folder(root)} 可以写入。"
        ) from error


def _install(root: Path, lock: str, wheelhouse: Path | None) -> None:
    command = [str(python_of(root)), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    command += ["--no-input", "--progress-bar", "off", "-r", str(root / lock)]
    if wheelhouse is not None:
        command += ["--no-index", "--find-links", str(wheelhouse.resolve())]
    log = root / ".venv" / "install.log"
    with log.open("a", encoding="utf-8") as written:
        run = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
        )
        assert run.stdout is not None
        for line in run.stdout:
            written.write(line)
            if line.startswith(("Collecting ", "Processing ")):  # from a registry, from a folder
                print(f"  {re.split('==|-[0-9]', Path(line.split()[1]).name)[0]}", file=sys.stderr, flush=True)
    if run.wait() != 0:
        advice = "请检查网络；没有网络的机器，用别的机器运行 wheelhouse 命令下载安装包，拷来后加 --wheelhouse 文件夹。"
        if wheelhouse is not None:
            advice = "请确认安装包齐全，并且是为这台机器的系统和 Python 版本下载的。"
        raise Missing(f"安装 {lock} 没有成功。{advice}详情见 {log}")


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Holds a lock that the system frees by itself when the process ends, however it ends."""
    try:
        opened = (root / ".venv.lock").open("a+b")
    except OSError as error:
        raise Missing(f"{root} 不能写入，建不了运行环境。请换有权限的用户，或请管理员先运行一次。") from error
    with opened as held:
        if os.name == "nt":
            import msvcrt

            held.seek(0)
            while True:
                try:
                    msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined, unused-ignore]
                    break
                except OSError:
                    continue
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield
