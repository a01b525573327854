"""MkDocs hook: our own styles, scripts and pictures are published under names that tell their contents.

A page that was opened before a new version was published still gets the very files it was made for,
and readers may keep a file of such a name for ever. A style that names a picture and a script that
names another have that one's new name in them, so their own change with it.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from copy import copy
from typing import Any

from jinja2 import Environment, pass_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ASSETS = "assets/zhengyou/"
_TELLING = re.compile(r"(?=([0-9a-f]{8}))[0-9]{0,7}[a-f]")

# How a style or a script names another file of ours.
_MENTION = re.compile(r"""(?<=["'])[\w./-]+\.(?:css|js|svg|png)(?=["'])""", re.ASCII)


def named(path: str, data: bytes) -> str:
    """The path with eight digits of the contents' SHA-256 before the suffix: ``a/b.1a2b3c4d.css``.

    They are the first that hold a letter: eight figures alone may be a date that somebody put into a name.
    """
    stem, suffix = posixpath.splitext(path)
    found = _TELLING.search(hashlib.sha256(data).hexdigest())
    assert found is not None, "sixty-four figures without a letter"
    return f"{stem}.{found[1]}{suffix}"


def on_files(files: Files, config: MkDocsConfig) -> None:
    left = {file.src_uri: file for file in files if file.src_uri.startswith(ASSETS)}
    while left:
        _name(left.popitem()[1], left, files)


def _name(file: File, left: dict[str, File], files: Files) -> None:
    """Gives a file its name, once those that it names in turn have theirs."""

    def renamed(mention: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), mention.group()))
        if path in left:
            _name(left.pop(path), left, files)
        there = files.get_file_from_path(path) if path.startswith(ASSETS) else None
        return posixpath.relpath(there.dest_uri, posixpath.dirname(file.src_uri)) if there else mention.group()

    if file.src_uri.endswith((".css", ".js")):
        before = file.content_string
        after = _MENTION.sub(renamed, before)
        if after != before:
            file.content_string = after
    file.dest_uri = named(file.src_uri, file.content_bytes)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Templates and settings go on calling our files by their plain names."""
    names = {file.src_uri: file.dest_uri for file in files if file.src_uri.startswith(ASSETS)}
    for filter in ("url", "script_tag"):
        env.filters[filter] = _following(names, env.filters[filter])


def _following(names: dict[str, str], plain: Any) -> Any:
    """A filter of the engine that takes plain names for those that files are published under."""

    @pass_context
    def filter(context: object, value: Any) -> Any:
        name = names.get(str(value))
        if name is None:
            return plain(context, value)
        if isinstance(value, str):
            return plain(context, name)
        script = copy(value)  # one of extra_javascript, with its own settings
        script.path = name
        return plain(context, script)

    return filter
