"""A Markdown extension: spares Markdown the HTML that the core's templates wrote.

Most of a page's text is blocks of finished HTML. Python-Markdown takes such blocks out and puts them
back unchanged, and MkDocs looks them through for ids, but each reads them letter by letter to find
where they end. Here that is seen at a glance, since the core writes them in one plain form; a page
that holds anything else is left to Markdown altogether.
"""

from __future__ import annotations

import re
from collections.abc import Set
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

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
    """The extension, which remembers of the last text what MkDocs asks for after it was converted."""

    def __init__(self) -> None:
        super().__init__()
        self._last: _Preprocessor | None = None

    @property
    def anchors(self) -> Set[str]:
        """Those in the HTML of the text that was converted last, which Markdown did not look through."""
        return self._last.anchors if self._last else frozenset()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """A new preprocessor for each conversion: the anchors are those of one text."""
        self._last = _Preprocessor(md)
        md.preprocessors.register(self._last, "islands", PRIORITY)
