"""Older formats go through LibreOffice where it is there; a program that behaves as it does stands in for it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from importing import Refusal, office, read_bytes, read_word
from importing.archive import MAX_FILE

from tests.importing.making import docx, p

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument\0".encode("utf-16-le")
_FIND = "import pathlib, sys, time, os\nout = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """No office but the test's own, wherever this runs, and nothing stays in the temporary folder."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.defpath}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr(
        office.shutil, "which", lambda name: str(found) if (found := tmp_path / "bin" / name).exists() else None
    )
    yield
    assert list((tmp_path / "temporary").iterdir()) == []


def soffice(tmp_path: Path, program: str) -> None:
    path = tmp_path / "bin" / "soffice"
    path.write_text(f"#!{sys.executable}\n{_FIND}{program}", encoding="utf-8")
    path.chmod(0o755)


def test_the_office_converts(tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(docx(p("由旧格式转来")))
    soffice(
        tmp_path,
        "source = pathlib.Path(sys.argv[-1])\n"
        "assert source.suffix == '.doc' and source.read_bytes().startswith(b'\\xd0\\xcf')\n"
        "assert '--headless' in sys.argv and sys.argv[1].startswith('-env:UserInstallation=file:///')\n"
        "assert os.environ['HOME'] == str(source.parent)\n"
        f"(out / 'source.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())\n",
    )
    path = tmp_path / "事迹.wps"
    path.write_bytes(DOC)
    reading = read_word(path)
    assert "由旧格式转来" in reading.html
    assert reading.original == DOC and reading.name == "事迹.wps"
    assert reading.notes == (office.NOTE,)


@pytest.mark.parametrize(
    "program",
    ["", "sys.exit(1)", "(out / 'source.docx').mkdir()", "(out / 'other.docx').write_bytes(b'x')"],
    ids=["writes nothing", "fails", "writes a folder", "writes another file"],
)
def test_an_office_that_does_not_manage(program: str, tmp_path: Path) -> None:
    soffice(tmp_path, program)
    with pytest.raises(Refusal, match="没有转换成功。请在 Word 或 WPS 里打开它"):
        read_bytes("事迹.doc", DOC)


def test_an_office_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.5)
    soffice(tmp_path, "time.sleep(600)")
    with pytest.raises(Refusal, match="没有转换成功"):
        read_bytes("事迹.doc", DOC)


@pytest.mark.parametrize("made", [b"", b"rubbish", b"PK\x03\x04"])
def test_what_an_office_makes_is_judged_like_any_file(made: bytes, tmp_path: Path) -> None:
    soffice(tmp_path, f"(out / 'source.docx').write_bytes({made!r})")
    with pytest.raises(Refusal):
        read_bytes("事迹.doc", DOC)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("事迹.doc", DOC, "「事迹.doc」是旧格式"),
        ("事迹.wps", DOC, "「事迹.wps」是旧格式"),
        ("事迹.docx", DOC, "「事迹.docx」实为 .doc 格式"),
        ("事迹.rtf", b"{\\rtf1 x}", "「事迹.rtf」是旧格式"),
        ("事迹.docx", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "实为 .odt 格式"),
    ],
)
def test_without_an_office_there_is_a_way(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refusal:
        read_bytes(name, data)
    assert "另存为" in str(refusal.value) and "LibreOffice" in str(refusal.value)


def test_a_password_or_a_size_needs_no_office(tmp_path: Path) -> None:
    soffice(tmp_path, f"pathlib.Path({str(tmp_path / 'asked')!r}).touch()")
    for data in (DOC + "EncryptionInfo\0".encode("utf-16-le"), DOC + bytes(MAX_FILE)):
        with pytest.raises(Refusal):
            read_bytes("事迹.doc", data)
    assert not (tmp_path / "asked").exists()


def test_it_is_found_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("libreoffice7.3", "libreoffice24.8"):
        program = tmp_path / "opt" / name / "program" / "soffice"
        program.parent.mkdir(parents=True)
        program.touch()
    monkeypatch.setattr(office, "_PLACES", (f"{tmp_path}/opt/libreoffice*/program/soffice",))
    assert office.find() == tmp_path / "opt" / "libreoffice7.3" / "program" / "soffice"
    monkeypatch.setattr(office, "_PLACES", ())
    windows = tmp_path / "Program Files" / "LibreOffice" / "program" / "soffice.exe"
    windows.parent.mkdir(parents=True)
    windows.touch()
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path / "Program Files"))
    assert office.find() == windows
