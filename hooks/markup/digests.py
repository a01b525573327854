"""Names of files that tell their contents, and the mentions of one file in another."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable

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


def with_names(text: str, path: str, name: Callable[[str], str | None]) -> str:
    """A style or script that lies at ``path``, with the files that it mentions under other names.

    Paths are from the site's root; ``name`` says under which one a file is published, None for what is not ours.
    """
    folder = posixpath.dirname(path)

    def renamed(mention: re.Match[str]) -> str:
        found = name(posixpath.normpath(posixpath.join(folder, mention.group())))
        return mention.group() if found is None else posixpath.relpath(found, folder)

    return _MENTION.sub(renamed, text)
