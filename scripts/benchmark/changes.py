"""What an editor does to a folder of records between two builds, a different change for every number.

The same changes fit the records as they are written and pages that keep their paths and titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import corpus_words as words

# The criterion most cases of a sample name, among others of its group: a change of it reaches far.
CRITERION = f"criteria/{words.GROUPS[0][0]}-1.md"
_TITLE = re.compile(r'^(title: "?)(.*?)(?:（第\d+稿）)?("?)$', re.MULTILINE)


@dataclass(frozen=True)
class Changed:
    """A file that was changed, and a text that its page has only since."""

    file: Path
    mark: str


@dataclass(frozen=True)
class Change:
    """A kind of change. ``make`` changes one file of a docs folder, for each number in another way."""

    name: str
    title: str
    make: Callable[[Path, int], Changed]


def edit(docs: Path, number: int) -> Changed:
    """A sentence more in the body of one case."""
    cases = _cases(docs)
    file = cases[number % len(cases)]
    sentence = f"第{number}次回访时补记一句，内容是虚构的。"
    _write(file, f"{_read(file).rstrip()}\n\n{sentence}\n")
    return Changed(file, sentence)


def add(docs: Path, number: int) -> Changed:
    """One case more, like another but for its number. Any that is named in an honour would be missed there."""
    cases = _cases(docs)
    models = [file for file in cases if "\nhonours:" not in _read(file)]
    model = models[number % len(models)]
    new = max(map(_number, cases)) + 1
    file = model.with_name(f"case-{new:05d}.md")
    mark = f"（示例 {new}）"
    _write(file, _read(model).replace(f"（示例 {_number(model)}）", mark))
    return Changed(file, mark)


def retitle(docs: Path, number: int) -> Changed:
    """Another title for a criterion that many cases name."""
    file = docs / CRITERION
    mark = f"（第{number}稿）"
    _write(file, _TITLE.sub(rf"\g<1>\g<2>{mark}\g<3>", _read(file), count=1))
    return Changed(file, mark)


CHANGES = (
    Change("edited", "改一篇正文", edit),
    Change("added", "新增一篇", add),
    Change("retitled", "改一条标准的标题", retitle),
)


def _cases(docs: Path) -> list[Path]:
    return sorted(docs.glob("cases/*/case-*.md"))


def _number(file: Path) -> int:
    return int(file.stem.rpartition("-")[2])


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
