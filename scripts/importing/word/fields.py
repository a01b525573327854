"""Where a run stands among Word's fields: in an instruction, in a result to keep, or in a table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))', re.IGNORECASE)


@dataclass
class _Field:
    instruction: str = ""
    result: bool = False
    ticked: bool = False
    broken: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


def broken(marks: Iterable[Element]) -> Iterable[Element]:
    """The beginnings among a paragraph's ``w:fldChar`` that come to neither a result nor an end in it."""
    begun: list[tuple[Element, bool]] = []
    for one in marks:
        match one.get("w:fldCharType"):
            case "begin":
                begun.append((one, False))
            case "separate" if begun:
                begun[-1] = begun[-1][0], True
            case "end" if begun:
                begun.pop()
    return (one for one, result in begun if not result)


class Fields:
    """Fields open within each other, and go on over paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self, ticked: bool, broken: bool = False) -> None:
        """A field begins here. ``broken``: its text is read, for nobody knows where its instruction ends."""
        self._open.append(_Field(ticked=ticked, broken=broken))

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open and not self._open[-1].result:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """The innermost field's instruction ends here; what follows is its result."""
        if self._open:
            self._open[-1].result = True

    def end(self) -> tuple[str, str]:
        """The name of the field that ends where it had no result, and what is to stand for it."""
        if not self._open:
            return "", ""
        field = self._open.pop()
        if field.name == "FORMCHECKBOX":
            return "", "☑" if field.ticked else "☐"
        return ("" if field.result else field.name), ""

    def leave_contents(self) -> None:
        """A heading is never part of a table of contents: a field that was not ended ends here."""
        self._open = [field for field in self._open if not (field.result and field.name == "TOC")]

    @property
    def silent(self) -> bool:
        """Whether what stands here is not to be read: instructions, and tables of contents."""
        return self.contents or any(not field.result and not field.broken for field in self._open)

    @property
    def known(self) -> bool:
        """Whether text that is not read here is none of the file's: a table of contents, a part of an instruction.

        Text that stands in an instruction by itself should not be there.
        """
        return self.contents or bool(self._open and self._open[-1].result)

    @property
    def contents(self) -> bool:
        """Whether this is the result of a table of contents."""
        return any(field.result and field.name == "TOC" for field in self._open)

    @property
    def address(self) -> str | None:
        """Where the innermost link leads whose result this is; None where it is none's."""
        for field in reversed(self._open):
            if field.result and (match := _LINK.match(field.instruction)):
                return match[1] or match[2]
        return None
