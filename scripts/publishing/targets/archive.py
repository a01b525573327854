"""A release as one zip file that people carry to machines without a network, unpack, check and open.

The same release makes the same bytes, where the same zlib packs them.
"""

from __future__ import annotations

import errno
import hashlib
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from publishing import Refused, manifest
from publishing.package import RELEASE, Content, Contents, Release, content

# The list of all that is in the archive but itself, in the form of `sha256sum`; lies beside the start page.
SUMS = "SHA256SUMS"
VERIFY_UNIX, VERIFY_WINDOWS, README = "verify.sh", "verify.cmd", "说明.txt"

# The file's dates have no zone; its readers are here.
_ZONE = timezone(timedelta(hours=8))
# What a zip file can date, in seconds since 1970.
_EARLIEST, _LATEST = 315532800, 4354790398

_UNIX = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
LC_ALL=C
export LC_ALL
if command -v sha256sum >/dev/null; then check=sha256sum; else check="shasum -a 256"; fi
report=$($check -c SHA256SUMS 2>/dev/null)
status=$?
# A line of the list that is no such line any more is passed over in silence.
known=$(printf '%s\\n' "$report" | grep -c ': ')
if [ $status = 0 ] && [ "$known" = COUNT ]; then
    echo "完好：所有文件都和发布时一样。"
else
    printf '%s\\n' "$report" | grep ': ' | grep -v ': OK$'
    [ "$known" = COUNT ] || echo "SHA256SUMS: 清单坏了，应有 COUNT 个文件，只认得 $known 个"
    echo "不对：上面的文件坏了或缺了。请重新复制压缩包，解压到一个新文件夹，再核对一次。"
    exit 1
fi
"""

# Without a byte order mark, since cmd.exe would run it. PowerShell is given its program here: scripts of its own may
# be forbidden. .NET's own classes, since Get-FileHash is such a script.
_WINDOWS = r"""@echo off
chcp 65001 >nul
set "ZY_HERE=%~dp0"
powershell -NoProfile -Command "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $here = $env:ZY_HERE; $sha = [Security.Cryptography.SHA256]::Create(); $bad = 0; $list = $here + 'SHA256SUMS'; try { $lines = [IO.File]::ReadAllLines($list) } catch { exit 1 }; if ($lines.Count -ne COUNT) { $bad = 1; Write-Host $list }; foreach ($line in $lines) { if ($line.Length -lt 67) { $bad = 1; Write-Host $list; continue }; $name = $line.Substring(66); $got = ''; try { $stream = [IO.File]::OpenRead($here + $name.Replace('/', '\')); $got = [BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '').ToLower(); $stream.Close() } catch { }; if ($got -ne $line.Substring(0, 64)) { $bad = 1; Write-Host $name } }; exit $bad"
set ZY_STATUS=%errorlevel%
if not %ZY_STATUS%==0 (
  echo 不对：上面的文件坏了或缺了。请重新复制压缩包，解压到一个新文件夹，再核对一次。
) else (
  echo 完好：所有文件都和发布时一样。
)
pause
exit /b %ZY_STATUS%
"""

_README = """争优知识库，离线版
版本 {id}，{day} 发布，{pages} 页

怎么打开
1. 把压缩包解压到一个新文件夹。不要解压到放着旧版本的文件夹里，也不要在压缩包里直接打开。
2. 双击 index.html，用浏览器打开。不需要网络，可以搜索。

怎么核对文件有没有拷坏
Windows：双击 verify.cmd。
Linux、macOS：在终端里运行 sh verify.sh。
"""


def top(id: str) -> str:
    """The folder that holds everything in the archive of a release."""
    return f"zhengyou-{id}"


def packed(release: Release, files: Contents) -> bytes:
    """The archive's bytes. ``files``: all of the release, its list too.

    Refused for a path that would lead elsewhere when it is unpacked.
    """
    inside = {**files, **_beside(release, len(files))}
    inside[SUMS] = content(manifest.text({path: one.sha256 for path, one in inside.items()}).encode("utf-8"))
    moment = datetime.fromtimestamp(min(max(release.stamp, _EARLIEST), _LATEST), tz=_ZONE)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for path, one in sorted(inside.items()):
            if not _is_safe(path):
                raise Refused(f"网站里的 {path} 不能放进压缩包：解压时会写到别处。")
            info = ZipInfo(f"{top(release.id)}/{path}", moment.timetuple()[:6])
            info.create_system = 3  # Unix, whose modes these are
            info.external_attr = (stat.S_IFREG | (0o755 if path == VERIFY_UNIX else 0o644)) << 16
            archive.writestr(info, one.read(), ZIP_DEFLATED, 9)
    return made.getvalue()


def _beside(release: Release, files: int) -> dict[str, Content]:
    """``files``: how many the release has. The scripts know how many the list has, which may be damaged itself."""
    count = str(files + len((VERIFY_UNIX, VERIFY_WINDOWS, README)))
    day = datetime.fromisoformat(release.published).astimezone(_ZONE).date()
    readme = _README.format(id=release.id, day=day, pages=release.pages)
    return {
        VERIFY_UNIX: content(_UNIX.replace("COUNT", count).encode("utf-8")),
        VERIFY_WINDOWS: content(_WINDOWS.replace("COUNT", count).replace("\n", "\r\n").encode("utf-8")),
        README: content(readme.replace("\n", "\r\n").encode("utf-8-sig")),  # for the oldest editors of Windows
    }


def told(file: Path) -> tuple[bytes, bytes]:
    """What an archive says of itself: its release (:data:`package.RELEASE`) and the release's list.

    ValueError if it cannot be read, OSError if it is not there; nothing else in it is looked at.
    """
    with _read(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(f"/{RELEASE}")]
        if len(names) != 1:
            raise ValueError("not a release")
        at = names[0].removesuffix(RELEASE)
        return archive.read(at + RELEASE), archive.read(at + manifest.SUMS)


def wrong(file: Path, id: str, sums: Mapping[str, str]) -> list[str]:
    """What is in the archive of a release otherwise than its lists say, is missing, or does not belong there.

    ``sums``: the release's own files. ValueError if the archive cannot be read to its end.
    """
    found: dict[str, str] = {}
    strange: list[str] = []
    with _read(file) as archive:
        for info in archive.infolist():
            path = info.filename.removeprefix(f"{top(id)}/")
            plain = stat.S_ISREG(info.external_attr >> 16) and path != info.filename
            if path in found or not plain:
                strange.append(info.filename)
                continue
            found[path] = hashlib.sha256(archive.read(info)).hexdigest()
        listed = manifest.parse(archive.read(f"{top(id)}/{SUMS}"))
    found.pop(SUMS, None)
    wanted = {**listed, **sums}
    strange += [path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path)]
    return sorted(strange)


@contextmanager
def _read(file: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(file) as archive:
            yield archive
    except (BadZipFile, zlib.error, struct.error, EOFError, LookupError, OverflowError, RuntimeError) as error:
        raise ValueError("not a whole archive") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # of a directory that leads to a place before the file's first byte
            raise
        raise ValueError("not a whole archive") from error


def _is_safe(path: str) -> bool:
    """Whether whoever unpacks it finds it below the folder it is unpacked to, on any system."""
    parts = PurePosixPath(path).parts
    return "/".join(parts) == path and ".." not in parts and "\\" not in path and not PureWindowsPath(path).anchor
