"""No markup that runs in a reader's browser, and no hand-written HTML but a few inert tags."""

from __future__ import annotations

import re
from html import unescape

from ..anchors import RESERVED
from ..diagnostics import Mark
from ..findings import Report
from ..markdown import Body, blank_comments

INERT_TAGS = ("br", "sub", "sup", "kbd", "mark", "u", "s", "small", "ruby", "rt", "rp")
_TAG = re.compile(r"<\s*([/!?]?)\s*([a-zA-Z][\w:-]*)?([^<>]*)>?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:|[\w.+-]+@)[^\s<>]*>", re.IGNORECASE | re.ASCII)
_ACTIVE_TAGS = re.compile(
    r"(script|style|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|link|meta|base|svg|math"
    r"|img|video|audio|source|template|portal|body|html|head|noscript|xml)$",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"\bon[a-z]{3,}\s*=", re.IGNORECASE)
_ACTIVE_URL = re.compile(r"(javascript|vbscript|livescript)\s*:|\bdata\s*:\s*text/html", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_PLAIN_ATTRIBUTES = re.compile(r"\{:?\s*([#.][^\s={}#.\"'<>]+\s*)+\}")
_ID = re.compile(r"#([^\s{}#]+)")
_FOOTNOTE_OR_INCLUDE = re.compile(r"\{!.*!\}")


def check_body(body: Body, report: Report) -> None:
    """Tags, attribute lists and addresses in the lines of a body, code and comments left out."""
    lines = body.open_lines()
    commented = blank_comments("\n".join(text for _, text in lines)).split("\n")
    for (number, _), text in zip(lines, commented, strict=True):
        # Most lines hold nothing of these; a colon may be written as an entity.
        if "<" in text:
            _tags(report, number, text)
        if "{" in text:
            _attributes(report, number, text)
        if ":" in text or "&" in text:
            _address(report, number, text)


def _tags(report: Report, number: int, text: str) -> None:
    text = _AUTOLINK.sub(lambda match: " " * len(match.group()), text)
    seen: set[str] = set()
    for match in _TAG.finditer(text):
        opener, name, rest = match.group(1), match.group(2) or "", match.group(3)
        if not name and not opener:
            continue
        if opener == "/" and name.lower() in seen:
            continue  # the end of what was just reported
        seen.add(name.lower())
        mark = Mark(number, match.start() + 1)
        if _ACTIVE_TAGS.match(name) or _HANDLER.search(rest):
            report("active-markup", mark, what=match.group()[:40])
        elif name.lower() not in INERT_TAGS or rest.strip(" /") or not match.group().endswith(">"):
            report("raw-html", mark, what=match.group()[:40], allowed="、".join(f"<{tag}>" for tag in INERT_TAGS))


def _address(report: Report, number: int, text: str) -> None:
    decoded = re.sub(r"[\x00-\x20]+", "", unescape(unescape(text)))
    active = _ACTIVE_URL.search(decoded)
    if active:
        column = text.lower().find(active.group()[:4].lower()) + 1
        report("active-markup", Mark(number, max(column, 1)), what=active.group())


def _attributes(report: Report, number: int, text: str) -> None:
    for match in _ATTRIBUTES.finditer(text):
        written = match.group()
        if _FOOTNOTE_OR_INCLUDE.fullmatch(written):
            continue
        if _PLAIN_ATTRIBUTES.fullmatch(written):
            for id in _ID.finditer(written):
                if id[1].startswith(RESERVED):
                    report("reserved-anchor", Mark(number, match.start() + id.start() + 1), anchor=id[1])
            continue
        if "=" in written or written.startswith("{:"):
            report("active-markup", Mark(number, match.start() + 1), what=written[:40])
