"""No markup that runs in a reader's browser, and no hand-written HTML but a few inert tags."""

from __future__ import annotations

import re
from html import unescape

from ..anchors import RESERVED
from ..diagnostics import Mark
from ..findings import Report
from ..markdown import Body, blank_comments

INERT_TAGS = ("br", "sub", "sup", "kbd", "mark", "u", "s", "small", "ruby", "rt", "rp")
# A tag may go on to the end of its paragraph. What stands in its quotes is looked at again: it may be no tag after all.
_TAG = re.compile(
    r"<(?=(?P<tag>(?:[!?][^<>\n]*|(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*)"
    r"(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'\n]|\n(?!\n))*+))(?P<closed>>?)))"
)
# What a line may begin with before it begins.
_MARKERS = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)][ \t])*")
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
    commented = blank_comments("\n".join(text for _, text in lines))
    if "<" in commented:
        _tags(report, body.first_line, commented)
    for (number, _), text in zip(lines, commented.split("\n"), strict=True):
        # Most lines hold nothing of these; a colon may be written as an entity.
        if "{" in text:
            _attributes(report, number, text)
        if ":" in text or "&" in text:
            _address(report, number, text)


def _tags(report: Report, number: int, text: str) -> None:
    """What CommonMark or the site's engine takes for HTML: neither ``a < b``, nor ``x<y`` in a paragraph without ``>``."""
    text = _AUTOLINK.sub(lambda match: " " * len(match.group()), text)
    seen: set[str] = set()  # in the line
    at = 0
    for match in _TAG.finditer(text):
        if lines := text.count("\n", at, match.start()):
            seen = set()
        number, at = number + lines, match.start()
        begins = text.rfind("\n", 0, at) + 1
        name, rest = (match["name"] or "").lower(), match["rest"] or ""
        if name and not match["closed"] and not seen and not _MARKERS.fullmatch(text, begins, at):
            continue
        if match["end"] and name in seen:
            continue  # the end of what was just reported
        seen.add(name)
        mark, what = Mark(number, at - begins + 1), f"<{match['tag']}".partition("\n")[0][:40]
        if _ACTIVE_TAGS.match(name) or _HANDLER.search(rest):
            report("active-markup", mark, what=what)
        elif name not in INERT_TAGS or rest.strip(" /") or not match["closed"]:
            report("raw-html", mark, what=what, allowed="、".join(f"<{tag}>" for tag in INERT_TAGS))


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
