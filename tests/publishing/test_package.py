"""What is published, as files and as the release that names them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from pathlib import Path

import pytest
from publishing import Refused, manifest
from publishing.package import (
    MATERIALS,
    RELEASE,
    Content,
    Package,
    Release,
    carried,
    compressed,
    content,
    entries,
    following,
    read_release,
)

from .conftest import package_of

STYLE = "assets/zhengyou/a.1a2b3c4d.css"
OTHER = "assets/zhengyou/b.1a2b3c4d.css"


def release(number: int = 7, stamp: int = 100, carried: tuple[str, ...] = ()) -> Release:
    return Release(number, "0badcafe" * 8, stamp, "2010-07-01T00:00:00+00:00", 3, carried)


def test_a_release_is_written_as_those_that_lie_at_targets_are() -> None:
    assert release(carried=("assets/甲.1a2b3c4d.css",)).as_json().decode() == (
        '{\n "carried": [\n  "assets/甲.1a2b3c4d.css"\n ],\n "digest": "' + "0badcafe" * 8 + '",\n'
        ' "id": "000007-0badcafe",\n "number": 7,\n "pages": 3,\n "published": "2010-07-01T00:00:00+00:00",\n'
        ' "stamp": 100\n}\n'
    )


def test_a_release_is_read_as_it_was_written() -> None:
    one = release(carried=(STYLE,))
    assert read_release(one.as_json()) == one


def _without(key: str) -> bytes:
    told = json.loads(release().as_json())
    del told[key]
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", release().as_json() + b" ", release().as_json().replace(b"000007", b"000008")),
        *(_without("number"), release().as_json().replace(b"[]", b"3"), release().as_json().replace(b"{", b'{"x": 1,')),
    ],
)
def test_what_is_no_release_is_not_read(data: bytes) -> None:
    with pytest.raises(ValueError) as refused:
        read_release(data)
    assert refused.type in (ValueError, json.JSONDecodeError)


def test_the_next_release_goes_beyond_all_that_were() -> None:
    package = package_of({"index.html": b"x", STYLE: b"y"})
    first = following(package, [], 1_000_000_000.9)
    assert first == Release(1, package.digest, 1_000_000_000, "2001-09-09T01:46:40+00:00", 1, ())
    # A clock that went back decides nothing; what was ever given is not given again.
    known = [release(7, 2_000_000_000), release(9, 1_900_000_000)]
    assert following(package, iter(known), 1_000_000_000).stamp == 2_000_000_001
    assert following(package, iter(known), 1_000_000_000).number == 10
    passed_on = [f"assets/{letter}.1a2b3c4d.css" for letter in "gfedcba"]
    later = following(package, known, 1_000_000_000, [STYLE, *passed_on], 12, 2_100_000_000)
    assert (later.number, later.stamp) == (13, 2_100_000_001)
    assert later.carried == tuple(reversed(passed_on))


def test_each_release_passes_on_its_own_styles_and_not_those_it_was_passed() -> None:
    sums = {"index.html": "1", STYLE: "2", OTHER: "3", "files/x.1a2b3c4d.png": "4"}
    assert carried([(release(1, carried=(OTHER,)), sums), (release(2), {"assets/c.1a2b3c4d.js": "5"})]) == {
        STYLE: "2",
        "assets/c.1a2b3c4d.js": "5",
    }


def test_a_release_lists_every_file_but_its_list() -> None:
    package = package_of({"index.html": b"x"})
    one = following(package, [], 0, [STYLE])
    files = entries(package, one, {STYLE: content(b"style"), OTHER: content(b"of another")})
    listed = manifest.parse(files[manifest.SUMS].read())
    beside = ["SHA256SUMS", "release.json", "report.json", "sbom.cdx.json"]
    assert list(files) == [*(f".release/{name}" for name in beside), STYLE, "index.html", "version.json"]
    assert listed == {path: file.sha256 for path, file in files.items() if path != manifest.SUMS}
    assert json.loads(files["version.json"].read()) == {
        "release": one.id, "number": 1, "published": "1970-01-01T00:00:00+00:00", "site": package.digest,
    }  # fmt: skip
    told = [files[path].read() for path in (manifest.REPORT, MATERIALS, RELEASE, STYLE)]
    assert told == [package.report, package.materials, one.as_json(), b"style"]


def test_texts_are_compressed_where_it_pays() -> None:
    noise = random.Random(1).randbytes(4096)
    sites = {"a.html": b"a" * 1024, "b.html": b"a" * 1023, "c.png": b"a" * 4096, "d.txt": noise, "e.css": b"a" * 2000}
    files = {path: content(data) for path, data in sites.items()}
    packed = compressed(files)
    assert list(packed) == ["a.html", "a.html.gz", "b.html", "c.png", "d.txt", "e.css", "e.css.gz"]
    assert {path: gzip.decompress(packed[f"{path}.gz"].read()) for path in ("a.html", "e.css")} == {
        path: sites[path] for path in ("a.html", "e.css")
    }
    assert packed["a.html.gz"].read()[3:8] == bytes(5), "no name and no date"


@pytest.mark.parametrize("ending", ["html", "css", "js", "json", "xml", "svg", "csv", "txt", "ics"])
def test_every_kind_of_text_is_compressed(ending: str) -> None:
    assert f"a.{ending}.gz" in compressed({f"a.{ending}": content(b"a" * 2000)})


def test_a_file_is_read_only_as_it_was_checked(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"checked")
    one = Content(hashlib.sha256(b"checked").hexdigest(), 7, file)
    assert one.read() == b"checked"
    file.write_bytes(b"changed")
    with pytest.raises(Refused, match="在发布的时候改了"):
        one.read()


def test_a_package_is_known_by_its_files_alone() -> None:
    package = package_of({"index.html": b"x"})
    assert package.digest == Package(package.files, b"", b"", 9).digest
    assert package.digest != package_of({"index.html": b"y"}).digest != package_of({"a.html": b"y"}).digest
