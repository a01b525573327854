"""MkDocs hook: spares Markdown the HTML that the core's templates wrote.

Most of a page's text is blocks of finished HTML. Python-Markdown takes such blocks out and puts them
back unchanged, and MkDocs looks them through for ids, but each reads them letter by letter to find
where they end. Here that is seen at a glance, since the core writes them in one plain form; a page
that holds anything else is left to Markdown altogether.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# After fenced code is out of the way (25), before MkDocs looks for ids (21) and Markdown for HTML (20).
PRIORITY = 22

_BLANK = re.compile(r"(\n\n+)")
_TAG = re.compile(
    r'<(?:/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)((?:[ \n]+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)[ \n]*(/?))>', re.ASCII
)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"', re.ASCII)
_EMPTY = frozenset(("br", "hr", "img", "input", "wbr"))

# At such a reference html.parser loses its way, and what becomes of all that follows depends on all before.
_BROKEN_REFERENCE = re.compile(r"&#(?![0-9]+;|[xX][0-9a-fA-F]+;)")


class _Preprocessor(Preprocessor):
    """Stashes blocks of HTML as Markdown's own preprocessor would, and notes the anchors in them."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.anchors: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        parts = _BLANK.split(text)  # block, blank lines, block, …
        islands = [index for index in range(0, len(parts), 2) if "<" in parts[index]]
        anchors: set[str] = set()
        plain = all(self._is_one_element(parts[index], anchors) for index in islands)
        if not plain or _BROKEN_REFERENCE.search(text):
            return lines
        for index in islands:
            parts[index] = "\n" + self.md.htmlStash.store(parts[index] + "\n") + "\n\n"
        self.anchors = anchors
        return "".join(parts).split("\n")

    def _is_one_element(self, block: str, anchors: set[str]) -> bool:
        """Whether a block is one well-formed block-level element and nothing else; adds the anchors in it."""
        tags = _TAG.findall(block)
        if not block.startswith("<") or len(tags) != block.count("<"):
            return False
        outermost = tags[0][1]
        if not self.md.is_block_level(outermost) or not block.endswith(f"</{outermost}>"):
            return False
        opened: list[str] = []
        for number, (ended, begun, attributes, closed) in enumerate(tags):
            if number and not opened:
                return False
            if ended:
                if opened.pop() != ended:
                    return False
            elif not closed and begun not in _EMPTY:
                opened.append(begun)
            if "id=" in attributes or "name=" in attributes:
                found = _ATTRIBUTE.findall(attributes)
                anchors.update(unescape(value) for key, value in found if key == "id" or (key, begun) == ("name", "a"))
        return not opened


class Islands(Extension):
    """``last`` is the preprocessor of the page that was converted last."""

    last: _Preprocessor | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        self.last = _Preprocessor(md)
        md.preprocessors.register(self.last, "islands", PRIORITY)


_extension = Islands()


def on_config(config: MkDocsConfig) -> None:
    extensions: list[Any] = (
        config.markdown_extensions
    )  # names, says the engine; Markdown takes an extension itself, too
    if _extension not in extensions:
        extensions.append(_extension)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tells MkDocs of the ids it did not get to see: it checks links against them."""
    if _extension.last and page.present_anchor_ids is not None:
        page.present_anchor_ids |= _extension.last.anchors
