"""What a program proposed is told until a person takes its comment away: the whole line, and nothing besides."""

from __future__ import annotations

import pytest
from campaign.findings import Findings
from campaign.rules.unconfirmed import check_text

PATH = "cases/2031/a.md"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\n# 请核对：第 3 段\ndate: 2031\n---\n", ["2 第 3 段"]),
        ("---\n# 待核对：第 3 段\ndate: 2031\n---\n", ["2 第 3 段"]),
        ("---\n# 请核对：甲。\n# 待核对： 乙 \ndate: 2031\n# 请核对：\n---\n", ["2 甲", "3 乙", "5"]),
        ("---\ndate: 2031  # 请核对：甲\n---\n", []),
        ("---\ndate: 2031\n---\n\n# 请核对：甲\n", []),
        ("# 请核对：甲\n\n乙\n", []),
    ],
)
def test_each_is_told_and_taken_away_with_its_line(text: str, told: list[str]) -> None:
    findings = Findings()
    check_text(text, findings.at(PATH))
    found = findings.sorted()
    assert [f"{one.line} {one.message.partition('请核对：')[2]}".strip() for one in found] == told
    lines = text.split("\n")
    left = [line for number, line in enumerate(lines, start=1) if number not in {one.line for one in found}]
    for one in reversed(found):
        assert one.fix is not None
        start = sum(len(line) + 1 for line in lines[: one.line - 1]) + one.column - 1
        text = text[:start] + one.fix.text + text[start + one.fix.length :]
    assert text == "\n".join(left)
