"""MkDocs hook: spares Markdown the HTML that the core's templates wrote, and tells MkDocs of the ids in it."""

from __future__ import annotations

from typing import Any

from markup.islands import Islands
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_extension = Islands()


def on_config(config: MkDocsConfig) -> None:
    """Adds the extension to the settings, where it is not among them yet."""
    extensions: list[Any] = config.markdown_extensions  # names, says the engine; Markdown takes an extension, too
    if _extension not in extensions:
        extensions.append(_extension)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """MkDocs checks links against the ids of a page, and did not get to see these."""
    if page.present_anchor_ids is not None:
        page.present_anchor_ids |= _extension.anchors
