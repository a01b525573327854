"""How much files weigh, as they lie on a disk and as a server sends them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# What servers send at, unless somebody tells them otherwise; a higher level would flatter everybody alike.
LEVEL = 6


@dataclass(frozen=True)
class Weight:
    """How many files, their bytes on a disk, and as a server sends them."""

    files: int = 0
    bytes: int = 0
    gzipped: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.files + other.files, self.bytes + other.bytes, self.gzipped + other.gzipped)


def packed(content: bytes) -> bytes:
    """The content gzipped, or as it is where that would not make it smaller."""
    small = gzip.compress(content, LEVEL, mtime=0)
    return small if len(small) < len(content) else content


def weigh(files: Iterable[Path]) -> Weight:
    """Number, bytes and bytes when each is sent gzipped."""
    total = Weight()
    for file in files:
        content = file.read_bytes()
        total += Weight(1, len(content), len(packed(content)))
    return total
