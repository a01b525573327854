"""The labelled lines, how well the gate tells them apart, and forms that stand for many texts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from campaign.rules import protected

LINES = Path(__file__).parent / "lines.tsv"
FRONT = "In the front matter"


@dataclass(frozen=True)
class Line:
    """A line of text and the codes it must raise."""

    text: str
    codes: frozenset[str]
    front: bool

    @property
    def document(self) -> str:
        return f"---\n{self.text}\n---\n" if self.front else self.text


@dataclass
class Score:
    """Right, false and missed findings of each code; a code counts once a line."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def precision(self, code: str | None = None) -> float:
        right, false = self._of(self.right, code), self._of(self.false, code)
        return right / (right + false)

    def recall(self, code: str | None = None) -> float:
        right, missed = self._of(self.right, code), self._of(self.missed, code)
        return right / (right + missed)

    @staticmethod
    def _of(counts: Counter[str], code: str | None) -> int:
        return counts.total() if code is None else counts[code]


def labelled() -> list[Line]:
    """All lines. In the file: the codes, comma between (``-`` for none), a tab, the text; ``# `` begins a heading."""
    lines, front = [], False
    for row in LINES.read_text(encoding="utf-8").splitlines():
        if row.startswith("# "):
            front = row[2:] == FRONT
        elif row:
            codes, text = row.split("\t", 1)
            lines.append(Line(text, frozenset() if codes == "-" else frozenset(codes.split(",")), front))
    return lines


def each(form: str) -> list[str]:
    """All texts of a form: ``{a|b|}`` stands for each of these in turn, ``⏎`` for the end of a line."""
    parts = re.split(r"\{([^{}]*\|[^{}]*)\}", form.replace("⏎", "\n"))
    return ["".join(one) for one in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts)))]


def found(text: str) -> list[str]:
    codes: list[str] = []
    protected.check_text(text, lambda code, mark, **values: codes.append(code))
    return codes


def measured() -> Score:
    score = Score()
    for line in labelled():
        codes = set(found(line.document))
        for kind, which in (
            ("right", codes & line.codes),
            ("false", codes - line.codes),
            ("missed", line.codes - codes),
        ):
            getattr(score, kind).update(which)
            score.told += [f"{kind} {code}: {line.text}" for code in sorted(which) if kind != "right"]
    return score
