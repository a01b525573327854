"""The rooms and what they import, as one SVG: row by row from the top floor down, grey where the contract has a wall.

It counts nothing: it changes only where a room comes to know another, or no longer does, which is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from .rooms import FLOORS, ROOMS, may_know, room_of

# In pixels: a cell, where the cells begin, and the whole.
CELL, LEFT, TOP = 24, 480, 150
WIDTH, HEIGHT = LEFT + CELL * len(ROOMS) + 20, TOP + CELL * len(ROOMS) + 56
INK, FAINT, WALL, LINE, PAPER, RED = "#25211d", "#6a6056", "#e9e3d8", "#93887a", "#fffefb", "#8a171b"


def drawing(imports: Mapping[str, set[str]]) -> str:
    """The picture's file; the same imports give the same bytes."""
    known = {(room_of(importer), room_of(imported)) for importer, others in imports.items() for imported in others}
    drawn = [*_frame()]
    for row, room in enumerate(ROOMS):
        y = TOP + CELL * row
        drawn += [
            _text(20, y + 16, room.name, 'font-weight="bold"'),
            _text(170, y + 16, room.holds, f'fill="{FAINT}"'),
            f'<text transform="translate({LEFT + CELL * row + 16} {TOP - 8}) rotate(-90)">{escape(room.name)}</text>',
        ]
        for column, other in enumerate(ROOMS):
            x = LEFT + CELL * column
            if not may_know(room, other) or room is other:
                fill = INK if room is other else WALL
                drawn.append(f'<path d="M{x} {y}h{CELL}v{CELL}h-{CELL}z" fill="{fill}"/>')
            elif (room, other) in known:
                drawn.append(f'<circle cx="{x + CELL // 2}" cy="{y + CELL // 2}" r="6" fill="{RED}"/>')
    return "\n".join([*drawn, *_lines(), "</svg>", ""])


def _frame() -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="{INK}" role="img" aria-label="Which rooms of the project import which: '
        f'all from higher floors to lower ones">'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
    yield _text(20, 36, "Who imports whom", 'font-size="22" font-weight="bold"')
    yield _text(20, 62, "Rooms, floor by floor. Drawn from the imports.", f'fill="{FAINT}"')
    legend = (
        "A dot: the room of the row imports from that of the column. Grey: it may not. White: it may, and does not."
    )
    yield _text(20, HEIGHT - 20, legend, f'fill="{FAINT}"')


def _lines() -> Iterator[str]:
    """The lines between cells, and one above each floor, a stronger one where the core begins."""
    edges = [CELL * number for number in range(len(ROOMS) + 1)]
    across = "".join(f"M{LEFT} {TOP + at}h{edges[-1]}M{LEFT + at} {TOP}v{edges[-1]}" for at in edges)
    yield f'<path d="{across}" stroke="#d8d0c3" stroke-width="0.5"/>'
    for floor, rooms in enumerate(FLOORS):
        y = TOP + CELL * sum(map(len, FLOORS[:floor]))
        begins = rooms[0].core and not FLOORS[floor - 1][0].core
        yield f'<path d="M20 {y}H{WIDTH - 20}" stroke="{INK if begins else LINE}" stroke-width="{2 if begins else 0.5}"/>'


def _text(x: int, y: int, words: str, looks: str) -> str:
    return f'<text x="{x}" y="{y}" {looks}>{escape(words)}</text>'
