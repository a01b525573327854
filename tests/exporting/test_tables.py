"""Tables as they fit a line of print."""

from exporting import tables
from exporting.paper import Cell, Paragraph, Run


def cell(text: str, **spans) -> Cell:
    return Cell((Paragraph((Run(text),)),), **spans)


def measured(*rows: tuple[str, ...]) -> tuple[float, list[float]]:
    return tables.measured(tables.placed([[cell(text) for text in row] for row in rows]), len(rows[0]))


def test_spans_never_overlap_nor_leave_the_table() -> None:
    found = tables.placed([[cell("a", down=9), cell("b", across=2)], [cell("c"), cell("d")]])
    places = [(p["x"], p["y"], p["across"], p["down"]) for p, _ in found]
    assert places == [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]
    found = tables.placed([[cell("a"), cell("b", down=2)], [cell("c", across=2)]])
    assert found[2][0] == {"x": 0, "y": 1, "across": 1, "down": 1}


def test_a_column_has_room_for_its_longest_word_and_much_text_has_more() -> None:
    size, (name, number, text) = measured(("甲", "1,234,567.00", "国" * 200))
    assert size == 12
    assert number > 12 * 0.6
    assert text > number > name


def test_a_short_column_leaves_its_room_to_one_that_says_more() -> None:
    _, (long, *short) = measured(("国" * 20, *["国" * 4] * 3, "国" * 8))
    assert long > 12
    assert min(short) >= 4


def test_many_columns_are_printed_in_smaller_type() -> None:
    sizes = [measured(("国" * 9,) * columns)[0] for columns in (3, 11, 12, 30)]
    assert sizes == [12.0, 12.0, 10.5, 9.0]
    assert measured(("x" * 12,) * 5)[0] == 10.5
