"""ASCII names for addresses and file names, from Chinese words by pinyin."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def pinyin_slug(text: str, limit: int = 60) -> str:
    """At most ``limit`` lower-case ASCII letters, digits and hyphens that read like ``text``; empty if none does."""
    # Its dictionaries take a quarter of a second to load, and most commands need no name.
    from pypinyin import lazy_pinyin

    spelled = "-".join(lazy_pinyin(unicodedata.normalize("NFKC", text)))
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    slug = _OTHER.sub("-", plain).strip("-")
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return slug.strip("-")


def unique_slugs(texts: list[str]) -> dict[str, str]:
    """Text → slug, in the order given; one already taken gets -2, -3 …, what cannot be read is x."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for text in texts:
        base = slug = pinyin_slug(text) or "x"
        number = 2
        while slug in taken:
            slug = f"{base}-{number}"
            number += 1
        taken.add(slug)
        slugs[text] = slug
    return slugs
