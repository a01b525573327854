"""Writes the records of one site as PDF or Word files."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from campaign import Record, dates
from mkdocs.config.defaults import MkDocsConfig
from source.preparation import Prepared

from exporting import WRITERS
from exporting.made import Made
from exporting.reading import Reader


class Exporter:
    """Writes files of one site. ``config`` is what the site is made with: its Markdown and its address."""

    def __init__(self, prepared: Prepared, docs: Path, config: MkDocsConfig) -> None:
        self._prepared = prepared
        self._docs = docs
        self._reader = Reader(prepared.site, prepared.rendered, config)

    def one(self, record: Record, format: str) -> Made:
        """A file of one record. KeyError where the site has no page of it."""
        made: Made = _writer(format).of_paper(self._reader.paper(record), self._picture)
        return made

    def book(self, records: Iterable[Record], format: str, title: str, by: str) -> Made:
        """The records bound together, in parts ``by`` criterion, unit or kind; an empty title is the campaign's.

        KeyError where the site has no page of one.
        """
        title = title or str(self._prepared.site.campaign.title)
        dated = dates.parse(self._prepared.dated).plain
        made: Made = _writer(format).of_compendium(self._reader.compendium(records, title, by, dated), self._picture)
        return made

    def _picture(self, path: str) -> bytes | None:
        """A picture that the site shows, or links to; of no other file is anything read."""
        if path not in self._prepared.site.linked_pictures:
            return None
        try:
            return (self._docs / path).read_bytes()
        except OSError:
            return None


def _writer(format: str) -> Any:
    return import_module(WRITERS[format])
