"""Contents of files that the core may never need: read when somebody asks, known by a signature until then."""

from __future__ import annotations

from collections.abc import Callable

from ..memory import digest


class Unread(bytes):
    """Empty bytes in the place of contents not read yet.

    ``read`` brings them (OSError where that fails; it must survive pickling); ``signature`` is another one
    whenever they may be others; ``size`` counts their bytes.
    """

    signature: str
    size: int
    read: Callable[[], bytes]

    def __new__(cls, signature: str = "", size: int = 0, read: Callable[[], bytes] = bytes) -> Unread:
        """Empty bytes that know where theirs are."""
        self = super().__new__(cls)
        self.signature, self.size, self.read = signature, size, read
        return self


class Elsewhere(bytes):
    """Empty bytes in the place of what is no file of the folder: a link to another place, a pipe, a device."""


def signature(data: bytes) -> str:
    """What stands for the contents of a file, and changes with them; empty where they are empty or not known."""
    if isinstance(data, Unread):
        return data.signature
    return digest(data) if data else ""
