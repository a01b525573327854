"""The search box of the header: how it opens, what it answers while a reader types, and how it lets go again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from .test_axe import context_for, violations_by_day_and_night
from .test_browser import Watch

SEARCH_FILES = re.compile(r"/(?:assets/zhengyou/)?search/([\w-]+)(?:\.[0-9a-f]{8})?\.js")
WORD = "公开承诺"
OPTIONS = "#zy-search-list [role=option]"


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def watch(browser: Browser, root_url: str, width: int) -> Iterator[Watch]:
    watch = Watch(browser, root_url, viewport={"width": width, "height": 800})
    yield watch
    watch.close()
    assert watch.trouble == []


@pytest.fixture
def wide(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def opened(page: Page, url: str, text: str = "") -> Page:
    """The page with its box open, and answered where a text is given."""
    page.goto(url)
    page.keyboard.press("/")
    expect(page.locator(".zy-search__panel")).to_be_visible()
    if text:
        page.keyboard.type(text)
        expect(page.locator(".zy-search__status")).to_contain_text("找到")
    return page


def test_nothing_of_the_search_is_fetched_before_a_reader_turns_to_it(watch: Watch) -> None:
    fetched: list[str] = []
    watch.page.on("request", lambda one: fetched.extend(SEARCH_FILES.findall(one.url)))
    for path in ("index.html", "guide/index.html", "cases/index.html", "404.html"):
        watch.open(path)
    watch.page.wait_for_timeout(200)
    assert set(fetched) == {"opener"}
    watch.page.keyboard.press("/")
    expect(watch.page.locator(".zy-search__panel")).to_be_visible()
    watch.page.keyboard.type(WORD)
    expect(watch.page.locator(OPTIONS).first).to_be_visible()
    assert {"opener", "client", "index"} <= set(fetched)


def test_keys_and_buttons_open_it(watch: Watch, width: int) -> None:
    page = watch.open("index.html")
    panel = page.locator(".zy-search__panel")
    opener = page.locator("article [data-zy-search-open]")
    for turn in (
        lambda: page.keyboard.press("/"),
        lambda: page.keyboard.press("Control+k"),
        opener.click,
        page.locator(".zy-find").click if width < 960 else field(page).click,
    ):
        turn()
        expect(panel).to_be_visible()
        expect(field(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
    assert field(page).is_visible() == (width >= 960)


def test_a_slash_typed_elsewhere_is_a_slash(watch: Watch) -> None:
    page = watch.open("cases/index.html")
    other = page.locator(".zy-explorer__field input")
    other.fill("甲")
    other.press("/")
    expect(other).to_have_value("甲/")
    expect(page.locator(".zy-search__panel")).to_be_hidden()


def test_it_answers_as_one_types(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "guide/index.html", WORD)
    assert re.search(r"找到约? ?\d+ 条", page.locator(".zy-search__status").inner_text())
    first = page.locator(OPTIONS).first
    expect(first.locator("mark").first).to_be_attached()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    field(page).fill("")
    expect(page.locator(OPTIONS)).to_have_count(0)
    expect(page.locator(".zy-search__hints")).to_be_visible()


def test_options_are_walked_with_the_arrows_and_opened_with_enter(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "guide/index.html", WORD)
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    expect(field(page)).to_have_attribute("aria-activedescendant", "zy-search-list-0")
    expect(page.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".zy-search__all")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field(page)).to_be_focused()
    address = page.locator(OPTIONS).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(address))
    assert "?h=" in page.url


def test_enter_without_a_choice_leads_to_the_results_page(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "cases/2010/window-one-stop.html", WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".zy-seek__form input")).to_have_value(WORD)


def test_enter_before_the_answer_does_not_open_an_older_one(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "guide/index.html", WORD)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("书")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".zy-seek__form input")).to_have_value(WORD + "书")


def test_control_enter_opens_a_new_tab(wide: BrowserContext, root_url: str) -> None:
    page = opened(wide.new_page(), root_url + "guide/index.html", WORD)
    page.keyboard.press("ArrowDown")
    with wide.expect_page() as other:
        page.keyboard.press("Control+Enter")
    other.value.wait_for_url("**?h=*")
    assert page.url.endswith("guide/index.html")


def test_escape_is_heard_before_the_box_is_there(wide: BrowserContext, root_url: str) -> None:
    page = wide.new_page()
    held: list[Route] = []
    page.route(re.compile("/client.js"), lambda route: held.append(route))
    page.goto(root_url + "guide/index.html")
    page.keyboard.press("/")
    page.keyboard.type("承诺")
    page.keyboard.press("Escape")
    for route in held:
        route.continue_()
    page.wait_for_function("() => Boolean(window.zySearch && zySearch.box)")
    expect(page.locator(".zy-search__panel")).to_be_hidden()
    expect(field(page)).not_to_be_focused()


def test_escape_keeps_the_text_and_gives_focus_back(watch: Watch) -> None:
    page = watch.open("index.html")
    opener = page.locator("article [data-zy-search-open]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("承诺")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.wait_for_timeout(300)  # what was being typed does not open it again
    expect(page.locator(".zy-search__panel")).to_be_hidden()
    expect(page.locator(".zy-search__input")).to_have_value("承诺")


def test_tab_leaves(wide: BrowserContext, root_url: str) -> None:
    page = opened(wide.new_page(), root_url + "guide/index.html")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator(".zy-search__panel")).to_be_hidden()


def test_kinds_narrow_the_answer(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "guide/index.html", WORD)
    status = page.locator(".zy-search__status")
    everything = status.inner_text()
    case = page.locator(".zy-search__kinds button", has_text="案例")
    number = case.locator(".zy-chip__count").inner_text()
    case.click()
    expect(status).to_have_text(f"找到 {number} 条")
    expect(case).to_have_attribute("aria-pressed", "true")
    expect(case).to_be_focused()
    page.locator(".zy-search__all").click()
    page.wait_for_url("**kind=case*")
    assert everything != f"找到 {number} 条"


def test_what_was_understood_can_be_taken_back(watch: Watch) -> None:
    page = opened(watch.page, watch.base + "guide/index.html", "ckfw")
    note = page.locator(".zy-search-note", has_text="首字母")
    expect(note).to_contain_text("窗口服务")
    note.locator("a").click()
    expect(note).to_have_count(0)
    expect(field(page)).to_have_value("ckfw")
    expect(field(page)).to_be_focused()


def test_a_late_answer_never_stands_over_a_newer_one(wide: BrowserContext, root_url: str) -> None:
    page = opened(wide.new_page(), root_url + "guide/index.html")
    page.evaluate(
        """() => {
          const find = zySearch.find
          zySearch.find = (library, state) => new Promise((resolve, reject) => {
            setTimeout(() => find(library, state).then(resolve, reject), state.q === "承诺" ? 900 : 0)
          })
        }"""
    )
    page.keyboard.type("承诺")
    page.wait_for_timeout(200)
    page.keyboard.type("台账")
    expect(page.locator(".zy-search__status")).to_contain_text("找到")
    before = page.locator(OPTIONS).all_inner_texts()
    page.wait_for_timeout(1200)
    assert page.locator(OPTIONS).all_inner_texts() == before


def test_nothing_is_asked_inside_an_input_method(wide: BrowserContext, root_url: str) -> None:
    page = opened(wide.new_page(), root_url + "guide/index.html")
    page.evaluate(
        "() => { window.asked = []; const find = zySearch.find;"
        " zySearch.find = (library, state) => { asked.push(state.q); return find(library, state) } }"
    )
    method = wide.new_cdp_session(page)
    for text in ("g", "gong", "gong'kai"):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(200)
    assert page.evaluate("asked") == []
    method.send("Input.insertText", {"text": "公开"})
    expect(page.locator(".zy-search__status")).to_contain_text("找到")
    assert page.evaluate("asked") == ["公开"]


def test_what_is_pasted_counts(wide: BrowserContext, root_url: str) -> None:
    page = opened(wide.new_page(), root_url + "guide/index.html")
    page.keyboard.insert_text(WORD)
    expect(page.locator(".zy-search__status")).to_contain_text("找到")


def test_recent_searches_are_kept_and_can_be_forgotten(watch: Watch) -> None:
    page = watch.page
    for text in ("窗口", "承诺"):
        opened(page, watch.base + "guide/index.html", text)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
    opened(page, watch.base + "index.html")
    past = page.locator(".zy-search__past")
    expect(past).to_have_text(["承诺", "窗口"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".zy-search__status")).to_contain_text("找到")
    expect(field(page)).to_have_value("承诺")
    page.get_by_role("button", name="清空").click()
    page.get_by_role("button", name="删去记录：承诺").click()
    expect(past).to_have_text(["窗口"])
    page.get_by_role("button", name="清除记录").click()
    expect(past).to_have_count(0)
    opened(page, watch.base + "index.html")
    expect(past).to_have_count(0)


@pytest.mark.parametrize(
    "storage",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
        "try { localStorage.setItem('/.search.recent', '{\"a\": [}') } catch (error) {}",
        "try { localStorage.setItem('/.search.recent', '{\"length\": 3}') } catch (error) {}",
    ],
    ids=["refused", "full", "not json", "no list"],
)
def test_it_works_whatever_the_browser_keeps(browser: Browser, root_url: str, storage: str) -> None:
    watch = Watch(browser, root_url)
    watch.context.add_init_script(storage)
    page = opened(watch.page, root_url + "guide/index.html", WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".zy-results__status")).to_contain_text("找到")
    watch.close()
    assert watch.trouble == []


@pytest.mark.parametrize("lost", ["/assets/zhengyou/search/client.", "/search/index.js", "/search/terms-"])
def test_when_its_files_cannot_be_read_it_says_so(wide: BrowserContext, root_url: str, lost: str) -> None:
    page = wide.new_page()
    page.route(re.compile(re.escape(lost)), lambda route: route.abort())
    page.goto(root_url + "guide/index.html")
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    said = page.locator(".zy-search__failed, .zy-search__panel .zy-search-note").filter(visible=True)
    expect(said).to_contain_text("没有")
    expect(said.get_by_role("link", name="全站索引")).to_be_visible()


def test_without_script_the_list_of_everything_stands_in(browser: Browser, root_url: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(root_url + "guide/index.html")
    expect(page.locator(".zy-search")).to_be_hidden()
    expect(page.locator(".zy-find")).to_be_hidden()
    page.locator(".md-header").get_by_role("link", name="索引").click()
    page.wait_for_url("**/site-index/index.html")
    page.goto(root_url + "index.html")
    page.locator("a.zy-search-open").click()
    page.wait_for_url("**/site-index/index.html")
    context.close()


@pytest.mark.parametrize("published", ["sub-path", "disk"], indirect=True)
def test_it_works_however_the_site_is_published(browser: Browser, published: str) -> None:
    watch = Watch(browser, published)
    page = opened(watch.page, published + "cases/2010/window-one-stop.html", WORD)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**?h=*")
    assert page.url.startswith(published)
    watch.close()
    assert watch.trouble == []


def test_a_strict_policy_needs_no_exception(browser: Browser, root_url: str) -> None:
    watch = Watch(browser, root_url)
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"

    def strictly(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, headers={**got.headers, "content-security-policy": policy})

    watch.page.route(re.compile(r"\.html"), strictly)
    page = opened(watch.page, root_url + "guide/index.html", WORD)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**?h=*")
    page.goto(root_url + "search.html?q=" + WORD)
    expect(page.locator(".zy-result").first).to_be_visible()
    watch.close()
    assert watch.trouble == []


def test_on_a_phone_it_is_the_whole_screen_and_can_be_hit(browser: Browser, root_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(root_url + "guide/index.html")
    page.evaluate("localStorage.setItem('/.search.recent', JSON.stringify(['承诺', '窗口']))")
    page.locator(".zy-find").tap()
    expect(page.locator(".zy-search__past").first).to_be_visible()
    box = page.locator(".zy-search").bounding_box()
    assert box and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 800)
    expect(page.locator("h1")).to_be_hidden()
    small = page.evaluate(SMALL)
    page.locator(".zy-search__past").first.tap()
    expect(page.locator(".zy-search__kinds button").first).to_be_visible()
    assert small + page.evaluate(SMALL) == []
    page.get_by_role("button", name="关闭搜索").tap()
    expect(page.locator("h1")).to_be_visible()
    context.close()


# What can be touched in the box and is less than 40 pixels high; a link within a sentence is excused.
SMALL = """() => Array.from(document.querySelectorAll(".zy-search button, .zy-search [role=option]"))
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 40).map((one) => one.outerHTML)"""


def test_no_accessibility_violation(browser: Browser, root_url: str, width: int) -> None:
    context = context_for(browser, width)
    page = context.new_page()
    found = []
    page.goto(root_url + "guide/index.html")
    page.evaluate("localStorage.setItem('/.search.recent', JSON.stringify(['承诺', '窗口']))")
    for text in ("", WORD, "ckfw", "甲乙丙丁戊己庚辛"):
        opened(page, root_url + "guide/index.html")
        page.keyboard.type(text)
        if text:
            expect(page.locator(".zy-search__status")).to_contain_text("找到")
            page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
        found += violations_by_day_and_night(page, text)
    context.close()
    assert found == []
