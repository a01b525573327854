"""The built site in Chromium: quiet console, no request outside, under every way it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from .conftest import KINDS, page_paths


class Watch:
    """Opens pages and remembers what they asked for and what they complained of."""

    def __init__(self, browser: Browser, base: str, **options: object) -> None:
        self.base = base
        self.context = browser.new_context(**options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.trouble: list[str] = []
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("console", self._console)
        self.page.on("response", lambda got: got.status >= 400 and self.trouble.append(f"{got.status}: {got.url}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.trouble.append(f"outside: {request.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page ends what it was still loading; that is no failure of the page.
        if request.failure != "net::ERR_ABORTED":
            self.trouble.append(f"failed: {request.url} {request.failure}")

    def _console(self, message) -> None:  # type: ignore[no-untyped-def]
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def close(self) -> None:
        self.context.close()


# From the root, every page: see below.
@pytest.mark.parametrize("published", ["sub-path", "disk"], indirect=True)
def test_every_kind_of_page_opens_quietly(browser: Browser, published: str) -> None:
    watch = Watch(browser, published)
    for path in KINDS.values():
        if path == "404.html" and published.count("/") > 3:
            continue  # it answers at any depth, so its addresses are the server's root's
        page = watch.open(path)
        assert page.locator("h1").count() == 1, path
    watch.page.wait_for_timeout(300)
    watch.close()
    assert watch.trouble == []


@pytest.mark.slow
def test_every_page_opens_quietly(browser: Browser, site: Path, root_url: str) -> None:
    watch = Watch(browser, root_url)
    for path in page_paths(site):
        assert watch.open(path).locator("h1").count() == 1, path
    watch.close()
    assert watch.trouble == []


def test_pages_are_readable_without_script(browser: Browser, root_url: str) -> None:
    watch = Watch(browser, root_url, java_script_enabled=False)
    for path in KINDS.values():
        page = watch.open(path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator("h1").is_visible(), (path, width)
            assert len(page.locator("article").inner_text()) > 30, (path, width)
    watch.close()
    assert watch.trouble == []
