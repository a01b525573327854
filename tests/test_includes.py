"""Fragments: whatever the engine would put in, the checks have seen and judged."""

from __future__ import annotations

import time

from campaign import load
from campaign.fingerprint import expand
from campaign.markdown import Body
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
    docs = {**BASE, "includes/a.md": "甲\n".encode(), PATH: f"---\ntitle: 甲\n---\n{body}".encode()}
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


def test_a_good_mention_passes_and_is_put_in() -> None:
    for mention in ("{!includes/a.md!}", "{! includes/a.md !}", "  {!includes/a.md!}  "):
        assert [code for code in codes(f"\n{mention}\n") if code.startswith("include")] == []
        assert expand(mention, {"includes/a.md": Body("甲\n")}).strip() == "甲"


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
