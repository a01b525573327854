"""Names of a site's files: which never change what they hold, which order they go in, which a server cannot have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# A name with the digest of what it holds in it; eight figures alone are a date. Meets the end of a path that begins
# with a slash. nginx (PCRE) and Python read this alike.
FINGERPRINTED = (
    r"(\.(?=\d*[a-f])([0-9a-f]{8})\.(min\.)?(css|js|svg|png|jpe?g|gif|webp)|/search/[a-z]+-[a-z2-7]{8,10}\.js)"
    r"(\.map)?(\.gz)?$"
)
_FINGERPRINTED = re.compile(FINGERPRINTED)

# Says which release readers see. The last file that is put in place.
VERSION = "version.json"

LONGEST = 180
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_ESCAPED_TWICE = re.compile(r"[+%&#]")
_HIDDEN_BY_IIS = {"bin", "app_code", "app_data", "app_globalresources", "app_localresources", "app_webreferences"}
_HIDDEN_BY_IIS |= {"app_browsers", "web.config"}
_DENIED_BY_IIS = (".config", ".cs", ".vb", ".asax", ".ascx", ".aspx", ".asmx", ".ashx", ".mdb", ".mdf", ".ldf", ".resx")


def is_fingerprinted(path: str) -> bool:
    """Whether readers may keep a file for ever: another content would have another name."""
    return _FINGERPRINTED.search("/" + path) is not None


def is_carried(path: str) -> bool:
    """Whether a file may outlast its release, for pages that are still open: our styles and scripts, of which nothing
    is content that may have been withdrawn."""
    return path.startswith("assets/") and is_fingerprinted(path)


def is_misnamed(path: str, sha256: str) -> bool:
    """Whether readers would keep a file for ever that may change: somebody gave it a name of that form by hand."""
    found = _FINGERPRINTED.search("/" + path)
    ours = path.startswith(("assets/", "search/"))
    return found is not None and not ours and (found[2] is None or found[2] not in sha256)


def is_page(path: str) -> bool:
    """Whether a file is a page, by its name."""
    return path.endswith(".html")


def in_order(paths: Iterable[str]) -> list[str]:
    """The paths as files are replaced where a folder is served while it changes.

    What pages need goes before them; last the start page, then what tells which release it is.
    """
    return sorted(paths, key=lambda path: (rank(path), path))


def rank(path: str) -> int:
    """Its step in :func:`in_order`; files of the same step may go at the same time."""
    if path == VERSION:
        return 5
    if path == "index.html":
        return 4
    if path == "search/index.js":
        return 3
    return 2 if is_page(path) else 0 if is_fingerprinted(path) else 1


def problems(paths: Iterable[str]) -> list[str]:
    """What Windows, IIS or a share could not hold or would not serve, a Chinese line each."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(paths):
        why = _problem(path)
        if why:
            found.append(f"{path}：{why}")
        folded = path.casefold()
        if folded in seen:
            found.append(f"{path}：和 {seen[folded]} 只差大小写，在 Windows 上是同一个文件")
        seen.setdefault(folded, path)
    return found


def _problem(path: str) -> str:
    if len(path) > LONGEST:
        return f"路径超过 {LONGEST} 个字符"
    if unicodedata.normalize("NFC", path) != path:
        return "文件名里的字不是规范写法（NFC）"
    if path.casefold().endswith(_DENIED_BY_IIS):
        return "IIS 不对外提供这种文件"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "路径不规范"
        if _FORBIDDEN.search(part):
            return 'Windows 文件名不能有 < > : " | ? * \\ 和控制字符'
        if _ESCAPED_TWICE.search(part):
            return "IIS 不接受文件名里的 + % & #"
        if part.endswith((".", " ")) or part.startswith(" "):
            return "Windows 文件名不能以空格开头，不能以点或空格结尾"
        if part.partition(".")[0].casefold() in _DEVICES:
            return "这是 Windows 的设备名"
        if part.startswith(".") or part.casefold() in _HIDDEN_BY_IIS:
            return "服务器不对外提供这个名字"
    return ""
