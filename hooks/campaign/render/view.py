"""What a template may ask of the page it writes and of the site around it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from .. import recurrence
from ..dates import Date
from ..kinds import APPLIES_TO, COMMITMENT_STATUS
from ..records import Record
from .captions import caption, when
from .exported import FORMATS, address, is_exported
from .templates import html, part
from .words import label, relative, tally

if TYPE_CHECKING:
    from .press import Press


@dataclass(frozen=True)
class Card:
    """What a case's card says on every page it stands on, as HTML."""

    title: Markup
    row: Markup
    text: Markup
    tags: Markup


class View:
    """Passed to every template as ``v``; ``address`` is that of the page, from the site's root."""

    def __init__(self, press: Press, address: str) -> None:
        self.press = press
        self.site = press.site
        self.address = address

    def to(self, target: str | Record) -> str:
        """The relative address of a record's page or of an address from the site's root."""
        return relative(self.address, target if isinstance(target, str) else target.page)

    def exports(self, record: Record) -> list[tuple[str, str]]:
        """(name of the format, relative address) of each file that the build makes of a record."""
        offered = self.press.exports and is_exported(record)
        return [(name, self.to(address(record, format))) for format, name in FORMATS.items()] if offered else []

    def facet(self, facet: str, value: str) -> str:
        """The relative address of the first page of a facet value."""
        return self.to(self.press.facet_page(facet, value)[: -len(".md")] + ".html")

    def facet_title(self, facet: str, value: str) -> str:
        """A facet value in Chinese."""
        return self.press.facet_title(facet, value)

    def title(self, record: Record) -> str:
        """A record's title, as the press has it."""
        return self.press.title(record)

    def title_beside(self, record: Record, name: str) -> str:
        """A record's title without the name that it begins with, which stands beside it; whole if that is all."""
        title = self.title(record)
        return title.removeprefix(name).lstrip("：") or title

    def name(self, record: Record) -> str:
        """A record's title, which says so where it is a sample."""
        return self.press.name(record)

    def applies_to(self, value: str) -> str:
        """组织 or 个人."""
        return APPLIES_TO[value]

    def tally(self, sheet: Record) -> list[tuple[str, str, int]]:
        """(status, its Chinese word, number of items) of a sheet of commitments."""
        return tally(sheet)

    def commitment_status(self, value: str) -> str:
        """The status of a commitment in Chinese."""
        return COMMITMENT_STATUS[value]

    def next_due(self, sheet: Record) -> Date | None:
        """The earliest time by which something still open on a sheet was promised."""
        dues = [item.due for item in sheet.items if item.status == "open" and item.due]
        return min(dues, key=lambda due: due.sort_key, default=None)

    def rule(self, rule: str) -> str:
        """A recurrence rule in Chinese."""
        return recurrence.describe(rule)

    def is_here(self, record: Record) -> bool:
        """Whether this is the record's own page."""
        return record.page == self.address

    def label(self, record: Record, name: str) -> str:
        """The Chinese label of a record's choice field."""
        return label(record, name)

    def card(self, case: Record, bare: bool = False) -> Card:
        """The words of a case's card; ``bare``: without its unit, on a page about that."""
        key = self.press.seen(case).id, bare
        said = self.press.cards.get(key)
        if said is None:
            row, text = (part(f"card_{name}", self, case, bare) for name in ("row", "text"))
            said = self.press.cards[key] = Card(html(case.title), row, text, part("card_tags", self, case))
        return said

    def case_meta(self, case: Record, bare: bool) -> str:
        """Unit, unless the title names it or ``bare`` leaves it out, and time of a case, in plain text."""
        return when(case.date) if bare else caption(self.press, case)

    def get(self, kind: str, id: str) -> Record:
        """The record that a checked reference names."""
        return self.press.get(kind, id)

    def cases(self, facet: str, value: str) -> tuple[Record, ...]:
        """The visible cases of a facet value, newest first."""
        return self.site.cases_by[facet].get(value, ())

    def file(self, record: Record, target: str) -> str:
        """The relative address of a file that a record names relative to itself."""
        return self.to(posixpath.normpath(posixpath.join(posixpath.dirname(record.path), target)))

    def clause(self, policy: Record, anchor: str | None) -> str:
        """The words of the heading that a clause is cited by, empty for the whole document."""
        return self.press.clauses(policy).get(anchor or "", "")
