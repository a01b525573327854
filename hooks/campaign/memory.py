"""What one build leaves for the next, so that only what changed is done again.

Every part stands under the digest of all it was made from. A memory that is empty, or of
another time, costs time and changes no result. It is good for one version of the code: who
keeps it must throw it away with that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from .diagnostics import Diagnostic
from .records import Record


def digest(*parts: str | bytes) -> str:
    """32 hex digits for several texts; where one ends and the next begins counts."""
    told = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        told.update(b"%d:" % len(data))
        told.update(data)
    return told.hexdigest()[:32]


@dataclass(frozen=True)
class Parsed:
    """A file as it was read by itself: its record, None where there is none to be had, and what is wrong with it.

    ``digest`` is that of its bytes; ``status`` is written in it, and weighs the findings.
    """

    digest: str
    record: Record | None
    status: str | None
    findings: tuple[Diagnostic, ...]

    def light(self) -> Parsed:
        """The same without what can be read from the file again."""
        return replace(self, record=self.record.light()) if self.record else self


@dataclass(frozen=True)
class Searched:
    """What the search index holds of one document.

    ``key`` stands for all that its text and its terms are made from; ``text`` is the digest its text's file is
    named by, and ``file`` that of the file. ``variants`` are the traditional characters in it; ``headings`` are
    those of its sections. ``title`` and ``date`` (EDTF, or empty) are what its terms come from besides the text.
    """

    key: str
    text: str
    file: str
    variants: str
    headings: tuple[str, ...]
    title: str
    date: str


@dataclass
class Index:
    """The index as it was: the documents in their order, and each term with where it stands, as the files have it."""

    documents: dict[str, Searched] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)

    def known(self, address: str, key: str) -> Searched | None:
        """What is remembered of the document at an address; None unless it is still made of the same."""
        there = self.documents.get(address)
        return there if there is not None and there.key == key else None


@dataclass(frozen=True)
class Inspected:
    """What is wrong with an attachment as it was when ``signature`` stood for its contents."""

    signature: str
    findings: tuple[Diagnostic, ...]


@dataclass
class Memory:
    """Filled by each step of a build, and looked into by the same step of the next.

    ``files``: path → the file as read. ``checked``: path → key of a record that was checked among the others
    and found in order. ``attachments``: path → what was found in it. ``index``: the search index.
    """

    files: dict[str, Parsed] = field(default_factory=dict)
    checked: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Inspected] = field(default_factory=dict)
    index: Index = field(default_factory=Index)

    def knows(self, path: str, data: bytes) -> bool:
        """Whether a file was read as it is now."""
        return path in self.files and self.files[path].digest == digest(data)
