"""MkDocs hook: our page scripts without what only their readers need, and those of a folder as one file.

They are written in small files that a person can read and Node can load one by one; a browser that needs
one of the search or of the self-check needs them all, so it gets them in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markup.shortening import shortened
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SCRIPTS = "assets/zhengyou/"
# Each folder is published as its client.js.
FOLDERS = (SCRIPTS + "compare/", SCRIPTS + "search/")
SHARED = SCRIPTS + "element.js"  # a part of each
# On every page, where it fetches the search when a reader turns to it.
OPENER = SCRIPTS + "search/opener.js"


def bundles(paths: Iterable[str]) -> dict[str, list[str]]:
    """Path of each bundle that can be made of some files → paths of its parts, sorted."""
    scripts = sorted(path for path in paths if path.endswith(".js") and path != OPENER)
    made = {}
    for folder in FOLDERS:
        bundled = folder + "client.js"
        parts = [path for path in scripts if path.startswith(folder) and path != bundled]
        if parts:
            made[bundled] = [path for path in scripts if path in parts or path == SHARED]
    return made


def bundle(texts: Iterable[str]) -> str:
    """One script of many, without comments and margins. Each part only defines; their order is of no matter."""
    return "".join(f"{shortened(text)}\n" for text in texts)


def published(texts: Mapping[str, str]) -> dict[str, str]:
    """Path of each script that is published → its text, given those that are written: short, and a folder's as one."""
    made = bundles(texts)
    parts = {part for some in made.values() for part in some}
    short = {path: bundle([text]) for path, text in texts.items()}
    alone = {path: text for path, text in short.items() if path not in parts}
    return {**alone, **{path: "".join(map(short.__getitem__, some)) for path, some in made.items()}}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files with our scripts as they are published; sorted by path."""
    ours = {file.src_uri: file for file in files if file.src_uri.startswith(SCRIPTS) and file.src_uri.endswith(".js")}
    texts = published({path: file.content_string for path, file in ours.items()})
    kept = [file for file in files if file.src_uri not in ours]
    kept += [File.generated(config, path, content=text) for path, text in texts.items()]
    return Files(sorted(kept, key=lambda one: one.src_uri))
