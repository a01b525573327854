"""No dead link or anchor, no request for anything outside, readable anchors: on the built files."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from .conftest import KINDS

LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "embed": "src",
}
LOADING_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest", "modulepreload"}


class Reading(HTMLParser):
    """Ids, headings' ids, links to follow and addresses a browser would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.headings: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(given.get("id", ""))
        if tag in ("a", "area") and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and "href" in given:
            (self.loads if LOADING_RELS & set(given.get("rel", "").split()) else self.links).append(given["href"])
        if tag in LOADING and given.get(LOADING[tag]):
            self.loads.append(given[LOADING[tag]])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reading]:
    read = {}
    for path in sorted(site.rglob("*.html")):
        reading = Reading()
        reading.feed(path.read_text(encoding="utf-8"))
        read[path.relative_to(site).as_posix()] = reading
    return read


def test_every_kind_of_page_is_there(pages: dict[str, Reading]) -> None:
    assert [path for path in KINDS.values() if path not in pages] == []


def test_no_dead_link_or_anchor(site: Path, pages: dict[str, Reading]) -> None:
    dead = []
    for path, reading in pages.items():
        for link in [*reading.links, *reading.loads]:
            if urlsplit(link).scheme or link.startswith("//"):
                continue
            if path == "404.html" and link.startswith("/"):
                continue
            target, anchor = urldefrag(link)
            there = (site / path).parent / unquote(target) if target else site / path
            there = there.resolve()
            if not there.is_file():
                dead.append(f"{path} → {link}")
            elif anchor and there.suffix == ".html":
                ids = pages[there.relative_to(site.resolve()).as_posix()].ids
                if unquote(anchor) not in ids and not anchor.startswith("__"):
                    dead.append(f"{path} → {link} (anchor)")
    assert dead == []


def test_nothing_is_loaded_from_outside(site: Path, pages: dict[str, Reading]) -> None:
    outside = [f"{path} → {url}" for path, page in pages.items() for url in page.loads if re.match("(https?:)?//", url)]
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        outside += [f"{sheet.name} → {url}" for url in re.findall(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)", text)]
        outside += [f"{sheet.name} → {url}" for url in re.findall(r"@import\s+[^;]+", text)]
    assert outside == []


def test_headings_have_readable_anchors(pages: dict[str, Reading]) -> None:
    bad = [f"{path}#{id}" for path, page in pages.items() for id in page.headings if re.fullmatch(r"_?\d*", id) and id]
    assert bad == []


def test_nothing_leads_to_a_folder(pages: dict[str, Reading]) -> None:
    """From a disk, a link to a folder shows a listing, not its index page."""
    folders = [
        f"{path} → {link}"
        for path, page in pages.items()
        for link in page.links
        if not urlsplit(link).scheme and urldefrag(link)[0].endswith(("/", ".."))
    ]
    assert [one for one in folders if not one.startswith("404.html")] == []
