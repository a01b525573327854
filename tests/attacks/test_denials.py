"""Text made to keep the machine busy is refused at once, or is done with: a process of its own, so that one that hangs is seen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import GOLDENS
from .staging import ROOT

# All of them take some fifteen seconds; a busy machine may need a few times that.
PATIENCE = 240

BODIES = {
    "brackets": "[" * 20_000,
    "brackets-short": "[" * 2_500,
    "brackets-lines": "\n".join(["[" * 990] * 200),
    "links-open": "[a](" * 8_000,
    "links-open-lines": "\n\n".join(["[a](" * 240] * 100),
    "images-open": "![" * 1_900,
    "emphasis": "*_" * 1_900,
    "emphasis-stars": "**a *b " * 500,
    "backticks": "".join("`" * (n % 60 + 1) + "a" for n in range(120)),
    "quotes": ">" * 3_000 + " 甲",
    "quotes-lines": "\n".join(">" * n + " 甲" for n in range(300)),
    "lists": "\n".join("    " * n + "- 甲" for n in range(100)),
    "admonitions": "\n".join("    " * n + "!!! note" for n in range(60)),
    "table-wide": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|b" * 2_000 + "|",
    "table-long": "| a | b |\n|---|---|\n" + "| c | d |\n" * 20_000,
    "elements": "<div>" * 20_000,
    "elements-inline": "<b>" * 900,
    "angles": "<" * 3_900,
    "comments": "<!-" * 1_300,
    "entities": "&" * 3_900,
    "braces": "{" * 3_900,
    "mentions": "{!" * 1_900,
    "lists-of-attributes": "甲{: " + ".a " * 900 + "}",
    "backslashes": "\\" * 3_900,
    "addresses": "a@" * 1_900,
    "fences": "\n".join("`" * n for n in range(3, 200)),
    "definitions": "甲\n" + ": 乙\n" * 3_000,
    "footnotes": "".join(f"[^{n}] " for n in range(900)) + "\n\n" + "\n".join(f"[^{n}]: 甲" for n in range(900)),
    "references": "\n".join(f"[a{n}]: b.md" for n in range(5_000)),
    "headings": "\n\n".join("## 甲" for _ in range(2_000)),
    "long": "甲乙丙丁\n\n" * 200_000,
    "spaces": "甲" + " " * 3_900 + "\n乙",
    "dashes": "- " * 1_900,
    "double": "{!includes/double-0.md!}",
    "itself": "{!includes/itself.md!}",
    "device": "{!/dev/zero!}",
}
FRONTS = {
    "yaml-aliases": "a: &a [甲, 甲]\n"
    + "".join(
        f"{letter}: &{letter} [*{before}, *{before}]\n"
        for before, letter in zip("abcdefghij", "bcdefghijk", strict=True)
    ),
    "yaml-depth": "title: " + "[" * 5_000,
    "yaml-mappings": "title: " + "{a: " * 3_000,
    "yaml-keys": "".join(f"key{n}: 甲\n" for n in range(5_000)),
    "yaml-quotes": "title: " + '"' + "\\u0041" * 20_000 + '"',
    "yaml-list": "title: 甲\nowner: [" + "甲, " * 50_000 + "]",
}
FRAGMENTS = {f"double-{n}": f"{{!includes/double-{n + 1}.md!}}\n\n" * 2 for n in range(21)} | {
    "double-21": "甲" * 100,
    "itself": "{!includes/itself.md!}",
}

# Tells of each that it has begun, then what came of it: the errors, or the size of the page.
_PROCESS = """
import json, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[1])
from campaign import Severity, load
from source.docs_folder import read_docs
from tests.attacks import test_denials as denials
from tests.attacks.staging import build, unchecked
docs, site = Path(sys.argv[2]), Path(sys.argv[3])
for name in json.loads(sys.argv[4]):
    print(json.dumps(name), flush=True)
    denials.write(name, docs)
    errors = sorted({one.code for one in load(read_docs(docs))[1] if one.severity is Severity.ERROR})
    if not errors:
        build(unchecked(docs), docs, site, sanitising=True, takes="guide/busy.md".__eq__)
        errors = (site / "guide" / "busy.html").stat().st_size
    print(json.dumps(errors), flush=True)
"""


def write(name: str, docs: Path) -> None:
    """Puts one of the texts into a docs folder, with the fragments that it mentions."""
    front, body = FRONTS.get(name, "title: 甲\n"), BODIES.get(name, "甲")
    (docs / "guide" / "busy.md").write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8")
    shutil.rmtree(docs / "includes", ignore_errors=True)
    (docs / "includes").mkdir()
    for fragment, inner in FRAGMENTS.items():
        if fragment.startswith(name):
            (docs / "includes" / f"{fragment}.md").write_text(inner, encoding="utf-8")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str] | int]:
    """Name → the codes it was refused with, or the size of the page it made; of what hung, nothing."""
    folder = tmp_path_factory.mktemp("busy")
    shutil.copytree(GOLDENS / "_base" / "docs", folder / "docs")
    paths = [str(ROOT / "hooks"), str(ROOT / "scripts"), str(ROOT)]
    names = [*BODIES, *FRONTS]
    command = [sys.executable, "-c", _PROCESS, json.dumps(paths), folder / "docs", folder / "site", json.dumps(names)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)
        said, complaints = run.stdout, run.stderr
    except subprocess.TimeoutExpired as late:
        said, complaints = (late.stdout or b"").decode(), "hung"
    lines = [json.loads(line) for line in said.splitlines()]
    ended = dict(zip(lines[::2], lines[1::2], strict=False))
    assert list(ended) == names, (lines[-1:], complaints)
    return ended


# What would take minutes, or for ever, where nobody bounds it.
REFUSED = {
    **dict.fromkeys(("brackets", "links-open", "table-wide", "elements", "yaml-depth", "yaml-mappings"), "line-length"),
    **dict.fromkeys(
        ("brackets-lines", "links-open-lines", "quotes", "lists", "table-long", "references"), "too-complex"
    ),
    **dict.fromkeys(("double", "itself"), "include-extent"),
    "long": "file-size",
    "device": "include-outside",
    "yaml-aliases": "yaml-subset",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", [*BODIES, *FRONTS])
def test_it_is_refused_or_done_with(name: str, outcomes: dict[str, list[str] | int]) -> None:
    outcome = outcomes[name]
    if name in REFUSED:
        assert isinstance(outcome, list)
        assert REFUSED[name] in outcome
    else:
        assert isinstance(outcome, list) or 0 < outcome < 5_000_000
