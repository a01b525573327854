"""The page of search results, and the words that are marked on the page a result leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from .test_axe import OVER, context_for, violations_by_day_and_night
from .test_browser import Watch

WORD = "承诺"
NOTHING = "甲乙丙丁戊己庚辛"


@pytest.fixture(params=[390, 1280])
def watch(browser: Browser, root_url: str, request: pytest.FixtureRequest) -> Iterator[Watch]:
    watch = Watch(browser, root_url, viewport={"width": request.param, "height": 800})
    yield watch
    watch.close()
    assert watch.trouble == []


@pytest.fixture
def desk(browser: Browser, root_url: str) -> Iterator[Watch]:
    watch = Watch(browser, root_url, viewport={"width": 1280, "height": 800})
    yield watch
    watch.close()
    assert watch.trouble == []


def total(page: Page) -> int:
    status = page.locator(".zy-results__status")
    expect(status).to_contain_text(re.compile(r"找到约? ?\d+ 条"))
    return int(re.search(r"\d+", status.inner_text()).group())  # type: ignore[union-attr]


def facet(page: Page, title: str, value: str) -> Locator:
    """The link of a facet's value; on a phone the facets are folded away."""
    sieve = page.locator(".zy-results__sieve")
    if sieve.get_attribute("open") is None and sieve.locator("> summary").is_visible():
        sieve.locator("> summary").click()
    return page.get_by_role("region", name=title).locator("a", has_text=value).first


def test_it_answers_what_its_address_asks(browser: Browser, published: str) -> None:
    watch = Watch(browser, published)
    page = watch.open(f"search.html?q={WORD}")
    assert total(page) > 10
    expect(page.locator(".zy-seek__form input")).to_have_value(WORD)
    expect(page.locator(".zy-result")).to_have_count(10)
    expect(page).to_have_title(re.compile(f"^{WORD} - 搜索 - "))
    page.locator(".zy-pager a[rel=next]").click()
    expect(page.locator(".zy-results__status")).to_contain_text("第 2 页")
    page.locator(".zy-result__link").first.click()
    page.wait_for_url("**?h=*")
    assert page.url.startswith(published)
    watch.close()
    assert watch.trouble == []


def test_what_is_chosen_is_in_the_address_and_can_be_taken_back(watch: Watch) -> None:
    page = watch.open(f"search.html?q={WORD}")
    everything = total(page)
    case = facet(page, "栏目", "案例")
    number = int(case.locator(".zy-chip__count").inner_text())
    case.click()
    expect(page).to_have_url(re.compile("kind=case"))
    expect(page.locator(".zy-results__status")).to_have_text(f"找到 {number} 条")
    facet(page, "年份", "年").click()
    expect(page).to_have_url(re.compile("kind=case&year=20"))
    expect(page.locator(".zy-chip--drop")).to_have_count(2)
    both = total(page)
    assert 0 < both <= number < everything
    page.reload()
    expect(page.locator(".zy-results__status")).to_have_text(f"找到 {both} 条")
    page.go_back()
    expect(page).not_to_have_url(re.compile("year="))
    expect(page.locator(".zy-results__status")).to_have_text(f"找到 {number} 条")
    page.get_by_role("link", name="取消“栏目：案例”").click()
    expect(page).not_to_have_url(re.compile("kind="))
    expect(page.locator(".zy-results__status")).to_have_text(f"找到 {everything} 条")
    assert page.evaluate("document.activeElement !== document.body")


def test_conditions_are_cleared_at_once(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}&kind=case&kind=unit&sort=date")
    total(page)
    page.get_by_role("link", name="清除条件").click()
    expect(page).to_have_url(re.compile(r"\?q=[^&]+&sort=date$"))


def test_a_facet_keeps_focus_when_it_is_chosen(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}")
    total(page)
    page.get_by_role("region", name="栏目").locator("a", has_text="案例").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kind=case"))
    chosen = page.get_by_role("region", name="栏目").locator("a[aria-current=true]")
    expect(chosen).to_contain_text("案例")
    expect(chosen).to_be_focused()


def test_turning_a_page_moves_focus_to_its_top(watch: Watch) -> None:
    page = watch.open(f"search.html?q={WORD}")
    first = page.locator(".zy-result__title").all_inner_texts() if total(page) else []
    page.locator(".zy-pager a[rel=next]").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator(".zy-results__status")).to_be_focused()
    expect(page.locator(".zy-results__status")).to_be_in_viewport()
    assert page.locator(".zy-result__title").all_inner_texts() != first
    page.go_back()
    expect(page.locator(".zy-results__status")).not_to_contain_text("第 2 页")
    assert page.locator(".zy-result__title").all_inner_texts() == first


