"""axe-core finds no violation on any kind of page, light and dark, wide and narrow, and none is wider than its screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .conftest import KINDS

# Those that may answer otherwise in the dark, where a page is the same but for its colours.
OF_COLOURS = ("color-contrast", "link-in-text-block")
PAPER = "getComputedStyle(document.body).backgroundColor"
# By how many pixels a page is wider than its screen.
OVER = "document.documentElement.scrollWidth - window.innerWidth"
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"


def context_for(browser: Browser, width: int) -> BrowserContext:
    """A browser as one reader has it, without motion."""
    return browser.new_context(color_scheme="light", viewport={"width": width, "height": 900}, reduced_motion="reduce")


def violations(page: Page, where: str, *rules: str) -> list[str]:
    """What axe-core finds wrong on a page as it stands, by all its rules or these; at most three places of a kind."""
    page.add_script_tag(path=str(AXE))
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    result = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **only})
    assert result["passes"], where
    return [
        f"{where}: {one['id']} {node['target']} {node.get('failureSummary', '')}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]


def violations_by_day_and_night(page: Page, where: str) -> list[str]:
    """The same in the light, and what only colours decide in the dark."""
    found = violations(page, where)
    paper = page.evaluate(PAPER)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"paper => {PAPER} !== paper", arg=paper)
    found += violations(page, f"{where} in the dark", *OF_COLOURS)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"paper => {PAPER} === paper", arg=paper)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_no_accessibility_violation_and_nothing_sticks_out(browser: Browser, root_url: str, width: int) -> None:
    context = context_for(browser, width)
    page = context.new_page()
    found, wide = [], {}
    for path in KINDS.values():
        page.goto(root_url + path)
        found += violations_by_day_and_night(page, path)
        if (over := page.evaluate(OVER)) > 0:
            wide[path] = over
    context.close()
    assert (found, wide) == ([], {})
