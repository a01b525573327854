"""Who may import whom, as ``rooms`` has it; and the picture of it, drawn from the imports."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import keeping
import pytest

from ..site.conftest import hooks_of
from . import rooms
from .drawing import drawing
from .imports import ROOT, imports, modules

PICTURE = ROOT / "pictures" / "architecture.svg"


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    return imports(modules())


def test_every_module_has_a_room_and_every_room_its_modules(found: dict[str, set[str]]) -> None:
    names = {".".join(name.split(".")[: 2 if name.startswith("campaign.") else 1]) for name in found}
    assert sorted(names) == sorted(key for room in rooms.ROOMS for key in room.keys)


def test_a_room_knows_only_those_below(found: dict[str, set[str]]) -> None:
    through_walls = [
        f"{importer} → {imported}: {rooms.room_of(importer).name} may not know {rooms.room_of(imported).name}"
        for importer, others in found.items()
        for imported in sorted(others)
        if not rooms.may_know(rooms.room_of(importer), rooms.room_of(imported))
    ]
    assert through_walls == []


def test_no_module_and_no_package_comes_back_to_itself(found: dict[str, set[str]]) -> None:
    """Within a room as well, and by no import inside a function; CycleError names the circle."""
    packages: dict[str, set[str]] = {}
    for importer, others in found.items():
        own = importer.split(".")[0]
        packages.setdefault(own, set()).update({one.split(".")[0] for one in others} - {own})
    for known in (found, packages):
        TopologicalSorter(known).prepare()


def test_commands_do_not_know_each_other(found: dict[str, set[str]]) -> None:
    known = {one for name, others in found.items() if name.startswith("commands.") for one in others}
    assert [one for one in known if one.startswith("commands.")] == []


def test_hooks_and_commands_are_thin() -> None:
    """What stands in hooks/ itself is a hook, at work, and adapts; a command asks others to do what it names."""
    hooks = {path.relative_to(ROOT).as_posix(): _lines(path) for path in (ROOT / "hooks").glob("*.py")}
    assert sorted(hooks) == sorted(hooks_of(ROOT))
    assert {name: lines for name, lines in hooks.items() if lines >= 60} == {}
    commands = {path.name: _lines(path) for path in (ROOT / "scripts" / "commands").glob("*.py")}
    assert {name: lines for name, lines in commands.items() if lines >= 150} == {}


def test_modules_stay_small() -> None:
    assert {name: lines for name, path in modules().items() if (lines := _lines(path)) > 300} == {}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_builds_know_what_exported_files_are_made_with(found: dict[str, set[str]]) -> None:
    """All that a change of makes them anew; the hooks among it count for pages already."""
    waiting, reached = ["exporting.exporter", "exporting.pdf", "exporting.word"], set()
    while waiting:
        reached.add(name := waiting.pop())
        waiting += [one for one in found[name] - reached if rooms.room_of(one).name in ("exporting", "records on disk")]
    assert sorted(one for one in reached if not one.startswith("exporting")) == sorted(keeping.EXPORTED_WITH)


def test_the_picture_shows_the_imports_as_they_are(found: dict[str, set[str]], request: pytest.FixtureRequest) -> None:
    drawn = drawing(found)
    if request.config.getoption("--update-goldens"):
        PICTURE.write_text(drawn, encoding="utf-8", newline="\n")
    assert PICTURE.read_text(encoding="utf-8") == drawn, "draw it anew: --update-goldens"


def test_the_page_names_files_that_are_there() -> None:
    folders = [ROOT, ROOT / "hooks", ROOT / "scripts", ROOT / "overrides" / "assets" / "zhengyou"]
    named = re.findall(r"`([\w/.-]+\.(?:py|js|j2|typ))`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert [one for one in named if not any((folder / one).is_file() for folder in folders)] == []
