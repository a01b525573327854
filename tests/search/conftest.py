"""Indexes on disk for the client to read: of the project's own docs, and of a synthetic campaign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import corpus
import pytest
from campaign import load, search
from campaign.derive import derive
from campaign.render import pages
from campaign.render.press import Press
from campaign.search.documents import Document, documents
from campaign.search.shelf import FOLDER

from ..conftest import Docs, read_folder

DOCS = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True)
class Indexed:
    """A site's index below a folder, what it was made of, and its files by path."""

    folder: Path
    documents: list[Document]
    synonyms: list[list[str]]
    files: dict[str, str]

    @property
    def manifest(self) -> str:
        return self.files[f"{FOLDER}/index.js"]


@cache
def press_of(cases: int) -> Press:
    """What writes the pages of the project's own docs (0), or of a synthetic campaign of so many cases."""
    docs: Docs = {path: text.encode() for path, text in corpus.files(cases)} if cases else read_folder(DOCS)
    return written(docs)


def written(docs: Docs, *, drafts: bool = False) -> Press:
    """A press that has written every page, as search finds it."""
    records, found = load(docs)
    assert not [one for one in found if one.severity.word == "错误"], found[:3]
    press = Press(derive(records, drafts=drafts))
    for _ in pages(press):
        pass
    return press


def write_index(press: Press, folder: Path) -> Indexed:
    files = dict(search.files(press))
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return Indexed(folder, documents(press), press.site.campaign.synonyms, files)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    return write_index(press_of(0), tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Indexed]:
    """``sample(cases)``: a synthetic campaign's index, made once a worker."""
    made: dict[int, Indexed] = {}

    def index(cases: int) -> Indexed:
        if cases not in made:
            made[cases] = write_index(press_of(cases), tmp_path_factory.mktemp(f"sample-{cases}"))
        return made[cases]

    return index
