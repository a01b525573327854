"""Files of the index: named by what they hold, and sorted entries cut into them.

Each file is a script of one call, ``zySearch.put(name, data)``, for a script element is the one
way to load data that works on a server, below any path and from a disk alike. A name carries
the digest of its content, so files of two builds never mix in a cache.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

FOLDER = "search"
# Signs of a short digest: the shards of one index. Of a long one: the texts, of which there are many.
SHORT, LONG = 8, 10
# A shelf is cut before keys that their own digests pick, the likelier the more there is under a key:
# so a change moves the cuts near it and no others. Sizes are in bytes: the least of a file, how much
# more it is likely to hold, and the most, but for a single entry that is larger.
_LEAST, _USUAL, _MOST = 3_000, 6_000, 16_000


def json_text(data: Any) -> str:
    """Data as compact JSON that is a script too; half a surrogate pair becomes a question mark."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8", "replace").decode("utf-8")


def path(prefix: str, digest: str) -> str:
    """Where a file of the index lies, from the site's root."""
    return f"{FOLDER}/{prefix}-{digest}.js"


def file(prefix: str, data: Any, signs: int = SHORT) -> tuple[str, str, str]:
    """(digest, path, text) of a file of the index; the digest has so many ``signs`` of base 32."""
    text = json_text(data)
    digest = base64.b32encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii").lower()[:signs]
    return digest, path(prefix, digest), f'zySearch.put("{prefix}-{digest}",{text})\n'


class Shelf:
    """Sorted ``key → text`` entries in files, and what the manifest says of them."""

    def __init__(self, prefix: str, entries: Iterable[tuple[str, str]]) -> None:
        """The entries may come in any order; neither keys nor texts hold a space or a bar."""
        self.files: list[tuple[str, str]] = []
        keys, digests = [], []
        last = ""
        for shard in _cut(sorted(entries, key=_browser_order)):
            digest, path, text = file(prefix, "|".join(f"{key} {value}" for key, value in shard))
            self.files.append((path, text))
            digests.append(digest)
            keys.append(_shortest_above(last, shard[0][0]))
            last = shard[-1][0]
        self.manifest = {"keys": " ".join(keys), "files": "".join(digests)}


def _browser_order(entry: tuple[str, str]) -> bytes:
    """JavaScript compares strings by UTF-16 code units."""
    return entry[0].encode("utf-16-be", "surrogatepass")


def _cut(entries: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    shard: list[tuple[str, str]] = []
    size = 0
    for entry in entries:
        added = len(entry[0]) * 3 + len(entry[1]) + 2
        picked = zlib.crc32(entry[0].encode("utf-8")) % _USUAL < added
        if shard and ((picked and size >= _LEAST) or size + added > _MOST):
            yield shard
            shard, size = [], 0
        shard.append(entry)
        size += added
    if shard:
        yield shard


def _shortest_above(below: str, key: str) -> str:
    """The shortest beginning of ``key`` that sorts after ``below``."""
    for end in range(1, len(key)):
        if not below.startswith(key[:end]) and below < key[:end]:
            return key[:end]
    return key
