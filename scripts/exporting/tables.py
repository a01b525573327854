"""Tables as they fit a line of print: where each cell stands, how wide the columns are, how large the type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt
from typing import Any

from .paper import Cell, text_of
from .printable import NARROW, ems

Place = dict[str, Any]

# Ems of a table's line at each size of type it can shrink to, and room lost to a cell's padding.
LINES = ((12.0, 36.8), (10.5, 42.1), (9.0, 49.1))
PADDING = 0.8
# Ems that a column has at least, where it says so much.
SHORT = 8.0


def placed(rows: Sequence[Sequence[Cell]]) -> list[tuple[Place, Cell]]:
    """Each cell with its ``x``, ``y``, ``across`` and ``down``, none over another and none below the last row."""
    taken: set[tuple[int, int]] = set()
    found = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            across = 1
            while across < cell.across and (x + across, y) not in taken:
                across += 1
            down = max(1, min(cell.down, len(rows) - y))
            taken |= {(x + i, y + j) for i in range(across) for j in range(down)}
            found.append(({"x": x, "y": y, "across": across, "down": down}, cell))
            x += across
    return found


def measured(cells: Sequence[tuple[Place, Cell]], columns: int) -> tuple[float, list[float]]:
    """The size of type (points) of a table, and its columns' widths in ems of that: room for the longest word, more for
    much text.
    """
    least, most = [2.0] * columns, [2.0] * columns
    for place, cell in cells:
        lines = [line for text in text_of(cell) for line in text.split("\n")]
        x, across = place["x"], place["across"]
        words = (word for line in lines for word in re.findall(r"[!-~]+", line))
        word = max((len(word) * NARROW for word in words if len(word) < 13), default=0.0)
        long = max((ems(line) for line in lines), default=0.0)
        for i in range(x, x + across):
            least[i] = max(least[i], word / across)
            most[i] = max(most[i], long / across)
    rooms = [(size, line - columns * PADDING) for size, line in LINES]
    fitting = (pair for pair in rooms if sum(least) <= pair[1] and pair[1] / columns >= 2.5)
    size, room = next(fitting, rooms[-1])
    widths = [max(low, min(high, SHORT)) for low, high in zip(least, most, strict=True)]
    spare = room - sum(widths)
    if spare > 0:
        # Much text gets more room, but not in proportion: else the short columns are a character wide.
        wanted = [sqrt(max(min(high, 400.0) - width, 0.01)) for high, width in zip(most, widths, strict=True)]
        widths = [width + spare * want / sum(wanted) for width, want in zip(widths, wanted, strict=True)]
    return size, [round(width + PADDING, 2) for width in widths]
