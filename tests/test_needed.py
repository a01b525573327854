"""A page converted without the extensions it has no sign for is the page that all of them make."""

from __future__ import annotations

from pathlib import Path

import needed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
CONFIG = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))
OPTIONS = {**CONFIG.mdx_configs, "markdown_include.include": {"base_path": CONFIG.docs_dir, "throwException": True}}
PARTS = (
    *("甲乙丙。", "# 题 {#a}", "## 节 {#b .c}", "- 项", "1. 项", "> 引", "*强*", "[链](b.md)", "<p>块</p>", "{: .c}"),
    *("!!! note\n    注", "!!!", "!! note", "词\n: 释", ":  释", "   : 释", "：释", "a: b"),
    *("注[^1]", "[^1]: 脚注", "[^", "^[x]", "///Footnotes Go Here///"),
    *("|a|b|\n|-|-|\n|1|2|", "a | b\n--|--\n1 | 2", "|", "`a|b`"),
    *("```\n码\n```", "~~~ py\n码\n~~~", "    码", "\t码", "``码``", "``` 码", "- 项\n\n    段"),
    *("{!includes/promise.md!}", "{ !", "", "\n"),
)


def converted(text: str, extensions: list[object]) -> str:
    return Markdown(extensions=extensions, extension_configs=OPTIONS).convert(text)  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(["\n", "\n\n", " ", ""])), max_size=12))
def test_what_is_left_out_would_have_done_nothing(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts).replace("{!includes/promise.md!}", "")
    everything = list(CONFIG.markdown_extensions)
    assert converted(text, needed.needed(text, everything)) == converted(text, everything)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("!!! note\n    注", "admonition"),
        ("词\n: 释", "def_list"),
        ("```\n码\n```", "pymdownx.superfences"),
        ("注[^1]\n\n[^1]: 脚注", "footnotes"),
        ("|a|\n|-|\n|1|", "tables"),
    ],
)
def test_what_is_there_is_converted(text: str, name: str) -> None:
    everything = list(CONFIG.markdown_extensions)
    assert name in everything
    assert name in needed.needed(text, everything)
    assert name not in needed.needed("甲乙丙。", everything)
    without = [one for one in everything if one not in (name, "fenced_code")]
    assert converted(text, without) != converted(text, everything)


def test_what_opens_no_fragment_and_no_fence_is_spared_both() -> None:
    everything = list(CONFIG.markdown_extensions)
    spared = {"fenced_code", "markdown_include.include"}
    assert spared <= set(everything)
    assert not spared & set(needed.needed("甲乙丙。", everything))


def test_a_fragment_may_hold_anything() -> None:
    everything = list(CONFIG.markdown_extensions)
    assert needed.needed("{!includes/a.md!}", everything) == everything
