"""The files of a site in the making: taken over from the last one where they are made of the same, else written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from campaign import Written, digest
from keeping import Made
from publishing import manifest


class NewSite:
    """The files below ``folder``; those of ``last``, the site before, are told of in ``before``, by their addresses.

    ``written`` counts those that were not taken over.
    """

    def __init__(self, folder: Path, last: Path, before: Mapping[str, Made]) -> None:
        self.folder = folder
        self.written = 0
        self._last = last
        self._before = before
        self._keys: dict[str, str] = {}
        self._sums: dict[str, str] = {}
        self._folders: set[str] = set()

    def takes_over(self, address: str, key: str) -> bool:
        """Takes the file of the last site, if it is made of the same and still as it was. Else it has to be written."""
        if address in self._keys:
            raise ValueError(f"two files of one address: {address}")
        self._keys[address] = key
        if not self._taken(address, key):
            self.written += 1
            return False
        self._sums[address] = self._before[address].sha256
        return True

    def _taken(self, address: str, key: str) -> bool:
        before = self._before.get(address)
        here, there = f"{self._last}/{address}", self.file(address)
        if before is None or before.key != key:
            return False
        try:
            os.link(here, there)
        except OSError:  # a disk without links, or a site that was moved away just now
            with suppress(OSError):
                shutil.copy2(here, there)
        if before.is_there(there):
            return True
        # Changed since, half a copy, or a link through which the last site would be written to.
        Path(there).unlink(missing_ok=True)
        return False

    def write(self, address: str, text: str | bytes | Written) -> None:
        """A file of this text, taken over where it said the same before."""
        if not self.takes_over(address, text.key if isinstance(text, Written) else digest(text)):
            self.put(address, text.text if isinstance(text, Written) else text)

    def put(self, address: str, text: str | bytes) -> None:
        """A file of this text, which no other site takes over."""
        Path(self.file(address)).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def file(self, address: str) -> str:
        """Where a file goes, with a folder for it."""
        folder, _, _ = address.rpartition("/")
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{address}"

    def last(self, address: str) -> str | None:
        """The text of a file of the last site, if it is still as it was."""
        before = self._before.get(address)
        file = self._last / address
        return file.read_text(encoding="utf-8") if before and before.is_there(file) else None

    def missing(self) -> list[str]:
        """The files that had to be written, and are not there."""
        return [address for address in self._keys if not os.path.isfile(f"{self.folder}/{address}")]  # noqa: PTH113  many

    def sums(self) -> Mapping[str, str]:
        """The SHA-256 of every file that is there."""
        for path, file in manifest.files_of(self.folder):
            if path not in self._sums:
                self._sums[path] = manifest.digest_of(file)
        return self._sums

    def made(self) -> dict[str, Made]:
        """What the next site may take over: known once there are :meth:`sums`."""
        made = {}
        for address, key in self._keys.items():
            found = os.stat(f"{self.folder}/{address}")  # noqa: PTH116  many
            made[address] = Made(key, self._sums[address], found.st_size, found.st_mtime_ns)
        return made
