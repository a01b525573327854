"""Every word, sign and form that the finders know, each tried by itself: no set of real lines has them all."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from .labelled import each, found

WORDS = Path(__file__).parent / "vocabulary.tsv"


def forms() -> dict[str, list[str]]:
    """Code → its forms, those of which nothing is said under ``-``. In the file: the code, a tab, the form."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in WORDS.read_text(encoding="utf-8").splitlines():
        if not row.startswith("# "):
            code, form = row.split("\t", 1)
            found[code].append(form)
    return found


@pytest.mark.parametrize(("code", "forms"), forms().items())
def test_each_is_what_it_is(code: str, forms: list[str]) -> None:
    texts = [text for form in forms for text in each(form)]
    wanted = [] if code == "-" else [code]
    assert [(text, codes) for text in texts if (codes := found(text)) != wanted] == []
