"""What a reader waits for and what is fetched, in Chromium with nothing cached."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import chromium

from .corpora import Query
from .engines import Engine, Failed
from .search_engine import SearchEngine
from .server import Sent, Served

QUIET = 0.25
PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """One query's cost: requests and bytes, and milliseconds to the first result; no time where nothing was found."""

    requests: int
    bytes: int
    ms: float | None
    found: int

    def as_json(self) -> dict[str, object]:
        """The fields by their names."""
        return asdict(self)


def missing() -> str:
    """Why nothing can be measured in a browser, empty where it can."""
    try:
        import playwright.sync_api  # noqa: F401  only whether it is there
    except ImportError:
        return "没有安装 playwright，不量浏览器里的开销。"
    return "" if chromium.find() else "没有 Chromium 浏览器，不量浏览器里的开销。"


@contextmanager
def launched() -> Iterator[Any]:
    """A Chromium, closed in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Any, engine: Engine, served: Served) -> Iterator[Any]:
    """A page of the engine's in a profile of its own, loaded and no more. Failed where the browser gives up on it."""
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    try:
        page = context.new_page()
        page.goto(served.url + engine.home, wait_until="load")
        page.evaluate(engine.driver)
        yield page
    except Error as error:
        raise Failed(f"{engine.title}在浏览器里出了错：{str(error).splitlines()[0]}") from error
    finally:
        context.close()


def turn_to_search(page: Any, engine: Engine) -> None:
    """As a reader does: the key, then the field has the focus."""
    if engine.key:
        page.keyboard.press(engine.key)
    page.evaluate("zyBench.open()")


def ask(browser: Any, engine: SearchEngine, served: Served, first: Query, following: Query) -> tuple[Answer, Answer]:
    """A first query as soon as the page is loaded, and another after it.

    What the page fetched for the search before anybody asked belongs to the first. Failed where
    neither a result comes nor a word that there is none.
    """
    start = len(served.sent)
    with opened(browser, engine, served) as page:
        before = len(served.sent)
        turn_to_search(page, engine)
        one = asked(page, engine, first)
        settle(served)
        early = [sent for sent in served.sent[start:before] if sent.path.startswith(engine.prefixes)]
        answer = _answer(one, [*early, *served.sent[before:]])
        between = len(served.sent)
        two = asked(page, engine, following)
        settle(served)
        return answer, _answer(two, served.sent[between:])


def asked(page: Any, engine: Engine, query: Query) -> dict[str, Any]:
    """What the driver says of a query: ``ms``, milliseconds to the first result, and ``found``, how many there are.

    Failed where it has no answer.
    """
    said: dict[str, Any] = page.evaluate("(text) => zyBench.ask(text)", query.text)
    if said["found"] is None:
        raise Failed(f"{engine.title}的搜索没有回答“{query.text}”。")
    return said


def _answer(said: dict[str, Any], sent: list[Sent]) -> Answer:
    ms = round(said["ms"], 1) if said["found"] else None
    return Answer(len(sent), sum(one.bytes for one in sent), ms, said["found"])


def settle(served: Served) -> None:
    """Waits until nothing was asked for in ``QUIET`` seconds, ``PATIENCE`` at most: excerpts may come late."""
    end = time.monotonic() + PATIENCE
    count, since = len(served.sent), time.monotonic()
    while time.monotonic() - since < QUIET and time.monotonic() < end:
        time.sleep(0.02)
        if len(served.sent) != count:
            count, since = len(served.sent), time.monotonic()
