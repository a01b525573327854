"""Hostile files beside the pages, and ways out of the docs folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from campaign import Severity, load
from mkdocs.exceptions import Abort, PluginError
from playwright.sync_api import Browser
from publishing.headers import HEADERS
from source.docs_folder import read_docs

from ..attached import pdf, picture
from .staging import build, hostile, served, unchecked
from .victim import Victim

SECRET = "不该让人看到的一行"
SCRIPT = "<script xmlns='http://www.w3.org/1999/xhtml'>PWN(1)</script>"
CASE = "cases/2031/kanban.md"
FOLDER = "cases/2031/files/"


# Name → contents, the error that the checks refuse it with, and whether a browser runs it if it is published all the same.
ATTACHED = {
    "a.svg": (f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode(), "attachment-type", True),
    "b.html": (SCRIPT.encode(), "attachment-type", True),
    "c.xhtml": (f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{SCRIPT}</body></html>".encode(), "attachment-type", True),
    "d.xml": (f"<a>{SCRIPT}</a>".encode(), "attachment-type", True),
    "e.htm": (SCRIPT.encode(), "attachment-type", True),
    "f.js": (b"PWN(1)", "attachment-type", False),
    "g.png": (f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode(), "attachment-content", False),
    "h.png": (picture("PNG") + SCRIPT.encode(), "attachment-traces", False),
    "i.txt": (f"<!doctype html>{SCRIPT}".encode(), "attachment-content", False),
    "j.csv": (f"<html>{SCRIPT}</html>".encode(), "attachment-content", False),
    "k.pdf": (pdf(script=True), "attachment-active", False),
    "l.pdf": (SCRIPT.encode() + pdf(), "attachment-content", False),
    "m.txt": (b"\xff\xfe" + "<script>PWN(1)</script>".encode("utf-16-le"), "attachment-content", False),
    "mkdocs.yml": (b"hooks: [x.py]", "attachment-type", False),
    "n.py": (b"import os", "attachment-type", False),
    ".htaccess": (b"AddType text/html .txt", "attachment-missing", False),
    "web.config": (b"<configuration/>", "attachment-type", False),
}  # fmt: skip


def attach(docs: Path, name: str, data: bytes) -> None:
    """Puts a file beside the case, which names it as attached."""
    (docs / FOLDER).mkdir(parents=True, exist_ok=True)
    (docs / FOLDER / name).write_bytes(data)
    text = (docs / CASE).read_text(encoding="utf-8")
    if "attachments:" not in text:
        text = text.replace("sample: true\n", "sample: true\nattachments:\n", 1)
    (docs / CASE).write_text(text.replace("attachments:\n", f"attachments:\n  - files/{name}\n", 1), encoding="utf-8")


def refusals(docs: Path) -> set[tuple[str, str]]:
    _, diagnostics = load(read_docs(docs))
    return {(one.path, one.code) for one in diagnostics if one.severity is Severity.ERROR}


@pytest.mark.parametrize("name", ATTACHED)
def test_a_hostile_attachment_is_refused(name: str, docs: Path) -> None:
    data, code, _ = ATTACHED[name]
    attach(docs, name, data)
    found = {known for _, known in refusals(docs)}
    assert code in found


def test_the_header_stops_what_was_published_all_the_same(docs: Path, tmp_path: Path, browser: Browser) -> None:
    for name, (data, _, _) in ATTACHED.items():
        attach(docs, name, data)
    build(unchecked(docs), docs, tmp_path / "site", sanitising=True, takes=CASE.__eq__)
    ran: dict[bool, set[str]] = {}
    for guarded in (False, True):
        with hostile() as enemy, served(tmp_path / "site", HEADERS if guarded else {}) as url:
            victim = Victim(browser, *enemy)
            names = [
                name for name in ATTACHED if not name.endswith((".csv", ".pdf", ".py", ".config", ".htaccess", ".yml"))
            ]
            ran[guarded] = {name for name in names if victim.visit(url + FOLDER + name).ran}
            victim.close()
    assert ran == {False: {name for name, (_, _, runs) in ATTACHED.items() if runs}, True: set()}


def link_file(docs: Path, outside: Path) -> str:
    attach(docs, "secret.txt", b"")
    (docs / FOLDER / "secret.txt").unlink()
    (docs / FOLDER / "secret.txt").symlink_to(outside / "secret.md")
    return FOLDER + "secret.txt"


def link_page(docs: Path, outside: Path) -> str:
    (docs / "guide" / "linked.md").symlink_to(outside / "page.md")
    return "guide/linked.md"


def link_folder(docs: Path, outside: Path) -> str:
    (docs / "guide" / "more").symlink_to(outside)
    return "guide/more"


def link_fragment(docs: Path, outside: Path) -> str:
    (docs / "includes").mkdir()
    (docs / "includes" / "secret.md").symlink_to(outside / "secret.md")
    _write_guide(docs, "{!includes/secret.md!}")
    return "includes/secret.md"


def named_pipe(docs: Path, outside: Path) -> str:
    os.mkfifo(docs / "guide" / "pipe.md")
    return "guide/pipe.md"


def _write_guide(docs: Path, text: str) -> None:
    (docs / "guide" / "hostile.md").write_text(f"---\ntitle: 甲\n---\n\n{text}\n", encoding="utf-8")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(SECRET, encoding="utf-8")
    (folder / "page.md").write_text(f"---\ntitle: 甲\n---\n\n{SECRET}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "way", [link_file, link_page, link_folder, link_fragment, named_pipe], ids=lambda way: way.__name__
)
def test_a_link_is_refused_and_never_followed(
    way: Callable[[Path, Path], str], docs: Path, outside: Path, tmp_path: Path
) -> None:
    path = way(docs, outside)
    assert (path, "linked-file") in refusals(docs)
    assert SECRET not in published(docs, tmp_path / "site")


WAYS_OUT = {
    "absolute": "{!%s/secret.md!}",
    "above": "{!../outside/secret.md!}",
    "above-from-inside": "{!includes/../../outside/secret.md!}",
    "home": "{!~/secret.md!}",
    "in-code": "```\n{!%s/secret.md!}\n```",
    "in-code-span": "`{!%s/secret.md!}`",
    "indented": "甲\n\n    {!%s/secret.md!}",
    "in-cell": "| 甲 |\n|--|\n| {!%s/secret.md!} |",
    "in-comment": "<!-- {!%s/secret.md!} -->",
    "two-in-one": "{!includes/own.md!} {!%s/secret.md!}",
    "in-footnote": "甲[^a]\n\n[^a]: {!%s/secret.md!}",
    "spaces": "{! %s/secret.md !}",
    "with-lines": "{!%s/secret.md!lines=1 2!}",
    "through-fragment": "{!includes/way.md!}",
    "double-slash": "{!/%s/secret.md!}",
    "dots": "{!./../outside/./secret.md!}",
}


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_file_outside_is_quoted(
    name: str, docs: Path, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(outside))
    (docs / "includes").mkdir()
    (docs / "includes" / "own.md").write_text("内文。\n", encoding="utf-8")
    (docs / "includes" / "way.md").write_text(f"{{!{outside}/secret.md!}}\n", encoding="utf-8")
    text = WAYS_OUT[name]
    _write_guide(docs, text % outside if "%s" in text else text)
    found = refusals(docs)
    assert {path for path, _ in found} & {"guide/hostile.md", "includes/way.md"}, found
    assert SECRET not in published(docs, tmp_path / "site")


def published(docs: Path, site: Path) -> str:
    """All that the site would say if nobody had checked; nothing if it is not built then."""
    try:
        build(
            unchecked(docs), docs, site, sanitising=True, takes=lambda path: path.startswith(("guide/", "cases/2031/"))
        )
    except (Abort, PluginError):
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in site.rglob("*") if path.is_file())


def test_a_fragment_of_the_docs_folder_is_quoted(docs: Path, tmp_path: Path) -> None:
    (docs / "includes").mkdir()
    (docs / "includes" / "own.md").write_text("内文。\n", encoding="utf-8")
    _write_guide(docs, "{!includes/own.md!}")
    assert "内文。" in published(docs, tmp_path / "site")


def test_what_no_record_names_is_not_published(docs: Path, tmp_path: Path) -> None:
    names = ("mkdocs.yml", "hook.py", "guide/overrides/main.html", "guide/x.svg", ".htaccess")
    for name in names:
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_bytes(SCRIPT.encode())
    build(unchecked(docs), docs, tmp_path / "site", sanitising=True, takes=lambda path: path == "index.md")
    assert (tmp_path / "site" / "index.html").is_file()
    assert [name for name in names if (tmp_path / "site" / name).exists()] == []
