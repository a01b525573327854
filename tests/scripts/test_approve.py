"""Sign-off: what is signed and written, what hinders it, and what is taken down and brought back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import recordfile
import signing
from campaign import Record, Records, fingerprint, load
from campaign.kinds import CASE_STATUS, TAKEN_DOWN, UNPUBLISHED
from campaign.register import QUESTIONS, REVIEWERS
from commands import approve

from ..conftest import Docs, read_folder
from .conftest import Run, Terminal

NAMES = ("--by", "示例丁", "--secrecy-by", "示例戊", "--final-by", "示例己")
SIGNERS = ("示例丁", "示例戊", "示例己")
ON = date(2031, 9, 10)
KANBAN = "cases/2031/kanban.md"
TEACHER = "cases/2031/teacher.md"


def change(docs: Path, path: str, old: str, new: str) -> None:
    file = docs / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def codes(docs: Path) -> list[str]:
    _, diagnostics = load(read_folder(docs))
    return [one.code for one in diagnostics]


def case(base: Docs, path: str, *pairs: str) -> tuple[Record, Records, list, str]:  # type: ignore[type-arg]
    """The case of the base as it would be with replacements made, all records, what is wrong, and its text."""
    text = base[path].decode()
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    records, diagnostics = load({**base, path: text.encode()})
    return records.by_path[path], records, diagnostics, text


@pytest.mark.parametrize("given", ["kanban", KANBAN, "path"])
def test_a_draft_is_signed_and_published(manage: Run, docs: Path, given: str) -> None:
    change(docs, KANBAN, "status: published", "status: draft")
    run = manage(
        "approve", docs / KANBAN if given == "path" else given, "--docs-dir", docs, *NAMES, "--on", "2025-03-04"
    )
    assert run.returncode == 0, run.stderr
    records, diagnostics = load(read_folder(docs))
    signed = records.by_path[KANBAN]
    assert signed.status == "published" and diagnostics == []
    assert [signed.review[name] for name in REVIEWERS] == list(SIGNERS)
    assert signed.review.on.edtf == "2025-03-04"
    assert signed.review.fingerprint == fingerprint(signed, records.includes)
    assert "看板上墙（示例）" in run.stdout and signed.review.fingerprint in run.stdout
    assert "草稿 → 已发布" in run.stdout
    assert [question for question in QUESTIONS if question not in run.stdout] == []


def test_nothing_but_the_signature_is_touched(here: Run, docs: Path) -> None:
    before = (docs / KANBAN).read_text(encoding="utf-8")
    others = {path: data for path, data in read_folder(docs).items() if path != KANBAN}
    assert here("approve", "kanban", "--docs-dir", docs, *NAMES).returncode == 0
    after = (docs / KANBAN).read_text(encoding="utf-8")
    review = re.compile(r"^review:\n(  .*\n)+", re.M)
    assert review.sub("", after) == review.sub("", before)
    assert {path: data for path, data in read_folder(docs).items() if path != KANBAN} == others
    assert not [path for path in docs.rglob("*") if path.name.endswith(".part")]


def test_a_change_after_the_signature_shows(here: Run, docs: Path) -> None:
    assert here("approve", "kanban", "--docs-dir", docs, *NAMES).returncode == 0
    change(docs, KANBAN, "挂一块看板", "挂两块看板")
    assert codes(docs) == ["fingerprint-mismatch"]
    assert here("approve", "kanban", "--docs-dir", docs, *NAMES).returncode == 0
    assert codes(docs) == []


def test_a_change_in_a_fragment_shows_too(here: Run, docs: Path) -> None:
    (docs / "includes").mkdir()
    (docs / "includes/rule.md").write_text("先看后做。\n", encoding="utf-8")
    change(docs, KANBAN, "挂一块看板。", "挂一块看板。\n\n{!includes/rule.md!}")
    assert here("approve", "kanban", "--docs-dir", docs, *NAMES).returncode == 0
    assert codes(docs) == []
    (docs / "includes/rule.md").write_text("先做后看。\n", encoding="utf-8")
    assert codes(docs) == ["fingerprint-mismatch"]


def test_the_status_is_kept_where_that_is_asked_for(here: Run, docs: Path) -> None:
    change(docs, KANBAN, "status: published", "status: review")
    run = here("approve", "kanban", "--docs-dir", docs, *NAMES, "--keep-status")
    assert run.returncode == 0, run.stderr
    assert load(read_folder(docs))[0].by_path[KANBAN].status == "review"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path, end: str, mark: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(mark + end.join(["甲", "乙", ""]).encode())
    file = recordfile.RecordFile.read(path)
    assert file.text == "甲\n乙\n"
    recordfile.write_all([(file, "甲\n丙\n乙\n")])
    assert path.read_bytes() == mark + end.join(["甲", "丙", "乙", ""]).encode()


def test_a_file_of_another_system_is_signed_in_its_own_way(here: Run, docs: Path) -> None:
    data = (docs / KANBAN).read_bytes().replace(b"\n", b"\r\n")
    (docs / KANBAN).write_bytes(data)
    assert here("approve", "kanban", "--docs-dir", docs, *NAMES).returncode == 0
    after = (docs / KANBAN).read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == data.count(b"\r\n") + 1
    assert codes(docs) == []


def test_all_are_signed_or_none(here: Run, docs: Path) -> None:
    before = read_folder(docs)
    change(docs, TEACHER, "consent:\n  on: 2031-08-20\n  scope: 本网站\n", "")
    broken = read_folder(docs)
    run = here("approve", "kanban", "teacher", "--docs-dir", docs, *NAMES)
    assert run.returncode == 1
    assert "没有本人同意" in run.stdout and "全部没有写入" in run.stderr
    assert read_folder(docs) == broken != before


@pytest.mark.parametrize("at", [0, 1])
def test_a_file_changed_meanwhile_is_not_written_over(tmp_path: Path, at: int) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    for path in paths:
        path.write_bytes(b"1\n")
    files = [recordfile.RecordFile.read(path) for path in paths]
    paths[at].write_bytes(b"theirs\n")
    with pytest.raises(recordfile.Changed, match=paths[at].name):
        recordfile.write_all([(file, "2\n") for file in files])
    assert [path.read_bytes() for path in paths] == [b"theirs\n" if i == at else b"1\n" for i in range(2)]
    assert sorted(tmp_path.iterdir()) == paths


def test_where_one_cannot_be_replaced_the_others_are_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    for path in paths:
        path.write_bytes(b"1\r\n")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "c.md":
            raise PermissionError("held open")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        recordfile.write_all([(recordfile.RecordFile.read(path), "2\n") for path in paths])
    assert [path.read_bytes() for path in paths] == [b"1\r\n"] * 3
    assert sorted(tmp_path.iterdir()) == paths


def test_what_shows_only_once_it_is_published_hinders(here: Run, docs: Path) -> None:
    change(docs, TEACHER, "status: published", "status: draft")
    change(docs, KANBAN, "status: published", "status: draft")
    change(docs, KANBAN, "挂一块看板。", "挂一块看板，见[老师傅](teacher.md)。")
    before = read_folder(docs)
    run = here("approve", "kanban", "--docs-dir", docs, *NAMES)
    assert run.returncode == 1
    assert "那个案例还没有发布" in run.stdout and "没有写入" in run.stderr
    assert read_folder(docs) == before


@pytest.mark.parametrize(
    ("path", "pairs", "said"),
    [
        (KANBAN, ("挂一块看板。", ""), "「办法」一节是空的"),
        (KANBAN, ("status: published", "status: draft", "## 结果", "## 别的"), "缺少「结果」一节"),
        (KANBAN, ("status: published", "status: review", "unit: press\n", ""), "缺少必填项「单位」"),
        (KANBAN, ("status: published", "status: draft", "unit: press", "unit: pres"), "不存在"),
        (KANBAN, ("date: 2031-06\n", "date: 2031-06\nnotice: 2031-09-01/2031-09-10\n"), "公示到 2031-09-10 才结束"),
        (KANBAN, ("date: 2031-06\n", "date: 2031-06\nnotice: 2031-09-01/..\n"), "没有写明哪天结束"),
        (KANBAN, ("status: published", "status: archived"), "「已归档」，不能审签"),
        (KANBAN, ("status: published", "status: revoked"), "先恢复，再审签"),
        (TEACHER, ("consent:\n  on: 2031-08-20\n  scope: 本网站\n", ""), "没有本人同意"),
        (TEACHER, ("  on: 2031-08-20", "  on: 2031-09-11"), "晚于审定日期"),
    ],
)
def test_what_hinders_a_signature(base: Docs, path: str, pairs: tuple[str, ...], said: str) -> None:
    record, records, diagnostics, _ = case(base, path, *pairs)
    assert said in "\n".join(signing.what_hinders(record, records, diagnostics, *SIGNERS, ON))


@pytest.mark.parametrize(
    "pairs",
    [
        ("status: published", "status: notice", "date: 2031-06\n", "date: 2031-06\nnotice: 2031-09-01/2031-09-09\n"),
        ("  on: 2031-07-01", "  on: 2031-07-01\n  fingerprint: sha256:0"),
        ("  on: 2031-07-01", "  on: 2031-07"),
        ("  final_by: 示例丙\n", ""),
        ("  by: 示例甲\n", "  by:\n"),
        ("review:\n  by: 示例甲\n  secrecy_by: 示例乙\n  final_by: 示例丙\n  on: 2031-07-01\n", ""),
    ],
)
def test_what_the_signature_itself_mends_does_not_hinder(base: Docs, pairs: tuple[str, ...]) -> None:
    record, records, diagnostics, text = case(base, KANBAN, *pairs)
    assert signing.what_hinders(record, records, diagnostics, *SIGNERS, ON) == []
    signed = signing.sign(record, text, records.includes, *SIGNERS, ON)
    assert load({**base, KANBAN: signed.encode()})[1] == []


def test_a_name_that_is_missing_hinders(base: Docs) -> None:
    record, records, diagnostics, _ = case(base, KANBAN)
    assert signing.what_hinders(record, records, diagnostics) == []
    assert signing.what_hinders(record, records, diagnostics, "甲", " ", "") == ["没有写保密审查人、终审人。"]


def test_one_person_in_two_roles_is_said_and_may_be() -> None:
    assert signing.what_to_weigh("甲", "乙", "丙") == []
    (said,) = signing.what_to_weigh("甲", "乙", "甲 ")
    assert "采集人、终审人是同一个人（甲）" in said


def test_the_text_is_signed_and_not_what_was_read_before(base: Docs) -> None:
    record, records, _, text = case(base, KANBAN)
    newer = text.replace("挂一块看板", "挂两块看板")
    signed = signing.sign(record, newer, records.includes, *SIGNERS, ON)
    assert load({**base, KANBAN: signed.encode()})[1] == []
    with pytest.raises(ValueError, match="cannot be read"):
        signing.sign(record, "没有头部", records.includes, *SIGNERS, ON)


def test_every_status_is_decided_upon() -> None:
    assert set(signing.SIGNABLE) | set(TAKEN_DOWN) | {"archived"} == set(CASE_STATUS)
    assert set(UNPUBLISHED) < set(signing.SIGNABLE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody",), "没有这个案例"),
        (("kanbam",), "是不是「kanban」"),
        (("units/press.md",), "只有案例要审签"),
        (("kanban", "--on", "2031-02-30"), "不是某一天"),
        (("kanban", "--on", "9999-01-01"), "还没有到"),
    ],
)
def test_wrong_usage(here: Run, docs: Path, arguments: tuple[str, ...], said: str) -> None:
    before = read_folder(docs)
    run = here("approve", *arguments, "--docs-dir", docs, *NAMES)
    assert run.returncode == 2 and said in run.stderr and "Traceback" not in run.stderr
    assert read_folder(docs) == before


def test_a_case_that_cannot_be_read_is_said_so(here: Run, docs: Path) -> None:
    (docs / KANBAN).write_text("---\ntitle: 甲\n", encoding="utf-8")
    run = here("approve", "kanban", "--docs-dir", docs, *NAMES)
    assert run.returncode == 2 and "读不出来" in run.stderr


@pytest.mark.parametrize(("answers", "signed"), [(["是"], True), ([""], False), (["否"], False), ([], False)])
def test_on_a_terminal_the_five_questions_are_asked(
    docs: Path, terminal: Terminal, answers: list[str], signed: bool
) -> None:
    before = read_folder(docs)
    assert terminal(approve, ["kanban", "--docs-dir", docs, *NAMES], answers) == (0 if signed else 1, [])
    assert (read_folder(docs) != before) is signed


def test_nothing_is_asked_where_all_is_answered(docs: Path, terminal: Terminal) -> None:
    assert terminal(approve, ["kanban", "--docs-dir", docs, *NAMES, "--yes"], ["是"]) == (0, ["是"])


def test_taken_down_and_brought_back(base: Docs) -> None:
    record, records, _, text = case(base, KANBAN)
    signed = signing.sign(record, text, records.includes, *SIGNERS, ON)
    gone = signing.withdraw(signed, "revoked", date(2031, 10, 1), "示发〔2031〕9号")
    after, diagnostics = load({**base, KANBAN: gone.encode()})
    taken = after.by_path[KANBAN]
    assert not [one for one in diagnostics if one.path == KANBAN]
    assert (taken.status, taken.revoked.on.edtf, taken.revoked.basis) == ("revoked", "2031-10-01", "示发〔2031〕9号")
    assert signing.what_hinders(taken, after, diagnostics) == ["状态是「已撤销」，不能审签；先恢复，再审签。"]
    back = signing.restore(gone)
    after, diagnostics = load({**base, KANBAN: back.encode()})
    assert (after.by_path[KANBAN].status, after.by_path[KANBAN].revoked, diagnostics) == ("review", None, [])
    assert signing.sign(after.by_path[KANBAN], back, after.includes, *SIGNERS, ON) == signed


@pytest.mark.parametrize(("status", "basis"), [("revoked", " "), ("archived", "依据"), ("published", "依据")])
def test_nothing_is_taken_down_without_grounds(base: Docs, status: str, basis: str) -> None:
    with pytest.raises(ValueError, match="撤下"):
        signing.withdraw(base[KANBAN].decode(), status, ON, basis)


def test_what_still_names_a_case_is_told(base: Docs) -> None:
    docs = {
        **base,
        "guide/a.md": "---\ntitle: 甲\n---\n\n见[那个](../cases/2031/kanban.md)。\n".encode(),
        "guide/b.md": "---\ntitle: 乙\n---\n\n说的是看板上墙（示例）。\n".encode(),
    }
    records, _ = load(docs)
    assert signing.still_named(records.by_path[KANBAN], records) == ["guide/a.md", "guide/b.md"]


def test_a_case_is_taken_down_and_brought_back_by_command(here: Run, docs: Path) -> None:
    (docs / "guide/a.md").write_text("---\ntitle: 甲\n---\n\n见[那个](../cases/2031/kanban.md)。\n", encoding="utf-8")
    before = read_folder(docs)

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        done = here(command, *arguments, "--docs-dir", docs)
        return done.returncode, done.stdout + done.stderr, (docs / KANBAN).read_text(encoding="utf-8")

    grounds = ("kanban", "--basis", "示发〔2031〕9号")
    status, said, text = run("withdraw", *grounds, "--on", "2025-03-04")
    assert (status, codes(docs)) == (0, []) and "已发布 → 暂停展示" in said and "guide/a.md" in said
    assert text == signing.withdraw(before[KANBAN].decode(), "suspended", date(2025, 3, 4), grounds[-1])
    assert run("withdraw", *grounds) == (1, f"{KANBAN} 的状态是「暂停展示」，不用撤下，没有写入。\n", text)
    status, said, text = run("withdraw", KANBAN, *grounds[1:], "--revoke")
    assert status == 0 and "暂停展示 → 已撤销" in said and f"  on: {date.today()}" in text
    status, said, text = run("restore", "kanban")
    assert (status, text) == (0, before[KANBAN].decode().replace("status: published", "status: review"))
    assert "待审" in said and run("restore", "kanban")[::2] == (1, text)
    assert run("withdraw", *grounds)[::2] == (1, text)
    change(docs, KANBAN, "status: review", "status: published")
    assert read_folder(docs) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("withdraw", "nobody", "--basis", "甲"), "没有这个案例"),
        (("withdraw", "kanban", "--basis", " "), "撤下要写明依据"),
        (("withdraw", "kanban", "--basis", "甲", "--on", "9999-01-01"), "还没有到"),
        (("withdraw", "kanban"), "缺少参数"),
        (("restore", "nobody"), "没有这个案例"),
    ],
)
def test_nothing_is_taken_down_or_brought_back_by_mistake(
    here: Run, docs: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = read_folder(docs)
    run = here(*arguments, "--docs-dir", docs)
    assert run.returncode == 2 and said in run.stderr and "Traceback" not in run.stderr
    assert read_folder(docs) == before
