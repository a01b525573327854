"""The built site's own files: under names that tell their contents, all of them asked for, none there twice."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from campaign.files import IMAGE_TYPES
from markup.digests import named

from .conftest import KINDS, mkdocs_build
from .test_builds import write
from .test_links import Reading

NAMED = re.compile(r"(.+)\.[0-9a-f]{8}(\.\w+)")
# What the theme has named by its contents itself.
THEME = re.compile(r"assets/(?:javascripts|stylesheets)/[\w.]+\.[0-9a-f]{8}\.min\.(?:js|css)")


@pytest.fixture(scope="module")
def loaded(site: Path) -> set[str]:
    """The paths that pages load by themselves."""
    found = set()
    for page in site.rglob("*.html"):
        reading = Reading()
        reading.feed(page.read_text(encoding="utf-8"))
        for address in reading.loads:
            path = unquote(urldefrag(address)[0])
            there = site / path.lstrip("/") if path.startswith("/") else page.parent / path
            found.add(there.resolve().relative_to(site.resolve()).as_posix())
    return found


def test_what_pages_load_is_there_and_named_by_its_contents(site: Path, loaded: set[str]) -> None:
    assert len(loaded) > 15 and any(path.endswith(".png") for path in loaded)
    for path in loaded:
        assert (site / path).is_file(), path
        if not THEME.fullmatch(path):
            match = NAMED.fullmatch(path)
            assert match, path
            assert named("".join(match.groups()), (site / path).read_bytes()) == path


def test_a_page_asks_for_few_styles(site: Path) -> None:
    """The theme's two, ours, and what only paper needs; the self-check has its own. Each comes whole."""
    for kind, path in KINDS.items():
        reading = Reading()
        reading.feed((site / path).read_text(encoding="utf-8"))
        styles = [address for address in reading.loads if urldefrag(address)[0].endswith(".css")]
        assert len(styles) == (6 if kind == "self-check" else 4), (kind, styles)
    for style in (site / "assets").rglob("*.css"):
        assert "@import" not in style.read_text(encoding="utf-8"), style


def test_our_own_files_are_all_asked_for_and_none_is_there_twice(site: Path, loaded: set[str]) -> None:
    there = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    texts = "".join((site / path).read_text(encoding="utf-8") for path in there if path.startswith("assets/zhengyou/"))
    unasked = {path for path in there - loaded if path.rpartition("/")[2] not in texts}
    assert unasked == set()
    assert len({NAMED.sub(r"\1\2", path) for path in there}) == len(there)


def test_pictures_are_shown_from_their_names_and_attachments_keep_theirs(
    base: dict[str, bytes], tmp_path: Path, site: Path
) -> None:
    picture = next((site / "cases/2010/files").glob("*.png")).read_bytes()
    guide = "guide/reader.md"
    case = next(path for path in base if path.startswith("cases/") and b"\ntags:" in base[path])
    folder = case.rpartition("/")[0]
    docs = {**base, **{f"{folder}/files/{name}.png": picture for name in ("shown", "given", "both")}}
    docs[case] = base[case].replace(b"\ntags:", b"\nattachments:\n  - files/given.png\n  - files/both.png\ntags:")
    docs[case] += "\n![图一](files/shown.png)\n\n![图二](files/both.png)\n\n[图一](files/shown.png)\n".encode()
    docs[guide] = base[guide] + f"\n![图二](../{folder}/files/both.png)\n".encode()
    run = mkdocs_build(tmp_path / "site", docs_dir=write(docs, tmp_path / "docs"))
    assert run.returncode == 0, run.stderr
    shown, both = (named(f"{name}.png", picture) for name in ("shown", "both"))
    files = {path.name for path in (tmp_path / "site" / folder / "files").iterdir() if path.suffix in IMAGE_TYPES}
    assert files == {shown, both, "both.png", "given.png"}
    text = (tmp_path / "site" / case).with_suffix(".html").read_text(encoding="utf-8")
    assert set(re.findall(r'src="(files/[^"]+)"', text)) == {f"files/{shown}", f"files/{both}"}
    assert {f"files/{shown}", "files/given.png", "files/both.png"} <= set(re.findall(r'href="(files/[^"]+)"', text))
    text = (tmp_path / "site" / guide).with_suffix(".html").read_text(encoding="utf-8")
    assert f'src="../{folder}/files/{both}"' in text
