"""How long a search keeps a slow machine's browser from answering its reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .browser import opened, turn_to_search
from .corpora import Query
from .search_engine import SearchEngine
from .server import Served

SLOWER = 4
_CATEGORIES = ["-*", "__metadata", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute"]
_SCRIPT = ("FunctionCall", "EvaluateScript", "RunMicrotasks")


@dataclass(frozen=True)
class Task:
    """A stretch of the main thread without a pause, in milliseconds; ``script`` is the search's own part of it.

    ``files`` are the names of the search's scripts that ran in it. What runs after a promise is
    not told by file, and counts as the search's: nothing else on these pages is at work.
    """

    ms: float
    script: float
    files: tuple[str, ...]


def longest(browser: Any, engine: SearchEngine, served: Served, queries: Sequence[Query]) -> dict[str, Task]:
    """``any``, the longest task of all, and ``own``, that with most script of the search's own; empty if there is none.

    They are those from turning to the search to the last query. The processor seems four times slower than it is.
    Failed where the browser gives up on a page.
    """
    with opened(browser, engine, served) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        browser.start_tracing(page=page, categories=_CATEGORIES)
        turn_to_search(page, engine)
        for query in queries:
            page.evaluate("(text) => zyBench.ask(text)", query.text)
        events = json.loads(browser.stop_tracing())["traceEvents"]
    found = list(tasks(events, served.url, engine.scripts))
    if not found:
        return {}
    return {"any": max(found, key=lambda task: task.ms), "own": max(found, key=lambda task: task.script)}


def tasks(events: Sequence[dict[str, Any]], url: str, scripts: tuple[str, ...]) -> Iterator[Task]:
    """The main thread's tasks in a trace of a page at ``url``; ``scripts`` begin the search's own paths."""
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    for main in mains:
        on = [event for event in events if (event["pid"], event["tid"]) == main and event.get("ph") == "X"]
        if not any(_address(event).startswith(url) for event in on):
            continue  # a page of the browser's own
        on.sort(key=lambda event: (event["ts"], -event.get("dur", 0)))
        running: list[dict[str, Any]] = []
        task: dict[str, Any] | None = None
        for event in on:
            if event["name"] == "RunTask":
                if task and event["ts"] < task["ts"] + task["dur"]:
                    continue  # one inside another
                if task:
                    yield _task(task, running, url, scripts)
                task, running = event, []
            elif event["name"] in _SCRIPT and "dur" in event:
                running.append(event)
        if task:
            yield _task(task, running, url, scripts)


def _task(task: dict[str, Any], running: list[dict[str, Any]], url: str, scripts: tuple[str, ...]) -> Task:
    """A task of what ran in it, ``running`` in the order begun.

    What runs inside another is part of that, unless one is the search's and one not.
    """
    total, files = 0, []
    around: list[tuple[int, bool]] = []  # until when, and whether it is the search's
    for event in running:
        path = _address(event).removeprefix(url) if _address(event).startswith(url) else ""
        own = path.startswith(scripts) if path else event["name"] == "RunMicrotasks"
        while around and around[-1][0] <= event["ts"]:
            around.pop()
        within = bool(around) and around[-1][1]
        if own != within:
            total += _busy(event) if own else -_busy(event)
        around.append((event["ts"] + event["dur"], own))
        if own and path and (name := urlsplit(path).path.rpartition("/")[2]) not in files:
            files.append(name)
    return Task(round(_busy(task) / 1000, 1), round(total / 1000, 1), tuple(files))


def _busy(event: dict[str, Any]) -> int:
    """Microseconds the thread was at work in it: other programs of the machine may have interrupted it."""
    return int(event.get("tdur", event["dur"]))


def _address(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data")
    return str(data.get("url") or "") if isinstance(data, dict) else ""
