"""The versions of a record: commits where the folder is in a git repository, else dated copies.

Whatever git cannot do, a copy does; so a record may have versions of both sorts.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from campaign import Record, fingerprint, parse_each
from campaign.markdown import Body

from .copies import Copies
from .folder import Folder
from .repository import Failed, Repository
from .store import Unavailable
from .versions import Version

__all__ = ["History", "Version"]

_GIT, _COPY = "git-", "copy-"


class History:
    """``note`` is a Chinese sentence on why versions are kept as copies though there is a repository; else empty."""

    def __init__(self, docs: Path) -> None:
        self.note = ""
        self._folder = Folder(docs)
        self._repository = Repository(docs)
        self._copies = Copies(docs)

    def add(self, path: str, what: str) -> None:
        """Makes the file as it is now a version, unless the last one is the same.

        ``what`` is the Chinese for what was done. Unavailable for no record's path, or if nothing can be written.
        """
        self._folder.kind_of(path)
        if self._repository.here():
            try:
                self._repository.commit(path, what, self._named(path))
                return
            except Failed as failure:
                self._say(f"{failure}；改为在 .desk/history 里保存副本。")
        self._copies.add(path, what)

    def _named(self, path: str) -> list[str]:
        """The pictures and attachments that a record names: without them its version is not whole."""
        record = parse_each({path: self._folder.bytes_of(path) or b""})[path].record
        return [
            one
            for one in dict.fromkeys(record.leads_to if record else ())
            if not one.endswith(".md") and ".." not in one.split("/") and (self._folder.docs / one).is_file()
        ]

    def versions(self, path: str) -> list[Version]:
        """A record's versions of both sorts, newest first. Unavailable for a path that is no record's."""
        self._folder.kind_of(path)
        found = [_named(_GIT, one) for one in self._repository.versions(path)]
        found += [_named(_COPY, one) for one in self._copies.versions(path)]
        return sorted(found, key=lambda one: one.when, reverse=True)

    def text(self, path: str, id: str) -> str:
        """A version's text, with ``\\n`` line ends. Unavailable where there is no such version."""
        self._folder.kind_of(path)
        if id.startswith(_GIT):
            try:
                return _text(self._repository.data(path, id.removeprefix(_GIT)))
            except Failed as failure:
                raise Unavailable("没有这个版本。") from failure
        return _text(self._copies.data(path, id.removeprefix(_COPY)))

    def reviewed(self, path: str, record: Record, includes: Mapping[str, Body] | None = None) -> Version | None:
        """The last version whose text has the fingerprint that was signed; None where there is none.

        ``includes`` are the fragments of official wording as they are now. Where one of them has changed
        meanwhile no text has that fingerprint, and it is the version that was first signed with it.
        """
        signed = record.review.fingerprint if record.kind.name == "case" and record.review else None
        first = None
        for version in self.versions(path) if signed else ():
            before = parse_each({path: self.text(path, version.id).encode()})[path].record
            if before is None:
                continue
            if fingerprint(before, includes or {}) == signed:
                return version
            if before.review and before.review.fingerprint == signed:
                first = version
        return first

    def _say(self, note: str) -> None:
        """Once, on the terminal; the pages may show it, too."""
        if not self.note:
            self.note = note
            print(note, file=sys.stderr, flush=True)


def _named(sort: str, version: Version) -> Version:
    return Version(sort + version.id, version.when, version.who, version.what)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
