"""One version of a record's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Version:
    """``id`` is to be handed back, not read; ``when`` has a zone; ``what`` says in Chinese what was done."""

    id: str
    when: datetime
    who: str
    what: str
