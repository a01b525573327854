"""What must hold before a build is published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from publishing import Refused, manifest, names
from publishing.package import Content, Release

FORMAT = 1
# A release must have lost less than a fifth of the pages of the one before, unless the publisher says so.
SHRINK = 5

AGAIN = "请重新运行 build，再发布。"
MANY = 20


@dataclass(frozen=True)
class Build:
    """A built site whose report is there, green, and of these very files. ``dated``: the day the content dates from."""

    files: dict[str, Content]
    report: bytes
    pages: int
    dated: date


def report(*, site: str, pages: int, dated: str, drafts: bool, findings: dict[str, int]) -> bytes:
    """What a build says of itself: the digest of its files' list, and what the checks found, by severity."""
    told = {
        "format": FORMAT,
        "site": site,
        "pages": pages,
        "dated": dated,
        "drafts": drafts,
        "findings": {severity: findings.get(severity, 0) for severity in ("error", "warning", "hint")},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def passed(site: Path) -> Build:
    """The build in a folder, every file read and held against its report. Refused if anything is wrong with it."""
    if not site.is_dir():
        raise Refused(f"没有这个网站文件夹：{site}。请先运行 build。")
    told, told_bytes = _report(site)
    listed = _listed(site)
    if manifest.digest(listed) != told["site"]:
        raise Refused(f"检查报告说的不是这个网站：文件清单变过了。{AGAIN}")
    if told["drafts"]:
        raise Refused("这是带草稿的预览，不能发布。请不加 --drafts 重新运行 build。")
    findings = told["findings"]
    if findings["error"]:
        raise Refused(f"检查报告里有 {findings['error']} 个错误，不能发布。请改好后重新运行 build。")
    files = _files(site, listed)
    _refuse_unfit(files)
    try:
        dated = date.fromisoformat(told["dated"])
    except (TypeError, ValueError):
        raise Refused(f"检查报告不完整。{AGAIN}") from None
    return Build(files, told_bytes, told["pages"], dated)


def shrunk(pages: int, before: Release | None) -> None:
    """Refused if a site has lost a fifth of its pages or more: more likely an accident than a wish."""
    if before is not None and pages * SHRINK <= before.pages * (SHRINK - 1):
        raise Refused(
            f"这次只有 {pages} 页，线上的版本有 {before.pages} 页，少了五分之一以上，多半是出了差错，没有发布。"
            "确实要减少，就加上 --allow-shrink。"
        )


def _report(site: Path) -> tuple[dict[str, Any], bytes]:
    file = site / manifest.REPORT
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{site} 里没有检查报告，不知道它有没有通过检查。请用 manage.py build 生成后再发布。") from None
    try:
        told = json.loads(data)
        whole = report(**{key: value for key, value in told.items() if key != "format"}) == data
    except (ValueError, TypeError, AttributeError):
        whole = False
    if not whole:
        raise Refused(f"检查报告不完整，或是别的版本写的。{AGAIN}")
    return told, data


def _listed(site: Path) -> dict[str, str]:
    try:
        return manifest.parse((site / manifest.SUMS).read_bytes())
    except (OSError, ValueError):
        raise Refused(f"网站的文件清单没有了，或不完整。{AGAIN}") from None


def _files(site: Path, listed: dict[str, str]) -> dict[str, Content]:
    found: dict[str, Content] = {}
    for path, file in manifest.files_of(site):
        data = Path(file).read_bytes()
        found[path] = Content(hashlib.sha256(data).hexdigest(), len(data), Path(file))
        if listed.get(path) != found[path].sha256:
            what = "改过了" if path in listed else "是后来加的"
            raise Refused(f"网站里的 {path} 在检查之后{what}，不能发布。{AGAIN}")
    missing = sorted(listed.keys() - found.keys())
    if missing:
        raise Refused(f"网站里少了 {len(missing)} 个文件，如 {missing[0]}。{AGAIN}")
    return dict(sorted(found.items()))


def _refuse_unfit(files: dict[str, Content]) -> None:
    if "index.html" not in files:
        raise Refused(f"网站里没有首页 index.html。{AGAIN}")
    found = names.problems(files)
    found += [
        f"{path}：名字里有一段像是网站自己加的校验码，读者会一直用旧的；请改名"
        for path, one in files.items()
        if names.is_misnamed(path, one.sha256)
    ]
    found += [f"{path}：是空文件" for path, one in files.items() if not one.size]
    if found:
        more = f"\n……共 {len(found)} 处。" if len(found) > MANY else ""
        raise Refused("有些文件放到服务器、共享或 U 盘上会出问题，没有发布：\n" + "\n".join(found[:MANY]) + more)
