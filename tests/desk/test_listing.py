"""The list of records: what each is called, how far it is, and what it lacks."""

from __future__ import annotations

from pathlib import Path

from campaign import Severity, fingerprint
from desk import listing
from desk.office import Office

from .conftest import CASE, DRAFT, NEW


def entry(office: Office, path: str) -> listing.Entry:
    return next(one for one in office.entries() if one.path == path)


def test_entries_say_what_each_lacks(office: Office, docs: Path) -> None:
    case = entry(office, CASE)
    assert (case.kind, case.id, case.title, case.status) == ("case", "kanban", "看板上墙（示例）", "已发布")
    assert (case.errors, case.warnings, case.hints, case.lacks) == (0, 0, 0, ())
    assert not case.changed_since_review and not case.unsaved
    assert entry(office, "policy/plan.md").status == "有效"
    assert len(office.entries()) == len(list(docs.rglob("*.md")))

    (docs / NEW).write_text(DRAFT.replace("organisation", "member"), encoding="utf-8")
    lacking = entry(office, NEW)
    assert lacking.status == "草稿" and lacking.hints and not lacking.errors
    assert {"单位", "体现的标准", "时间", "摘要", "本人同意"} <= set(lacking.lacks)
    assert "审核" not in lacking.lacks and "状态" not in lacking.lacks
    assert "其事" in lacking.lacks

    (docs / NEW).write_text(DRAFT.replace("有。", "").replace("draft", "published"), encoding="utf-8")
    assert "问题" in entry(office, NEW).lacks
    assert "审核" in entry(office, NEW).lacks


def test_entries_list_what_cannot_be_read(office: Office, docs: Path) -> None:
    (docs / NEW).write_text("---\ntitle: [\n---\n", encoding="utf-8")
    broken = entry(office, NEW)
    assert (broken.title, broken.id, broken.status) == (NEW, "new", "") and broken.errors


def test_a_text_changed_after_its_review_is_marked(office: Office, docs: Path) -> None:
    records = office.records()
    signed = fingerprint(records.by_path[CASE], records.includes)
    text = office.read(CASE).text.replace("  on: 2031-07-01\n", f"  on: 2031-07-01\n  fingerprint: {signed}\n")
    office.save(CASE, text, office.read(CASE).digest, "审签")
    assert not entry(office, CASE).changed_since_review
    assert office.reviewed(office.records().by_path[CASE]) is not None
    office.save(CASE, text.replace("挂一块看板", "挂两块看板"), office.read(CASE).digest, "保存")
    assert entry(office, CASE).changed_since_review
    version = office.reviewed(office.records().by_path[CASE])
    assert version is not None and office.history.text(CASE, version.id) == text


def test_unsaved_drafts_show_in_the_list(office: Office) -> None:
    office.drafts.keep("abcdefgh", CASE, "…", None)
    assert entry(office, CASE).unsaved


def test_what_is_wrong_with_an_attachment_shows_with_the_record_that_names_it(office: Office, docs: Path) -> None:
    attached = docs / "cases/2031/files/kanban-plan.pdf"
    attached.parent.mkdir()
    attached.write_bytes(b"no PDF at all")
    held = office.read(CASE)
    text = held.text.replace("sample: true", "attachments:\n  - files/kanban-plan.pdf\nsample: true")
    office.save(CASE, text, held.digest, "加附件")
    (found,) = office.check(CASE, text)[1]
    line = text.split("\n").index("  - files/kanban-plan.pdf") + 1
    assert (found.path, found.line, found.severity) == (CASE, line, Severity.ERROR)
    assert found.message.startswith("kanban-plan.pdf：")
    assert entry(office, CASE).errors == 1
    in_body = held.text + "\n[计划](files/kanban-plan.pdf)\n"
    assert office.check(CASE, in_body)[1][0].line == held.text.split("\n").index("---", 1) + 2
    # A file that is exchanged is looked into again.
    attached.write_bytes(_PDF)
    assert office.check(CASE, text)[1] == [] and entry(office, CASE).errors == 0


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n160\n%%EOF\n"
)
