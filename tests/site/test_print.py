"""On paper, every kind of page keeps to the type area: a browser makes a page that does not smaller as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import KINDS

TYPE_AREA = int(156 / 25.4 * 96)  # as wide as print.css has it on A4, in CSS pixels

# What stands beyond an edge, outermost first, or the width of all where it is text in no box of its own.
# What is there for the ear alone is one pixel wide.
BEYOND = """(width) => [...document.querySelectorAll("body *")]
  .filter((one) => !one.ownerSVGElement)
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.right > width + 0.5 || box.left < -0.5))
  .map(([one, box]) => `${one.tagName}.${one.getAttribute("class")} ${box.left}–${box.right}`)
  .concat([document.documentElement.scrollWidth].filter((all) => all > width))
  .slice(0, 3)"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page as wide as the type area."""
    context = browser.new_context(viewport={"width": TYPE_AREA, "height": 850})
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_nothing_goes_past_the_type_area(paper: Page, root_url: str) -> None:
    beyond = {}
    for kind, path in KINDS.items():
        paper.goto(root_url + path)
        found = paper.evaluate(BEYOND, TYPE_AREA)
        if found:
            beyond[kind] = found
    assert beyond == {}


def test_what_was_written_on_the_page_keeps_to_it_too(paper: Page, root_url: str) -> None:
    paper.emulate_media(media="screen")
    paper.goto(root_url + KINDS["self-check"])
    question = paper.locator(".zy-question").first
    question.get_by_label("没做到", exact=True).check()
    question.get_by_label("佐证").fill("https://" + "a" * 200)
    paper.get_by_role("button", name="加一条措施").click()
    paper.get_by_label("措施", exact=True).fill("https://" + "b" * 200)
    expect(paper.locator(".zy-plans td").filter(has_text="bbb")).to_have_count(1)
    paper.emulate_media(media="print")
    expect(paper.locator(".zy-plans")).to_be_visible()
    assert paper.evaluate(BEYOND, TYPE_AREA) == []


def test_each_field_of_the_reference_is_a_block(paper: Page, root_url: str) -> None:
    """Five columns would be a few characters wide: its key stands over its name, what it holds wide beside them."""
    paper.goto(root_url + KINDS["fields"])
    row = paper.locator(".zy-fields tbody tr").filter(has_text="summary")
    boxes = row.evaluate("(row) => [...row.children].map((one) => one.getBoundingClientRect().toJSON())")
    key, name, holds, needed, why = boxes
    assert name["top"] >= key["bottom"] and needed["top"] == name["top"] == why["top"] >= holds["bottom"]
    assert key["right"] <= holds["left"] == why["left"] and holds["width"] > TYPE_AREA / 2
