"""MkDocs hook: lets through of a page's content what is on the list, so that nothing an author wrote can run.

The checks refuse such content long before; this holds whether they looked or not. Front matter never
gets here: the core and the theme's templates write it as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import allowed
import nh3
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

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
    return _CLEANER.clean(html)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    _sanitise_toc(page.toc)
    return sanitised(html)


def _sanitise_toc(links: Iterable[AnchorLink]) -> None:
    """The theme prints what the table of contents holds as it is."""
    for link in links:
        link.title = _WORDS.clean(link.title)
        link.id = escape(link.id)
        _sanitise_toc(link.children)
