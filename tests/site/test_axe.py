"""axe-core finds no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .conftest import KINDS

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"


def context_for(browser: Browser, scheme: str, width: int) -> BrowserContext:
    """A browser as one reader has it, without motion."""
    return browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )


def violations(page: Page, where: str) -> list[str]:
    """What axe-core finds wrong on a page as it stands, at most three places of a kind."""
    page.add_script_tag(path=str(AXE))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert result["passes"], where
    return [
        f"{where}: {one['id']} {node['target']} {node.get('failureSummary', '')}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_accessibility_violation(browser: Browser, root_url: str, scheme: str, width: int) -> None:
    context = context_for(browser, scheme, width)
    page = context.new_page()
    found = []
    for path in KINDS.values():
        page.goto(root_url + path)
        found += violations(page, path)
    context.close()
    assert found == []
