"""MkDocs hook: takes out of the built site what no reader is served by."""

from __future__ import annotations

import logging
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.lean")

STRIDE = 500

# Where white space means something, it stays.
_KEEP = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.DOTALL)

# Files of the theme for what this site has of its own or not at all: its search, its icon, and a debugger's maps.
UNASKED = re.compile(r"assets/(?:javascripts/(?:lunr|workers)/.*|images/favicon\.png|.*\.map)")

_built = 0


def on_pre_build(config: MkDocsConfig) -> None:
    """The count of pages begins again."""
    global _built
    _built = 0


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files without those of the theme that no page of this site asks for."""
    return Files(file for file in files if not UNASKED.fullmatch(file.src_uri))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The page without the margins that template indentation leaves; says now and then how far it has got."""
    global _built
    _built += 1
    if _built % STRIDE == 0:
        log.info(f"已生成 {_built} 页……")
    parts = _KEEP.split(output)
    # The pattern's groups come back too: text, kept element, its name, text, …
    for index in range(0, len(parts), 3):
        parts[index] = _tightened(parts[index])
    return "".join(part for index, part in enumerate(parts) if index % 3 != 2).lstrip()


def _tightened(text: str) -> str:
    """Any white space around a line end becomes the line end alone."""
    first, *middle = text.split("\n")
    if not middle:
        return text
    last = middle.pop()
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, middle)), last.lstrip()])
