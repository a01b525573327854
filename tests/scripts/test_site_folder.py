"""A new site takes the place of the old one whole or not at all, and nothing of somebody else's goes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import site_folder


def put(folder: Path, words: str = "") -> None:
    (folder / "assets/zhengyou").mkdir(parents=True)
    (folder / "index.html").write_text(words, encoding="utf-8")


def words(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "web" / "site[1]"
    put(site, "old")
    return site


def _released(*names: str) -> Callable[[Path], None]:
    def release(site: Path) -> None:
        (site / ".release").mkdir()
        for name in names:
            (site / ".release" / name).touch()

    return release


def _linked(site: Path) -> None:
    site.rename(site.with_name("elsewhere"))
    site.symlink_to(site.with_name("elsewhere"), target_is_directory=True)


def _a_file_for_the_mark(site: Path) -> None:
    (site / "assets/zhengyou").rmdir()
    (site / "assets/zhengyou").touch()


def _a_folder_for_the_page(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").mkdir()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda site: None, True),
        (_released("SHA256SUMS", "report.json"), True),
        (_released("SHA256SUMS", "report.json", "bill.json"), False),
        (_linked, False),
        (_a_file_for_the_mark, False),
        (_a_folder_for_the_page, False),
    ],
)
def test_only_what_was_built_here_and_not_published_may_be_replaced(
    site: Path, change: Callable[[Path], object], expected: bool
) -> None:
    change(site)
    assert site_folder.is_site(site) is expected


@pytest.mark.parametrize("first", [True, False])
def test_a_new_site_is_in_place_and_nothing_is_left_beside_it(site: Path, first: bool) -> None:
    if first:
        site = site.with_name("deep") / "deeper" / "first"
    with site_folder.beside(site) as made:
        assert made.parent == site.parent
        put(made, "new")
        site_folder.replace(site, made)
    assert words(site) == "new" and site.stat().st_mode & 0o777 == 0o755
    assert list(site.parent.iterdir()) == [site]


def test_a_build_that_fails_leaves_the_site_and_nothing_else(site: Path) -> None:
    with pytest.raises(RuntimeError), site_folder.beside(site) as made:
        put(made, "new")
        raise RuntimeError
    assert words(site) == "old" and list(site.parent.iterdir()) == [site]


@pytest.mark.parametrize("times", [1, 2])
def test_what_cannot_be_put_in_place_does_not_cost_the_old_site(
    site: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the old one cannot be put back, either, it still lies beside."""
    moved, left = Path.rename, [*[OSError] * times]

    def rename(self: Path, target: Path) -> Path:
        if target == site and left:
            raise left.pop()
        return moved(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError), site_folder.beside(site) as made:
        put(made, "new")
        site_folder.replace(site, made)
    (old,) = site.parent.rglob("index.html")
    assert words(old.parent) == "old"
    assert (old.parent == site and list(site.parent.iterdir()) == [site]) is (times == 1)


def test_litter_of_builds_goes_after_a_day_and_nothing_else_does(site: Path) -> None:
    beside = site.parent
    with site_folder.beside(site) as made:
        name = made.name
    day = 24 * 60 * 60
    kept = {
        name: day - 600,
        ".site[1]-20100701": 9 * day,
        ".site[1]-backup": 9 * day,
        name.replace("site[1]", "site1"): 9 * day,
    }
    for one, age in {**kept, f"{name}-older": day + 600}.items():
        (beside / one).mkdir()
        os.utime(beside / one, (time.time() - age,) * 2)
    (beside / f"{name}.txt").touch()
    os.utime(beside / f"{name}.txt", (1, 1))
    (beside / f"{name}-link").symlink_to("nowhere")
    with site_folder.beside(site):
        pass
    assert {one.name for one in beside.iterdir()} == {*kept, site.name, f"{name}.txt", f"{name}-link"}


def test_what_cannot_be_taken_away_stops_no_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site_folder.beside(site) as made:
        litter = site.with_name(f"{made.name}-older")
    (litter / "deep").mkdir(parents=True)
    os.utime(litter, (1, 1))

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "rmdir", refuse)
    with site_folder.beside(site) as made:
        put(made, "new")
        site_folder.replace(site, made)
    assert words(site) == "new" and litter.exists()
