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
from .captions import caption
from .exported import FORMATS, address, is_exported
from .templates import html, part
from .words import label, relative, tally

if TYPE_CHECKING:
    from .press import Press


@dataclass(frozen=True)
class Card:
    """What a case's card says on every page it stands on."""

    title: Markup
    row: Markup
    text: Markup
    tags: Markup


class View:
    """Passed to every template as ``v``."""

    def __init__(self, press: Press, address: str) -> None:
        self.press = press
        self.site = press.site
        self.address = address

    def to(self, target: str | Record) -> str:
        """The relative address of a record's page or of an address from the site's root."""
        return relative(self.address, target if isinstance(target, str) else target.page)

    def exports(self, record: Record) -> list[tuple[str, str]]:
        """Name and address of each file that the build makes of a record."""
        offered = self.press.exports and is_exported(record)
        return [(name, self.to(address(record, format))) for format, name in FORMATS.items()] if offered else []

    def facet(self, facet: str, value: str) -> str:
        return self.to(self.press.facet_page(facet, value)[: -len(".md")] + ".html")

    def facet_title(self, facet: str, value: str) -> str:
        return self.press.facet_title(facet, value)

    def title(self, record: Record) -> str:
        return self.press.title(record)

    def name(self, record: Record) -> str:
        return self.press.name(record)

    def applies_to(self, value: str) -> str:
        return APPLIES_TO[value]

    def tally(self, sheet: Record) -> list[tuple[str, str, int]]:
        return tally(sheet)

    def commitment_status(self, value: str) -> str:
        return COMMITMENT_STATUS[value]

    def next_due(self, sheet: Record) -> Date | None:
        """The earliest time by which something still open on a sheet was promised."""
        dues = [item.due for item in sheet.items if item.status == "open" and item.due]
        return min(dues, key=lambda due: due.sort_key, default=None)

    def rule(self, rule: str) -> str:
        return recurrence.describe(rule)

    def is_here(self, record: Record) -> bool:
        return record.page == self.address

    def label(self, record: Record, name: str) -> str:
        """The Chinese label of a record's choice field."""
        return label(record, name)

    def card(self, case: Record) -> Card:
        """The words of a case's card."""
        said = self.press.cards.get(self.press.seen(case).id)
        if said is None:
            row, text, tags = (part(f"card_{name}", self, case) for name in ("row", "text", "tags"))
            said = Card(html(case.title), row, text, tags)
            self.press.cards[case.id] = said
        return said

    def case_meta(self, case: Record) -> str:
        """Unit and time of a case, in plain text."""
        return caption(self.press, case)

    def get(self, kind: str, id: str) -> Record:
        return self.press.get(kind, id)

    def cases(self, facet: str, value: str) -> tuple[Record, ...]:
        """The visible cases of a facet value, newest first."""
        return self.site.cases_by[facet].get(value, ())

    def file(self, record: Record, target: str) -> str:
        """The address of a file that a record names relative to itself."""
        return self.to(posixpath.normpath(posixpath.join(posixpath.dirname(record.path), target)))

    def clause(self, policy: Record, anchor: str | None) -> str:
        """The words of the heading that a clause is cited by, empty for the whole document."""
        return self.press.clauses(policy).get(anchor or "", "")
