"""The bill of materials: valid, repeatable, and true to the lists, the theme and a built site."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import locks
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.markers import Marker
from publishing import materials

from .built import reported

__all__ = ["reported"]

ROOT = Path(__file__).resolve().parents[2]

WRITE = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1] + "/scripts", sys.argv[1] + "/hooks"]
from publishing import materials
sys.stdout.buffer.write(materials.bill(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def written() -> bytes:
    return materials.bill(ROOT)


@pytest.fixture(scope="module")
def told(written: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written)
    return read


def components(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component at every depth."""
    for one in [told.get("metadata", {}).get("component"), *told.get("components", ())]:
        if one is not None:
            yield one
            yield from components(one)


def sums(told: dict[str, Any]) -> dict[str, str]:
    """The file components: path → SHA-256."""
    return {
        one["name"]: next(each["content"] for each in one["hashes"] if each["alg"] == "SHA-256")
        for one in components(told)
        if one["type"] == "file"
    }


def test_it_is_what_the_standard_asks_for(written: bytes) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written.decode()) is None


def test_another_process_at_another_time_writes_the_same(written: bytes) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WRITE, str(ROOT)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
    )
    assert run.stdout == written


def test_its_number_hangs_on_what_it_says(told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = locks.Locked("nowhere", "1", Marker("sys_platform == 'nowhere'"), ("0" * 64,))
    locked = [*locks.read((ROOT / "requirements.txt").read_text(encoding="utf-8")), nowhere]
    monkeypatch.setattr(locks, "read", lambda text: locked)
    monkeypatch.setattr(materials, "own_files", lambda root: {"assets/zhengyou/page.js": b"other"})
    other = json.loads(materials.bill(ROOT))
    assert other["components"] == told["components"], "what this machine does not install is not in it"
    assert other["serialNumber"] != told["serialNumber"]
    assert "timestamp" not in told["metadata"]


def test_every_locked_package_is_in_it_with_its_hashes_and_licence(told: dict[str, Any]) -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))
    packages = {one["name"]: one for one in told["components"]}
    assert packages.keys() == pinned.keys()
    assert {name for name, one in packages.items() if not one.get("licenses")} == set()
    mkdocs = packages["mkdocs"]
    (distribution,) = mkdocs["externalReferences"]
    block = text[text.index("mkdocs==") : text.index("# via", text.index("mkdocs=="))]
    assert {one["content"] for one in distribution["hashes"]} == set(re.findall(r"sha256:(\w+)", block))
    assert mkdocs["purl"] == f"pkg:pypi/mkdocs@{pinned['mkdocs']}"
    assert mkdocs["licenses"] == [{"license": {"id": "BSD-2-Clause"}}]


def test_it_says_what_needs_what(told: dict[str, Any]) -> None:
    needs = {
        one["ref"].partition("@")[0]: {each.partition("@")[0] for each in one.get("dependsOn", ())}
        for one in told["dependencies"]
    }
    wished = re.findall(r"^([A-Za-z0-9-]+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.M)
    assert needs["zhengyou"] == {f"pkg:pypi/{name.lower()}" for name in wished}
    assert "pkg:pypi/mergedeep" in needs["pkg:pypi/mkdocs"]
    assert needs["pkg:pypi/mergedeep"] == set()


def test_it_holds_every_script_and_style_of_a_built_site(told: dict[str, Any], reported: Path) -> None:
    listed = sums(told)
    built = {
        path.relative_to(reported).as_posix(): path.read_bytes()
        for path in (reported / "assets").rglob("*")
        if path.is_file()
    }
    theirs = {path: data for path, data in built.items() if not path.startswith("assets/zhengyou/")}
    assert theirs, "the theme has files in the site"
    assert {path: hashlib.sha256(data).hexdigest() for path, data in theirs.items()} == {
        path: digest for path, digest in listed.items() if not path.startswith("assets/zhengyou/")
    }
    ours = {re.sub(r"\.[0-9a-f]{8}(\.\w+)$", r"\1", path) for path in built.keys() - theirs.keys()}
    # Each client is published as one file of many.
    assert ours - listed.keys() == {"assets/zhengyou/compare/client.js", "assets/zhengyou/search/client.js"}


def test_our_own_files_are_ours_alone(told: dict[str, Any]) -> None:
    """Nothing of somebody else's was copied into them: a notice would say so, and the bill would have to."""
    ours = materials.own_files(ROOT)
    listed = sums(told)
    for path, data in ours.items():
        assert listed[path] == hashlib.sha256(data).hexdigest()
        assert not re.search(rb"/\*!|copyright|licen[cs]e|@preserve", data, re.IGNORECASE), path
    assert [one for one in told["metadata"]["component"]["components"] if "components" in one] == []


def test_each_file_of_the_theme_names_what_others_made_in_it(told: dict[str, Any]) -> None:
    theme = next(one for one in told["components"] if one["name"] == "mkdocs-material")
    found = {one["name"]: {each["name"] for each in one.get("components", ())} for one in theme["components"]}
    inside = {path: {one.name for one in materials.contained_in(path)} for path in materials.theme_files()}
    assert found == {**inside, "Material Design Icons": set()}
    assert {name for path in inside for name in inside[path] if "stylesheets/main." in path} == {"Font Awesome Free"}
    told_of_files = [one["licenses"] for one in theme["components"] if one["type"] == "file"]
    assert told_of_files == [[{"license": {"id": "MIT"}}]] * len(inside)


def test_what_others_made_inside_the_theme_is_all_named() -> None:
    published = materials.theme_files()
    for path, data in published.items():
        text = data.decode("utf-8", errors="replace")
        known = materials.contained_in(path)
        for notice in re.findall(r"/\*!.*?\*/", text, re.DOTALL):
            assert any(one.mark in notice for one in known), f"{path}: {notice}"
        for maker in re.findall(r"<!--!?\s*([A-Z][^<>]*?) by @", text):
            assert any(one.mark.strip() == maker for one in known), f"{path}: {maker}"


@pytest.mark.parametrize("one", materials.CONTAINED, ids=lambda one: str(one.name))
def test_what_is_said_to_be_inside_is_there(one: materials.Contained) -> None:
    import material

    templates = Path(material.__file__).parent / "templates"
    (file,) = [path for path in templates.glob(one.inside + "*") if path.suffix != ".map"]
    assert one.mark in file.read_text(encoding="utf-8")
    assert one.version is None or one.version in one.mark, "the mark must go with the version"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License-Expression": "MIT OR Apache-2.0", "License": "MIT"}, ["MIT OR Apache-2.0"]),
        ({"License": "BSD-3-Clause", "Classifier": "License :: OSI Approved :: BSD License"}, ["BSD-3-Clause"]),
        ({"License": "The MIT License\n\nCopyright", "Classifier": "License :: OSI Approved :: MIT License"}, ["MIT"]),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: BSD License"}, ["BSD License"]),
        ({"Classifier": "License :: OSI Approved :: Apache Software License"}, ["Apache-2.0"]),
        ({"Classifier": "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)"}, ["MPL-2.0"]),
        ({"License": "HPND-SMC", "Classifier": "License :: OSI Approved :: MIT License"}, ["HPND-SMC"]),
        ({"Classifier": "Topic :: Text"}, []),
        ({}, []),
    ],
)
def test_a_licence_is_taken_from_where_it_is_said_best(fields: dict[str, str], expected: list[str]) -> None:
    package = Message()
    for name, value in fields.items():
        package[name] = value
    assert materials.stated(package) == expected
