"""The .docx that LibreOffice makes of an older format, or a Refusal that says how to save as one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from importing import bounded
from importing.reading import Refusal

# It takes 3 to 15 seconds to start, the first time on an old disk 40.
SECONDS = 90
NOTE = "原文件不是 .docx，已由 LibreOffice 转换，版式可能略有出入，请核对。"
_HOW = "请在 Word 或 WPS 里打开它，选「文件→另存为」，类型选「Word 文档（*.docx）」，再导入另存的文件。"
_PLACES = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib*/libreoffice/program/soffice",
    "/opt/apps/*libreoffice*/files/*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/snap/bin/libreoffice",
)
_WINDOWS_PLACES = ("LibreOffice*/program/soffice.exe",)


def to_docx(name: str, data: bytes, suffix: str) -> bytes:
    """The .docx that LibreOffice makes of a file. Refusal where there is no LibreOffice, or it does not succeed.

    ``suffix`` says what the file really is, such as ``.doc``, whatever it is called.
    """
    program = find()
    called = (
        ""
        if name.casefold().endswith(suffix) or (suffix, name[-4:].casefold()) == (".doc", ".wps")
        else f"实为 {suffix} 格式，"
    )
    if program is None:
        raise Refusal(f"「{name}」{called}是旧格式，这台电脑上没有能转换它的 LibreOffice。{_HOW}")
    failed = f"「{name}」{called}没有转换成功。{_HOW}"
    try:
        with tempfile.TemporaryDirectory(prefix="zhengyou-", ignore_cleanup_errors=True) as temporary:
            return _convert(program, Path(temporary), data, suffix)
    except (OSError, bounded.Expired) as error:
        raise Refusal(failed) from error


def _convert(program: Path, folder: Path, data: bytes, suffix: str) -> bytes:
    source, out, profile = folder / f"source{suffix}", folder / "out", folder / "profile"
    source.write_bytes(data)
    out.mkdir()
    bounded.run(
        [
            program,
            # A profile of its own: an office that is open already would take the task over, and macros stay off.
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            out,
            source,
        ],
        folder,
        SECONDS,
        {"HOME": str(folder)},
    )
    # Its exit status is 0 whether it could read the file or not.
    return (out / "source.docx").read_bytes()


def find() -> Path | None:
    """LibreOffice's program on this machine; None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next(_installed(), None)


def _installed() -> Iterator[Path]:
    """In the places where it is put without being on the PATH."""
    for pattern in _PLACES:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"):
        if folder := os.environ.get(variable):
            for pattern in _WINDOWS_PLACES:
                yield from sorted(Path(folder).glob(pattern), reverse=True)
