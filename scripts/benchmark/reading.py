"""What a reader's browser fetches of a built site: for a first page, and then for a first search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import browser, corpora
from .builder import Builder
from .engines import Failed, say
from .server import serving

Fetched = dict[str, int]


def of_all(cases: int, engines: Sequence[Builder]) -> tuple[dict[str, dict[str, Fetched]], dict[str, str]]:
    """Engine → ``view`` and ``search``, requests and bytes as sent; and engine → why there is none of it.

    Ours may fail like any other here.
    """
    query = corpora.queries(cases)[0]
    read: dict[str, dict[str, Fetched]] = {}
    unread: dict[str, str] = {}
    with browser.launched() as chromium:
        for engine in engines:
            say(f"{cases} 个案例：在浏览器里打开{engine.title}……")
            try:
                read[engine.name] = _of_one(chromium, engine, query)
            except Failed as failure:
                unread[engine.name] = str(failure)
                say(str(failure))
    return read, unread


def _of_one(chromium: Any, engine: Builder, query: corpora.Query) -> dict[str, Fetched]:
    """A case's page until nothing more is asked for, whatever for; then what a query fetches beyond that."""
    with serving(engine.site) as served, browser.opened(chromium, engine, served) as page:
        browser.settle(served)
        viewed = len(served.sent)
        browser.turn_to_search(page, engine)
        if not browser.asked(page, engine, query)["found"]:
            raise Failed(f"{engine.title}的搜索没有找到“{query.text}”。")
        browser.settle(served)
        return {
            name: {"requests": len(sent), "bytes": sum(one.bytes for one in sent)}
            for name, sent in (("view", served.sent[:viewed]), ("search", served.sent[viewed:]))
        }
