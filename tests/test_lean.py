"""What is taken out of built files, and what stays."""

from __future__ import annotations

import re

import lean
import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>\n    one\n\n   two</p>\n", "<p>\none\ntwo</p>\n"),
        ("<pre>\n  a\n\n  b\n</pre>\n\n\n<p>", "<pre>\n  a\n\n  b\n</pre>\n<p>"),
        ("  <script>\n  x\n</script>  \n  <i>", "<script>\n  x\n</script>\n<i>"),
        ("<textarea>\n\n甲</textarea>", "<textarea>\n\n甲</textarea>"),
        ("<pre><code>a\n\n</code></pre>\n\n<pre>\n\n</pre>", "<pre><code>a\n\n</code></pre>\n<pre>\n\n</pre>"),
        ("甲 乙  丙", "甲 乙  丙"),
    ],
)
def test_margins_go_and_texts_stay(before: str, after: str) -> None:
    assert lean.on_post_page(before, page=None, config=None) == after  # type: ignore[arg-type]


@given(st.text(st.sampled_from("甲x \n\r\t\x0b\x1c\x85\u2028\u3000")))
def test_any_white_space_around_a_line_end_becomes_the_line_end(text: str) -> None:
    after = lean.on_post_page(text, page=None, config=None)  # type: ignore[arg-type]
    assert after == re.sub(r"\s*\n\s*", "\n", text).lstrip()