def test_the_order_can_be_changed(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}")
    by_relevance = page.locator(".zy-result__title").all_inner_texts() if total(page) else []
    page.get_by_role("link", name="最近在前").click()
    expect(page).to_have_url(re.compile("sort=date"))
    expect(page.get_by_role("link", name="最近在前")).to_have_attribute("aria-current", "true")
    assert page.locator(".zy-result__title").all_inner_texts() != by_relevance


def test_typing_replaces_the_address_and_keeps_what_is_chosen(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}&kind=case&page=2")
    total(page)
    before = page.evaluate("history.length")
    page.locator(".zy-seek__form input").fill("窗口")
    expect(page).to_have_url(re.compile(r"\?q=%E7%AA%97%E5%8F%A3&kind=case$"))
    assert page.evaluate("history.length") == before


def test_a_page_beyond_the_last_is_the_last(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}&page=99")
    assert total(page)
    expect(page.locator(".zy-result").first).to_be_visible()
    expect(page.locator(".zy-pager")).to_contain_text(re.compile(r"第 (\d+) 页，共 \1 页"))


def test_what_was_understood_can_be_taken_back(desk: Watch) -> None:
    page = desk.open("search.html?q=ckfw")
    note = page.locator(".zy-search-note", has_text="首字母")
    note.locator("a").click()
    expect(page).to_have_url(re.compile("exact=1"))
    expect(note).to_have_count(0)
    page.go_back()
    expect(note).to_have_count(1)


def test_when_nothing_is_found_it_says_so_and_shows_ways_on(watch: Watch) -> None:
    page = watch.open(f"search.html?q={NOTHING}")
    expect(page.locator(".zy-results__status")).to_have_text("没有找到")
    expect(page.locator(".zy-nothing")).to_contain_text(NOTHING)
    expect(page.locator("[data-zy-browse]")).to_be_visible()
    page.goto(watch.base + f"search.html?q={WORD} {NOTHING}&exact=1")
    expect(page.locator(".zy-nothing")).to_contain_text("没有一页同时含有这些词")
    page.locator(".zy-nothing a.zy-chip", has_text=WORD).first.click()
    assert total(page) > 10


def test_conditions_that_nothing_meets_can_be_dropped(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}&kind=case&year=1900")
    expect(page.locator(".zy-nothing")).to_contain_text("所选条件下没有")
    page.get_by_role("link", name="不限条件再找").click()
    assert total(page) > 10


def test_without_a_query_it_offers_recent_searches_and_the_sections(watch: Watch) -> None:
    page = watch.open(f"search.html?q={WORD}")
    total(page)
    page.goto(watch.base + "search.html")
    expect(page.locator("[data-zy-browse]")).to_be_visible()
    page.locator(".zy-past a", has_text=WORD).click()
    assert total(page)
    expect(page.locator("[data-zy-browse]")).to_be_hidden()
    page.go_back()
    page.get_by_role("button", name="清除记录").click()
    expect(page.locator(".zy-past a")).to_have_count(0)


def test_conditions_alone_list_what_meets_them(desk: Watch) -> None:
    page = desk.open("search.html?kind=case")
    assert total(page) >= 10
    expect(page.locator(".zy-result").first).to_contain_text("案例")


def test_values_beyond_twelve_are_folded(desk: Watch) -> None:
    page = desk.open("search.html?kind=unit&kind=case&kind=commitment")
    total(page)
    units = page.get_by_role("region", name="单位")
    folded = units.locator("details")
    expect(folded).to_have_count(1)
    assert units.locator("> ul > li").count() == 12
    folded.locator("summary").click()
    folded.locator("a").first.click()
    expect(page).to_have_url(re.compile("unit="))


def test_a_slash_leads_to_its_own_field(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}")
    total(page)
    page.keyboard.press("/")
    expect(page.locator(".zy-seek__form input")).to_be_focused()
    expect(page.locator(".zy-search")).to_have_count(0)


def test_when_the_index_cannot_be_read_it_says_so(browser: Browser, root_url: str) -> None:
    page = browser.new_page()
    page.route(re.compile("/search/index.js"), lambda route: route.abort())
    page.goto(root_url + f"search.html?q={WORD}")
    expect(page.get_by_text("搜索数据没有读到")).to_be_visible()
    expect(page.locator("[data-zy-browse]")).to_be_visible()
    page.close()


