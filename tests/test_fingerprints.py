"""Names that tell contents: each file's own, and those of the files that it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import fingerprints
from markup.digests import named, with_names
from mkdocs.config import load_config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.structure.files import File, Files
from publishing.names import is_fingerprinted

ROOT = Path(__file__).parents[1]
CONFIG = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))

PARTS = {
    "assets/zhengyou/home.css": 'a { background: url("search.svg") } b { background: url("none.svg") }',
    "assets/zhengyou/search.svg": "<svg/>",
    "assets/zhengyou/search/opener.js": 'new URL("client.js", here); new URL("../page.js", here)',
    "assets/zhengyou/search/client.js": "1",
    "assets/zhengyou/page.js": 'load("other/client.js")',
    "assets/stylesheets/main.css": "a",
}


def published(contents: Mapping[str, str]) -> Files:
    files = Files([])
    for path, text in contents.items():
        file = File(path, None, CONFIG.site_dir, use_directory_urls=False)
        file.content_string = text
        files.append(file)
    fingerprints.on_files(files, CONFIG)
    return files


def names(contents: Mapping[str, str]) -> dict[str, str]:
    return {file.src_uri: file.dest_uri for file in published(contents)}


def test_a_name_tells_the_contents() -> None:
    assert named("a/b.min.css", b"x") == f"a/b.min.{hashlib.sha256(b'x').hexdigest()[:8]}.css"
    for number in range(300):
        digest = hashlib.sha256(data := b"%d" % number).hexdigest()
        parts = (digest[at : at + 8] for at in range(64))
        assert named("a.js", data) == f"a.{next(one for one in parts if not one.isdigit())}.js"


def test_what_looks_like_a_date_is_no_fingerprint() -> None:
    data = next(b"%d" % n for n in range(1000) if hashlib.sha256(b"%d" % n).hexdigest()[:8].isdigit())
    name = named("a.css", data)
    (digits,) = re.findall(r"\.([0-9a-f]{8})\.css", name)
    assert digits in hashlib.sha256(data).hexdigest() and not digits.isdigit()
    assert is_fingerprinted(name) and not is_fingerprinted("a.20110701.css")
    assert named("a/b.css", b"x") != named("a/b.css", b"y")


def test_a_file_calls_another_by_its_name() -> None:
    found = names(PARTS)
    said = {file.src_uri: file.content_string for file in published(PARTS)}
    for user, used in (("home.css", "search.svg"), ("search/opener.js", "search/client.js")):
        name = found[f"assets/zhengyou/{used}"].rpartition("/")[2]
        assert name != used.rpartition("/")[2] and f'"{name}"' in said[f"assets/zhengyou/{user}"]
    assert f'"../{found["assets/zhengyou/page.js"].rpartition("/")[2]}"' in said["assets/zhengyou/search/opener.js"]
    assert 'url("none.svg")' in said["assets/zhengyou/home.css"]
    assert said["assets/zhengyou/page.js"] == PARTS["assets/zhengyou/page.js"]


def test_only_a_whole_name_in_quotes_is_a_mention() -> None:
    text = """'a-b.css' "c/d.js" './e.svg' "f.png" "../g.js" "none.js" h.js "i.js " 'j.jsx' "k.txt" "o p.js" l'm.js'"""
    assert with_names(text, "top/x.js", lambda path: None if "none" in path else f"new/{path}") == (
        '\'../new/top/a-b.css\' "../new/top/c/d.js" \'../new/top/e.svg\' "../new/top/f.png" "../new/g.js" '
        """"none.js" h.js "i.js " 'j.jsx' "k.txt" "o p.js" l'../new/top/m.js'"""
    )
    assert with_names("'a.js'", "x.js", lambda path: f"new/{path}") == "'new/a.js'"


def test_a_change_changes_the_names_of_those_that_name_the_file_and_no_others() -> None:
    before = names(PARTS)
    for part, users in (
        ("search.svg", {"home.css"}),
        ("search/client.js", {"search/opener.js"}),
        ("page.js", {"search/opener.js"}),
        ("home.css", set()),
    ):
        after = names({**PARTS, f"assets/zhengyou/{part}": "2"})
        moved = {path.removeprefix("assets/zhengyou/") for path in PARTS if before[path] != after[path]}
        assert moved == {part} | users


def test_the_theme_s_files_keep_their_names() -> None:
    assert names(PARTS)["assets/stylesheets/main.css"] == "assets/stylesheets/main.css"


def test_templates_and_settings_follow() -> None:
    files = published(PARTS)
    env = CONFIG.theme.get_env()
    fingerprints.on_env(env, CONFIG, files)
    page = "assets/zhengyou/page.js"
    script = ExtraScriptValue(page)
    script.defer = True
    template = env.from_string("{{ script | script_tag }}{{ path | script_tag }} {{ path | url }} {{ 'b.js' | url }}")
    said = template.render(script=script, path=page, page=None, base_url="..")
    name = f"../{names(PARTS)[page]}"
    assert said == f'<script src="{name}" defer></script><script src="{name}"></script> {name} ../b.js'
    assert script.path == page
