"""Where the Word and PDF files of a record lie, when a build makes them: the pages that offer them ask here."""

from __future__ import annotations

from ..records import Record

# Format → what a reader knows it as.
FORMATS = {"docx": "Word", "pdf": "PDF"}
FOLDER = "exports"


def is_exported(record: Record) -> bool:
    """Whether a build that makes such files makes them of a record: policies, and cases once they are published."""
    return record.kind.name == "policy" or (record.kind.name == "case" and record.status == "published")


def address(record: Record, format: str) -> str:
    """Where a record's file of a format (a key of :data:`FORMATS`) lies, from the site's root."""
    return f"{FOLDER}/{record.path[: -len('.md')]}.{format}"
