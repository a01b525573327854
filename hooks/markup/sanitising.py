"""Lets through of HTML what is on the lists of :mod:`markup.allowed`, so that nothing an author wrote can run."""

from __future__ import annotations

import re

import nh3

from . import allowed

_SCHEME_OR_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# What a browser takes out of an address before it reads it, and what it reads as a slash.
_UNREAD = {**dict.fromkeys(range(0x21)), ord("\\"): "/"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value an attribute may have, None for none."""
    if name in ("id", "name"):
        return None if value.startswith(allowed.RESERVED_ID) else value
    if name == "class":
        return " ".join(one for one in value.split() if not one.startswith(allowed.RESERVED_CLASSES)) or None
    if name == "data-src":
        return value if allowed.DATA.fullmatch(value) else None
    if name == "src":
        return None if _SCHEME_OR_HOST.match(value.translate(_UNREAD)) else value
    return value


_CLEANER = nh3.Cleaner(
    tags=allowed.TAGS,
    clean_content_tags=allowed.WITH_CONTENT,
    attributes=allowed.ATTRIBUTES,
    tag_attribute_values=allowed.VALUES,
    url_schemes=allowed.SCHEMES,
    attribute_filter=_attribute,
    link_rel=None,
)
_WORDS = nh3.Cleaner(tags=set())


def sanitised(html: str) -> str:
    """The HTML of a page's content without any element, attribute or address that is not on the lists."""
    return _CLEANER.clean(html)


def words(html: str) -> str:
    """The same without any element at all: running text, escaped."""
    return _WORDS.clean(html)
