"""A file that was made of records, and what is asked for on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# The bytes of a picture by its path below the docs folder; None where the site shows none of that name.
Picture = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Made:
    """``said``: Chinese sentences on what stood in for what is missing: a font, a picture, a character."""

    data: bytes
    said: tuple[str, ...] = ()
