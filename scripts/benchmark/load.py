"""How many readers one nginx serves, with the configuration that is shipped, beside the same nginx serving plain files.

wrk and nginx share the machine's cores, so the figures are low; what the configuration costs is their ratio.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from publishing import binding, gates, nginx
from publishing.package import Contents, compressed

from . import cells, corpora, machine, ours
from .engines import Failed, say
from .figures import ratios
from .web_server import find, serving

CONNECTIONS, THREADS, SECONDS = 64, 1, 4
MIME_TYPES = Path("/etc/nginx/mime.types")
PLAIN = "plain"
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


@dataclass(frozen=True)
class Asked:
    """What is asked for over and over: ``bytes`` as sent, with the compression that browsers take."""

    what: str
    path: str
    bytes: int


def measure(sizes: Sequence[int], runs: int, folder: Path, *, seconds: int = SECONDS) -> dict[str, Any]:
    """Requests a second for a page, a part of the search and plain files of their sizes, for each number of cases.

    Each is asked for during ``seconds``, ``runs`` times. Failed where nginx or wrk is missing, or a request fails.
    """
    for program in ("nginx", "wrk"):
        find(program)
    return {
        "format": 1,
        "runs": runs,
        "machine": machine.described(),
        "connections": CONNECTIONS,
        "seconds": seconds,
        "sizes": [_of_size(cases, runs, folder / str(cases), seconds) for cases in sizes],
    }


def _of_size(cases: int, runs: int, folder: Path, seconds: int) -> dict[str, Any]:
    say(f"{cases} 个案例：正在生成网站……")
    corpus = corpora.write(cases, folder / "docs")
    site = folder / "site"
    ours.build(corpus.docs, site, full=True)
    ours.forget(site)
    site_files = gates.passed(site)
    found: list[dict[str, Any]] = []

    def server(port: int) -> str:
        url = f"http://127.0.0.1:{port}/"
        files = compressed(binding.bind(site_files.files, url, served=True, dated=date(2026, 1, 1)))
        _write(files, folder / "www")
        for one in _asked(files):
            plain = folder / PLAIN / one.path
            plain.parent.mkdir(parents=True, exist_ok=True)
            plain.write_bytes(b"\0" * one.bytes)
            found.append({**asdict(one), "ours": [], PLAIN: []})
        shutil.copy(MIME_TYPES, folder / "nginx")
        shipped = nginx.configuration(str(folder / "www"), url, precompressed=True)
        # In a server of its own, so that nothing of the shipped one is done for it.
        beside = f'server {{ listen 127.0.0.1:{port}; server_name {PLAIN}; root "{folder / PLAIN}"; }}\n'
        return shipped.replace(f"listen {port};", f"listen 127.0.0.1:{port};") + beside

    (folder / "nginx").mkdir()
    with serving(folder / "nginx", server) as url:
        for run in range(runs):
            say(f"{cases} 个案例：第 {run + 1} 遍，共 {runs} 遍……")
            for one in found:
                one["ours"].append(_rate(url + one["path"], "127.0.0.1", seconds))
                one[PLAIN].append(_rate(url + one["path"], PLAIN, seconds))
    for one in found:
        one["ratio"] = asdict(spread) if (spread := ratios(one["ours"], one[PLAIN])) else None
    return {"cases": cases, "asked": found}


def _asked(files: Contents) -> Iterator[Asked]:
    """The page in the middle of the cases by size, and so of the search's parts."""
    for what, begins, ends in (("案例页", "cases/2", ".html"), ("检索分片", "search/terms-", ".js")):
        of = sorted((one.size, path) for path, one in files.items() if path.startswith(begins) and path.endswith(ends))
        _, path = of[len(of) // 2]
        yield Asked(what, path, files.get(f"{path}.gz", files[path]).size)


def _write(files: Contents, folder: Path) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read())


def _rate(address: str, host: str, seconds: int) -> float:
    """Requests a second, all of them answered; Failed if one was not."""
    command = [find("wrk"), "-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{seconds}s"]
    command += ["-H", "Accept-Encoding: gzip", "-H", f"Host: {host}", address]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    rate, failed = _RATE.search(said.stdout), _FAILED.search(said.stdout)
    if said.returncode or rate is None or failed:
        raise Failed(f"wrk 没有成功：{failed.group() if failed else said.stderr.strip() or said.stdout.strip()}")
    return float(rate[1])


def as_text(measured: Mapping[str, Any]) -> str:
    """A row for each file asked for: requests a second from both servers, and their ratio."""
    rows = [
        (
            f"{size['cases']} 个案例，{one['what']}（{one['bytes']:,} 字节）",
            [
                cells.spread_cell(one["ours"], 0),
                cells.spread_cell(one[PLAIN], 0),
                cells.spread_cell([of / to for of, to in zip(one["ours"], one[PLAIN], strict=True)], 2),
            ],
        )
        for size in measured["sizes"]
        for one in size["asked"]
    ]
    head = f"每秒请求数，{measured['connections']} 个连接，nginx 和 wrk 在同一台机器上："
    return "\n".join([head, *cells.lines("", ["随附配置", "同样大小的普通文件", "比"], rows)])
