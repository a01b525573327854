"""A Markdown extension: puts in fragments that were checked, by their texts, and opens no file.

It writes what markdown_include writes for the mentions that the checks let pass. Any other mention, wherever it
stands, is an error: of a page that holds one, no check has seen all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from campaign.limits import NESTING, PAGE_CHARS
from campaign.markdown import Body
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown_include.include import INC_SYNTAX
from mkdocs.exceptions import PluginError

# Where markdown_include stands: before all that would take a fragment's lines for its own.
PRIORITY = 101


class Fragments(Extension):
    """``texts``: path below the docs folder → text. ``page`` is what an error names."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: Mapping[str, str] = {}
        self.page = ""

    def know(self, includes: Mapping[str, Body]) -> None:
        """Takes the fragments as the core has read them, by their paths."""
        self.texts = {path: body.text for path, body in includes.items()}

    def in_place(self, extensions: Iterable[Any]) -> list[Any]:
        """The extensions with this one in place of markdown_include, which would open whatever file a page names."""
        return [self if one == "markdown_include.include" else one for one in extensions]

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """Puts the preprocessor where markdown_include would have its own."""
        md.preprocessors.register(_Preprocessor(self), "include", PRIORITY)


class _Preprocessor(Preprocessor):
    def __init__(self, fragments: Fragments) -> None:
        super().__init__()
        self._fragments = fragments
        self._left = 0

    def run(self, lines: list[str]) -> list[str]:
        """The lines with every fragment in its place. PluginError for a mention of anything else."""
        self._left = PAGE_CHARS
        return [put for line in lines for put in self._put_in(line, 0)]

    def _put_in(self, line: str, depth: int) -> list[str]:
        found = INC_SYNTAX.search(line) if "{!" in line else None
        if found is None:
            return [line]
        mention, path = found.group(), found.group(1)
        text = self._fragments.texts.get(path)
        self._left -= len(text or "")
        if text is None or found.group(2) or line.strip() != mention or depth == NESTING or self._left < 0:
            raise PluginError(f"{self._fragments.page} 里的 {mention[:200]} 不能放进来：只能整篇引用检查过的片段。")
        inner = [put for one in text.split("\n") for put in self._put_in(one, depth + 1)]
        before, after = line[: found.start()], line[found.end() :]
        return (before + "\n".join(inner).strip() + after).splitlines()
