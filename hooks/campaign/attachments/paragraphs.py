"""Running text in the parts of office files: what is written there, what was changed, what does not show."""

from __future__ import annotations

import re

from .inside import Inside
from .xmlparts import Attributes, go_through

# Changes that somebody has to accept or turn down (17.13.5).
_CHANGES = {
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange"),
}
# Texts that stand in attributes: element → what they are to a reader, and the attributes.
_ATTRIBUTES = {
    "docVar": ("文档变量", ("val",)),
    "docPr": ("图片说明", ("title", "descr")),
    "cNvPr": ("图片说明", ("title", "descr")),
    "textpath": ("水印或艺术字", ("string",)),
}
# Fields that fetch something or run a program (17.16.5).
_FETCHING = re.compile(r"\s*(DDE|DDEAUTO|DATABASE|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|RD)\b", re.IGNORECASE)
# What leads to somebody's own disk or network.
LOCAL = re.compile(r"(^|[\s\"])(file:|[a-z]:[\\/]|\\\\)", re.IGNORECASE)
LINK = "对别的文件的链接"


def word(data: bytes, place: str, inside: Inside) -> None:
    """Fills in a part of a Word file: its text, changes, hidden text and the codes of its fields."""
    code: list[str] = []
    taking = False

    def begin(name: str, given: Attributes) -> None:
        nonlocal taking
        taking = name == "instrText"
        if name == "fldChar":
            # The code of a field may be in pieces, and others may stand in it.
            _field("".join(code), place, inside)
            code.clear()
        elif name == "fldSimple":
            _field(given.get("instr", ""), place, inside)
        elif name in _CHANGES:
            inside.revisions.append("修订")
        elif name == "vanish" and given.get("val") not in ("0", "false", "off"):
            inside.hidden.append("隐藏文字")
        elif name == "rsids":
            inside.traces.append("编辑批次号")

    def end(name: str) -> None:
        nonlocal taking
        taking = False

    def text(text: str) -> None:
        if taking:
            code.append(text)

    go_through(data, begin, end, text)
    _field("".join(code), place, inside)
    say(data, place, inside, paragraph="p", run="t")


def _field(code: str, place: str, inside: Inside) -> None:
    """Fills in what the code of a field says, or a piece of it; a reader sees only what came of it."""
    inside.says(f"{place}的域代码", code)
    if _FETCHING.match(code) or LOCAL.search(code):
        inside.active.append(f"{LINK}（在{place}的域代码里，按 Alt+F9 看得到）")


def slide(data: bytes, place: str, inside: Inside) -> None:
    """Fills in the text of a slide, and whether it is hidden."""

    def begin(name: str, given: Attributes) -> None:
        if name == "sld" and given.get("show") in ("0", "false"):
            inside.hidden.append(f"隐藏的幻灯片（{place}）")

    go_through(data, begin)
    say(data, place, inside, paragraph="p", run="t")


def notes(data: bytes, place: str, inside: Inside) -> None:
    """Fills in what a speaker has noted for a slide."""
    before = len(inside.lines)
    say(data, place, inside, paragraph="p", run="t")
    # The number of the slide is a field on every page of notes.
    if any(not text.strip().isdigit() for _, text in inside.lines[before:]):
        inside.hidden.append("演讲者备注")


def say(data: bytes, place: str, inside: Inside, paragraph: str = "", run: str = "") -> None:
    """The text, one line to each element ``paragraph`` (or to all), from elements ``run`` (or all)."""
    stack: list[list[str]] = [[]]
    number, taking = 0, 0

    def begin(name: str, given: Attributes) -> None:
        nonlocal taking
        taking += name == run
        if name == paragraph:
            stack.append([])
        elif name in ("tab", "br", "cr"):
            stack[-1].append(" ")
        elif name in _ATTRIBUTES:
            what, attributes = _ATTRIBUTES[name]
            for one in attributes:
                inside.says(what, given.get(one, ""))

    def end(name: str) -> None:
        nonlocal number, taking
        taking -= name == run
        if name == paragraph:
            number += 1
            inside.says(f"{place}第 {number} 段", "".join(stack.pop()))

    def text(text: str) -> None:
        if taking or not run:
            stack[-1].append(text)

    go_through(data, begin, end, text)
    inside.says(place, " ".join(stack[0]))
