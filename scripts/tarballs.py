"""The npm packages of the page tests, for machines that have no network: as files, held against the lock's digests.

npm's own cache would not do: it files what it fetched under the address of the registry that it was fetched from.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

LOCK = "package-lock.json"
MANIFEST = "package.json"
FOLDER = "npm"
_QUIET = ("--no-audit", "--no-fund", "--silent", "--ignore-scripts")


class Broken(Exception):
    """Why the packages cannot be had, in one Chinese sentence."""


def gather(npm: str, tests: Path, target: Path) -> int:
    """How many packages the lock in ``tests`` names: each is fetched into ``target``, and held against the lock.

    Broken where npm cannot fetch one, or it is not the one that the lock means.
    """
    lock = _read(tests)
    target.mkdir(parents=True, exist_ok=True)
    specs = sorted({_spec(path, entry) for path, entry in _entries(lock)})
    run = subprocess.run(
        [npm, "pack", *_QUIET, "--pack-destination", str(target), *specs], capture_output=True, check=False
    )
    if run.returncode != 0:
        raise Broken("网页测试工具没有下载成功，请检查网络和磁盘空间。")
    for path, entry in _entries(lock):
        _checked(target / _file(path, entry), entry)
    for name in (LOCK, MANIFEST):
        shutil.copyfile(tests / name, target / name)
    return len(specs)


def install(npm: str, tests: Path, source: Path | None = None) -> None:
    """Makes ``tests/node_modules``: from the registry, or of what :func:`gather` left in ``source``.

    Broken if npm cannot, or if a file is missing or is not the one that the lock means.
    """
    print("── 安装网页测试工具", flush=True)
    if source is None:
        if subprocess.run([npm, "ci", "--prefix", str(tests), *_QUIET], check=False).returncode != 0:
            raise Broken("网页测试工具没有装上，请检查网络；没有网络的机器加 --wheelhouse 文件夹。")
        return
    lock = _read(tests)
    with tempfile.TemporaryDirectory(prefix="node_modules-", dir=tests) as made:
        folder = Path(made)
        for path, entry in _entries(lock):
            file = source / _file(path, entry)
            _checked(file, entry)
            shutil.copyfile(file, folder / file.name)
            entry["resolved"] = f"file:{file.name}"
        (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
        shutil.copyfile(tests / MANIFEST, folder / MANIFEST)
        command = [npm, "ci", "--offline", "--cache", str(folder / "cache"), "--prefix", str(folder), *_QUIET]
        if subprocess.run(command, cwd=folder, check=False).returncode != 0:
            raise Broken("网页测试工具没有装上，请确认 npm 能用、磁盘有空间。")
        shutil.rmtree(tests / "node_modules", ignore_errors=True)
        (folder / "node_modules").replace(tests / "node_modules")


def _read(tests: Path) -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((tests / LOCK).read_text(encoding="utf-8"))
    return lock


def _entries(lock: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The packages: path under the project → what the lock says of it. The project itself is the empty path."""
    return [(path, entry) for path, entry in lock["packages"].items() if path]


def _name(path: str, entry: dict[str, Any]) -> str:
    name: str = entry.get("name") or path.rpartition("node_modules/")[2]
    return name


def _spec(path: str, entry: dict[str, Any]) -> str:
    return f"{_name(path, entry)}@{entry['version']}"


def _file(path: str, entry: dict[str, Any]) -> str:
    """What ``npm pack`` calls the package's file."""
    return f"{_name(path, entry).removeprefix('@').replace('/', '-')}-{entry['version']}.tgz"


def _checked(file: Path, entry: dict[str, Any]) -> None:
    if not file.is_file():
        raise Broken(f"缺少 {file}，请重新运行 wheelhouse。")
    algorithm, _, digest = entry["integrity"].partition("-")
    if base64.b64encode(hashlib.new(algorithm, file.read_bytes()).digest()).decode() != digest:
        raise Broken(f"{file} 和清单上的不是同一个文件，请重新运行 wheelhouse。")
