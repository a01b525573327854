"""Whole Word files become whole drafts: pinned word for word, with all of their text, and such as ``check`` passes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from campaign import Diagnostic, Memory, Records, load
from importing import Reading, account, read_bytes, understand
from importing.draft import Draft

from ..conftest import read_folder
from .documents import ALL

GOLDENS = Path(__file__).parent / "goldens"
DOCS = Path(__file__).parents[2] / "docs"
ID = "draft-under-test"
PATH = f"cases/2011/{ID}.md"


@cache
def site() -> dict[str, bytes]:
    return read_folder(DOCS)


MEMORY = Memory()


@cache
def records() -> Records:
    return load(site(), MEMORY)[0]


@cache
def reading(name: str) -> Reading:
    return read_bytes(f"{name}.docx", ALL[name]())


@cache
def draft(name: str) -> Draft:
    return understand(reading(name), records())


def found(made: Draft) -> list[Diagnostic]:
    """What ``check`` says of the draft among the project's own records."""
    pictures = {f"cases/2011/{target}": made_of(made, name) for target, name in made.targets(ID).items()}
    _, diagnostics = load({**site(), **pictures, PATH: made.text(ID).encode()}, MEMORY)
    return [one for one in diagnostics if one.path == PATH or one.path in pictures]


def made_of(made: Draft, name: str) -> bytes:
    return reading(made.name.removesuffix(".docx")).pictures[name].data


def filled(front: str) -> str:
    """What a front matter says; fields left open and the explanations of any new record would only be noise."""
    said: list[str] = []
    for line in reversed(front.split("\n")):
        plain = line.partition("  # ")[0].rstrip()
        below = bool(said) and said[-1].startswith(" ") and not plain.startswith(" ")
        if below or not (plain.endswith(":") or plain.strip() == "-"):
            said.append(plain)
    return "\n".join(reversed(said))


@pytest.mark.parametrize("name", sorted(ALL))
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    text = draft(name).text(ID)
    front, body = text.split("\n---\n", 1)
    told = account.write(draft(name), text, PATH, [])
    for suffix, content in ((".md", f"{filled(front)}\n---\n{body}"), (".txt", told)):
        golden = GOLDENS / f"{name}{suffix}"
        if request.config.getoption("--update-goldens"):
            golden.write_text(content, encoding="utf-8", newline="\n")
        assert content == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_draft_passes_check(name: str) -> None:
    assert [str(one) for one in found(draft(name)) if one.severity.value == "error"] == []


def test_the_text_is_kept() -> None:
    """Over all files at least 99 of 100 letters, and every paragraph that is not there is in the report."""
    kept = {name: account.measure(draft(name), draft(name).text(ID)) for name in ALL}
    assert sum(one.kept for one in kept.values()) >= 0.99 * sum(one.whole for one in kept.values())
    for name, one in kept.items():
        told = account.write(draft(name), draft(name).text(ID), PATH, [])
        assert all(" ".join(paragraph.text.split()) in told for paragraph in one.lost), name


def test_the_measure_sees_what_is_missing() -> None:
    made = draft("typed")
    whole = made.text(ID)
    kept = account.measure(made, whole.replace("差错当场改", ""))
    assert [one.text[:6] for one in kept.lost] == ["二是检查在后"] and kept.share < 0.95
    assert account.measure(made, whole).lost == ()
