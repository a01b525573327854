"""What a record names is there, fits, and names it back; and whatever has no title is called by its id."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from campaign import Diagnostic, Memory, Records, load
from campaign.findings import Findings
from campaign.rules import references
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .conftest import GOLDENS, Docs, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")
CAMPAIGN = BASE["campaign.md"].decode()
RECORDS, _ = load(BASE)
PLAN = RECORDS.by_kind["policy"]["plan"]
KANBAN, TEACHER = "cases/2031/kanban.md", "cases/2031/teacher.md"
Edits = dict[str, tuple[str, str]]


def found(docs: Docs, edits: Edits, untitled: str = "") -> list[Diagnostic]:
    """What is said of the docs when each file has one text for another, and one file has no title."""
    for path, (old, new) in edits.items():
        assert old in docs[path].decode()
        docs[path] = docs[path].decode().replace(old, new, 1).encode()
    if untitled:
        docs[untitled] = re.sub(rb"^title: .*\n", b"", docs[untitled], count=1, flags=re.MULTILINE)
    return load(docs)[1]


ORDERED = {"criteria/bright-eye.md": ("group: hand", "group: line")}


@pytest.mark.parametrize(
    ("code", "edits", "untitled"),
    [
        ("stage-order", {"stages/two.md": ("order: 2", "order: 1")}, "stages/one.md"),
        ("stage-sequence", {"stages/two.md": ("2031-06/", "2031-01/")}, "stages/one.md"),
        ("criterion-order", ORDERED, "criteria/bright-eye.md"),
        ("criterion-kind", {KANBAN: ("zero-return", "bright-eye")}, "criteria/bright-eye.md"),
        ("unknown-clause", {"criteria/zero-return.md": ("clause: goal", "clause: gaol")}, "policy/plan.md"),
        ("honour-mismatch", {TEACHER: ("consent:", "honours: [first]\nconsent:")}, "honours/first.md"),
        ("honour-mismatch", {KANBAN: ("honours:\n  - first\n", "")}, KANBAN),
    ],
)
def test_what_has_no_title_is_called_by_its_id(base: Docs, code: str, edits: Edits, untitled: str) -> None:
    (one,) = [one for one in found(base, edits, untitled) if one.code == code]
    assert f"「{untitled.rpartition('/')[2].removesuffix('.md')}」" in one.message


PRESS, FIRST = "units/press.md", "honours/first.md"
BRIGHT, ZERO = "criteria/bright-eye.md", "criteria/zero-return.md"
UNLIKE = ["missing-section 问题有人管"] * 2
STORY = {KANBAN: ("unit:", "template: story\nunit:")}
NO_GRADING = {"campaign.md": (re.search(r"grading:\n(  .*\n)+", CAMPAIGN).group(), "")}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({PRESS: ("audit: 70", "adit: 70")}, ["score-missing round", "unknown-reference adit 是不是「audit」？"]),
        ({PRESS: ("silver", "银牌")}, ["unknown-reference 银牌 「银牌」的编号是 silver。"]),
        ({PRESS: ("parent: works", "parent: workz")}, ["unknown-reference workz 是不是「works」？"]),
        ({BRIGHT: ("group: hand", "group: 三个亮")}, ["unknown-reference 三个亮 「三个亮」的编号是 hand。"]),
        ({FIRST: ("winner: press", "winner: 冲压一班")}, []),  # a name is not looked for
        ({FIRST: ("winner: press", "winner: pres")}, ["unknown-reference pres 是不是「press」？"]),
        ({ZERO: ("\n    clause: goal", "")}, []),
        ({ZERO: ("id: plan\n    clause", "clause")}, ["missing-field clause"]),
        ({ZERO: ("id: plan", "id: plam")}, ["unknown-reference plam 是不是「plan」？"]),
        ({ZERO: ("clause: goal", "clause: gaol")}, ["unknown-clause gaol 是不是「goal」？"]),
        (NO_GRADING, ["grading-missing round"]),
        (
            {**NO_GRADING, BRIGHT: ("hand", "hond")},
            ["unknown-reference hond 是不是「hand」？", "grading-missing round"],
        ),
        # What has no id may be the one that is meant.
        ({"campaign.md": ("id: silver\n      ", "")}, ["missing-field title"]),
        ({KANBAN: ("- zero-return", "- bright-eye")}, ["criterion-kind bright"]),
        (STORY, []),
        (
            {KANBAN: ("unit:", "template: portrait\nunit:")},
            ["template-kind portrait", *UNLIKE],
        ),
        ({KANBAN: ("- first", "- frist")}, ["unknown-reference frist 是不是「first」？", "honour-mismatch kanban"]),
        ({FIRST: ("    case: kanban\n", "")}, ["honour-mismatch first"]),
        ({FIRST: ("    case: kanban\n", "    case: kanban\n  - category: 个人\n    winner: 老师傅\n")}, []),
        # Without its kind there is nothing to hold a case against.
        ({KANBAN: ("kind: organisation\n", "template: portrait\n")}, ["missing-essential title", *UNLIKE]),
        (
            {FIRST: ("case: kanban", "case: kanbam")},
            ["honour-mismatch first", "unknown-reference kanbam 是不是「kanban」？"],
        ),
    ],
)
def test_what_is_named_is_there_and_fits(base: Docs, edits: Edits, said: list[str]) -> None:
    """The code, the word that it stands at, and for what is not there what may have been meant."""

    def told(one: Diagnostic) -> str:
        word = re.match(r"(?:- )?(\w*)", base[one.path].decode().split("\n")[one.line - 1][one.column - 1 :])
        assert word is not None
        return f"{one.code} {word[1]} {one.hint if one.code.startswith('unknown-') else ''}".strip()

    assert [told(one) for one in found(base, edits)] == said


@pytest.mark.parametrize(
    ("kinds", "template", "advised"),
    [
        ("", "story", []),
        ("", "portrait", ["story（改进故事）"]),
        ("    kinds: [organisation, member]\n", "story", []),
        ("    kinds: [member]\n", "story", ["还没有"]),
        ("    kinds: [member]\n", "portrait", ["还没有"]),
    ],
)
def test_a_template_is_for_the_kinds_it_names(base: Docs, kinds: str, template: str, advised: list[str]) -> None:
    edits = {
        "campaign.md": ("    kinds:\n      - organisation\n", kinds),
        KANBAN: ("unit:", f"template: {template}\nunit:"),
    }
    unfit = [one.hint for one in found(base, edits) if one.code == "template-kind"]
    assert unfit == [f"可用的体例：{one}。" for one in advised]


NAMES = "abcdefg"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES[:-1]), st.sampled_from(NAMES)), max_size=14))
@example([("a", "b"), ("b", "c"), ("c", "b"), ("a", "d"), ("d", "a"), ("a", "g")])
def test_every_circle_of_references_is_told_once(named: list[tuple[str, str]]) -> None:
    above = {name: tuple(end for start, end in named if start == name) for name in NAMES[:-1]}
    policies = {
        name: replace(PLAN, id=name, path=f"policy/{name}.md", data={"supersedes": ends})
        for name, ends in above.items()
    }
    findings = Findings()
    references.check(Records({**RECORDS.by_kind, "policy": policies}, {}, ()), findings)
    said = findings.sorted()
    circles = [re.findall(f"[{NAMES}]", one.message.partition("：")[2]) for one in said]
    told: set[str] = set()
    for one, circle in zip(said, circles, strict=True):
        assert one.path == f"policy/{circle[0]}.md" and circle[0] == circle[-1] and circle[0] not in told
        assert len(set(circle)) == len(circle) - 1 and set(pairwise(circle)) <= set(named)
        told |= set(circle)
    assert told == {name for name in above if name in reached(name, named)}


def reached(first: str, edges: list[tuple[str, str]]) -> set[str]:
    """All that can be come to from a name, itself only by a way that leads back."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        here = waiting.pop()
        fresh = {end for start, end in edges if start == here} - found
        found |= fresh
        waiting += fresh
    return found


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("campaign.md", "      - 问题\n", "      - 缘由\n", "missing-section"),
        ("campaign.md", "id: line", "id: lane", "unknown-reference"),
        (PRESS, "", None, "unknown-reference"),
        (BRIGHT, "", None, "unknown-reference"),
        (BRIGHT, "group: hand", "group: line", "criterion-kind"),
        ("stages/two.md", "", None, "unknown-reference"),
        (FIRST, "", None, "unknown-reference"),
        (FIRST, "    case: kanban\n", "", "honour-mismatch"),
        ("policy/plan.md", "{#goal}", "{#aim}", "unknown-clause"),
        ("policy/plan.md", "", None, "dead-link"),
        ("policy/plan.md", "步骤", "步子", "dead-anchor"),
        (TEACHER, "status: published", "status: draft", "dead-link"),
        (TEACHER, "", None, "dead-link"),
        ("guide/files/a.csv", "", None, "attachment-missing"),
        ("guide/reader.md", "", None, "dead-link"),
    ],
)
def test_what_was_in_order_is_looked_at_anew(base: Docs, path: str, old: str, new: str | None, code: str) -> None:
    """When another file changes, or goes, or is there again."""
    links = "见[甲](../policy/plan.md#步骤)、[乙](../cases/2031/teacher.md)、[丙](files/a.csv)。\n".encode()
    kanban = base[KANBAN].replace("有人管".encode(), "[有人管](../../guide/reader.md)".encode())
    whole = {**base, KANBAN: kanban, "guide/files/a.csv": b"a,b\n", "guide/reader.md": base["guide/reader.md"] + links}
    edited = dict(whole)
    if new is None:
        del edited[path]
    else:
        edited[path] = whole[path].decode().replace(old, new, 1).encode()
    memory = Memory()
    assert load(whole, memory)[1] == []
    told = load(edited, memory)[1]
    assert code in {one.code for one in told if one.path != path} and told == load(edited)[1]
    assert load(whole, memory)[1] == []
    # It is there, and cannot be read: that is no second mistake where it is named.
    unread = load({**whole, path: b"\xff\xfe"}, memory)[1]
    assert unread == load({**whole, path: b"\xff\xfe"})[1]
    assert load(edited, memory)[1] == told
