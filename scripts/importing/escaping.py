"""Words as Markdown that both readers of the site take for exactly these words, and for nothing that acts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from campaign.scalars import FIELD_MARKUP

from .blocks import Run

_WIDE = str.maketrans("<&{!", "＜＆｛！")

_ENTITY = re.compile(r"&(?=#?\w+;?)")
_INLINE = re.compile(r"[\\`*_\[\]|]")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "<": "&lt;"})
# What only at the beginning of a line means something, as an entity where no reader knows an escape for it.
_NUMBERED = re.compile(r"(\d+)([.)])(?=\s|$)")
_OPENING = re.compile(r"[#>+\-=!:~?]")
# An address that runs, however it is spaced or disguised: the checks look through both.
_ACTIVE = re.compile(r"(?:javascript|vbscript|livescript)(?=\s*:)|data(?=\s*:\s*text/html)", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\\{}|`\[\]]+", re.ASCII | re.IGNORECASE)
_AROUND = str.maketrans({"(": "%28", ")": "%29", "*": "%2A", "_": "%5F", "~": "%7E", "!": "%21", "&": "&amp;"})


def escape(text: str) -> str:
    """A text as Markdown inside a line."""
    return _INLINE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text).translate(_BRACES))


def opening(line: str) -> str:
    """An escaped line that begins a block, so that it begins no list, heading, quotation or fence."""
    line = line.strip()
    line = _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
    line = re.sub(r"\A(\[\^\d+\]):", r"\1&#58;", line)  # a note's mark with a colon behind it would begin that note
    return f"&#{ord(line[0])};{line[1:]}" if _OPENING.match(line) else line


def plain(text: str) -> str:
    """A text with no marks of its own, as a whole line or a part of one."""
    return "".join(map(run, quiet((Run(text),))))


def heading(level: int, text: str) -> str:
    """A text as a heading's line; a sharp at its end would else be taken for a closing mark."""
    return f"{'#' * level} {' '.join(re.sub('(?<!&)#', '&#35;', plain(text)).split())}"


def _core(text: str) -> tuple[str, str, str]:
    """A text without the punctuation and white space at its ends: next to a letter, no mark may hold those."""
    inside = [at for at, letter in enumerate(text) if unicodedata.category(letter)[0] in "LNM"]
    if not inside:
        return text, "", ""
    return text[: inside[0]], text[inside[0] : inside[-1] + 1], text[inside[-1] + 1 :]


def run(one: Run) -> str:
    """A stretch of text as Markdown, with its marks and its link; an address that may not be a link is left out."""
    before, core, after = _core(one.text) if one.marks or one.href else ("", one.text, "")
    if not core:
        return escape(one.text)
    text = escape(core)
    for mark, tag in (("sup", "sup"), ("sub", "sub"), ("strike", "s")):
        text = f"<{tag}>{text}</{tag}>" if mark in one.marks else text
    if one.href and opens(one.href):
        text = f"[{text}]({one.href.translate(_AROUND)})"
    if "bold" in one.marks:
        text = f"**{text}**"
    return escape(before) + text + escape(after)


def plain_field(value: object) -> object:
    """A field's value, in which nothing reads as markup: its first sign is written full width, as Chinese texts do."""
    if isinstance(value, str):
        while FIELD_MARKUP.search(value):
            value = FIELD_MARKUP.sub(lambda found: found[0][0].translate(_WIDE) + found[0][1:], value)
        return value
    if isinstance(value, dict):
        return {key: plain_field(one) for key, one in value.items()}
    return [plain_field(one) for one in value] if isinstance(value, list) else value


def opens(address: str) -> bool:
    """Whether an address may be a link on the site."""
    return bool(_URL.fullmatch(address)) and not _runs(address)


def _runs(text: str) -> bool:
    return bool(_ACTIVE.search(_bare(text)))


def _bare(text: str) -> str:
    return re.sub(r"[\x00-\x20]+", "", unescape(unescape(text)))


def quiet(runs: tuple[Run, ...]) -> Iterator[Run]:
    """The runs, with a word in bold type that would else read as an address that runs."""
    if not _runs("".join(run.text for run in runs)):
        yield from runs
        return
    for run in runs:
        for part in re.split(r"([A-Za-z&][\w\s#;&]*)", run.text):
            if part:
                bold = part[0] == "&" or (part[0].isascii() and part[0].isalpha())
                yield replace(run, text=part, href="", marks=run.marks | {"bold"} if bold else run.marks - {"bold"})
        if run.note or run.picture:
            yield run
