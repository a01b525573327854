"""ProperDocs, which carries MkDocs 1.x on, makes the same site of this project as it is."""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from ..conftest import read_folder
from ..site.conftest import mkdocs_build

PATH = str(Path(__file__).parent / "on_properdocs")
GENERATOR = re.compile(rb'(?<=<meta name="generator" content="mkdocs-)[^,]+')


def test_but_for_the_engine_s_name_every_byte_is_the_same(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (PATH, os.environ.get("PYTHONPATH")))))
    run = mkdocs_build(tmp_path / "site")
    assert run.returncode == 0, run.stderr
    made = read_folder(tmp_path / "site")
    engines = {name for data in made.values() for name in GENERATOR.findall(data)}
    assert engines == {f"ProperDocs {version('properdocs')}".encode()}
    other = f"{version('mkdocs')}".encode()
    assert {path: GENERATOR.sub(other, data) for path, data in made.items()} == read_folder(site)
