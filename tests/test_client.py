"""The scripts of the search and of the self-check as they are published: each one small file of many readable ones."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import client
import pytest
import styles
from markup.shortening import shortened

THEME = Path(__file__).parents[1] / "overrides"
SCRIPTS = sorted(path for path in (THEME / client.SCRIPTS).rglob("*.js"))
BUNDLES = client.bundles(path.relative_to(THEME).as_posix() for path in SCRIPTS)
LIMITS = {"search": 20 * 1024, "compare": 30 * 1024}


@pytest.mark.parametrize("name", LIMITS)
def test_a_bundle_is_small(name: str) -> None:
    files = [BUNDLES[f"assets/zhengyou/{name}/client.js"], [client.OPENER] if name == "search" else []]
    texts = [client.bundle((THEME / path).read_text(encoding="utf-8") for path in paths) for paths in files]
    assert sum(len(gzip.compress(text.encode(), 9)) for text in texts) < LIMITS[name]


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
        ("/a  b/.test(c) / d  / e", "/a  b/.test(c)/d/e"),
        ("a in /b/g in c", "a in/b/g in c"),
        ("a + +b - -c, ((d) ) [ [0] ]", "a+ +b- -c,((d))[[0]]"),
        ("let 名 = 1\n++名\n(f)()", "let 名=1\n++名\n(f)()"),
        ("f({\n  a: 1,\n})\n  .then(g)", "f({a:1,}).then(g)"),
        ("'//' + `/* ${a}  */`", "'//'+`/* ${a}  */`"),
        ("a /* x\n y */ b", "a\nb"),
    ],
)
def test_only_what_says_nothing_goes(script: str, expected: str) -> None:
    assert shortened(script) == expected


def test_a_slash_after_a_sign_or_such_a_word_begins_a_pattern() -> None:
    words = "return typeof case in of delete void throw else"
    for before in (*"(,=:[!&|?{};+-*%~^<>", *words.split()):
        assert shortened(f"a {before} /b  c/g") in (f"a{before}/b  c/g", f"a {before}/b  c/g"), before
    for before in (")", "]", "b", "7", "'b'", "`b`", "returned"):
        assert shortened(f"{before} / b  / g") == f"{before}/b/g", before


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_small_and_says_what_it_does(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("/* ")
    assert len(lines) <= 250


def test_comments_go_and_code_stays() -> None:
    text = '/* why */\nvar a = "/* kept */" // gone\n\n  var b = /[\\p{L}/]+/gu, c = `x  y`\n'
    assert client.bundle([text]) == 'var a="/* kept */"\nvar b=/[\\p{L}/]+/gu,c=`x  y`\n'


def test_a_folder_is_one_file_with_what_all_share() -> None:
    found = client.bundles(
        "assets/zhengyou/" + path
        for path in ("search/page.js", "search/opener.js", "page.js", "element.js", "compare/a.svg", "search/client.js")
    )
    assert found == {
        "assets/zhengyou/search/client.js": ["assets/zhengyou/element.js", "assets/zhengyou/search/page.js"]
    }


def test_what_is_published_of_scripts_is_short_and_a_folder_is_one() -> None:
    texts = {f"assets/zhengyou/{name}.js": f"var {name[-1]} = 1 // why" for name in ("a", "element", "search/b")}
    assert client.published(texts) == {
        "assets/zhengyou/a.js": "var a=1\n",
        "assets/zhengyou/search/client.js": "var t=1\nvar b=1\n",
    }


def test_a_style_stands_where_another_imports_it() -> None:
    texts = {
        "a/site.css": '/* all */\n@import "one.css";\n@import "two.css";\nz{}\n',
        "a/one.css": "x{}\n",
        "a/two.css": '@import "three.css";\ny{}\n',
        "a/three.css": "w{}\n",
        "b/one.css": "v{}\n",
    }
    assert styles.joined(texts) == {"a/site.css": "/* all */\nx{}\n\nw{}\n\ny{}\n\nz{}\n", "b/one.css": "v{}\n"}
    with pytest.raises(KeyError):
        styles.joined({"site.css": '@import "gone.css";\n'})
