"""The search client as it is published: one small file of many readable ones."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import client
import pytest
from shortening import shortened

THEME = Path(__file__).parents[1] / "overrides"
SCRIPTS = sorted(path for path in (THEME / client.SCRIPTS).rglob("*.js"))
PARTS = [path for path in SCRIPTS if client.is_part(path.relative_to(THEME).as_posix())]
LIMIT = 20 * 1024


def test_the_client_is_small() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PARTS]
    opener = (THEME / client.OPENER).read_text(encoding="utf-8")
    sent = [gzip.compress(client.bundle(one).encode(), 9) for one in (texts, [opener])]
    assert sum(map(len, sent)) < LIMIT


def test_what_is_published_is_the_same_program(tmp_path: Path) -> None:
    """Comments and white space are gone, and a parser reads the same from what is left."""
    long, short = tmp_path / "long.js", tmp_path / "short.js"
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    long.write_text("\n".join(texts), encoding="utf-8")
    short.write_text(client.bundle(texts), encoding="utf-8")
    node = shutil.which("node")
    assert node, "node is installed together with npm"
    command = [node, str(Path(__file__).parent / "js" / "same_program.js"), str(long), str(short)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.stdout == "same", run.stdout + run.stderr
    assert short.stat().st_size < 0.7 * long.stat().st_size


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a = b / c / d // e", "a=b/c/d"),
        ('f(/[/"]/g, /a b/)', 'f(/[/"]/g,/a b/)'),
        ("return /a  b/", "return/a  b/"),
        ("a + +b - -c", "a+ +b- -c"),
        ("let 名 = 1\n++名\n(f)()", "let 名=1\n++名\n(f)()"),
        ("f({\n  a: 1,\n})\n  .then(g)", "f({a:1,}).then(g)"),
        ("'//' + `/* ${a}  */`", "'//'+`/* ${a}  */`"),
        ("a /* x\n y */ b", "a\nb"),
    ],
)
def test_only_what_says_nothing_goes(script: str, expected: str) -> None:
    assert shortened(script) == expected


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
