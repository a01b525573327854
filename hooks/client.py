"""MkDocs hook: our page scripts without what only their readers need, and the search client as one file.

The client is written in small files that a person can read and Node can load one by one; a browser
fetches them all at the first search, so it gets them in one.
"""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from shortening import shortened

SCRIPTS = "assets/zhengyou/"
CLIENT = SCRIPTS + "search/"
BUNDLE = CLIENT + "client.js"
# On every page, where it fetches the bundle when a reader turns to search.
OPENER = CLIENT + "opener.js"


def is_part(path: str) -> bool:
    """Whether a script is a part of the bundle."""
    return path.startswith(CLIENT) and path.endswith(".js") and path not in (OPENER, BUNDLE)


def bundle(texts: Iterable[str]) -> str:
    """One script of many, without comments and margins. Each part only defines; their order is of no matter."""
    return "".join(f"{shortened(text)}\n" for text in texts)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    kept, parts = [], []
    for file in sorted(files, key=lambda one: one.src_uri):
        if is_part(file.src_uri):
            parts.append(file.content_string)
        elif file.src_uri.startswith(SCRIPTS) and file.src_uri.endswith(".js"):
            kept.append(File.generated(config, file.src_uri, content=bundle([file.content_string])))
        else:
            kept.append(file)
    if parts:
        kept.append(File.generated(config, BUNDLE, content=bundle(parts)))
    return Files(kept)
