"""Files put beside a record: of allowed types and sizes, cleaned, never over another file."""

from __future__ import annotations

from pathlib import Path

import cleaning
import pytest
from desk import uploads
from desk.office import Office
from desk.store import Unavailable

from .conftest import CASE, NEW


def test_an_upload_is_cleaned_and_stored_beside_the_record(
    office: Office, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "cleaned", lambda name, data: cleaning.Cleaned(b"clean " + data, ()))
    assert office.attach(CASE, r"C:\fakepath\月度 统计.TXT", b"a") == "files/kanban-yue-du-tong-ji.txt"
    assert (docs / "cases/2031/files/kanban-yue-du-tong-ji.txt").read_bytes() == b"clean a"
    assert office.attach(CASE, "月度 统计.txt", b"a") == "files/kanban-yue-du-tong-ji.txt"
    assert office.attach(CASE, "月度统计.txt", b"b") == "files/kanban-yue-du-tong-ji-2.txt"
    assert office.attach(CASE, "kanban-plan.txt", b"c") == "files/kanban-plan.txt"
    assert office.attach(CASE, "../../../x.txt", b"d") == "files/kanban-x.txt"
    assert office.attach(NEW, "……。txt.txt", b"d") == "files/new-txt.txt"
    first_of_its_year = "cases/2032/new.md"
    assert office.attach(first_of_its_year, "a.txt", b"d") == "files/new-a.txt"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "不能用这种文件"),
        ("a.html", b"<script>", "不能用这种文件"),
        ("a.svg", b"<svg/>", "不能用这种文件"),
        ("a.md", b"x", "不能用这种文件"),
        ("a.docm", b"x", "不能用这种文件"),
        ("a", b"x", "没有扩展名"),
        ("a.txt\0.exe", b"x", "不能用这种文件"),
        ("a.txt", b"", "是空的"),
    ],
)
def test_uploads_are_refused_by_type(office: Office, docs: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(Unavailable, match=said):
        office.attach(CASE, name, data)
    assert not (docs / "cases/2031/files").exists()


def test_uploads_are_refused_by_size_and_by_what_cleaning_says(
    office: Office, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LIMIT", 2**20)
    with pytest.raises(Unavailable, match="超过 1 MB"):
        office.attach(CASE, "a.txt", bytes(2**20 + 1))

    def refuse(name: str, data: bytes) -> None:
        raise cleaning.Refused("有修订痕迹，请先接受。")

    monkeypatch.setattr(cleaning, "cleaned", refuse)
    with pytest.raises(Unavailable, match="有修订痕迹"):
        office.attach(CASE, "a.docx", b"PK")
    assert not (docs / "cases/2031/files").exists()
