"""Names that stay the same for as long as the records' ids do."""

from __future__ import annotations

import hashlib
import uuid

from ..records import Record
from ..site import Site

# A namespace of our own (RFC 9562, version 5), so that no other program's names can meet ours.
_NAMESPACE = uuid.UUID("6f0c1f9e-52a7-5c0b-9d5e-2f6e7a1b4c30")


def campaign_key(site: Site) -> str:
    """Twelve hex digits that tell two campaigns apart, from the groups' ids, which titles and dates do not touch."""
    ids = "\n".join(group.declared.id for group in site.groups)
    return hashlib.sha256(ids.encode("utf-8")).hexdigest()[:12]


def urn(site: Site, *parts: str) -> str:
    """A ``urn:uuid`` (RFC 9562, version 5) for what these parts name in a campaign, a record or a feed."""
    return uuid.uuid5(_NAMESPACE, "/".join([campaign_key(site), *parts])).urn


def of(record: Record) -> tuple[str, str]:
    """The parts that name a record in a :func:`urn`."""
    return record.kind.name, record.id
