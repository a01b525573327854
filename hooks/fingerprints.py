"""MkDocs hook: our own styles, scripts and pictures are published under names that tell their contents.

A page that was opened before a new version was published still gets the very files it was made for,
and readers may keep a file of such a name for ever. What names another file has that one's new name in it.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from jinja2 import Environment, pass_context
from markup.digests import named, with_names
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

ASSETS = "assets/zhengyou/"


def on_files(files: Files, config: MkDocsConfig) -> None:
    left = {file.src_uri: file for file in files if file.src_uri.startswith(ASSETS)}

    def name(path: str) -> str | None:
        """The name of a file of ours, which it is given once those that it mentions have theirs."""
        file = left.pop(path, None)
        if file is not None:
            if path.endswith((".css", ".js")):
                before = file.content_string
                after = with_names(before, path, name)
                if after != before:
                    file.content_string = after
            file.dest_uri = named(path, file.content_bytes)
        there = files.get_file_from_path(path) if path.startswith(ASSETS) else None
        return there.dest_uri if there else None

    for path in tuple(left):
        name(path)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Templates and settings go on calling our files by their plain names."""
    names = {file.src_uri: file.dest_uri for file in files if file.src_uri.startswith(ASSETS)}
    for filter in ("url", "script_tag"):
        env.filters[filter] = _following(names, env.filters[filter])


def _following(names: dict[str, str], plain: Any) -> Any:
    """A filter of the engine that takes plain names for those that files are published under."""

    @pass_context
    def filter(context: object, value: Any) -> Any:
        name = names.get(str(value), value)
        if name is value or isinstance(value, str):
            return plain(context, name)
        script = copy(value)  # one of extra_javascript, with its own settings
        script.path = name
        return plain(context, script)

    return filter
