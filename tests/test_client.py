"""The search client as it is published: one small file of many readable ones."""

from __future__ import annotations

import gzip
from pathlib import Path

import client
import pytest

THEME = Path(__file__).parents[1] / "overrides"
SCRIPTS = sorted(path for path in (THEME / client.SCRIPTS).rglob("*.js"))
PARTS = [path for path in SCRIPTS if client.is_part(path.relative_to(THEME).as_posix())]
LIMIT = 20 * 1024


def test_the_client_is_small() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PARTS]
    opener = (THEME / client.OPENER).read_text(encoding="utf-8")
    sent = [gzip.compress(client.bundle(one).encode(), 9) for one in (texts, [opener])]
    assert sum(map(len, sent)) < LIMIT


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_small_and_says_what_it_does(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("/* ")
    assert len(lines) <= 250


def test_comments_go_and_code_stays() -> None:
    text = '/* why */\nvar a = "/* kept */" // gone\n\n  var b = /[\\p{L}/]+/gu, c = `x  y`\n'
    assert client.bundle([text]) == 'var a="/* kept */"\nvar b=/[\\p{L}/]+/gu,c=`x  y`\n'


def test_the_opener_is_no_part_and_stays_by_itself() -> None:
    assert client.is_part("assets/zhengyou/search/engine.js")
    assert not client.is_part(client.OPENER)
    assert not client.is_part(client.BUNDLE)
    assert not client.is_part("assets/zhengyou/page.js")
