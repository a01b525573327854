"""The shapes of what a form may name: texts, several texts, rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Refused(Exception):
    """Why a form is not filled in, in a Chinese sentence."""


class Words(tuple[str, ...]):
    """Several texts: a form prints them with a sign between, or goes through them one by one."""

    sign = "、"

    def __str__(self) -> str:
        return self.sign.join(self)


class Lines(Words):
    """The same, a line each."""

    sign = "\n"


class Rows(tuple[Mapping[str, object], ...]):
    """The rows of a table, numbered; ``blank`` has the names of each row, and empty values."""

    blank: Mapping[str, object]

    def __new__(cls, rows: Iterable[Mapping[str, object]], blank: Mapping[str, object]) -> Rows:
        """The rows, each with its number from 1 on as ``序号``."""
        made = super().__new__(cls, ({"序号": str(number), **one} for number, one in enumerate(rows, start=1)))
        made.blank = {"序号": "", **blank}
        return made


class FormFacts(dict[str, object]):
    """Names → values: texts, :class:`Words`, :class:`Rows`, or such a mapping again.

    ``subject`` is what they are of, ``must`` the names that a form may not leave out, each with the reason why.
    """

    def __init__(self, values: Mapping[str, object], subject: str, must: Mapping[str, str] | None = None) -> None:
        super().__init__(values)
        self.subject = subject
        self.must = dict(must or {})
