"""What a build leaves for the next is taken up whole or not at all, and its versions tell what it was made with."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import engine
import keeping
import pytest
from exporting import fonts
from jinja2 import DictLoader, Environment
from keeping import Bytecode, Kept, Made
from rounds import Settings
from source.preparation import Prepared

MADE = {"index.html": Made("key", "0" * 64, 3, 1_000)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return keeping.place(tmp_path, tmp_path / "site") / "kept"


def test_a_file_is_there_only_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "a"
    made = Made("key", "", 3, 1_000_000)

    def put(data: bytes, time: int) -> None:
        file.write_bytes(data)
        os.utime(file, ns=(time, time))

    assert not made.is_there(file)
    put(b"abc", 1_000_000)
    assert made.is_there(file)
    put(b"abcd", 1_000_000)
    assert not made.is_there(file)
    put(b"abc", 2_000_000)
    assert not made.is_there(file)


def test_what_is_kept_is_read_again_by_the_same_code_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(file / "of-another-disk"))
    assert keeping.read(file, "code") == Kept()
    keeping.write(file, "code", Kept(bytecode={"before": b""}))
    keeping.write(file, "code", Kept(made=MADE, bytecode={"a": b"b"}))
    found = keeping.read(file, "code")
    assert (found.made, found.bytecode) == (MADE, {"a": b"b"})
    assert keeping.read(file, "other").made == {}
    assert [one.name for one in file.parent.iterdir()] == ["kept"]


def test_what_cannot_be_kept_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    keeping.write(file, "code", Kept())
    assert list(file.parent.iterdir()) == []


def _another_format(data: bytes) -> bytes:
    return data.replace(keeping.FORMAT, b"zhengyou-keep-1\n")


def _one_byte_more(data: bytes) -> bytes:
    return data + b"x"


def _something_else(data: bytes) -> bytes:
    other = pickle.dumps({"made": MADE})
    return keeping._head("code", other) + other


@pytest.mark.parametrize("spoil", [_another_format, _one_byte_more, _something_else, lambda data: b""])
def test_a_damaged_or_foreign_keep_is_as_good_as_none(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    keeping.write(file, "code", Kept(made=MADE))
    file.write_bytes(spoil(file.read_bytes()))
    assert keeping.read(file, "code") == Kept()


def test_so_many_sites_are_remembered_and_the_oldest_goes_first(tmp_path: Path) -> None:
    places = [keeping.place(tmp_path, tmp_path / f"site{number}") for number in range(keeping.SITES + 2)]
    assert len(set(places)) == len(places)
    for number, place in enumerate(reversed(places)):
        keeping.write(place / "kept", "code", Kept())
        os.utime(place, (number, number))
    keeping.write(places[0] / "kept", "code", Kept())
    assert set(places[0].parent.iterdir()) == set(places[: keeping.SITES])


def test_a_site_is_known_however_its_folder_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert keeping.place(tmp_path, Path("a/../site")) == keeping.place(tmp_path, tmp_path / "site")


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, bytes] = {}

    def said(template: str) -> str:
        return (
            Environment(loader=DictLoader({"a": template}), bytecode_cache=Bytecode(known)).get_template("a").render()
        )

    assert said("甲{{ 1 }}") == "甲1"
    assert known
    monkeypatch.setattr(Environment, "_parse", None)
    assert said("甲{{ 1 }}") == "甲1"
    with pytest.raises(TypeError):
        said("乙{{ 1 }}")


TREE = (
    "mkdocs.yml", "requirements.txt", "hooks/page.py", "hooks/deep/a.py", "hooks/page.txt", "hooks/campaign/load.py",
    "hooks/campaign/deep/a.py", "hooks/campaign/render/page.md.j2", "hooks/campaign/render/deep/a.md.j2",
    "hooks/campaign/NOTES", "overrides/assets/deep/a.css", "overrides/main.html", "scripts/exporting/a.py",
    "scripts/exporting/deep/a.typ", "scripts/exporting/NOTES", *(f"scripts/{name}.py" for name in keeping.EXPORTED_WITH),
)  # fmt: skip
LOCKED = {"requirements.txt"}
OF_EXPORTS = {one for one in TREE if one.startswith("scripts/")} - {"scripts/exporting/NOTES"}
MADE_WITH = {
    keeping.core_version: {one for one in TREE if one.startswith("hooks/campaign/")} - {"hooks/campaign/NOTES"}
    | LOCKED,
    keeping.theme_version: {
        *("mkdocs.yml", "hooks/page.py", "hooks/deep/a.py", "overrides/assets/deep/a.css", "overrides/main.html"),
        *LOCKED,
    },
    keeping.exports_version: OF_EXPORTS,
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fonts, "chosen", lambda: "these fonts")
    for path in TREE:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("jinja2==1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("version", MADE_WITH, ids=lambda version: version.__name__)
def test_a_version_tells_every_file_it_is_of_and_no_other(tree: Path, version: Callable[[Path], str]) -> None:
    before = version(tree)
    found = set()
    for path in TREE:
        (tree / path).write_text("nowhere-to-be-found==1\n", encoding="utf-8")
        if version(tree) != before:
            found.add(path)
        (tree / path).write_text("jinja2==1\n", encoding="utf-8")
    assert found == MADE_WITH[version]
    assert version(tree) == before
    moved = sorted(
        MADE_WITH[version] - {"mkdocs.yml", "requirements.txt", *(f"scripts/{one}.py" for one in keeping.EXPORTED_WITH)}
    )
    (tree / moved[0]).rename((tree / moved[0]).with_stem("z"))
    assert version(tree) != before


@pytest.mark.parametrize("version", MADE_WITH, ids=lambda version: version.__name__)
def test_a_version_does_not_tell_in_which_order_a_disk_lists_its_files(
    tree: Path, version: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, listed = version(tree), Path.rglob
    for change in (sorted, lambda files: sorted(files, reverse=True)):
        monkeypatch.setattr(Path, "rglob", lambda of, pattern, change=change: change(listed(of, pattern)))
        assert version(tree) == before


@pytest.mark.parametrize("version", [keeping.core_version, keeping.theme_version])
def test_a_version_tells_the_packages_and_the_python(
    tree: Path, version: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version(tree)
    for module, name in ((keeping, "version"), (keeping.platform, "python_version"), (keeping.platform, "system")):
        with monkeypatch.context() as other:
            other.setattr(module, name, lambda *of: "other")
            assert version(tree) != before
    (tree / "requirements.txt").write_text(
        "# one more line, no package\njinja2==2 \\\n    --hash=x\n", encoding="utf-8"
    )
    assert version(tree) == before


def test_the_fonts_are_among_what_exports_are_made_with(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keeping.exports_version(tree)
    monkeypatch.setattr(fonts, "chosen", lambda: "others")
    assert keeping.exports_version(tree) != before


def test_all_pages_are_made_anew_for_what_stands_on_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview's pages, above all, are not taken over by what is published."""

    def frame(*, theme: str = "", drafts: bool = False, site_url: str = "", **said: str) -> str:
        monkeypatch.setattr(keeping, "theme_version", lambda root: theme)
        build = object.__new__(engine._Build)
        build._settings = Settings(tmp_path, tmp_path, drafts)
        vars(build._settings)["config"] = SimpleNamespace(site_url=site_url)
        campaign = SimpleNamespace(**{"title": "", "summary": "", "organiser": "", **said})
        return build._frame(cast(Prepared, SimpleNamespace(site=SimpleNamespace(campaign=campaign))))

    frames = [frame(), frame(theme="x"), frame(drafts=True), frame(site_url="x")]
    frames += [frame(title="x"), frame(summary="x"), frame(organiser="x")]
    assert len(set(frames)) == len(frames) and frame() == frames[0]
