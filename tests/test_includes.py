"""Fragments: whatever the engine would put in, the checks have seen and judged."""

from __future__ import annotations

import re
import time
from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from campaign import Records, load
from campaign.findings import Findings
from campaign.fingerprint import expand
from campaign.includes import find_includes
from campaign.markdown import Body
from campaign.rules import includes
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_include.include import INC_SYNTAX

from .conftest import GOLDENS, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")
PATH = "guide/reader.md"
TOKENS = [
    "{!",
    "!}",
    "{",
    "}",
    "!",
    "lines=1 2",
    "lines=",
    "includes/a.md",
    "a",
    " ",
    "`",
    "```",
    "\n",
    "\n\n",
    "~",
    "/",
    "字",
    "<!--",
    "-->",
]
text = st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)


def codes(body: str) -> list[str]:
    docs = {"includes/a.md": "甲\n".encode(), PATH: f"---\ntitle: 甲\n---\n{body}".encode()}
    return [one.code for one in load(docs)[1] if one.path == PATH]


@settings(max_examples=600, deadline=None)
@given(text)
@example("{!a{!includes/a.md!}")
@example("{! includes/a.md !lines=1 2}")
@example("```\n{!includes/a.md!}\n```")
def test_what_passes_is_a_mention_of_its_own(body: str) -> None:
    if any(code.startswith("include") for code in codes(body)):
        return
    for line in body.split("\n"):
        found = INC_SYNTAX.search(line)
        if found:
            assert found.group(0) == line.strip() and found.group(1) == "includes/a.md"


PLACES = [
    ("甲\n {! a/../b.md !}", [("a/../b.md", 6, 2, False, True)]),
    ("甲{!a!}{!b!}", [("a", 5, 2, False, False)]),
    ("{!!}\n{!a\n!}{!a\n{!}", [("", 5, 1, False, False)]),
    ("`甲`{!a!}\n`{!a!}`\n甲\n{!a!}", [("a", 5, 4, False, False), ("a", 6, 2, True, False), ("a", 8, 1, True, True)]),
]


@pytest.mark.parametrize(("text", "told"), PLACES)
def test_where_a_fragment_is_put_in(text: str, told: list[tuple[str, int, int, bool, bool]]) -> None:
    found = find_includes(text, 5, {3})
    assert [(one.target, one.mark.line, one.mark.column, one.in_code, one.whole) for one in found] == told


def test_a_good_mention_passes_and_is_put_in() -> None:
    for mention in ("{!includes/a.md!}", "{! includes/a.md !}", "  {!includes/a.md!}  "):
        assert [code for code in codes(f"\n{mention}\n") if code.startswith("include")] == []
        assert expand(mention, {"includes/a.md": Body("甲\n")}).strip() == "甲"


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        (PATH, "{!/includes/a.md!}", ["include-outside 5"]),
        (PATH, "{!~/includes/a.md!}", ["include-outside 5"]),
        (PATH, "{!guide/reader.md!}", ["include-outside 5"]),
        (PATH, "{!~/../includes/a.md!}", ["include-outside 5"]),
        (PATH, "{!\\/../includes/a.md!}", ["include-outside 5"]),
        (PATH, "{!./includes/a.md!}", ["include-missing 5 是不是「includes/a.md」？"]),
        (PATH, "{!includes/A.md!}", ["include-missing 5 是不是「includes/a.md」？"]),
        ("includes/b.md", "{!includes/c.md!}", ["include-missing 1 是不是「includes/b.md」？"]),
        ("includes/b.md", "甲\n\n## 题\n\n## 目", ["include-content 3"]),
        ("includes/b.md", "[甲](https://a.cn)、[乙](HTTP://a.cn)", []),
        ("includes/b.md", "[甲](a.md)、[乙](mailto:a@a.cn)", ["include-content 1", "include-content 1"]),
        ("includes/b.md", "![甲](https://a.cn/a.png)", ["include-content 1"]),
    ],
)
def test_what_is_wrong_with_fragments_and_mentions(path: str, body: str, said: list[str]) -> None:
    head = "---\ntitle: 甲\n---\n\n" if path == PATH else ""
    docs = {**BASE, "includes/a.md": "甲\n".encode(), path: f"{head}{body}\n".encode()}
    told = [(one, one.hint if one.code == "include-missing" else "") for one in load(docs)[1] if one.path == path]
    assert [f"{one.code} {one.line} {hint}".strip() for one, hint in told if one.code.startswith("include-")] == said


