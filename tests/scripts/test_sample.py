"""``sample``: the same number gives the same bytes, all of it valid and marked."""

from __future__ import annotations

from pathlib import Path

import corpus
import pytest
from campaign import load

from .conftest import Run


@pytest.mark.parametrize("cases", [0, 1, 30, 300])
def test_a_corpus_of_any_size_is_without_fault(cases: int) -> None:
    docs = {path: text.encode() for path, text in corpus.files(cases)}
    records, diagnostics = load(docs)
    assert diagnostics == []
    assert len(records.of("case")) == cases
    marked = [one for kind in ("case", "unit", "honour", "commitment") for one in records.of(kind)]
    assert marked and all(one.data.get("sample") for one in marked)


def test_the_same_number_gives_the_same_bytes() -> None:
    assert list(corpus.files(40)) == list(corpus.files(40))


def test_a_larger_corpus_keeps_the_smaller_one_s_cases() -> None:
    large = dict(corpus.files(400))
    for cases in (1, 159, 161, 199, 200):
        small = {path: text for path, text in corpus.files(cases) if path.startswith("cases/")}
        assert len(small) == cases
        assert {path for path, text in small.items() if large[path] != text} == set()


def test_texts_vary() -> None:
    bodies = [text.partition("---\n\n")[2] for path, text in corpus.files(200) if path.startswith("cases/")]
    assert len(set(bodies)) == 200
    assert min(map(len, bodies)) > 700


def test_a_folder_with_something_in_it_is_refused(manage: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert manage("sample", 3, "out").returncode == 0
    before = sorted((tmp_path / "out").rglob("*"))
    assert manage("sample", 3, "out").returncode == 2
    assert sorted((tmp_path / "out").rglob("*")) == before
    assert manage("sample", -1, "other").returncode == 2
