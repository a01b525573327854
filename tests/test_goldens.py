"""Every code of the catalogue is raised by a golden of its own, word for word and place for place."""

from __future__ import annotations

import pytest
from campaign import Diagnostic, load
from campaign.catalogue import CATALOGUE
from campaign.kinds import KINDS
from campaign.records import Record
from campaign.schema import Group, ListOf

from .conftest import GOLDENS, golden_docs

NAMES = sorted(path.name for path in GOLDENS.iterdir() if path.is_dir() and path.name != "_base")


def written(diagnostics: list[Diagnostic]) -> str:
    return "".join(
        f"{one.path}:{one.line}:{one.column} {one.severity.value} {one.code} {one.message} | {one.hint}\n"
        for one in diagnostics
    )


def test_the_base_has_no_fault(base: dict[str, bytes]) -> None:
    assert load(base)[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    expected = GOLDENS / name / "expected.txt"
    said = written(load(golden_docs(name))[1])
    if request.config.getoption("--update-goldens"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said.splitlines() == expected.read_text(encoding="utf-8").splitlines()


def test_every_code_has_a_golden_that_raises_it() -> None:
    quiet = [code for code in CATALOGUE if code not in NAMES or f" {code} " not in expected_of(code)]
    assert quiet == []


def test_every_golden_is_named_for_a_code_or_a_group() -> None:
    assert [name for name in NAMES if name not in CATALOGUE and not name.startswith("_")] == []


def expected_of(name: str) -> str:
    return (GOLDENS / name / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_has_a_wrong_value_somewhere(kind: str) -> None:
    """In the golden of each kind every leaf is wrong: a finding stands on the line of each."""
    docs = golden_docs(f"_fields-{kind}")
    path = next(path for path in docs if path.endswith("bad.md")) if kind != "campaign" else "campaign.md"
    _, diagnostics = load(docs)
    found = {one.line for one in diagnostics if one.path == path}
    lines = docs[path].decode().split("\n")
    wanted = {".".join(names) for names, field in KINDS[kind].walk() if not _holds_group(field.type)}
    seen = dict(_keys(lines))
    assert sorted(wanted - set(seen)) == []
    assert [name for name in sorted(wanted) if not {seen[name], seen[name] + 1} & found] == []


def _holds_group(type_: object) -> bool:
    while isinstance(type_, ListOf):
        type_ = type_.item
    return isinstance(type_, Group)


def _keys(lines: list[str]) -> list[tuple[str, int]]:
    """(dotted path, line) of every key in a front matter written with two spaces a level."""
    found: list[tuple[str, int]] = []
    trail: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        while bare.startswith("- "):
            bare, indent = bare[2:], indent + 2
        name, colon, _ = bare.partition(":")
        if not colon or not name.isidentifier():
            continue
        trail = [one for one in trail if one[0] < indent]
        trail.append((indent, name))
        found.append((".".join(part for _, part in trail), number))
    return found


def test_a_record_reads_back_what_was_written(base: dict[str, bytes]) -> None:
    records, _ = load(base)
    case = records.get("case", "kanban")
    assert isinstance(case, Record)
    assert (case.title, case.unit, case.criteria, case.date.edtf) == (
        "看板上墙（示例）",
        "press",
        ("zero-return",),
        "2031-06",
    )
    assert case.mark("review", "on").line == 19
    assert case.outcomes == () and case.template is None
