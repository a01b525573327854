"""The list of a site's files, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from publishing import Refused, manifest

A, B = "a" * 64, "b" * 64


def test_a_list_is_sorted_and_read_as_it_was_written() -> None:
    sums = {"第1号.html": B, "a  b.html": A}
    text = manifest.text(sums)
    assert text == f"{A}  a  b.html\n{B}  第1号.html\n"
    assert manifest.parse(text.encode()) == sums
    assert manifest.digest(sums) == hashlib.sha256(text.encode()).hexdigest()
    assert manifest.parse(b"") == {}


@pytest.mark.parametrize(
    "text",
    [
        *(f"{A}  a", f"{A} a\n", f"{A}  b\n{A}  a\n", f"{A}  a\n{B}  a\n", f"\n{A}  a\n"),
        *(f"{A[:-1]}  a\n", f"{A}0  a\n", f"{A}\n"),
    ],
)
def test_what_is_no_list_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        manifest.parse(text.encode())


def test_a_folder_s_files_are_all_but_what_stands_beside_them(tmp_path: Path) -> None:
    for path in ("index.html", "a/b/c.html", ".release/report.json", "a/.release/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(path.encode())
    found = dict(manifest.files_of(tmp_path))
    assert found == {path: str(tmp_path / path) for path in ("index.html", "a/b/c.html", "a/.release/x")}
    assert manifest.digest_of(found["index.html"]) == hashlib.sha256(b"index.html").hexdigest()
    (tmp_path / "a/link").symlink_to(tmp_path / "a/b", target_is_directory=True)
    with pytest.raises(Refused, match="a/link 不是普通文件"):
        list(manifest.files_of(tmp_path))
