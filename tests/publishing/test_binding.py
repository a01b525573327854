"""A site is bound to its address without being built again, and is then what the engine would have made for it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from publishing import binding, gates
from publishing.package import compressed

from tests.site.conftest import mkdocs_build

from .built import DOCS, reported  # noqa: F401


@pytest.mark.parametrize("url", ["http://web.example/", "https://web.example:8443/party/zy/"])
def test_it_is_what_the_engine_makes_for_that_address(reported: Path, tmp_path: Path, url: str) -> None:  # noqa: F811
    run = mkdocs_build(tmp_path / "told", docs_dir=DOCS, site_url=url)
    assert run.returncode == 0, run.stderr
    build = gates.passed(reported)
    bound = binding.bind(build.files, url, served=True, dated=build.dated)
    told = {file.relative_to(tmp_path / "told").as_posix(): file for file in (tmp_path / "told").rglob("*")}
    told = {path: file for path, file in told.items() if file.is_file() and path != "sitemap.xml.gz"}
    assert bound.keys() == told.keys()
    assert [path for path, file in told.items() if bound[path].read() != file.read_bytes()] == []
    changed = {path for path in bound if path not in build.files or bound[path] != build.files[path]}
    pages = {path for path in changed if path.endswith(".html")}
    assert changed - pages == {"feed.xml", "sitemap.xml"}


def test_the_map_names_every_page_once(reported: Path) -> None:  # noqa: F811
    build = gates.passed(reported)
    bound = binding.bind(build.files, "http://web.example/a/", served=True, dated=build.dated)
    tree = ElementTree.fromstring(bound["sitemap.xml"].read())
    places = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(set(places)) == len(places) > 20
    assert all(place and place.removeprefix("http://web.example/a/") in bound for place in places)


def test_without_an_address_no_page_changes_and_no_map_is_published(reported: Path) -> None:  # noqa: F811
    build = gates.passed(reported)
    bound = binding.bind(build.files, "", served=True, dated=build.dated)
    assert bound == {path: one for path, one in build.files.items() if not path.startswith("sitemap.xml")}


def test_what_is_opened_from_a_disk_has_no_page_for_wrong_addresses(reported: Path) -> None:  # noqa: F811
    build = gates.passed(reported)
    bound = binding.bind(build.files, "", served=False, dated=build.dated)
    assert "404.html" not in bound and "index.html" in bound


def test_what_is_compressed_unpacks_to_the_same(reported: Path) -> None:  # noqa: F811
    import gzip

    files = gates.passed(reported).files
    packed = compressed(files)
    more = packed.keys() - files.keys()
    assert "index.html.gz" in more and not any(path.endswith(".png.gz") for path in more)
    for path in more:
        assert gzip.decompress(packed[path].read()) == files[path.removesuffix(".gz")].read()
        assert packed[path].size < files[path.removesuffix(".gz")].size
    assert compressed(files) == packed
