"""What is remembered of the last reading changes no result, whatever was edited in between."""

from __future__ import annotations

import importlib
import pickle
import re
from dataclasses import replace

import pytest
from campaign import Diagnostic, Memory, Rendered, derive, load, render_pages, search_files
from campaign.memory import digest
from campaign.records import Record
from campaign.render.page import Page
from hypothesis import HealthCheck, given, settings

from .editing import EDITS, SEQUENCES, Docs, campaign, edited


def read(docs: Docs, memory: Memory | None = None) -> tuple[list[Diagnostic], Rendered]:
    records, diagnostics = load(docs, memory)
    return diagnostics, render_pages(derive(records), revision=7)


def kept(memory: Memory) -> Memory:
    """As a build leaves it on the disk."""
    memory.files = {path: parsed.light() for path, parsed in memory.files.items()}
    found = pickle.loads(pickle.dumps(memory))
    assert isinstance(found, Memory)
    return found


def search(rendered: Rendered, memory: Memory | None, last: dict[str, str]) -> dict[str, str]:
    found = search_files(rendered.press, memory, last.get)
    return {path: text if isinstance(text, str) else text.text for path, text in found}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_edit_is_one(edit: object) -> None:
    """Each changes a good folder into another good one, at least for some number: else it tries nothing."""
    docs = campaign()
    assert any(edited(docs, edit, number) != docs for number in range(12))  # type: ignore[arg-type]


@pytest.mark.slow
@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES)
def test_a_memory_changes_nothing_but_the_time(edits: list[tuple[object, int]]) -> None:
    docs = campaign()
    memory = Memory()
    _, rendered = read(docs, memory)
    files = search(rendered, memory, {})
    for edit, number in edits:
        before = {path: rendered.texts.key(path) for path in rendered.texts}
        texts = dict(rendered.texts)
        memory = kept(memory)
        docs = edited(docs, edit, number)  # type: ignore[arg-type]
        expected_diagnostics, expected = read(docs)
        diagnostics, rendered = read(docs, memory)
        assert diagnostics == expected_diagnostics
        assert dict(rendered.texts) == dict(expected.texts)
        assert rendered.sources == expected.sources
        for path in rendered.texts:
            if before.get(path) == rendered.texts.key(path):
                assert texts[path] == rendered.texts[path], f"{path} changed under one key"
        files = search(rendered, memory, files)
        assert files == search(expected, None, {})


def test_what_is_unchanged_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = campaign()
    memory = Memory()
    read(docs, memory)
    memory = kept(memory)
    path = next(iter(sorted(path for path in docs if path.startswith("cases/"))))
    docs[path] += "\n多一句。\n".encode()
    parsed: list[str] = []

    def parse(path: str, data: bytes) -> object:
        parsed.append(path)
        return true_parse(path, data)

    module = importlib.import_module("campaign.load")
    true_parse = module.parse
    monkeypatch.setattr(module, "parse", parse)
    read(docs, memory)
    assert parsed == [path]


def test_a_file_is_known_as_it_was_read() -> None:
    memory, path = Memory(), "campaign.md"
    data = campaign()[path]
    load({path: data}, memory)
    assert [memory.knows(*file) for file in ((path, data), (path, data + b"\n"), ("other.md", data))] == [
        True,
        False,
        False,
    ]


def test_an_edit_moves_few_keys() -> None:
    docs = campaign()
    _, rendered = read(docs)
    before = {path: rendered.texts.key(path) for path in rendered.texts}
    path = sorted(path for path in docs if path.startswith("cases/"))[3]
    _, rendered = read({**docs, path: docs[path] + "\n多一句。\n".encode()})
    moved = {path for path in rendered.texts if rendered.texts.key(path) != before[path]}
    case = next(case for case in rendered.press.site.cases if case.path == path)
    assert {path, f"units/{case.unit}.md"} <= moved
    moved.remove(f"units/{case.unit}.md")
    assert not {one for one in moved if one.startswith(("units/", "criteria/", "timeline/", "editors/errors/"))}


