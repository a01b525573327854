"""The index of the whole site, as a reader without script finds things by it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_home_page_to_a_case_in_three_clicks(browser: Browser, root_url: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(root_url + "index.html")
    page.locator("footer").get_by_role("link", name="全站索引").click()
    assert page.locator("h1").inner_text().startswith("全站索引")
    page.locator("article .zy-chips").get_by_role("link", name=re.compile("^S")).click()
    assert page.locator("h1").inner_text().startswith("全站索引：S")
    page.locator("article .zy-rows > li", has_text="案例 ·").get_by_role("link").first.click()
    assert re.search(r"/cases/\d{4}/", page.url)
    context.close()


def test_a_section_opens_at_its_heading(browser: Browser, root_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(root_url + "site-index/w.html")
    page.locator("article .zy-rows").get_by_role("link", name="五带头", exact=True).click()
    target = page.locator(":target")
    assert target.inner_text().startswith("五带头")
    box = target.bounding_box()
    assert box and 0 <= box["y"] < 400
    context.close()
