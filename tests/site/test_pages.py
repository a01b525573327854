"""What a member sees and does: today on the home page, the explorer, the timeline, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def at(page: Page, day: str, url: str) -> None:
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    page.goto(url)


def test_home_knows_the_stage_under_way(page: Page, root_url: str) -> None:
    at(page, "2011-03-01", root_url + "index.html")
    current = page.locator("[data-zy-current]")
    expect(current).to_be_visible()
    assert "全面争创" in current.inner_text()
    dues = page.locator("[data-zy-due-list] > li:visible")
    expect(dues).to_have_count(3)
    assert "2011年3月15日" in dues.first.inner_text() and "还有 14 天" in dues.first.inner_text()
    expect(page.locator("[data-zy-when=static]")).to_be_hidden()


@pytest.mark.parametrize(("day", "when"), [("2009-01-01", "before"), ("2026-11-24", "after")])
def test_home_says_when_the_campaign_is_not_under_way(page: Page, root_url: str, day: str, when: str) -> None:
    at(page, day, root_url + "index.html")
    expect(page.locator(f"[data-zy-when={when}]")).to_be_visible()
    for other in {"before", "during", "after", "static"} - {when}:
        expect(page.locator(f"[data-zy-when={other}]")).to_be_hidden()


def test_home_without_script_gives_the_dates(browser: Browser, root_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root_url + "index.html")
    said = page.locator("[data-zy-today]").inner_text()
    assert "2010年" in said and "全面争创" in said
    assert not re.search("进行中|已结束|还有", said)
    context.close()


def test_the_explorer_filters_and_keeps_its_state_in_the_address(page: Page, root_url: str) -> None:
    page.goto(root_url + "cases/index.html")
    count = page.locator("[data-zy-count]")
    everything = int(re.search(r"\d+", count.inner_text()).group())  # type: ignore[union-attr]
    page.locator("a[data-zy-facet=kind][data-zy-value=member]").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(r"\?.*kind=member"))
    expect(count).to_contain_text("符合条件的")
    members = int(re.search(r"符合条件的 (\d+)", count.inner_text()).group(1))  # type: ignore[union-attr]
    assert 0 < members < everything
    expect(page.locator("[data-zy-results] > li")).to_have_count(members)
    page.locator('a[data-zy-facet=year][data-zy-value="2011"]').evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(r"year=2011"))
    expect(page.locator("[data-zy-results] > li")).not_to_have_count(members)
    both = page.locator("[data-zy-results] > li").count()
    assert 0 < both < members
    page.reload()
    expect(page.locator("[data-zy-results] > li")).to_have_count(both)
    page.go_back()
    expect(page.locator("[data-zy-results] > li")).to_have_count(members)


def test_the_facets_are_pages_without_script(browser: Browser, root_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root_url + "cases/index.html")
    page.locator("a[data-zy-facet=criterion][data-zy-value=masses-good]").click()
    assert page.url.endswith("cases/by/criterion/masses-good.html")
    assert "群众反映好" in page.locator("h1").inner_text()
    page.locator("article ul.zy-rows a").first.click()
    assert re.search(r"/cases/\d{4}/", page.url)
    context.close()


def test_a_member_finds_who_did_it_well(page: Page, root_url: str) -> None:
    """From the home page to a criterion, to a case that shows it, and on to the unit."""
    page.goto(root_url + "index.html")
    page.get_by_role("link", name="群众反映好").first.click()
    assert "群众反映好" in page.locator("h1").inner_text()
    page.locator(".zy-card__title a").first.click()
    assert re.search(r"/cases/\d{4}/", page.url)
    assert page.locator("article").get_by_role("link", name="群众反映好").count()


def test_what_is_not_on_record_is_said_in_words(page: Page, root_url: str) -> None:
    page.goto(root_url + "timeline/index.html")
    said = page.locator("article").inner_text()
    assert "15 个环节" in said and "0 个环节" in said
    assert said.count("原文未载") >= 4 and "推断" in said


def test_a_page_taken_down_says_only_that(page: Page, root_url: str) -> None:
    page.goto(root_url + "cases/2011/exhibition-zero-complaints.html")
    said = page.locator("article").inner_text()
    assert "撤" in said and len(said) < 400
    assert "会展中心" not in page.content() and "背景与起因" not in page.content()


def test_an_old_address_leads_to_the_page(page: Page, root_url: str) -> None:
    page.goto(root_url + "cases/2010/window-pilot.html")
    page.wait_for_url("**/cases/2010/window-one-stop.html")


@pytest.mark.parametrize(
    "path", ["cases/2010/window-one-stop.html", "policy/mobilisation-speech.html", "timeline/index.html"]
)
def test_paper_shows_the_text_and_nothing_to_click(page: Page, root_url: str, path: str) -> None:
    page.goto(root_url + path)
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-tabs", ".md-sidebar", ".zy-search"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_every_page_can_be_worked_by_keyboard(page: Page, root_url: str) -> None:
    page.goto(root_url + "criteria/index.html")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent.trim()")
    assert "跳" in focused
    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "[document.activeElement, document.activeElement.closest('form')].filter(Boolean)"
            ".some(one => getComputedStyle(one).outlineStyle !== 'none')"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
