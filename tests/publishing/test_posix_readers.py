"""Readers of a real nginx while publishers are killed: never anything but a whole page, with the assets it names.
And what nginx answers to those who have an older page already."""

from __future__ import annotations

import itertools
import os
import random
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from publishing import Refused
from publishing.package import Package
from publishing.targets import layout
from publishing.targets.posix import Posix

from tests.publishing.conftest import accept, is_whole, litter, package_of, quiet, settings_of, site
from tests.publishing.nginx import plain, serving
from tests.publishing.operations import in_child
from tests.publishing.readers import Readers
from tests.publishing.test_posix_crash import assert_tidy

KILLS = 100
# More sites than releases that are kept, so that none has the assets of the one after it by chance.
SITES = [site(version, pages=6, padding=6400) for version in "ABCDEFGHIJKLMNOPQRSTUVWX"]
KEEP = 10


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "place"


@pytest.fixture
def url(place: Path, tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path / "nginx", plain(place / layout.CURRENT)) as url:
        yield url


def target(place: Path, now: float | None = None) -> Posix:
    return Posix(settings_of(place, keep=KEEP), say=quiet, now=time.time if now is None else lambda: now)


def there_and_back(place: Path, package: Package) -> None:
    """Publishes a site, and goes back to the one before."""
    target(place).publish(package, accept)
    target(place).rollback(None, accept)


@pytest.mark.slow
def test_readers_while_publishers_are_killed(place: Path, url: str) -> None:
    packages = [package_of(files) for files in SITES]
    for package in packages[-KEEP:]:
        target(place).publish(package, accept)
    chance = random.Random(2012)
    kills, longest = 0, 0.1
    with Readers(url, SITES) as readers:
        for number in itertools.count():
            new = number % len(SITES)
            child = in_child(partial(there_and_back, place, packages[new]))
            time.sleep(chance.uniform(0, longest))
            os.killpg(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            assert status in (0, signal.SIGKILL)
            kills += status == signal.SIGKILL
            longest *= 1.05 if status else 0.8  # so that about one in five is done before: whatever the machine's pace
            assert any(is_whole(place / layout.CURRENT, files) for files in SITES)
            target(place).publish(packages[new], accept)
            assert is_whole(place / layout.CURRENT, SITES[new])
            assert litter(place) == []
            if kills == KILLS:
                break
    assert_tidy(place, KEEP)
    print(f"{kills} kills in {number + 1} rounds: {readers.seen}")
    assert readers.seen.problems == []
    assert len(readers.seen.of_site) == len(SITES)
    assert readers.seen.assets + readers.seen.late == 3 * readers.seen.pages
    assert readers.seen.assets > readers.seen.late


PAGE = "cases/第1号.html"
UNCHANGED = "pictures/meeting.png"


def asked(url: str, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    """Status, body, and how a browser asks for the same again: by the tag, or by the date, it was given."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url + quote(path), headers=headers or {})) as answer:
            told = answer.headers
            return answer.status, answer.read(), {"etag": told["ETag"], "date": told["Last-Modified"]}
    except urllib.error.HTTPError as error:
        return error.code, b"", {}


def conditional(known: Mapping[str, str]) -> list[dict[str, str]]:
    tag, date = {"If-None-Match": known["etag"]}, {"If-Modified-Since": known["date"]}
    return [tag, date, {**tag, **date}]


@pytest.mark.parametrize("later", [0, -365 * 86400, 0.5])
def test_a_changed_page_of_equal_size_is_never_not_modified(
    place: Path, url: str, a: Package, b: Package, later: float
) -> None:
    """Published in the same second, with a clock that was set back, and again after a return and a refusal."""
    now = 1_500_000_000.2
    target(place, now).publish(a, accept)
    _, old, known_old = asked(url, PAGE)
    target(place, now + later).publish(b, accept)
    for headers in conditional(known_old):
        status, new, known_new = asked(url, PAGE, headers)
        assert (status, new) == (200, b.files[PAGE].read())
    assert len(new) == len(old) and new != old
    target(place, now + later).rollback(None, accept)
    for headers in conditional(known_new):
        assert asked(url, PAGE, headers)[:2] == (200, old)
    target(place, now + later).publish(package_of(site("C")), accept)
    for headers in conditional(known_old) + conditional(known_new):
        assert asked(url, PAGE, headers)[:2] == (200, site("C")[PAGE])


def test_what_readers_saw_of_a_release_that_was_taken_back_is_not_taken_for_the_next(
    place: Path, url: str, a: Package, b: Package
) -> None:
    known: dict[str, str] = {}

    def read_and_refuse(*_: object) -> None:
        known.update(asked(url, PAGE)[2])
        raise Refused("不是。")

    target(place, 1.5e9).publish(a, accept)
    with pytest.raises(Refused):
        target(place, 1.5e9).publish(b, read_and_refuse)
    target(place, 1.5e9).publish(package_of(site("C")), accept)
    for headers in conditional(known):
        assert asked(url, PAGE, headers)[:2] == (200, site("C")[PAGE])


def test_an_unchanged_file_is_not_modified(place: Path, url: str, a: Package, b: Package) -> None:
    target(place).publish(a, accept)
    _, _, known = asked(url, UNCHANGED)
    target(place).publish(b, accept)
    target(place, 0).publish(a, accept)
    for headers in conditional(known):
        assert asked(url, UNCHANGED, headers)[0] == 304
