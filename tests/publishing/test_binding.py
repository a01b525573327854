"""A site is bound to its address without being built again, and is then what the engine would have made for it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from publishing import binding, gates
from publishing.package import compressed, content

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


HEAD = b'<meta name="viewport" content="w">\n<meta name="description" content="d">\n'
LEADS_ON = b'<meta http-equiv="refresh" content="0; url=a.html">\n'
HAS_ONE = HEAD + b'<link rel="canonical" href="http://other.example/">\n'


def test_only_pages_of_the_engine_s_are_told_their_address() -> None:
    pages = {"案例/a & b.html": HEAD, "on.html": LEADS_ON, "has.html": HAS_ONE, "404.html": HEAD, "a.txt": HEAD}
    files = {path: content(data) for path, data in pages.items()}
    bound = binding.bind(files, "http://web.example/x&y/", served=True, dated=date(1970, 1, 2))
    address = "http://web.example/x&amp;y/%E6%A1%88%E4%BE%8B/a%20%26%20b.html"
    assert bound.pop("案例/a & b.html").read() == HEAD + f'<link rel="canonical" href="{address}">\n'.encode()
    told = bound.pop("sitemap.xml").read().decode()
    assert (told.count("<loc>"), told.count(f"<loc>{address}</loc>"), "<lastmod>1970-01-02<" in told) == (1, 1, True)
    assert bound == {path: one for path, one in files.items() if path in bound}
    assert list(binding.bind(files, "http://web.example/", served=False, dated=date(1970, 1, 2))) == sorted(
        pages.keys() - {"404.html"}
    )


def test_without_a_history_the_map_names_no_day() -> None:
    files = {path: content(HEAD) for path in ("b.html", "a.html")}
    told = binding.bind(files, "http://web.example/", served=True, dated=date(1970, 1, 1))["sitemap.xml"].read()
    assert b"lastmod" not in told
    assert re.findall(b"<loc>(.*)</loc>", told) == [b"http://web.example/a.html", b"http://web.example/b.html"]


def test_the_page_for_wrong_addresses_and_the_feed_are_told_where_the_site_is() -> None:
    lost = b'<a href="/a.html" src="/b.js" data-base="/"><form action="/s.html"><a href="//e/" title="/x">"base": "/", "search": "/w.js"'
    feed = b'<link rel="self" href="feed.xml"/><link rel="alternate" href=""/><link rel="other" href="x"/>'
    files = {"404.html": content(lost), "feed.xml": content(feed)}
    bound = binding.bind(files, "http://web.example/x/", served=True, dated=date(1970, 1, 1))
    assert bound["404.html"].read() == (
        b'<a href="/x/a.html" src="/x/b.js" data-base="/x/"><form action="/x/s.html"><a href="//e/" title="/x">'
        b'"base": "/x/", "search": "/x/w.js"'
    )
    assert bound["feed.xml"].read() == (
        b'<link rel="self" href="http://web.example/x/feed.xml"/>'
        b'<link rel="alternate" href="http://web.example/x/"/><link rel="other" href="x"/>'
    )


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
