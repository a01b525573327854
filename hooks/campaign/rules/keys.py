"""What the rules for one record look at besides it, as a key: while it stays the same, so does what they find."""

from __future__ import annotations

from ..memory import digest
from ..records import Record, Records

# The fields of a case that name records of other kinds.
_NAMED = {"criteria": "criterion", "unit": "unit", "stage": "stage", "honours": "honour"}


class Keys:
    """The keys of the records of one docs folder; ``vocabulary`` is the key of the words they are held against."""

    def __init__(self, records: Records, vocabulary: str) -> None:
        self._records = records
        self._vocabulary = vocabulary
        self._files = frozenset(records.files)
        cases = records.of("case")
        # All that a record of another kind may be held against. Cases count by what a name in a list can tell, and
        # what cannot be read by being there.
        self._frame = digest(
            *(f"{one.path} {one.digest}" for one in records.all() if one.kind.name != "case"),
            *(f"{one.path} {one.status} {' '.join(one.honours)}" for one in cases),
            *(f"{kind} {id}" for kind, id in sorted(records.unreadable)),
        )

    def of(self, record: Record) -> str:
        """32 hex digits that change with the record and with all that its rules look at."""
        around = self._case(record) if record.kind.name == "case" else [self._frame]
        return digest(
            record.digest, self._vocabulary, *around, *(f"{path} {self._there(path)}" for path in record.leads_to)
        )

    def _case(self, case: Record) -> list[str]:
        found = [self._of("campaign", "campaign")]
        for name, kind in _NAMED.items():
            value = getattr(case, name)
            ids = (value,) if isinstance(value, str) else value or ()
            found += [f"{name} {id} {self._of(kind, id)}" for id in ids]
        return found

    def _of(self, kind: str, id: str) -> str:
        record = self._records.get(kind, id)
        return record.digest if record else "?" if self._records.knows(kind, id) else ""

    def _there(self, path: str) -> str:
        record = self._records.by_path.get(path)
        return record.digest if record else "file" if path in self._files else ""
