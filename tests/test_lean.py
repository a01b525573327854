"""What is taken out of built files, and what stays."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from types import SimpleNamespace

import lean
import pytest


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


def test_the_index_is_packed_and_loses_only_needless_marks(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = tmp_path / "search" / "search_index.json"
    docs = [
        {
            "location": "a.html",
            "title": "公开\u200b承诺",
            "text": "<p>\u200b公开\u200b承诺\u200b，\u200b是\u200b什么</p> ",
        }
    ]
    index.write_text(json.dumps({"config": {"lang": ["zh"]}, "docs": docs}), encoding="utf-8")
    lean.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))  # type: ignore[arg-type]
    content = json.loads(index.read_text(encoding="utf-8"))
    assert content["config"] == {"lang": ["zh"]}
    unpacked = json.loads(zlib.decompress(base64.b64decode(content["docs"]["packed"])))
    assert unpacked == [
        {"location": "a.html", "title": "公开\u200b承诺", "text": "<p>公开\u200b承诺，是\u200b什么</p> "}
    ]


def test_a_site_without_an_index_is_left_alone(tmp_path: Path) -> None:
    lean.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
