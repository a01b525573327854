"""Zensical, the theme's successor, has no hooks: it builds what ``stage`` writes, and nothing else of this project."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit

import pytest
import staging
from campaign import load
from campaign.files import IMAGE_TYPES
from playwright.sync_api import Browser, Page, expect
from publishing import Refused, gates
from source.docs_folder import read_docs

from ..conftest import read_folder
from ..scripts.test_stage import articles
from ..site.conftest import KINDS, ROOT, serving
from ..site.test_browser import Watch
from ..site.test_links import Reading

SENTINEL = "钩子没有运行"
# Of the theme, named anew by our hooks, or made by one engine alone.
OWN = re.compile(rf"assets/.*|sitemap\.xml(\.gz)?|search\.json|.*({'|'.join(map(re.escape, IMAGE_TYPES))})")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, staged and built by Zensical."""
    folder = tmp_path_factory.mktemp("zensical")
    records, _ = load(read_docs(ROOT / "docs"))
    staging.write(ROOT, ROOT / "docs", records, folder)
    run = build(folder)
    assert run.returncode == 0, run.stderr
    return folder / "site"


def test_addresses_texts_and_files_are_the_same(built: Path, site: Path) -> None:
    assert articles(built) == articles(site)
    made, ours = (
        {path: data for path, data in read_folder(one).items() if not OWN.fullmatch(path)} for one in (built, site)
    )
    assert made.keys() == ours.keys()
    assert [path for path in ours if not path.endswith(".html") and made[path] != ours[path]] == []


def test_links_and_anchors_are_the_same(built: Path, site: Path) -> None:
    for path in KINDS.values():
        made, ours = Reading(), Reading()
        made.feed((built / path).read_text(encoding="utf-8"))
        ours.feed((site / path).read_text(encoding="utf-8"))
        assert ours.ids <= made.ids, path
        assert _targets(path, ours) <= _targets(path, made), path


def _targets(path: str, page: Reading) -> set[str]:
    """Where a page's links lead, as addresses from the site's root; the theme's skip link is its own."""
    return {
        posixpath.normpath(posixpath.join("/", posixpath.dirname(path), urldefrag(link)[0])) + "#" + urldefrag(link)[1]
        for link in page.links
        if not urlsplit(link).scheme
    }


@pytest.fixture(params=["served", "disk"])
def watch(browser: Browser, built: Path, request: pytest.FixtureRequest) -> Iterator[Watch]:
    with serving(built) as url:
        watch = Watch(browser, url if request.param == "served" else built.as_uri() + "/")
        yield watch
        watch.close()
    assert watch.trouble == []


def test_search_finds_the_same(watch: Watch, browser: Browser, root_url: str) -> None:
    ours = Watch(browser, root_url)
    for asked in ("承诺", "chengnuo", "群众满意率"):
        address = "search.html?q=" + quote(asked)
        assert _found(watch.open(address)) == _found(ours.open(address)) != []
    ours.close()


def _found(page: Page) -> list[str]:
    expect(page.locator(".zy-result").first).to_be_visible()
    return page.locator(".zy-result").all_inner_texts()


@pytest.mark.slow
@pytest.mark.parametrize("watch", ["disk"], indirect=True)
def test_every_kind_of_page_opens_quietly_and_looks_the_same(watch: Watch, browser: Browser, root_url: str) -> None:
    ours = Watch(browser, root_url)
    for path in KINDS.values():
        if path != "404.html":  # its addresses are a server's root's
            assert _look(watch.open(path)) == _look(ours.open(path)), path
    ours.close()


def _look(page: Page) -> list[list[str]]:
    """How high the parts of a page stand, how large they are, in what; and which section is marked.

    How far to the left is left out: Zensical keeps room for a scroll bar, which tests hide.
    """
    parts = ".md-header, .md-tabs, .md-tabs__item--active, article, h1, .md-sidebar--secondary .md-nav__link"
    return page.locator(parts).evaluate_all(
        """parts => parts.map((part) => {
          const { top, height } = part.getBoundingClientRect()
          const { font, color, backgroundColor } = getComputedStyle(part)
          return [part.localName === "article" ? "" : part.innerText.trim(), top, height, font, color, backgroundColor].map(String)
        })"""
    )


def test_what_it_built_is_not_published_for_ours(built: Path) -> None:
    with pytest.raises(Refused, match="没有检查报告"):
        gates.passed(built)


@pytest.mark.parametrize("engine", ["zensical", "mkdocs"])
def test_without_hooks_no_page_is_built_and_it_is_said_why(engine: str, docs: Path, tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, _, after = settings.partition("\nhooks:\n")
    if engine == "mkdocs":
        settings = before + "\n" + after.partition("\n\n")[2]
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    run = subprocess.run(
        [sys.executable, "-m", engine, "build"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode != 0 and SENTINEL in run.stderr, run.stderr
    assert list((tmp_path / "site").rglob("*.html")) == []
