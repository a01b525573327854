"""The parts of a zip archive, within bounds that no honest document reaches."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from .inside import Locked, Unreadable

# A long report with its styles has a few hundred parts, a large table some ten megabytes of XML.
MAX_PARTS = 5_000
MAX_TOTAL = 300_000_000
MAX_PART = 64_000_000
TOO_LARGE = "解开以后太大；拆成几个文件，或转成 PDF"


class Archive:
    """An archive, judged by its directory before anything is unpacked. Unreadable or Locked where it fails.

    ``names`` are its parts in their order, folders left out.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._data = data
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("文件不完整") from error
        if len(entries) > MAX_PARTS or sum(one.file_size for one in entries) > MAX_TOTAL:
            raise Unreadable(TOO_LARGE)
        if any(one.flag_bits & 1 for one in entries):
            raise Locked
        if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries):
            raise Unreadable("压缩方法不是办公软件用的那一种")
        self.names = [one.filename for one in entries if not one.filename.endswith("/")]
        if len({name.lower() for name in self.names}) < len(self.names):
            raise Unreadable("里面有重名的部件")
        self._left = MAX_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part, counted as they are unpacked: what the directory says may be a lie.

        Unreadable for what is broken or beyond bounds, KeyError for a part that is not there.
        """
        entry = self._zip.getinfo(name)
        limit = min(MAX_PART, self._left)
        try:
            lengths = struct.unpack_from("<HH", self._data, entry.header_offset + 26)
            begin = entry.header_offset + 30 + sum(lengths)
            packed = self._data[begin : begin + entry.compress_size]
            if entry.compress_type == zipfile.ZIP_STORED:
                data, whole = packed, True
            else:
                inflater = zlib.decompressobj(-zlib.MAX_WBITS)
                data = inflater.decompress(packed, limit + 1)
                whole = inflater.eof
        except (struct.error, zlib.error) as error:
            raise Unreadable("文件不完整") from error
        if len(data) > limit:
            raise Unreadable(TOO_LARGE)
        if not whole or zlib.crc32(data) != entry.CRC:
            raise Unreadable("文件不完整")
        self._left -= len(data)
        return data

    def rewritten(self, parts: dict[str, bytes | None]) -> bytes:
        """The same archive with these parts in place of its own, None for those to be left out. Unreadable as above."""
        kept = ((name, parts[name] if name in parts else self.read(name)) for name in self.names)
        return zipped((name, data) for name, data in kept if data is not None)


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive of the (name, bytes) in their order, the same whenever and wherever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts:
            # A fixed date: when each part was written is nobody's business.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()
