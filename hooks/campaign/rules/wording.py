"""Words are written as the list of words and the campaign's own declarations have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import dates, prose
from ..findings import Findings, Report
from ..memory import digest
from ..official import Official
from ..prose import Block
from ..records import Record, Records


class Vocabulary:
    """All that the words of a docs folder are held against; ``key``, 32 hex digits, changes with it."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._wording = records.wording
        self._official = Official(records)
        self.key = digest(repr(self._wording.terms), repr(self._official))

    def check_record(self, record: Record, findings: Findings) -> None:
        """The words of a record, without a body that is somebody else's. Most have no slip, as the bare text tells."""
        day = _day(record)
        report = findings.at(record.path)
        own = "" if record.kind.original else record.body.text.replace("*", "")
        # Where a value goes on in the next line of the file, it is read with a space.
        if not self._any(record.said.replace(" ", "") + "\n\n" + own, day):
            return
        assert record.file is not None
        self.check_blocks(record.file.front().blocks(), day, report)
        if not record.kind.original:
            self.check_blocks(prose.of_body(record.body), day, report)

    def check(self, findings: Findings) -> None:
        """The words of the fragments, once and not at each mention."""
        for path, body in sorted(self._records.includes.items()):
            self.check_blocks(prose.of_body(body), None, findings.at(path))

    def _any(self, text: str, day: date | None) -> bool:
        found = self._wording.slips(text, day), self._official.misnamed(text), self._official.misquoted(text)
        return any(map(any, found))

    def check_blocks(self, blocks: Iterable[Block], day: date | None, report: Report) -> None:
        """The words of running text that was written on ``day``; None for what has no date."""
        for block in blocks:
            self._block(block, day, report)

    def _block(self, block: Block, day: date | None, report: Report) -> None:
        text = block.text
        told: list[range] = []
        for slip in self._wording.slips(text, day):
            term = slip.term
            told.append(range(slip.start, slip.end))
            report(
                f"wording-{term.level}",
                block.mark(slip.start),
                fix=block.fix(slip.start, slip.end, term.right),
                wrong=slip.wrong,
                right=term.right,
                source=term.source,
                note=term.note,
            )
        for misnamed in self._official.misnamed(text):
            if any(misnamed.start < one.stop and one.start < misnamed.end for one in told):
                continue
            told.append(range(misnamed.start, misnamed.end))
            report(
                "official-term",
                block.mark(misnamed.start),
                fix=block.fix(misnamed.start, misnamed.end, misnamed.right),
                written=misnamed.written,
                right=misnamed.right,
            )
        for misquoted in self._official.misquoted(text):
            # A slip in one of the items is told already, and once it is mended the list may be right.
            if any(misquoted.start <= one.start < misquoted.end for one in told):
                continue
            right = "、".join(misquoted.items)
            report(
                "official-set",
                block.mark(misquoted.start),
                fix=block.fix(misquoted.start, misquoted.end, right),
                group=f"「{misquoted.group}」" if misquoted.group else "这一组",
                reason=misquoted.reason,
                right=right,
            )


def _day(record: Record) -> date | None:
    """The last day a record's text may date from, by its own date; None where it has none."""
    for name in ("date", "period"):
        if record.kind.group.field(name) is not None:
            found = getattr(record, name)
            if isinstance(found, dates.Date):
                return found.end or found.start
    return None
