"""The docs folder as the desk sees it: its records, what is wrong with them, and how they are written.

``Office`` brings its own :class:`~desk.drafts.Drafts` and :class:`~desk.history.History` (``office.drafts``,
``office.history``). What cannot be had or done is an :class:`~desk.store.Unavailable`, whose text is a Chinese
sentence for the clerk; a file that is not as it was when the form was opened is a :class:`Conflict`.
"""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from campaign import Diagnostic, Mark, Memory, Record, Records, digest, load
from campaign.attachments import Elsewhere, signature
from campaign.schema import FilePath, ListOf
from recordfile import RecordFile

from . import listing, lock, store, uploads
from .drafts import Drafts
from .folder import Folder
from .history import History, Version
from .listing import Entry
from .store import Unavailable


@dataclass(frozen=True)
class Held:
    """A record's file as it was read: ``text`` with ``\\n`` line ends, ``digest`` of the bytes on disk."""

    path: str
    text: str
    digest: str


class Conflict(Exception):
    """The file is not as it was when the form was opened. ``theirs`` is what it is now, None if it is gone."""

    def __init__(self, theirs: Held | None) -> None:
        super().__init__("文件在别处改过了" if theirs else "文件已经不在了")
        self.theirs = theirs


class Office:
    """One docs folder. May be asked by several threads at once.

    Whatever is asked, it is Unavailable where the folder cannot be read.
    """

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.drafts = Drafts(docs)
        self.history = History(docs)
        self._folder = Folder(docs)
        self._memory = Memory()
        self._turn = threading.RLock()
        self._last: tuple[dict[str, bytes], Records, list[Diagnostic]] | None = None

    def records(self) -> Records:
        """The records as they are on disk now."""
        return self._loaded()[1]

    def diagnostics(self) -> list[Diagnostic]:
        """All that is wrong on disk now, sorted."""
        return self._loaded()[2]

    def entries(self) -> list[Entry]:
        """Every record, by path, those that cannot be read among them."""
        files, records, diagnostics = self._loaded()
        kinds = {}
        for path in sorted(path for path, data in files.items() if not isinstance(data, Elsewhere)):
            with suppress(Unavailable):  # what is no record's
                kinds[path] = self._folder.kind_of(path).name
        return listing.entries(kinds, records, diagnostics, {kept.path for kept in self.drafts.all()})

    def read(self, path: str) -> Held:
        """A record's file as it is now. Unavailable for a path that is no record's, or a file that is not there."""
        data = self._folder.bytes_of(path)
        if data is None:
            raise Unavailable("这个文件不在了，可能已经被移走或改名。")
        return _held(path, data)

    def check(self, path: str, text: str) -> tuple[Record | None, list[Diagnostic]]:
        """The record and this file's findings if it had this text, everything else being as it is on disk.

        The record is None where the text makes none. Unavailable for a path that is no record's.
        """
        self._folder.kind_of(path)
        with self._turn:
            files = {**self._loaded()[0], path: _encoded(text)}
            records, diagnostics = load(files, copy(self._memory))
        record = records.by_path.get(path)
        return record, _about(path, record, diagnostics)

    def save(self, path: str, text: str, seen: str | None, what: str) -> Held:
        """Writes a record's file and adds it to the history, ``what`` being the Chinese for what was done.

        ``seen`` is the digest of the file that the text was made from, None for a record that must not be there
        yet. Conflict if the file is not so any more; nothing is written then. Unavailable where it cannot be written.
        """
        file = self._folder.file(path)
        with lock.held(self.docs) as still_held:
            there = self._folder.bytes_of(path)
            if (digest(there) if there is not None else None) != seen:
                raise Conflict(_held(path, there) if there is not None else None)
            data = _written(text, there)
            if data != there:
                if there is not None:
                    self.history.add(path, "在编辑台之外写的")  # what others wrote here is not lost either
                if not still_held():
                    raise Unavailable("保存等得太久，被别的编辑台抢先了。请再按一次保存。")
                store.replace(file, data)
                # It is saved, whatever becomes of its version: the next save would make one of it first.
                with suppress(Unavailable):
                    self.history.add(path, what)
        return _held(path, data)

    def attach(self, path: str, name: str, data: bytes) -> str:
        """Stores an upload beside a record; its path from the record's folder. Unavailable says why it is refused."""
        return uploads.store_upload(self._folder.file(path), name, data)

    def reviewed(self, record: Record) -> Version | None:
        """The version that was signed; None where nothing is, or the history does not have it."""
        return self.history.reviewed(record.path, record, self.records().includes)

    def _loaded(self) -> tuple[dict[str, bytes], Records, list[Diagnostic]]:
        with self._turn:
            files = self._folder.read()
            if self._last is None or not _same(self._last[0], files):
                self._last = (files, *load(files, self._memory))
            return self._last


def _about(path: str, record: Record | None, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of a record's file, and those of files that it names, told at the place where it does; sorted."""
    found = []
    for one in diagnostics:
        if one.path == path:
            found.append(one)
        elif record is not None and one.path in record.leads_to and not one.path.endswith(".md"):
            mark = _named_at(record, one.path)
            said = f"{one.path.rpartition('/')[2]}：{one.message}"
            found.append(replace(one, path=path, line=mark.line, column=mark.column, message=said, fix=None))
    return sorted(found, key=lambda one: one.order)


def _named_at(record: Record, named: str) -> Mark:
    below = posixpath.dirname(record.path)
    for field in record.kind.fields:
        if isinstance(field.type, ListOf) and isinstance(field.type.item, FilePath):
            for index, written in enumerate(record.data.get(field.name, ())):
                if posixpath.normpath(posixpath.join(below, written)) == named:
                    return record.mark(field.name, index)
    return Mark(record.body.first_line, 1)


def _same(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> bool:
    return before.keys() == now.keys() and all(
        data is now[path] or (data == now[path] and signature(data) == signature(now[path]))
        for path, data in before.items()
    )


def _held(path: str, data: bytes) -> Held:
    try:
        text = RecordFile(Path(path), data).text
    except UnicodeDecodeError as error:
        raise Unavailable(f"{path} 不是 UTF-8 编码，编辑台打不开。请在记事本里另存一次，编码选 UTF-8。") from error
    return Held(path, text, digest(data))


def _encoded(text: str) -> bytes:
    """As a file has it; half a character, as a script may send one, is none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")


def _written(text: str, there: bytes | None) -> bytes:
    """A text as its file would have it; the file's own bytes where they say the same."""
    data = _encoded(text)
    if there is None:
        return data
    file = RecordFile(Path(), there)
    return there if file.text == data.decode() else file.like(data.decode())
