"""What is the same for all targets in a folder, tried in one that is nowhere."""

from __future__ import annotations

import re

import pytest
from publishing import Refused
from publishing.package import Release
from publishing.targets import shelved
from publishing.targets.replacing import Replacing

from tests.publishing.conftest import Site, accept, package_of, quiet, refuse, settings_of, site
from tests.publishing.fragile import Memory

A, B, C = site("A"), site("B"), site("C")


class Closing(Memory):
    """A folder that counts how often it was closed."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Closing:
    folder = Closing()
    monkeypatch.setattr(shelved, "open_folder", lambda settings: folder)
    return folder


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def target(folder: Closing, said: list[str]) -> Replacing:
    return Replacing(settings_of("nowhere", keep=5), say=said.append, now=lambda: 1_700_000_000.0)


def publish(target: Replacing, files: Site) -> Release:
    return target.publish(package_of(files), accept)


@pytest.mark.parametrize("number", [None, 2])
def test_the_release_that_is_meant_is_gone_back_to(
    target: Replacing, folder: Closing, said: list[str], number: int | None
) -> None:
    _, second, _ = (publish(target, files) for files in (A, B, C))
    said.clear()
    assert target.rollback(number, accept) == second
    assert {path: folder.held.get(path) for path in B} == B
    assert target.shelf().current == 2
    assert said[0] == f"正在核对 {second.id} ……"


def test_an_upload_tells_how_far_it_is(target: Replacing, said: list[str]) -> None:
    publish(target, A)
    said.clear()
    publish(target, A)
    assert re.fullmatch(r"正在上传 \d 个文件……", said[0]) and said[1] == "正在读回核对……"


def test_a_site_that_lost_a_fifth_of_its_pages_is_refused_unless_that_is_meant(target: Replacing) -> None:
    first, fewer = publish(target, site("A", pages=8)), package_of(site("B", pages=6))
    with pytest.raises(Refused, match="少了五分之一以上"):
        target.publish(fewer, accept)
    assert target.shelf().releases == (first,)
    assert target.publish(fewer, accept, allow_shrink=True).number == 2


@pytest.mark.parametrize(("place", "named"), [("somewhere", "somewhere"), ("", "内网")])
def test_where_something_else_lies_is_told_by_the_place_or_its_name(folder: Closing, place: str, named: str) -> None:
    folder.write("releases/000001-0123abcd/index.html", b"")
    with pytest.raises(Refused, match=f"^{named} 里已经有"):
        publish(Replacing(settings_of(place), say=quiet), A)
    assert list(folder.held) == ["releases/000001-0123abcd/index.html"]


def test_the_folder_is_closed_whatever_happens(target: Replacing, folder: Closing) -> None:
    publish(target, A)
    target.shelf()
    with pytest.raises(Refused):
        target.publish(package_of(B), refuse)
    with pytest.raises(Refused):
        target.rollback(7, accept)
    assert folder.closed == 4
