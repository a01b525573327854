"""On browsers made of Chromium 72: today's, with all that has come since taken out of it, still finds and filters.

Taking out was done by comparing what the two have; a style is looked at for values that 72 would drop.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import KINDS, ROOT
from .test_browser import Watch
from .test_search_box import OPTIONS, opened

SINCE = (Path(__file__).parents[1] / "after-chromium-72.json").read_text(encoding="utf-8")

# Its system had no colour scheme to tell of.
FORGET = (
    f"const since = {SINCE}"
    + """
for (const [path, names] of Object.entries(since)) {
  const owner = path.split(".").reduce((outer, name) => outer && outer[name], window)
  for (const name of names) if (owner) delete owner[name]
}
const ask = window.matchMedia
window.matchMedia = (query) => ask.call(window, /prefers-color-scheme/.test(query) ? "not all" : query)
"""
)


@pytest.fixture
def old(browser: Browser, published: str) -> Iterator[Watch]:
    """Opens pages of the site in a browser that has forgotten what it learnt since; nothing may go wrong on any."""
    watch = Watch(browser, published)
    watch.context.add_init_script(FORGET)
    yield watch
    watch.close()
    assert watch.trouble == []


def test_it_has_forgotten(browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(FORGET)
    page.goto("about:blank")
    left = page.evaluate(
        """since => Object.entries(since).flatMap(([path, names]) => {
          const owner = path.split(".").reduce((outer, name) => outer && outer[name], window)
          return owner ? names.filter((name) => name in owner).map((name) => path + "." + name) : []
        })""",
        json.loads(SINCE),
    )
    page.close()
    assert {one for one in left if not one.startswith("Symbol.")} == set()


@pytest.mark.parametrize("published", ["root"], indirect=True)
def test_every_kind_of_page_opens_quietly(old: Watch) -> None:
    for path in KINDS.values():
        old.open(path)


@pytest.mark.parametrize("published", ["root", "disk"], indirect=True)
@pytest.mark.parametrize("words", ["窗口", "chuangkou"], ids=["characters", "sounds"])
def test_the_search_box_answers(old: Watch, words: str) -> None:
    page = opened(old.page, old.base + "cases/2010/window-one-stop.html", words)
    expect(page.locator(OPTIONS).first).to_contain_text("窗口")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**?h=*")
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("published", ["root", "disk"], indirect=True)
def test_the_search_page_and_the_explorer_narrow_down(old: Watch) -> None:
    page = old.open("search.html?q=承诺")
    expect(page.locator(".zy-results__status")).to_contain_text("找到")
    old.open("cases/index.html")
    results = page.locator("[data-zy-results] > li")
    everything = results.count()
    page.locator("a[data-zy-facet=kind][data-zy-value=member]").click()
    expect(page).to_have_url(re.compile(r"\?.*kind=member"))
    expect(results).not_to_have_count(everything)


@pytest.mark.parametrize("published", ["root", "disk"], indirect=True)
def test_colours_are_light_until_a_reader_wants_them_dark(old: Watch) -> None:
    page = old.open("index.html")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-media", re.compile("light"))  # the theme has had its say
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    old.open("cases/index.html")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("published", ["root"], indirect=True)
def test_what_it_lacked_is_there_again(old: Watch) -> None:
    page = old.open("index.html")
    assert page.evaluate("new Blob(['甲', '乙']).text()") == "甲乙"
    for place in ("document.createElement('p')", "document.createDocumentFragment()"):
        script = f"const one = {place}; one.append('甲'); one.replaceChildren('乙', document.createElement('b'), '丙');"
        assert page.evaluate(f"(() => {{ {script} return [one.textContent, one.childNodes.length] }})()") == ["乙丙", 3]


STYLES = sorted((ROOT / "overrides/assets/zhengyou").glob("*.css"))
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# A rule is lost whole for a selector that is not understood; one with :focus-visible only takes something away.
LATER_SELECTOR = re.compile(r":(?:is|where|has)\(|(?<!:not\():focus-visible|:(?:modal|popover-open|user-invalid)\b")
LATER_VALUE = re.compile(r"(?<![\w-])(?:min|max|clamp|env|color-mix|light-dark)\(|^anywhere$|\d(?:d|s|l)v[hw]\b")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_says_it_in_older_words_first(path: Path) -> None:
    lost = []
    for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)):
        if LATER_SELECTOR.search(selector):
            lost.append(selector.strip())
        said: set[str] = set()
        for name, _, value in (part.strip().partition(":") for part in body.split(";") if ":" in part):
            if LATER_VALUE.search(value.strip()) and name not in said and not name.startswith("overflow-wrap"):
                lost.append(f"{selector.strip()} {name}:{value}")
            said.add(name)
    assert lost == []