def test_a_page_cannot_speak_of_more_than_it_says() -> None:
    _, rendered = read(campaign())
    press = rendered.press
    case, other = press.site.cases[:2]
    page, unit = Page("editors/register/x.md", "甲"), press.site.get("unit", case.unit)
    values = {"month": None, "taken_down": (), "number": 1, "last": 1, "before": "", "after": ""}

    def written(shown: Record, *, frame: bool) -> str:
        told = press.write_later(
            page, "register_month.md.j2", [case], (), None, frame, cases=[shown], later=None, earlier=None, **values
        )
        return told[1].text  # type: ignore[union-attr]

    for shown, frame, beyond in ((other, False, other), (case, False, unit), (other, True, other)):
        with pytest.raises(ValueError, match=beyond.path):
            written(shown, frame=frame)
    assert str(unit.title) in written(case, frame=True)
    assert press.name(other), "once the page is done with, everything may be asked for again"


def test_a_key_tells_all_that_a_page_follows_from() -> None:
    _, rendered = read(campaign())
    press = rendered.press
    case, other = press.site.cases[:2]
    page, template = Page("editors/register/x.md", "甲"), "register_month.md.j2"
    asked: list[tuple[object, ...]] = [
        (page, template, [case]),
        (replace(page, path="editors/register/y.md"), template, [case]),
        (replace(page, title="乙"), template, [case]),
        (page, "stage.md.j2", [case]),
        *((page, template, uses) for uses in ([], [other], [case, other], [other, case], [replace(case, digest="x")])),
        *((page, template, [case], facts) for facts in ([1], [2], ["1"], [1, 2])),
        (page, template, [case], (), None, True),
    ]
    keys = [press.write_later(*one)[1].key for one in asked]  # type: ignore[arg-type, union-attr]
    assert len(set(keys)) == len(keys)
    assert press.write_later(page, template, [case])[1].key == keys[0]  # type: ignore[union-attr]


def test_the_frame_is_all_that_is_no_case() -> None:
    docs = campaign()
    _, before = read(docs)
    case, unit = (next(path for path in docs if path.startswith(f"{folder}/")) for folder in ("cases", "units"))
    for path, moved in ((case, False), (unit, True)):
        _, after = read({**docs, path: docs[path] + "\n多一句。\n".encode()})
        assert (after.press.frame_digest != before.press.frame_digest) is moved, path
    guide = {"guide/renamed.md": docs["guide/reader.md"]}
    _, after = read({**guide, **{path: data for path, data in docs.items() if path != "guide/reader.md"}})
    assert after.press.frame_digest != before.press.frame_digest, "its address is another"
    assert {one.path for one in before.press.frame} == {path for path in docs if path.endswith(".md")} - {
        path for path in docs if path.startswith(("cases/", "includes/"))
    }


def test_a_page_that_quotes_a_fragment_changes_with_it() -> None:
    docs = campaign()
    path = "guide/round.md"
    docs |= {
        "includes/quoted.md": "甲\n\n{!includes/inner.md!}\n".encode(),
        "includes/inner.md": "丙\n".encode(),
        path: "---\ntitle: 题\n---\n\n{!includes/quoted.md!}\n".encode(),
    }
    _, before = read(docs)
    for fragment in ("includes/quoted.md", "includes/inner.md"):
        _, after = read({**docs, fragment: docs[fragment] + "乙\n".encode()})
        assert before.texts[path] == after.texts[path]
        assert before.texts.key(path) != after.texts.key(path), fragment


def test_digests_keep_parts_apart() -> None:
    assert digest("甲乙", "丙") != digest("甲", "乙丙")
    assert digest("甲") == digest("甲".encode()) != digest("乙")
    assert re.fullmatch("[0-9a-f]{32}", digest("\ud800"))