def test_a_fragment_is_looked_through_as_a_page_is() -> None:
    path, text = "includes/a.md", "秘密★1年\n\n甲<script>乙</script>\n\n丙,丁\n"
    said = [(one.line, one.code) for one in load({**BASE, path: text.encode()})[1] if one.path == path]
    assert said == [(1, "secrecy-mark"), (3, "active-markup"), (5, "halfwidth-punctuation")]


@pytest.mark.parametrize("length", [59, 60, 61])
def test_of_a_line_with_more_than_a_mention_the_beginning_is_told(length: int) -> None:
    line = "甲" * (length - len("{!includes/a.md!}")) + "{!includes/a.md!}"
    docs = {**BASE, "includes/a.md": "甲\n".encode(), PATH: f"---\ntitle: 甲\n---\n\n  {line}\n".encode()}
    (one,) = (one for one in load(docs)[1] if one.code == "include-option")
    assert f"「{line[:60]}」" in one.message


def test_what_is_said_does_not_hang_on_the_order_of_the_files() -> None:
    mentions = {"c": "b", "a": "b", "b": "c", "d": "字" * 40}
    bodies = {f"includes/{name}.md": Body(f"{{!includes/{other}.md!}}") for name, other in mentions.items()}
    told = []
    for order in (bodies, dict(reversed(bodies.items()))):
        findings = Findings()
        includes.check(Records({}, order, ()), findings)
        told.append(findings.sorted())
    assert told[0] == told[1] and [one.code for one in told[0]] == ["include-cycle", "include-missing"]


NAMES = "abcdefg"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES[:-1]), st.sampled_from(NAMES)), max_size=14))
@example([("a", "b"), ("b", "c"), ("c", "b"), ("d", "b"), ("d", "d"), ("c", "g")])
def test_every_circle_of_fragments_is_told(named: list[tuple[str, str]]) -> None:
    """At the mention that closes it: with these away no circle is left."""
    inside = {name: [end for start, end in dict.fromkeys(named) if start == name] for name in NAMES[:-1]}
    bodies = {
        f"includes/{name}.md": Body("".join(f"{{!includes/{end}.md!}}\n\n" for end in ends))
        for name, ends in inside.items()
    }
    findings = Findings()
    includes.check(Records({}, bodies, ()), findings)
    closing = set()
    for one in (one for one in findings.sorted() if one.code == "include-cycle"):
        circle = re.findall(f"includes/([{NAMES}])", one.message)
        assert circle[0] == circle[-1] and len(set(circle)) == len(circle) - 1
        assert set(pairwise(circle)) <= set(named)
        assert (one.path, inside[circle[-2]][one.line // 2]) == (f"includes/{circle[-2]}.md", circle[-1])
        closing.add(tuple(circle[-2:]))
    left = {name: {end for end in ends if (name, end) not in closing} for name, ends in inside.items()}
    TopologicalSorter(left).prepare()


def test_hostile_lines_cost_their_length() -> None:
    """Four times the text in about four times the time; a quadratic reading would take sixteen."""

    def seconds(times: int) -> float:
        best = []
        for _ in range(3):
            begun = time.perf_counter()
            codes("{!" * times + "\n\n" + "{! " * times)
            best.append(time.perf_counter() - begun)
        return min(best)

    assert seconds(16_000) < 10 * seconds(4_000)
