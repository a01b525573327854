"""What is late is for the reader's browser to say; without script all days are there."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Browser, Page

PATH = "progress/index.html"


def opened(browser: Browser, url: str, day: str = "", **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    if day:
        page.clock.set_fixed_time(f"{day}T09:00:00")
    page.goto(url + PATH)
    return page


def test_only_what_is_late_is_shown_and_counted(browser: Browser, root_url: str) -> None:
    plain = opened(browser, root_url, java_script_enabled=False)
    guides = plain.locator("#zy-guides li")
    days = sorted(str(guides.nth(number).get_attribute("data-zy-due")) for number in range(guides.count()))
    assert all(guides.nth(number).is_visible() for number in range(len(days)))
    assert plain.get_by_text(f"{len(days)} 篇，请对照复核期限").is_visible()
    plain.context.close()

    on_the_day = opened(browser, root_url, days[0])
    assert not on_the_day.locator("#zy-guides li").first.is_visible()
    assert on_the_day.locator("#zy-guides [data-zy-late-none]").is_visible()
    assert on_the_day.locator('[data-zy-late-count="zy-guides"]').inner_text() == "没有逾期的"
    on_the_day.context.close()

    next_day = opened(browser, root_url, (date.fromisoformat(days[0]) + timedelta(1)).isoformat())
    late = days.count(days[0])
    assert next_day.locator("#zy-guides li:visible").count() == late
    assert next_day.locator("#zy-guides li:visible").first.get_by_text("已逾期").is_visible()
    assert next_day.locator('[data-zy-late-count="zy-guides"]').inner_text() == f"已逾期 {late} 项"
    assert next_day.locator("#zy-promises tbody tr:visible").count() > 0
    next_day.context.close()
