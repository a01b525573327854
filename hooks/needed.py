"""MkDocs hook: each page is converted by the Markdown extensions that it could need, not by all there are.

The engine sets every extension up anew for every page, and most pages hold nothing for most of them.
Each is left out only where the sign without which it does nothing is nowhere in the text.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_FENCES = re.compile(r"```|~~~|\t| {4}")
# Extension → what a text must hold for it to do anything. A fragment that is put in may hold all of it.
_SIGNS = {
    "admonition": re.compile(r"!!!"),
    "def_list": re.compile(r"(?:^|>) *:", re.MULTILINE),  # what follows a block of HTML begins a line
    "fenced_code": _FENCES,
    "footnotes": re.compile(r"\[\^"),
    "markdown_include.include": re.compile(r"\{!"),
    "pymdownx.superfences": _FENCES,
    "tables": re.compile(r"\|"),
}

_all: list[object] = []


def on_config(config: MkDocsConfig) -> None:
    """Remembers all extensions, of which each page gets its own."""
    _all[:] = config.markdown_extensions


def needed(text: str, extensions: list[object]) -> list[object]:
    """Those of the extensions that can make a difference to a text."""
    if "{!" in text:
        return list(extensions)
    return [one for one in extensions if not (isinstance(one, str) and one in _SIGNS and not _SIGNS[one].search(text))]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The page that comes next is converted by what it needs."""
    config.markdown_extensions[:] = needed(markdown, _all)  # type: ignore[assignment]
