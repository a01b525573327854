"""The fingerprint of a case's reviewed text."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Mapping

from .markdown import Body
from .records import Record
from .scan import INCLUDE

DEPTH = 16


def fingerprint(case: Record, includes: Mapping[str, Body]) -> str:
    """``sha256:`` and 64 hex digits over title, summary, outcomes and body, fragments put in.

    White space at line ends and around the body does not count.
    """
    body = "\n".join(line.rstrip() for line in expand(case.body.text, includes).strip().split("\n"))
    signed = {
        "title": case.title,
        "summary": case.summary,
        "outcomes": [dict(sorted(outcome.items())) for outcome in case.outcomes],
        "body": body,
    }
    text = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def expand(text: str, includes: Mapping[str, Body], depth: int = 0) -> str:
    """The text with each fragment in place of its mention; unknown ones are left as they are."""
    if depth > DEPTH:
        return text
    return INCLUDE.sub(
        lambda match: _fragment(match.group(1).strip(), match.group(0), includes, depth),
        text,
    )


def _fragment(target: str, written: str, includes: Mapping[str, Body], depth: int) -> str:
    body = includes.get(posixpath.normpath(target))
    return written if body is None else expand(body.text.strip(), includes, depth + 1)
