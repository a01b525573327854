"""What the self-check's scripts say is what Python says: grades by the campaign's rules, tables and documents as read."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from campaign.grading import ladder, number, sum_text

from .search.node import node

SCRIPTS = Path(__file__).parents[1] / "overrides/assets/zhengyou/compare"
SAMPLES = Path(__file__).parent / "js/compare_data.js"
MARKS = ("0", "59.9", "60", "79.999999", "80", "89.9", "90", "100")


def required(path: Path) -> str:
    """A script's expression for what a file of ours defines."""
    return f"require({json.dumps(str(path))})"


def decimal(dice: random.Random) -> str:
    """A number from 0 to 100 with up to six places, often one that decides."""
    return dice.choice((dice.choice(MARKS), f"{dice.uniform(0, 100):.{dice.randrange(7)}f}"))


def graded(dice: random.Random) -> dict[str, Any]:
    """Rules and one unit's scores under them, as the browser gets them."""
    inputs = [{"id": id, "title": id, "weight": decimal(dice)} for id in "abcd"[: dice.randrange(1, 5)]]
    mins = sorted({decimal(dice) for _ in range(dice.randrange(1, 5))} - {"0"}, key=Decimal, reverse=True)
    levels = [{"id": f"l{place}", "title": f"{place}等", "min": low} for place, low in enumerate([*mins, "0"])]
    ids = [level["id"] for level in levels]
    scores = {one["id"]: decimal(dice) for one in inputs}
    if dice.random() < 0.05:
        del scores[inputs[0]["id"]]
    return {
        "grading": {
            "levels": levels,
            "inputs": inputs,
            "gates": [
                {"input": dice.choice(inputs)["id"], "below": decimal(dice), "caps_at": dice.choice(ids)}
                for _ in range(dice.randrange(4))
            ],
            "step_by_step": dice.random() < 0.7,
        },
        "scores": scores,
        "before": dice.choice(["", *ids]),
        "reason": dice.choice(["", "", "成绩突出"]),
    }


def as_recorded(case: dict[str, Any]) -> dict[str, Any]:
    """What the rules come to for the records, in the shape of the browser's answer."""
    numbers = {"min", "weight", "below"}

    def item(values: dict[str, Any]) -> Any:
        return SimpleNamespace(
            **{name: Decimal(value) if name in numbers else value for name, value in values.items()}, declared=values
        )

    rules = case["grading"]
    grading: Any = SimpleNamespace(
        **{name: [item(one) for one in rules[name]] for name in ("levels", "inputs", "gates")},
        step_by_step=rules["step_by_step"],
    )
    scores = {id: Decimal(score) for id, score in case["scores"].items()}
    entry = SimpleNamespace(scores=scores, grade=grading.levels[0].id, reason=case["reason"])
    last = [SimpleNamespace(scores={}, grade=case["before"], reason="")] if case["before"] else []
    rung = ladder(grading, [*last, entry])[-1]  # type: ignore[list-item]
    points = [None if one.points is None else number(one.points) for one in rung.contributions]
    return {
        "total": None if rung.total is None else number(rung.total),
        "sum": sum_text(rung),
        "points": points,
        "byTotal": rung.by_total and rung.by_total.id,
        "level": rung.computed and rung.computed.id,
        "held": rung.held_by_step,
        "gates": [gate.declared for gate in rung.gates],
        "missing": [one.id for one in grading.inputs if one.id not in scores],
    }


def test_grades() -> None:
    dice = random.Random(9)
    cases = [graded(dice) for _ in range(3000)]
    found = node(
        f"const {{ estimate }} = {required(SCRIPTS / 'grade.js')}; return data.map((one) => {{"
        "const made = estimate(one.grading, one.scores, one.before, one.reason);"
        "const id = (level) => level && level.id;"
        "const { total, sum, held, gates, missing } = made;"
        "const points = made.parts.map((part) => part.points);"
        "return { total, sum, points, byTotal: id(made.byTotal), level: id(made.level), held, gates, missing } })",
        cases,
    )
    for case, theirs in zip(cases, found, strict=True):
        assert theirs == as_recorded(case), case
    decided = [sum(bool(one[name]) for one in found) for name in ("held", "gates", "missing", "level")]
    assert min(decided) > 50, "every rule is at work in some of the cases"


def texts() -> list[str]:
    """What may be typed or pasted into a form, and some at random."""
    dice = random.Random(4)
    letters = "甲,，\"'\n\r\t=+-@＝＠<>&;　 \x00\x0b\x1f\x7f\x85\u2028\u202e\ufeff|\\😀𠀀"
    made = ["".join(dice.choice(letters) for _ in range(dice.randrange(1, 9))) for _ in range(600)]
    known = [
        "=1+1",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\0=1",
        "＋1",
        "<script>alert(1)</script>",
        "&lt;",
        "&#60;",
        "']]>",
    ]
    return [*known, '<img src=x onerror="x">', "<!--", "a\r\nb\rc", '"', '""', ",", "'=1", *made]


def exported(script: str) -> tuple[list[str], str]:
    """Texts, and what a script makes of a sheet with a question, an answer, a unit and a measure for each of them."""
    typed = texts()
    made = node(
        f"const sheets = {required(SCRIPTS / 'sheet.js')}, tables = {required(SCRIPTS / 'tables.js')};"
        f"const {{ data: campaign, blank }} = {required(SAMPLES)};"
        "const about = campaign({ a: data.map((text, place) => ['q' + place, text]) });"
        "const sheet = data.reduce((sheet, text, place) => sheets.plans("
        "sheets.answer(sheet, 'a/q' + place, { answer: 'unmet', evidence: text }, text), 'a/q' + place,"
        "[{ measure: text, who: text, due: text, result: text }]),"
        f"{{ ...blank(about), unitName: data[0], name: data[1] }}); return tables.{script}(sheet, about)",
        typed,
    )
    return typed, made


def plain(text: str) -> str:
    """A text as programs can take it: one kind of line end, nothing that no program shows."""
    return re.sub(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]", "", re.sub(r"\r\n?", "\n", text))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return "'" + cell if cell.startswith(tuple("=+-@\t＝＋－＠")) else cell


def test_a_table_reads_back_and_no_cell_is_a_formula() -> None:
    typed, text = exported("csv")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert len(rows) == len(typed) + 1
    for one, row in zip(typed, rows[1:], strict=True):
        cell = guarded(plain(one))
        assert row == [guarded(plain(typed[0])), "", "a好", cell, "没做到", *[cell] * 5]


class Document(HTMLParser):
    """The tags and attributes of a document, and the texts of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(f"@{name}" for name, _ in attrs)}
        if tag == "td":
            self.cells.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_comment(self, data: str) -> None:
        self.names.add("<!--")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_a_document_holds_what_was_typed_as_text() -> None:
    typed, text = exported("word")
    document = Document()
    document.feed(text.removeprefix("\ufeff"))
    document.close()
    tags = "html head meta title style body div h1 h2 table thead tbody tr th td br p"
    assert document.names <= {
        *tags.split(),
        "@lang",
        "@charset",
        "@class",
        "@border",
        "@cellpadding",
        "@cellspacing",
        "@width",
        "@align",
    }
    cells = iter(document.cells)
    for one in typed:
        assert any(cell == (plain(one) or "\xa0") for cell in cells), one
    assert len(document.cells) == 4 + 10 * len(typed) + 2
