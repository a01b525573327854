"""What was signed is what is built, and a case taken down is gone from every file of the site, in the same build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import engine
import pytest
import signing
from campaign import load

from ..withdrawn import BASIS, CASE, SAID, TEXT, folder, found
from .test_incremental import Office


def made(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_signed_then_changed_then_taken_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, docs = Office(tmp_path), folder(TEXT)
    records, _ = load(docs)
    signed = signing.sign(records.by_path[CASE], TEXT, records.includes, "示例甲", "示例乙", "示例丙", date(2021, 5, 1))
    office.put({**docs, CASE: signed.encode()})
    office.build()
    shown = made(office.site)
    assert set(SAID) - found(shown) == set()

    office.put({**docs, CASE: signed.replace("早备粮", "晚备粮").encode()})
    assert not engine.build(office.root, office.docs, office.site).ok
    assert "fingerprint-mismatch" in capsys.readouterr().err
    assert made(office.site) == shown

    office.put(folder(signing.withdraw(signed, "revoked", date(2022, 3, 1), BASIS)))
    office.build()
    left = made(office.site)
    assert found(left) == set()
    page = left[CASE.replace(".md", ".html")].decode()
    assert BASIS in page and "case-secret" in page
