"""``bench export``: real exports of a sample; how long they take, no test says."""

from __future__ import annotations

from pathlib import Path

from benchmark import export
from exporting import WRITERS


def test_books_of_two_sizes_are_measured(tmp_path: Path) -> None:
    measured = export.measure([2, 4], 1, tmp_path)
    for size in measured["sizes"]:
        for format in WRITERS:
            of = size["formats"][format]
            assert of["bytes"] == (tmp_path / str(size["cases"]) / f"book.{format}").stat().st_size
            assert of["seconds"][0] > 0
    said = export.as_text(measured)
    assert "4 个案例，docx" in said and "案例数翻倍" in said
    assert "翻倍" not in export.as_text({**measured, "sizes": measured["sizes"][:1]})
