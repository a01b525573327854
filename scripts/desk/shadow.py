"""A copy of a docs folder with one record's text replaced, for a build to read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from source.docs_folder import each_file

from . import store
from .folder import Folder


class Shadow:
    """A copy in ``folder``, ``records`` being the folder it is of.

    It is kept in step by looking at each file's size and time; what has not changed is not copied again.
    """

    def __init__(self, docs: Path, folder: Path) -> None:
        self.folder = folder
        self._docs = docs
        self.records = Folder(docs)

    def lay(self, path: str, text: str) -> None:
        """Makes the copy like the docs folder as it is now, but for the one record.

        Unavailable for a path that is no record's; OSError, or Unavailable, where it cannot be written.
        """
        wanted = {one: status for one, _, status in each_file(self._docs)}
        self.folder.mkdir(parents=True, exist_ok=True)
        there = {one: status for one, _, status in each_file(self.folder)}
        for one in there.keys() - wanted.keys() - {path}:
            (self.folder / one).unlink(missing_ok=True)
        for one, status in wanted.items():
            old = there.get(one)
            if one != path and (old is None or _signature(old) != _signature(status)):
                self._copy(one)
        self.records.kind_of(path)
        store.replace(self.folder / path, text.encode("utf-8", "surrogatepass"))

    def _copy(self, path: str) -> None:
        source, target = self._docs / path, self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if not path.endswith(".md"):  # pictures and attachments may be large, and are only read
            try:
                os.link(source, target)
                return
            except OSError:
                pass  # another disk, or one without links
        shutil.copy2(source, target)


def _signature(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
