"""MkDocs hook: lets through of a page's content what is on the list, so that nothing an author wrote can run.

The checks refuse such content long before; this holds whether they looked or not. Front matter never
gets here: the core and the theme's templates write it as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markup import sanitising
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page's HTML without what is not on the list; its table of contents is cleaned in place."""
    _sanitise_toc(page.toc)
    return sanitising.sanitised(html)


def _sanitise_toc(links: Iterable[AnchorLink]) -> None:
    """The theme prints what the table of contents holds as it is."""
    for link in links:
        link.title = sanitising.words(link.title)
        link.id = escape(link.id)
        _sanitise_toc(link.children)
