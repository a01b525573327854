"""Plain text and comma-separated values: nothing is hidden in them, but they may be something else."""

from __future__ import annotations

import re

from .inside import Inside, Mislabelled, decoded

_MARKUP = re.compile(r"\s*<(!doctype|html|head|body|script|svg|\?xml)\b", re.IGNORECASE)

# A cell that has a table program start another one: =cmd|'/c calc'!A1
_RUNS = re.compile(r"(^|[,;\t\"]) {0,9}[=+@-][^,;\t\"|]{0,200}\|[^!]{0,200}!")


def is_markup(data: bytes) -> bool:
    """Whether a browser might take a file for a page, by its first thousand bytes."""
    return bool(_MARKUP.match(decoded(data[:1000])))


def look(data: bytes, inside: Inside) -> None:
    """Fills in each line by its number. Mislabelled for what is no text."""
    text = decoded(data)
    if "\0" in text:
        raise Mislabelled("二进制文件，不是文字")
    for number, line in enumerate(text.splitlines(), start=1):
        inside.says(f"第 {number} 行", line)
        if _RUNS.search(line):
            inside.active.append(f"第 {number} 行会运行程序的公式")
