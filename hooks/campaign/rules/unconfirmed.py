"""What a program proposed and no person has confirmed yet: comments of a set form in a front matter.

A proposal that was filled in says ``# 请核对：…`` above its field, one that was only offered
``# 待核对：…``. Taking the comment away confirms it.
"""

from __future__ import annotations

from ..diagnostics import Fix, Mark
from ..findings import Report
from ..frontmatter import split

FILLED = "# 请核对："
OFFERED = "# 待核对："


def check_text(text: str, report: Report) -> None:
    """The comments in a file's front matter that wait for somebody to take them away."""
    if FILLED not in text and OFFERED not in text:
        return
    cut = split(text)
    for number, line in enumerate((cut.front or "").split("\n"), start=cut.front_line):
        if line.startswith((FILLED, OFFERED)):
            said = line[len(FILLED) :].strip().rstrip("。")
            report("unconfirmed", Mark(number), fix=Fix(len(line) + 1, ""), said=said)
