"""The tutorial for a new campaign, followed to the letter: whoever copies it gets what it says."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import environment
import manage
import pytest

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "new-campaign.md"
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
TABLE = re.compile(r"\A\n+\| 它问 \| 您答 \|\n\|[-| ]+\|\n(?P<rows>(?:\|.*\|\n)+)")
BELOW = re.compile(r"打开 `([^`]+)`，把第二条 `---` 下面的全部换成：\n\n\Z")
MENDED = re.compile(r"打开 `([^`]+)`，把 `([^`]+)` 改成 `([^`]+)`")
# What cannot be just any words.
GIVEN = {"--set period=": "2026", "--set groups.0.applies_to=": "organisation"}
SAID = "屏幕上会说：\n\n"


class Keyboard(io.TextIOWrapper):
    """Where answers come from, for whatever asks whether somebody is there."""

    def isatty(self) -> bool:
        return True


@dataclass
class Reader:
    """Somebody at a terminal, in a folder with nothing in it."""

    patch: pytest.MonkeyPatch
    screen: pytest.CaptureFixture[str]
    said: str = ""

    def run(self, line: str, answers: list[tuple[str, str]]) -> None:
        """Runs a line of the page and answers as the page does, being asked what it says."""
        words = shlex.split(line)
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
            return
        assert words[:2] == ["python3", "scripts/manage.py"], line
        waiting, told = list(answers), []

        def read(prompt: str) -> str:
            asked = self._screen() + prompt
            told.append(asked)
            question, answer = waiting.pop(0) if waiting else ("a question that the page has, too", "")
            if not all(re.search(rf"^ *{part}", asked, re.M) for part in question.split("，")):
                pytest.fail(f"{line}: not {question}, but {asked}")  # an assertion would be taken for a surprise
            return "" if answer == "直接回车" else answer

        self.patch.setattr("builtins.input", read)
        status = manage.main(words[2:])
        self.said = "".join([*told, self._screen()])
        assert status == (1 if " 错误 " in self.said else 0), self.said
        assert waiting == [], f"{line} does not ask: {waiting}\n{self.said}"

    def begin(self, path: str, text: str) -> None:
        """Puts ``text`` in place of all below the second line of dashes."""
        file = found(path)
        _, fields, _ = file.read_text(encoding="utf-8").split("---\n", 2)
        file.write_text(f"---\n{fields}---\n\n{text}", encoding="utf-8")

    def mend(self, path: str, old: str, new: str) -> None:
        file = found(path)
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path}: which {old}?"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def _screen(self) -> str:
        said = self.screen.readouterr()
        return said.out + said.err


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reader:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(environment, "is_current", lambda root: True)
    monkeypatch.setattr("sys.stdin", Keyboard(io.BytesIO()))
    return Reader(monkeypatch, capsys)


def found(path: str) -> Path:
    """The file that a path of the page names; cases lie under the year they were made in."""
    (file,) = Path().glob(path.replace("年份", "[0-9][0-9][0-9][0-9]"))
    return file


def answers_at(text: str) -> list[tuple[str, str]]:
    """What is asked and answered, by the table that ``text`` begins with, if it does."""
    table = TABLE.match(text)
    rows = table["rows"].splitlines() if table else []
    return [(question.strip(), answer.strip()) for _, question, answer, _ in (row.split("|") for row in rows)]


def test_the_tutorial_leads_where_it_says(reader: Reader) -> None:
    page, done = PAGE.read_text(encoding="utf-8"), 0
    blocks = list(FENCE.finditer(page))
    assert 2 * len(blocks) == page.count("```")
    for block in blocks:
        before, done = page[done : block.start()], block.end()
        for change in MENDED.findall(before):
            reader.mend(*change)
        if below := BELOW.search(before):
            reader.begin(below[1], block["text"])
        elif before.endswith(SAID):
            assert block["text"].strip() in re.sub(r"cases/\d{4}/", "cases/年份/", reader.said)
        else:
            for line in block["text"].splitlines():
                reader.run(line, answers_at(page[done:]))

    named = set(re.findall(r"`((?:reading|book-cart)[^` ]*\.\w+)`", page))
    assert {found(one).suffix for one in named} == {".md", ".html", ".docx"}
    home = Path("reading-site/index.html").read_text(encoding="utf-8")
    assert "书香校园活动（示例）" in home and "流动书车进教室（示例）" in home
    check = Path("reading-site/compare/groups/liang-you.html").read_text(encoding="utf-8")
    assert "每班书架上不少于两百册书" in check and "每天课间操以后读书半小时" in check


def test_nobody_needs_to_be_asked(reader: Reader) -> None:
    Path("reading").mkdir()
    reader.patch.setattr("sys.stdin", None)
    assert manage.main(["new", "campaign", "--docs-dir", "reading"]) == 2
    wanted = re.findall(r"--title|--set [\w.]+=", reader.screen.readouterr().err)
    given = [f"{one} 示例" if one == "--title" else f"{one}{GIVEN.get(one, '示例')}" for one in wanted]
    reader.run(f"python3 scripts/manage.py new campaign --docs-dir reading {' '.join(given)}", [])
