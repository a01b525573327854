"""A registered exemption covers its words and nothing else, and a changed register leaves nothing stale."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from campaign import Memory, derive, load, render_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from source.docs_folder import read_docs

Docs = dict[str, bytes]
PAGE = "guide/reader.md"
MARKS = "---\ntitle: 怎么看\n---\n\n写成 秘密★1年 的样子。\n\n内部资料，注意保管\n"


def register(*entries: tuple[str, str, str]) -> bytes:
    items = [
        f"  - path: {path}\n    code: {code}\n    text: {text}\n    reason: 讲解\n    by: 示例乙\n    on: 2031-07-01\n"
        for path, code, text in entries
    ]
    return ("exemptions:\n" + "".join(items)).encode()


SECRECY = (PAGE, "secrecy-mark", "写成 秘密★1年 的样子")
INTERNAL = (PAGE, "internal-mark", "内部资料，注意保管")
ELSEWHERE = (PAGE, "secrecy-mark", "机密★5年")
CASE = ("cases/2031/kanban.md", "secrecy-mark", "机密★5年")


def codes(docs: Docs, memory: Memory | None = None) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in load(docs, memory)[1]]


TWICE = "---\ntitle: 怎么看\n---\n\n写成秘密★1年、秘密★1年 的样子。\n"


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        ([], ["internal-mark", "secrecy-mark"]),
        ([SECRECY], ["internal-mark"]),
        ([SECRECY, INTERNAL], []),
        ([(PAGE, "secrecy-mark", "写成 秘"), INTERNAL], []),
        ([(PAGE, "internal-mark", SECRECY[2]), INTERNAL], ["exemption-unused", "secrecy-mark"]),
        ([(PAGE, "secrecy-mark", "写成 "), INTERNAL], ["exemption-unused", "secrecy-mark"]),
        ([(PAGE, "secrecy-mark", "密★1年"), INTERNAL], ["exemption-unused", "secrecy-mark"]),
        ([("guide/other.md", *SECRECY[1:]), INTERNAL], ["exemption-place", "secrecy-mark"]),
    ],
)
def test_an_exemption_covers_its_words(base: Docs, entries: list[tuple[str, str, str]], left: list[str]) -> None:
    docs = {**base, PAGE: MARKS.encode(), "exemptions.yml": register(*entries)}
    assert sorted(code for _, code in codes(docs)) == left


@pytest.mark.parametrize(("text", "covered"), [("秘密★1年", True), ("写成", False)])
def test_every_place_of_its_words_is_covered_and_none_beside_them(base: Docs, text: str, covered: bool) -> None:
    docs = {**base, PAGE: TWICE.encode(), "exemptions.yml": register((PAGE, "secrecy-mark", text))}
    told = [("exemptions.yml", "exemption-unused"), *[(PAGE, "secrecy-mark")] * 2]
    assert sorted(codes(docs)) == ([] if covered else told)


def test_a_bad_exemption_is_told_where_it_stands_and_exempts_nothing(base: Docs) -> None:
    docs = {**base, PAGE: MARKS.encode(), "exemptions.yml": register(SECRECY, ELSEWHERE)}
    told = [(one.line, one.column, one.code) for one in load(docs)[1] if one.path == "exemptions.yml"]
    assert told == [(8, 5, "exemption-unused")]
    unreadable = docs["exemptions.yml"].replace(b"exemptions:\n", "exemptions:\n  - 讲解\n".encode())
    told = [(one.line, one.code) for one in load({**docs, "exemptions.yml": unreadable})[1] if one.path != PAGE]
    assert told == [(2, "wrong-shape"), (9, "exemption-unused")]
    half = register(SECRECY).replace("    by: 示例乙\n".encode(), b"")
    left = sorted((one.line, one.code) for one in load({**docs, "exemptions.yml": half})[1])
    assert left == [(2, "missing-field"), (5, "secrecy-mark"), (7, "internal-mark")]


def test_fragments_may_be_exempt_cases_and_attachments_never(base: Docs) -> None:
    fragment = ("includes/marks.md", "secrecy-mark", "秘密★1年")
    docs = {**base, "includes/marks.md": "秘密★1年\n".encode(), "exemptions.yml": register(fragment)}
    assert codes(docs) == []
    case = base[CASE[0]].replace("挂一块看板。".encode(), "机密★5年".encode())
    found = codes({**base, CASE[0]: case, "exemptions.yml": register(CASE)})
    assert found == [(CASE[0], "secrecy-mark"), ("exemptions.yml", "exemption-place")]
    table = {"guide/table.csv": "秘密★1年\n".encode(), PAGE: base[PAGE] + "\n[表](table.csv)\n".encode()}
    found = codes({**base, **table, "exemptions.yml": register(("guide/table.csv", *fragment[1:]))})
    assert found == [("exemptions.yml", "exemption-place"), ("guide/table.csv", "secrecy-mark")]


def test_the_register_is_no_attachment_and_is_not_published(base: Docs) -> None:
    docs = {**base, PAGE: MARKS.encode(), "exemptions.yml": register(SECRECY, INTERNAL)}
    records, diagnostics = load(docs)
    assert diagnostics == [] and records.files == ()
    assert [one.text for one in records.exemptions] == [SECRECY[2], INTERNAL[2]]
    assert load(base)[0].exemptions == ()
    rendered = render_pages(derive(records))
    assert not [path for path in rendered.texts if path.endswith("exemptions.yml")]
    page = str(rendered.texts["editors/errors/secrecy-mark.md"])
    assert SECRECY[2] in page and "示例乙" in page and INTERNAL[2] not in page
    assert "<code>exemptions.yml</code>" in str(rendered.texts["editors/fields/exemptions.md"])


def test_the_register_is_read_with_the_records(tmp_path: Path) -> None:
    (tmp_path / "exemptions.yml").write_bytes(register(SECRECY))
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "exemptions.yml").write_bytes(b"x")
    docs = read_docs(tmp_path)
    assert bytes(docs["exemptions.yml"]) == register(SECRECY)
    assert load(docs)[0].files == ("guide/exemptions.yml",)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a", b"- a", b"exemptions: [", b"exemptions: {a: b}", b"\x00"])
def test_a_bad_register_is_a_finding(base: Docs, data: bytes) -> None:
    found = load({**base, "exemptions.yml": data})[1]
    assert {one.path for one in found} == {"exemptions.yml"}


def test_what_cannot_be_read_needs_no_exemption(base: Docs) -> None:
    docs = {**base, PAGE: b"\xff", "exemptions.yml": register(SECRECY)}
    assert codes(docs) == [("exemptions.yml", "exemption-unused"), (PAGE, "encoding")]


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sampled_from([(), (SECRECY,), (INTERNAL,), (SECRECY, INTERNAL), (ELSEWHERE,), None]), max_size=6))
def test_a_changed_register_leaves_nothing_stale(changes: list[tuple[tuple[str, str, str], ...] | None]) -> None:
    from ..conftest import GOLDENS, read_folder

    memory = Memory()
    base = {**read_folder(GOLDENS / "_base" / "docs"), PAGE: MARKS.encode()}
    for entries in changes:
        docs = base if entries is None else {**base, "exemptions.yml": register(*entries)}
        memory.files = {path: parsed.light() for path, parsed in memory.files.items()}
        memory = pickle.loads(pickle.dumps(memory))
        assert load(docs, memory)[1] == load(docs)[1]
        level = docs["campaign.md"].replace(b"\nsource:", b"\nsite_level: public\nsource:", 1)
        assert load({**docs, "campaign.md": level}, memory)[1] == load({**docs, "campaign.md": level})[1]
