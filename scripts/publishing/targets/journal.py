"""What a target that is a plain folder keeps for itself there, hidden; above all what is under way and what has failed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publishing import manifest
from publishing.targets.folders import Folder

HIDDEN = manifest.FOLDER
LOCK = f"{HIDDEN}/lock"
LOG = f"{HIDDEN}/log"
COUNTER = f"{HIDDEN}/counter"
JOURNAL = f"{HIDDEN}/journal"
# Files on their way to their place; swept by the next publisher.
READY = f"{HIDDEN}/ready"
ONE = f"{READY}/one"

# What the journal's lines begin with; a release follows.
PUBLISH, ROLLBACK, FAILED = "publish", "rollback", "failed"


def text_of(folder: Folder, path: str) -> str:
    """A file's text, empty where there is none. OSError where it cannot be read."""
    try:
        return folder.read(path).decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


class Journal:
    """The journal of one folder. Whoever comes after a publisher who died finds it, and ends what it tells of."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def text(self) -> str:
        """All of it; empty where nothing is under way and nothing has failed."""
        return text_of(self._folder, JOURNAL)

    def is_unfinished(self) -> bool:
        """Whether something was begun and not ended."""
        return not all(line.startswith(f"{FAILED} ") for line in self.text().splitlines())

    def failed(self) -> set[str]:
        """Releases whose publication was cut short or taken back. Their files stay until the next publication is
        done, since some of their pages may be open."""
        return set(re.findall(rf"^(?:{PUBLISH}|{FAILED}) (\S+)$", self.text(), re.M))

    def begin(self, action: str, id: str, current: str) -> None:
        """Notes what is about to be done with a release; the one that readers see, if any, has not failed."""
        self._put([*_lines(self.failed() - {current}), f"{action} {id}\n"])

    def end(self, failed: Iterable[str]) -> None:
        """Notes that nothing is under way any more, and which releases have failed."""
        lines = _lines(failed)
        if lines:
            self._put(lines)
        else:
            self._folder.delete(JOURNAL)
        self._folder.clear(READY)

    def restore(self, text: str) -> None:
        """Puts back what was there before something that was given up."""
        if text:
            self._put([text])
            self._folder.clear(READY)

    def _put(self, lines: Iterable[str]) -> None:
        self._folder.put(JOURNAL, "".join(lines).encode(), ONE)


def _lines(failed: Iterable[str]) -> list[str]:
    return [f"{FAILED} {one}\n" for one in sorted(failed)]
