"""Hostile page bodies: refused by the checks; where nobody checks, sanitising alone stops them, and so does the header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from campaign import Severity, load
from playwright.sync_api import Browser
from publishing.headers import HEADERS

from ..conftest import Docs, golden_docs
from .payloads import BODY, CHECK, CSP, HOOK, HOST, Payload
from .staging import build, hostile, served, unchecked
from .victim import Victim

A_PAGE = 24


def guide(text: str) -> bytes:
    return f"---\ntitle: 甲\n---\n\n正文。\n\n{text}\n".encode()


def pages() -> dict[str, list[int]]:
    """Page → the numbers of the payloads on it: each that swallows others by itself, the rest together."""
    together = [number for number, one in enumerate(BODY) if not one.alone]
    found = {f"together-{at // A_PAGE}": together[at : at + A_PAGE] for at in range(0, len(together), A_PAGE)}
    return found | {one.id: [number] for number, one in enumerate(BODY) if one.alone}


def ids(numbers: set[int]) -> set[str]:
    return {BODY[number].id if number >= 0 else "?" for number in numbers}


@pytest.mark.parametrize("payload", BODY, ids=lambda one: one.id)
def test_the_checks_refuse_it_or_it_is_plain_text(payload: Payload, base: Docs) -> None:
    path = "guide/hostile.md"
    _, diagnostics = load({**base, path: guide(payload.written(1))})
    errors = {one.code for one in diagnostics if one.severity is Severity.ERROR and one.path == path}
    if payload.code:
        assert payload.code in errors
    else:
        assert not errors
        assert not payload.runs
    assert CHECK not in payload.beyond


@pytest.fixture(scope="module")
def enemy() -> Iterator[tuple[str, set[int]]]:
    with hostile() as found:
        yield found


@pytest.fixture(scope="module")
def sites(enemy: tuple[str, set[int]], tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The hostile site, built without sanitising and with it."""
    folder = tmp_path_factory.mktemp("hostile")
    docs = golden_docs("_base")
    for name, numbers in pages().items():
        texts = [BODY[number].written(number) for number in numbers]
        docs[f"guide/{name}.md"] = guide("\n\n".join(texts).replace(f"https://{HOST}", f"http://{HOST}")).replace(
            HOST.encode(), enemy[0].encode()
        )
    for path, data in docs.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(data)
    prepared = unchecked(folder / "docs")
    own = next(number for number, one in enumerate(BODY) if one.id == "script-own-file")
    made = {}
    for sanitising in (False, True):
        made[sanitising] = site = folder / f"site-{sanitising}"
        takes = [f"guide/{name}.md" for name in pages()]
        build(prepared, folder / "docs", site, sanitising=sanitising, takes=takes.__contains__)
        (site / "files").mkdir()
        (site / "files" / "notes.txt").write_text(f"PWN({own})", encoding="utf-8")
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    "guards", [(), (HOOK,), (CSP,), (HOOK, CSP)], ids=lambda guards: " and ".join(guards) or "none"
)
def test_what_runs_is_what_no_guard_stops(
    guards: tuple[str, ...], sites: dict[bool, Path], enemy: tuple[str, set[int]], browser: Browser
) -> None:
    sure = {number for number, one in enumerate(BODY) if one.runs and one.beyond.issuperset(guards)}
    ran: set[int] = set()
    stopped: list[str] = []
    with served(sites[HOOK in guards], HEADERS if CSP in guards else {}) as url:
        victim = Victim(browser, *enemy)
        for name, numbers in pages().items():
            alone = len(numbers) == 1
            seen = victim.visit(f"{url}guide/{name}.html", forms=alone, waiting_for=sure.intersection(numbers))
            ran |= seen.ran
            if seen.harms:
                assert alone, (name, seen.harms)
                ran |= set(numbers)
            stopped += seen.stopped
        victim.close()
    assert ids(ran) == ids(sure)
    # A sanitised page leaves the header nothing to do.
    assert bool(stopped) == (guards == (CSP,))
    if not guards:
        assert len(ran) >= 60  # the guards above have something to stop
