"""MkDocs hook: a style that imports others is published as one file with all of them in it.

They are written in small files, each for one concern; a phone has one file sooner than fifteen.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

STYLES = "assets/zhengyou/"

_IMPORT = re.compile(r'^@import "([\w.-]+)";$', re.MULTILINE)


def joined(texts: Mapping[str, str]) -> dict[str, str]:
    """Path of each style that no other imports → its text, with those that it imports in the places of the imports.

    KeyError for an import that is not there.
    """

    def whole(path: str) -> str:
        return _IMPORT.sub(lambda found: whole(_beside(path, found[1])), texts[path])

    parts = {_beside(path, name) for path, text in texts.items() for name in _IMPORT.findall(text)}
    return {path: whole(path) for path in texts if path not in parts}


def _beside(path: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(path), name)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files with our styles in those that pages ask for alone."""
    ours = {file.src_uri: file for file in files if file.src_uri.startswith(STYLES) and file.src_uri.endswith(".css")}
    texts = joined({path: file.content_string for path, file in ours.items()})
    for path, text in texts.items():
        ours[path].content_string = text
    return Files(file for file in files if file.src_uri in texts or file.src_uri not in ours)
