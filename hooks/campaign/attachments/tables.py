"""The sheets of a workbook: what stands in which cell, and what does not show."""

from __future__ import annotations

import posixpath

from .archive import Archive
from .inside import Inside
from .xmlparts import Attributes, go_through

WORKBOOK = "xl/workbook.xml"
# Where the file lay on its author's disk, user name and all.
LOCAL_PATH = "absPath"
_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")

# Of a cell, and of the choices that a cell gives.
_FORMULAS = ("f", "formula1")


def look(archive: Archive, inside: Inside) -> None:
    """Fills in every cell as a line of its own, and what is hidden. Unreadable for a broken part."""
    strings = _strings(archive)
    if any(name.startswith("xl/pivotCache/pivotCacheRecords") for name in archive.names):
        inside.hidden.append("数据透视表的底数")
    for name, title in _sheets(archive, inside).items():
        if name in archive:
            _Sheet(title, strings, inside).read(archive.read(name))


def _sheets(archive: Archive, inside: Inside) -> dict[str, str]:
    """Part → title of the sheet in it."""
    titles: dict[str, str] = {}

    def sheet(name: str, given: Attributes) -> None:
        if name == "sheet":
            titles[given.get("id", "")] = given.get("name", "")
            inside.says("工作表名", given.get("name", ""))
            if given.get("state", "visible") != "visible":
                inside.hidden.append(f"隐藏的工作表「{given.get('name', '')}」")
        elif name == LOCAL_PATH:
            inside.traces.append("本机文件夹的位置")

    go_through(archive.read(WORKBOOK), sheet)
    found: dict[str, str] = {}

    def relation(name: str, given: Attributes) -> None:
        if given.get("Id") in titles:
            target = posixpath.normpath(posixpath.join("xl", given.get("Target", "")))
            found[target.lstrip("/")] = titles[given["Id"]]

    relations = "xl/_rels/workbook.xml.rels"
    if relations in archive:
        go_through(archive.read(relations), relation)
    return found


def _strings(archive: Archive) -> list[str]:
    """The texts that cells name by number."""
    found: list[str] = []
    taking: list[str] | None = None
    if "xl/sharedStrings.xml" not in archive:
        return found

    def begin(name: str, given: Attributes) -> None:
        nonlocal taking
        if name == "si":
            taking = []

    def end(name: str) -> None:
        nonlocal taking
        if name == "si" and taking is not None:
            found.append("".join(taking))
            taking = None

    def text(text: str) -> None:
        if taking is not None:
            taking.append(text)

    go_through(archive.read("xl/sharedStrings.xml"), begin, end, text)
    return found


class _Sheet:
    """One sheet, read cell by cell."""

    def __init__(self, title: str, strings: list[str], inside: Inside) -> None:
        self._title = title
        self._strings = strings
        self._inside = inside
        self._place = self._type = self._element = ""
        self._value: list[str] = []
        self._formula: list[str] = []

    def read(self, data: bytes) -> None:
        go_through(data, self._begin, self._end, self._text)

    def _begin(self, name: str, given: Attributes) -> None:
        self._element = name
        if name == "c":
            self._place, self._type, self._value = given.get("r", ""), given.get("t", ""), []
        elif name in _MARGINS:
            self._place, self._type, self._value = "页眉页脚", "", []
        elif name == "formula1":
            self._place = "数据验证"
        elif name in ("row", "col") and given.get("hidden") in ("1", "true"):
            self._inside.hidden.append(f"工作表「{self._title}」里隐藏的行或列")

    def _end(self, name: str) -> None:
        self._element = ""
        if name in _FORMULAS:
            formula = "".join(self._formula)
            self._formula = []
            # Only what is quoted in it was written for somebody.
            self._inside.says(f"工作表「{self._title}」{self._place}的公式", formula if '"' in formula else "")
        elif name == "c" or name in _MARGINS:
            value = "".join(self._value)
            if self._type == "s":
                value = (
                    self._strings[int(value)]
                    if value.isascii() and value.isdigit() and int(value) < len(self._strings)
                    else ""
                )
            self._inside.says(f"工作表「{self._title}」{self._place}", value)

    def _text(self, text: str) -> None:
        if self._element in ("v", "t", *_MARGINS):
            self._value.append(text)
        elif self._element in _FORMULAS:
            self._formula.append(text)
