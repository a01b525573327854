"""Figures as a reader sees them, and tables of them, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from report import display_width

from .figures import Spread, spread

Row = tuple[str, list[str]]
NOTHING = "—"
_EIGHTHS = " ▏▎▍▌▋▊▉"


def spread_cell(figures: Sequence[float | None], digits: int) -> str:
    """Their median, least and greatest; a dash where there is none."""
    return cell(spread([figure for figure in figures if figure is not None]), digits)


def cell(found: Spread | None, digits: int) -> str:
    """The median, with least and greatest in brackets where they differ; a dash for none."""
    if found is None:
        return NOTHING
    middle, least, most = (f"{figure:,.{digits}f}" for figure in (found.median, found.min, found.max))
    return middle if least == most else f"{middle}（{least}–{most}）"


def lines(corner: str, titles: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """A table's lines, its columns as wide as their widest cell in the width that a terminal gives Chinese text."""
    table = [[corner, *titles], *([title, *cells] for title, cells in rows)]
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def markdown(corner: str, titles: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The same as lines of a Markdown table."""
    for row in ([corner, *titles], ["---"] * (len(titles) + 1), *([title, *cells] for title, cells in rows)):
        yield "| " + " | ".join(text.replace("|", "\\|") for text in row) + " |"


def bar(value: float, most: float, width: int = 24) -> str:
    """A bar of block characters to the eighth of one, the longest ``width`` long; what is there at all shows."""
    eighths = max(round(8 * width * value / most), 1) if value > 0 and most > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