def test_without_script_it_leads_to_the_index_and_the_sections(browser: Browser, root_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root_url + f"search.html?q={WORD}")
    expect(page.get_by_text("不能在这里搜索")).to_be_visible()
    for link in page.locator("article a").all():
        assert link.get_attribute("href")
    page.locator("article").get_by_role("link", name="全站索引").first.click()
    page.wait_for_url("**/site-index/index.html")
    context.close()


def test_words_are_marked_on_the_page_and_can_be_walked_and_cleared(watch: Watch) -> None:
    page = watch.open(f"cases/2010/window-one-stop.html?h={WORD} 窗口#zy-top")
    line = page.locator(".zy-hits")
    expect(line).to_contain_text(f"已标出：{WORD}、窗口")
    number = int(re.search(r"共 (\d+) 处", line.inner_text()).group(1))  # type: ignore[union-attr]
    marks = page.locator("article mark.zy-hit")
    assert marks.count() >= number > 1
    assert set(marks.all_inner_texts()) <= {WORD, "窗口"}
    text = page.locator("h1").inner_text()
    for turn in range(1, 3):
        line.get_by_role("button", name="下一处").click()
        expect(line).to_contain_text(f"第 {turn} 处，共 {number} 处")
        expect(page.locator(".zy-hit--now").first).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(line).to_be_hidden()
    page.emulate_media(media="screen")
    line.get_by_role("button", name="清除标记").click()
    expect(marks).to_have_count(0)
    expect(line).to_have_count(0)
    assert page.url.endswith("window-one-stop.html#zy-top")
    assert page.locator("h1").inner_text() == text


@pytest.mark.parametrize("written", ["ＡＢＣ", "承<em>诺</em>"])
def test_words_are_marked_however_they_are_written(browser: Browser, root_url: str, written: str) -> None:
    page = browser.new_page()
    word = "abc" if "Ａ" in written else WORD

    def changed(route: Route) -> None:
        got = route.fetch()
        apart = f"<p id=apart><button>{written}</button><span hidden>{written}</span></p>"
        route.fulfill(response=got, body=got.text().replace("<h1", f"<p id=here>{written}</p>{apart}<h1", 1))

    page.route(re.compile(r"glossary\.html"), changed)
    page.goto(root_url + f"guide/glossary.html?h={word}")
    page.wait_for_function("() => Boolean(window.zySearch && zySearch.highlight)")
    expect(page.locator("#here mark.zy-hit").first).to_be_attached()
    assert "".join(page.locator("#here mark.zy-hit").all_inner_texts()) == re.sub("<[^>]+>", "", written)
    expect(page.locator("#apart mark")).to_have_count(0)
    page.close()


def test_a_page_without_the_words_is_left_alone(desk: Watch) -> None:
    page = desk.open(f"guide/index.html?h={NOTHING}")
    page.wait_for_function("() => Boolean(window.zySearch && zySearch.highlight)")
    expect(page.locator(".zy-hits, .zy-hit")).to_have_count(0)


def test_paper_has_the_results_and_nothing_to_press(desk: Watch) -> None:
    page = desk.open(f"search.html?q={WORD}")
    total(page)
    page.emulate_media(media="print")
    for gone in (".zy-seek__go", ".zy-results__sieve", ".zy-results__sorts", ".zy-pager"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".zy-result").first).to_be_visible()
    expect(page.locator(".zy-seek__form input")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_accessibility_violation_and_nothing_sticks_out(browser: Browser, root_url: str, width: int) -> None:
    context = context_for(browser, width)
    page = context.new_page()
    found = []
    for path in (
        "search.html",
        f"search.html?q={WORD}",
        f"search.html?q={WORD}&kind=case&page=2",
        "search.html?q=ckfw",
        f"search.html?q={NOTHING}",
        f"cases/2010/window-one-stop.html?h={WORD}",
    ):
        page.goto(root_url + path)
        page.wait_for_timeout(400)
        summary = page.locator(".zy-results__sieve > summary")
        if summary.count() and summary.is_visible():
            summary.click()
            page.wait_for_timeout(200)
        assert page.evaluate(OVER) <= 0, path
        found += violations_by_day_and_night(page, path)
    context.close()
    assert found == []
