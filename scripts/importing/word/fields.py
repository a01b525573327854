"""Where a run stands among Word's fields: in an instruction, in a result to keep, or in a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))', re.IGNORECASE)


@dataclass
class _Field:
    instruction: str = ""
    result: bool = False
    ticked: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Fields:
    """Fields open within each other, and go on over paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self, ticked: bool) -> None:
        self._open.append(_Field(ticked=ticked))

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].result:
            self._open[-1].instruction += text

    def separate(self) -> None:
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
        return self.contents or any(not field.result for field in self._open)

    @property
    def contents(self) -> bool:
        return any(field.result and field.name == "TOC" for field in self._open)

    @property
    def address(self) -> str | None:
        for field in reversed(self._open):
            if field.result and (match := _LINK.match(field.instruction)):
                return match[1] or match[2]
        return None
