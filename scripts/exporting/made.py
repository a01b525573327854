"""A file that was made of records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """``said``: Chinese sentences on what stood in for what is missing: a font, a picture, a character."""

    data: bytes
    said: tuple[str, ...] = ()
