"""The fingerprint of a case's reviewed text."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Mapping

from .includes import INCLUDE
from .limits import NESTING, PAGE_CHARS
from .markdown import Body
from .records import Record


def fingerprint(case: Record, includes: Mapping[str, Body]) -> str:
    """``sha256:`` and 64 hex digits over title, summary, outcomes and body, fragments put in.

    White space at line ends and around the body does not count. ``includes`` are the fragments by their paths.
    """
    body = "\n".join(line.rstrip() for line in expand(case.body.text, includes).strip().split("\n"))
    signed = {
        "title": case.title,
        "summary": case.summary,
        "outcomes": [dict(outcome) for outcome in case.outcomes],
        "body": body,
    }
    text = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def expand(text: str, includes: Mapping[str, Body]) -> str:
    """The text with each fragment in place of its mention; those unknown or beyond all limits are left as they are."""
    return _Expansion(includes).of(text, 0)


class _Expansion:
    def __init__(self, includes: Mapping[str, Body]) -> None:
        self._includes = includes
        self._left = PAGE_CHARS

    def of(self, text: str, depth: int) -> str:
        return INCLUDE.sub(lambda match: self._fragment(match.group(1).strip(), match.group(0), depth), text)

    def _fragment(self, target: str, written: str, depth: int) -> str:
        body = self._includes.get(posixpath.normpath(target))
        if body is None or depth == NESTING or len(body.text) > self._left:
            return written
        self._left -= len(body.text)
        return self.of(body.text.strip(), depth + 1)
