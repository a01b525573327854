"""What is too long or too involved is refused before a reader of Markdown or YAML has it, and by name."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt

import pytest
from campaign import limits, load, scan
from campaign.diagnostics import Mark
from campaign.fingerprint import expand
from campaign.limits import (
    CELLS,
    COLUMNS,
    FILE_BYTES,
    FOOTNOTES,
    FRAGMENT_BYTES,
    LEVELS,
    LINE_CHARS,
    LINES,
    NESTING,
    PAGE_CHARS,
    STEPS,
    Extent,
)
from campaign.markdown import Body

from .conftest import Docs

PATH = "guide/reader.md"
HEAD = "---\ntitle: 甲\n---\n"


def codes(base: Docs, path: str, text: str, **more: str) -> list[str]:
    docs = {**base, path: text.encode(), **{f"includes/{name}.md": one.encode() for name, one in more.items()}}
    return [one.code for one in load(docs)[1] if one.path == path and one.severity.value == "error"]


HOSTILE = {
    "open brackets": "[" * LINE_CHARS + "\n[",
    "open brackets in short lines": "\n".join(["[" * 60] * 900),
    "open brackets in short paragraphs": "\n\n".join(["[" * 100] * 2500),
    "pictures": "\n".join(["![" * 1000] * 3),
    "links that do not end": "\n".join(["[a](" * 500] * 10),
    "nested brackets": "\n".join(["[" * 1000 + "]" * 1000] * 5),
    "emphasis": "\n".join(["*_" * 1000] * 5),
    "stars": "\n".join(["***a**" * 300] * 10),
    "code": "\n".join(["` a" * 1000] * 5),
    "escapes": "\n".join(["\\" * 3000] * 3),
    "references": "\n".join(["&" * 3000] * 3),
    "definitions of links": "\n".join(f"[a{number}]: b" for number in range(4000)),
    "columns": "|甲" * 102 + "\n" + "|-" * 102,
    "cells": "|甲" * 100 + "\n" + "|-" * 100 + "\n" + ("|甲" * 100 + "\n") * 201,
    "quotations in one another": "> " * 21 + "甲",
    "lists in one another": "- " * 21 + "甲",
    "numbered lists in one another": "1. " * 21 + "甲",
    "lists that are indented": "\n".join(" " * 4 * level + "- 甲" for level in range(25)),
    "notes that are indented by tabs": "\n".join("\t" * level + "!!! note" for level in range(25)),
    "lines": "- 甲\n" * (LINES + 1),
    "footnotes": "\n\n".join(f"甲[^{number}]\n\n[^{number}]: 乙" for number in range(300)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_take_for_ever_is_refused_unread(name: str, base: Docs, monkeypatch: pytest.MonkeyPatch) -> None:
    read = scan._parser().parse

    def parse(text: str) -> object:
        assert len(text) < 5000, "a reader of Markdown got to see it"
        return read(text)

    monkeypatch.setattr(scan._parser(), "parse", parse)
    assert codes(base, PATH, HEAD + HOSTILE[name]) == ["too-complex"]
    assert codes(base, "includes/a.md", HOSTILE[name]) == ["too-complex"]


ORDINARY = {
    "a long case": "\n\n".join(["在**春季**行动中，见[通知](plan.md)，`甲`为 H_2_O 乙。" * 6] * 400),
    "a table": "|甲|乙|丙|\n|-|-|-|\n" + "| [一](plan.md) | *二* | 三 |\n" * 150,
    "a list": "- [一](plan.md)：*二*\n" * 300,
    "a rule": "甲\n\n" + "- " * 30 + "\n\n" + "-" * 200 + "\n\n乙",
    "a list in a list": "- 甲\n    - 乙\n        - 丙\n            - 丁\n                - 戊\n",
    "quoted": "> 甲\n> > 乙\n> > > 丙\n",
    "spaces": "甲\n" + " " * 200 + "\n乙",
    "footnotes": "\n\n".join(f"甲[^{number}]\n\n[^{number}]: 乙" for number in range(100)),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_people_write_is_not(name: str) -> None:
    said: list[object] = []
    assert limits.is_plain(ORDINARY[name], 1, lambda *told, **values: said.append(values)), said


ROW = "|甲" * (COLUMNS + 1) + "\n"
TABLE = ROW * (CELLS // COLUMNS)
SIDE = isqrt(STEPS)


@pytest.mark.parametrize(
    ("within", "more", "line", "reason"),
    [
        (ROW, "|" + ROW, 1, "一行表格有 101 格，最多 100 格"),
        (TABLE, "甲\n\n" + TABLE + "|甲|", CELLS // COLUMNS + 3, "表格一共超过 20000 格"),
        ("> " * LEVELS + "甲", "甲\n" + "> " * (LEVELS + 1) + "甲", 2, "列表或引用一层套一层，超过 20 层"),
        ("9) " * LEVELS + "甲", "9) " * (LEVELS + 1) + "甲", 1, "列表或引用一层套一层，超过 20 层"),
        (" " * 4 * LEVELS + "   甲", " " * 4 * LEVELS + "    甲", 1, "列表或引用一层套一层，超过 20 层"),
        ("\t" * LEVELS + "甲", "\t" * LEVELS + "+ + 甲", 1, "列表或引用一层套一层，超过 20 层"),
        (">" * LEVELS + "*" * 99, "*\t" * (LEVELS + 1) + "甲", 1, "列表或引用一层套一层，超过 20 层"),
        ("\n" * LINES, "\n" * LINES + "\n", LINES + 1, "超过 10000 行"),
        ("[^1]" * FOOTNOTES, "甲\n" + "[^1]" * (FOOTNOTES + 1), 1, "脚注和引用脚注的地方超过 500 处"),
        (
            "<" * (STEPS // LINE_CHARS) + "甲" * (LINE_CHARS - STEPS // LINE_CHARS),
            "*" * (SIDE + 1),
            1,
            "同一段里的标记（[、*、_、` 之类）太多",
        ),
        (
            "&" * (SIDE - 99) + "\n \n" + "&" * 700,
            "\\" * (SIDE - 99) + "\n甲" * 700,
            1,
            "同一段里的标记（[、*、_、` 之类）太多",
        ),
    ],
)
def test_a_text_may_be_so_involved_and_no_more(within: str, more: str, line: int, reason: str) -> None:
    said: list[tuple[str, int, object]] = []

    def report(code: str, mark: Mark, **values: object) -> None:
        said.append((code, mark.line, values["reason"]))

    assert [limits.is_plain(text, 1, report) for text in (within, more)] == [True, False]
    assert said == [("too-complex", line, reason)]


def test_a_file_and_a_line_may_be_so_long_and_no_longer() -> None:
    said: list[tuple[object, ...]] = []

    def report(code: str, mark: Mark, **values: object) -> None:
        said.append((code, mark.line, mark.column, values))

    assert limits.fits(b"x" * FILE_BYTES, report) and not limits.fits(b"x" * (FILE_BYTES + 1), report)
    assert limits.fits(b"x" * 1999, report, 1999) and not limits.fits(b"x" * 3999, report, 2001)
    line = "甲" * LINE_CHARS
    assert limits.lines_fit(line, report) and limits.lines_fit(f"{line}\n{line}\n", report)
    assert not limits.lines_fit(f"{line}\n{line}乙\n{line}乙丙", report)
    assert said == [
        ("file-size", 1, 1, {"size": 1000, "most": 1000}),
        ("file-size", 1, 1, {"size": 3, "most": 2}),
        ("line-length", 2, LINE_CHARS + 1, {"count": LINE_CHARS + 1, "most": LINE_CHARS}),
    ]


@pytest.mark.parametrize(
    ("within", "problem"),
    [
        (Extent(PAGE_CHARS, 0), "片段都放进来以后超过 2000000 个字"),
        (Extent(0, STEPS), "片段都放进来以后，标记太密"),
        (Extent(0, 0, NESTING), "片段一层套一层，超过 8 层"),
    ],
)
def test_a_page_may_come_to_so_much_and_no_more(within: Extent, problem: str) -> None:
    beyond = within.plus(Extent(1, 1), Extent(0, 0, within.depth)) if within.depth else within.plus(Extent(1, 1))
    assert (within.problem, beyond.problem) == ("", problem)
    assert within.plus() == within


@pytest.mark.parametrize(
    ("path", "most"),
    [(PATH, FILE_BYTES), ("campaign.md", FILE_BYTES), ("wording.yml", FILE_BYTES), ("includes/a.md", FRAGMENT_BYTES)],
)
def test_a_file_has_a_size(path: str, most: int, base: Docs) -> None:
    line = "乙" * 99 + "\n\n"
    text = line * (most // len(line.encode()))
    assert "file-size" not in codes(base, path, text)
    assert "file-size" in codes(base, path, text + line)


@pytest.mark.parametrize(
    ("path", "text"),
    [(PATH, HEAD + "{}"), (PATH, "---\ntitle: 甲 # {}\n---\n"), ("includes/a.md", "{}"), ("wording.yml", "# {}")],
)
def test_a_line_has_a_length(path: str, text: str, base: Docs) -> None:
    assert "line-length" not in codes(base, path, text.format("乙" * (LINE_CHARS - 20)))
    assert codes(base, path, text.format("乙" * (LINE_CHARS + 1))) == ["line-length"]


def test_what_is_too_long_in_one_file_is_no_mistake_of_others(base: Docs) -> None:
    docs = {**base, "units/press.md": base["units/press.md"] + b"\n" + b"x" * (LINE_CHARS + 1)}
    assert {one.path for one in load(docs)[1] if one.severity.value == "error"} == {"units/press.md"}


def chain(length: int) -> dict[str, str]:
    """Fragments each of which holds the next."""
    return {f"n{one}": f"{{!includes/n{one + 1}.md!}}\n" if one < length else "甲\n" for one in range(1, length + 1)}


def test_fragments_stand_in_one_another_so_deep(base: Docs) -> None:
    mention = HEAD + "{!includes/n1.md!}\n"
    assert codes(base, PATH, mention, **chain(NESTING)) == []
    assert codes(base, PATH, mention, **chain(NESTING + 1)) == ["include-extent"]


@pytest.mark.parametrize(
    ("fragment", "most"),
    [("乙" * 99 + "\n\n", PAGE_CHARS // 101), (("[" * 40 + "\n") * 30, STEPS // (30 * 41 * 1200))],
)
def test_a_page_comes_to_so_much_with_its_fragments(fragment: str, most: int, base: Docs) -> None:
    times = 1 if "[" in fragment else 100
    mention = "{!includes/a.md!}\n\n"
    within = HEAD + mention * (most // times - 1)
    assert codes(base, PATH, within, a=fragment * times) == []
    assert codes(base, PATH, within + mention * (most // 10 + 5), a=fragment * times) == ["include-extent"]


def test_fragments_that_double_cost_no_more_than_a_page() -> None:
    """Two mentions in each of so many fragments would be two to the power of that."""
    includes = {
        f"includes/n{one}.md": Body(f"{{!includes/n{one + 1}.md!}}\n\n{{!includes/n{one + 1}.md!}}\n" * 40)
        for one in range(20)
    }
    assert len(expand("{!includes/n0.md!}", includes)) < 4 * PAGE_CHARS


def test_doubling_is_found_without_doing_it(base: Docs) -> None:
    twice = {f"n{one}": f"{{!includes/n{one + 1}.md!}}\n\n{{!includes/n{one + 1}.md!}}\n" * 40 for one in range(6)}
    assert codes(base, PATH, HEAD + "{!includes/n0.md!}\n", **twice, n6="甲\n") == ["include-extent"]


@pytest.mark.parametrize(
    "written",
    [
        '"<b>甲</b>"', '"</title><script>alert(1)</script>"', "甲<!-- 乙 -->", "甲<?php", "甲&lt;b&gt;", "甲&#60;b", "甲&#x3c;b",
        '"{!includes/a.md!}"', '"{! /etc/passwd !}"', '"甲{: #x }"', '"甲{#x}"', '"甲{ .x }"', "甲!}", "<B",
    ],
)  # fmt: skip
def test_a_field_holds_no_markup(written: str, edit: Callable[..., Docs]) -> None:
    for path, key in ((PATH, "title: "), ("campaign.md", "title: "), ("cases/2031/kanban.md", "summary: ")):
        docs = edit(path)
        text = docs[path].decode().split("\n")
        at = next(number for number, line in enumerate(text) if line.startswith(key))
        text[at] = key + written
        found = load({**docs, path: "\n".join(text).encode()})[1]
        assert (path, at + 1, "field-markup") in {(one.path, one.line, one.code) for one in found}


@pytest.mark.parametrize(
    "written", ["满意率<95%", "A & B；R&D", "甲 < 乙", "商党〔2010〕5号", "集合{甲，乙}", "#1 工程", "5*3_2", "（一）"]
)
def test_a_field_holds_ordinary_signs(written: str, base: Docs) -> None:
    assert codes(base, PATH, f'---\ntitle: "{written}"\n---\n') == []


@pytest.mark.parametrize("escape", ["x02", r"0body\0", "u202e", "e", "L"])
def test_no_escape_writes_what_may_not_be_typed(escape: str, base: Docs) -> None:
    assert "control-character" in codes(base, PATH, f'---\ntitle: "甲\\{escape}乙"\n---\n')


def test_no_anchor_is_one_of_the_site_s_own(base: Docs) -> None:
    for anchor in ("__config", "__search", "zy-top", "fn:1", "fnref:1", "fnref2:1"):
        for text in (f"## 甲 {{#{anchor}}}\n", f"## 甲 {{: .b #{anchor} }}\n", f"甲\n{{: #{anchor} }}\n"):
            assert codes(base, PATH, HEAD + text) == ["reserved-anchor"], text
    assert codes(base, PATH, HEAD + "## 甲 {#practice}\n\n`{#__config}`\n") == []


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "hooks.py",
        "guide/x.py",
        "web.config",
        "guide/index.html",
        "cases/2031/x.svg",
        "guide/x.js",
        "x.yaml",
    ],
)
def test_settings_and_programs_among_the_content_are_never_published(path: str, base: Docs) -> None:
    """They are no part of it; a record that names one is refused."""
    from campaign import derive

    records, found = load({**base, path: b"x"})
    assert [(one.path, one.code) for one in found] == [(path, "unused-file")]
    assert path not in derive(records).static_files
    up = "../" * PATH.count("/")
    for text in (f"---\ntitle: 甲\n---\n\n[乙]({up}{path})\n", f"---\ntitle: 甲\n---\n\n![乙]({up}{path})\n"):
        assert codes({**base, path: b"x"}, PATH, text) == ["attachment-type"]


@pytest.mark.parametrize("path", [".htaccess", "guide/.htaccess", ".git/config", "guide/Thumbs.db"])
def test_hidden_files_are_no_content(path: str, base: Docs) -> None:
    records, found = load({**base, path: b"x"})
    assert found == [] and path not in records.files
