"""Small sites to publish, and what is asked of a folder they were published to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from markup.digests import named
from publishing import Refused, manifest, names
from publishing.package import RELEASE, Package, Release, content, read_release
from publishing.settings import Settings
from publishing.targets import layout

Site = dict[str, bytes]


def site(version: str, pages: int = 5, padding: int = 0) -> Site:
    """A site of which every page and every fingerprinted file is another in each version, and of the same size.

    ``version``: one letter. ``pages`` besides the start and the page for what is not found; ``padding``: bytes
    that each page and each asset is longer for. Pages name their assets. robots.txt and a picture never differ.
    """
    filler = (version.encode() * 63 + b"\n") * (padding // 64)
    assets = {
        named(f"assets/{name}", data): data
        for name, data in {
            "theme.css": b"/* theme of %s */\n" % version.encode() + filler,
            "colours.css": b"/* colours of %s */\n" % version.encode() + filler,
            "app.js": b"'app of %s'\n" % version.encode() + filler,
        }.items()
    }

    def page(path: str) -> bytes:
        up = "../" * path.count("/")
        links = "".join(f'<link href="{up}{asset}">\n' for asset in assets)
        return f"<!doctype html>\n<title>{path} 版本 {version}</title>\n{links}".encode() + filler

    paths = ["index.html", "404.html", *(f"cases/第{number}号.html" for number in range(1, pages + 1))]
    return {
        **{path: page(path) for path in paths},
        **assets,
        "search/index.js": b"var index = '%s'\n" % version.encode(),
        "robots.txt": b"User-agent: *\n",
        "pictures/meeting.png": bytes(range(256)) * 4,
    }


def package_of(files: Mapping[str, bytes]) -> Package:
    """These files as a package, its contents in memory."""
    return Package(
        files={path: content(data) for path, data in sorted(files.items())},
        report=b'{"passed": true}\n',
        materials=b'{"bomFormat": "CycloneDX"}\n',
        pages=sum(map(names.is_page, files)),
    )


def settings_of(place: Path | str, scheme: str = "file", **others: object) -> Settings:
    return Settings("内网", scheme, str(place), **others)  # type: ignore[arg-type]


def accept(release: Release, sums: Mapping[str, str]) -> None:
    """A reading back that finds what it should."""


def refuse(release: Release, sums: Mapping[str, str]) -> None:
    """A reading back that finds another site."""
    raise Refused("读者看到的不是这一版。")


def quiet(line: str) -> None:
    """Progress that nobody listens to."""


def held(folder: Path) -> Release:
    """The release in a folder, every file of it held against its list. What its list lacks may only be fingerprinted
    files of other releases, which must hold what their names say."""
    sums = manifest.parse((folder / manifest.SUMS).read_bytes())
    found = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file != folder / manifest.SUMS
    }
    listed = {path: data for path, data in found.items() if path in sums}
    assert {path: hashlib.sha256(data).hexdigest() for path, data in listed.items()} == sums
    for path in found.keys() - sums.keys():
        name, _, end = path.rpartition(".")
        assert named(f"{name[:-9]}.{end}", found[path]) == path, f"{path} is not listed"
    told = (folder / RELEASE).read_bytes()
    return layout.whole(read_release(told).id, told, (folder / manifest.SUMS).read_bytes())[0]


def is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the release in the folder is whole (else the test fails), and has just these files for readers."""
    return held(folder).digest == package_of(files).digest


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def litter(place: Path) -> list[str]:
    """Unfinished work that is left in a place of releases, or in one of them."""
    return [str(file) for file in place.rglob(".*") if file.name != manifest.FOLDER]


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder that is quick to sync, where there is one: for tests that publish hundreds of times."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def a() -> Package:
    return package_of(site("A"))


@pytest.fixture
def b() -> Package:
    return package_of(site("B"))
