"""A reader's browser: opens a page, touches everything on it, and tells what ran."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

# Told through the console, which frames of any origin and popups have as well.
_EARS = """
window.PWN = number => console.info("PWN " + number)
addEventListener("securitypolicyviolation", event => console.info("CSP " + event.violatedDirective))
"""

# Links that lead elsewhere are not followed: an author may set them. All else is tried. Methods are
# taken from their prototypes, since a page may have given their names to other things.
_TOUCH = """host => {
  const all = (root, what) => Array.from(Document.prototype.querySelectorAll.call(root, what))
  const plain = /^(https?|mailto|tel|file|ftp|data|vbscript):$/
  const target = link => {
    const href = link.href && link.href.animVal !== undefined ? link.href.animVal : link.href || ""
    try { return new URL(href, location).protocol } catch { return "" }
  }
  EventTarget.prototype.addEventListener.call(document, "click", event => {
    const link = event.target instanceof Element && event.target.closest("a, area")
    if (link && plain.test(target(link))) event.preventDefault()
  }, true)
  const harms = []
  if (document.getElementById !== Document.prototype.getElementById) harms.push("clobbered")
  if (all(document, "#__config").length > 1) harms.push("clobbered")
  let covered = 0
  for (let x = 1; x < 8; x++) for (let y = 1; y < 8; y++) {
    const over = Document.prototype.elementFromPoint.call(document, innerWidth * x / 8, innerHeight * y / 8)
    const link = over && over.closest("a")
    if (link && link.host === host) covered++
  }
  if (covered > 20) harms.push("covered")
  const names = ["pointerover", "mouseover", "mouseenter", "focus", "toggle", "beforetoggle", "start", "input", "wheel"]
  for (const element of all(document, ".zy-page *, .md-sidebar--secondary *")) {
    for (const name of names) element.dispatchEvent(new Event(name, { cancelable: true }))
    if (element.type === "submit") continue
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))
    if (element.focus) element.focus()
  }
  return harms
}"""
_SUBMIT = """() => {
  const form = Document.prototype.querySelector.call(document, ".zy-page :is(form[action], form:has([formaction]))")
  if (form) HTMLFormElement.prototype.requestSubmit.call(form, form.querySelector("button"))
  return []
}"""


@dataclass
class Seen:
    """What happened on a page: the numbers of the payloads that ran, directives that stopped one, other harm."""

    ran: set[int] = field(default_factory=set)
    stopped: list[str] = field(default_factory=list)
    harms: list[str] = field(default_factory=list)


class Victim:
    """A browser that has never been here. ``host`` is the hostile one, which notes in ``reached`` what asked it."""

    def __init__(self, browser: Browser, host: str, reached: set[int]) -> None:
        self._context = browser.new_context()
        self._context.add_init_script(_EARS)
        self._host = host
        self._reached = reached
        self._seen = Seen()
        self._page: Page | None = None

    def close(self) -> None:
        self._context.close()

    def visit(self, url: str, *, forms: bool = False, waiting_for: Set[int] = frozenset()) -> Seen:
        """Opens an address and does all that a reader could to what an author wrote there.

        Those that are sure to run are given the time that a busy machine may need.
        """
        with self._opened(url) as (page, seen):
            seen.harms += _done(page, _TOUCH, self._host)
            if forms:
                seen.harms += _done(page, _SUBMIT)
            for _ in range(100):
                page.wait_for_timeout(20)
                if seen.harms or waiting_for <= seen.ran | self._reached:
                    break
            if page.url.partition("?")[0].partition("#")[0] != url:
                seen.harms.append("led away")
        return seen

    def search(self, url: str, words: str) -> tuple[Seen, int]:
        """Types a query into the page of results and touches them; how many there were comes back as well."""
        with self._opened(url) as (page, seen):
            page.locator(".zy-seek input").fill(words)
            page.locator(".zy-seek button").click()
            results = page.locator(".zy-seek__answer a")
            results.first.wait_for()
            count = results.count()
            seen.harms += _done(page, _TOUCH, self._host)
        return seen, count

    @contextmanager
    def _opened(self, url: str) -> Iterator[tuple[Page, Seen]]:
        self._seen = seen = Seen()
        self._reached.clear()
        page = self._page or self._new_page()
        try:
            page.goto(url)
        except Error:  # the page before was on its way elsewhere, and only now sets out
            page.close()
            page = self._new_page()
            page.goto(url)
        yield page, seen
        seen.ran |= self._reached
        # What is on its way elsewhere may still arrive there.
        self._page = page if page.url == url else None
        if self._page is None:
            page.close()

    def _new_page(self) -> Page:
        page = self._context.new_page()
        page.on("console", self._hear)
        page.on("dialog", self._answer)
        page.on("requestfailed", self._ask)
        page.on("requestfinished", self._ask)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        kind, _, said = message.text.partition(" ")
        if kind == "PWN":
            self._seen.ran.add(int(said))
        elif kind == "CSP":
            self._seen.stopped.append(said)

    def _ask(self, request: Request) -> None:
        """Where the hostile host is asked is known to itself; nobody else on earth may be."""
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.hostname != "127.0.0.1" and request.failure != "csp":
            self._seen.harms.append(f"asked {parts.hostname}")

    def _answer(self, dialog: Dialog) -> None:
        self._seen.harms.append("dialog")
        dialog.dismiss()


def _done(page: Page, script: str, argument: str = "") -> list[str]:
    """The harms that a script finds on a page; one of them is that the page is no longer there."""
    try:
        found = page.evaluate(script, argument)
        page.wait_for_timeout(50)
    except Error as error:
        if "navigation" not in str(error) and "destroyed" not in str(error):
            raise
        return ["led away"]
    assert isinstance(found, list)
    return found
