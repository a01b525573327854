"""What the content of a page may hold: all that our templates and Markdown make, and nothing that runs.

Lists, not code: see :mod:`markup.sanitising` for what is done with them. A new attribute in a template of
the core belongs here too; a test compares every page before and after.
"""

from __future__ import annotations

import re

# Text and its structure. No embedded documents, no media but pictures, no style or script of any kind.
_TEXT = """
a abbr b blockquote br caption code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img
ins kbd li mark nav ol p pre q rp rt ruby s section small span strong sub summary sup table tbody td tfoot th thead
time tr u ul wbr
"""
# The search form of the page of results.
_FORM = "button form input"
# Charts. Nothing that moves, fetches, or holds HTML.
_CHART = "circle defs desc g line path pattern rect svg text title"

TAGS = frozenset(f"{_TEXT} {_FORM} {_CHART}".split())

# What is in these is no text, and goes with them.
_UNREAD = """
iframe math noembed noframes noscript object plaintext script style template textarea xmp
"""
WITH_CONTENT = frozenset(_UNREAD.split())

# The names by which our own scripts know what they work on; those of the theme, data-md-*, are not ours to give.
_OURS = """
data-label data-zy-answer data-zy-bar data-zy-basis data-zy-browse data-zy-choices data-zy-compare data-zy-count
data-zy-criterion data-zy-current data-zy-due data-zy-due-list data-zy-due-none data-zy-end data-zy-evidence
data-zy-explorer data-zy-facet data-zy-gaps data-zy-grade data-zy-late-count data-zy-late-none data-zy-late-only
data-zy-limit data-zy-now data-zy-open data-zy-pager data-zy-profile data-zy-question data-zy-results
data-zy-review-by data-zy-search-failed data-zy-search-open data-zy-search-page data-zy-sheets data-zy-start
data-zy-state data-zy-title data-zy-today data-zy-value data-zy-when
"""
ATTRIBUTES = {
    "*": frozenset(
        f"aria-current aria-hidden aria-label aria-labelledby class dir hidden id lang title {_OURS}".split()
    ),
    "a": frozenset(("href", "name", "rel")),
    "circle": frozenset(("cx", "cy", "r")),
    "details": frozenset(("open",)),
    "div": frozenset(("data-src",)),
    "g": frozenset(("data-from", "data-to", "data-x0", "data-x1")),
    "img": frozenset(("alt", "height", "src", "width")),
    "input": frozenset(("maxlength", "placeholder")),
    "line": frozenset(("x1", "x2", "y1", "y2")),
    "ol": frozenset(("reversed", "start", "type")),
    "path": frozenset(("d",)),
    "pattern": frozenset(("height", "patternTransform", "patternUnits", "width")),
    "rect": frozenset(("height", "rx", "width", "x", "y")),
    "svg": frozenset(("preserveAspectRatio", "viewBox")),
    "td": frozenset(("align", "colspan", "rowspan")),
    "text": frozenset(("x", "y")),
    "th": frozenset(("align", "colspan", "rowspan", "scope")),
    "time": frozenset(("datetime",)),
}
# Where an attribute decides what an element is or where it leads, only what our templates write.
VALUES = {
    "button": {"type": frozenset(("submit",))},
    "div": {
        "role": frozenset(("note", "region")),
        "tabindex": frozenset("0"),
    },
    "form": {
        "action": frozenset(("search.html",)),
        "method": frozenset(("get",)),
        "role": frozenset(("search",)),
    },
    "input": {
        "type": frozenset(("search",)),
        "name": frozenset("q"),
        "autocapitalize": frozenset(("off",)),
        "autocomplete": frozenset(("off",)),
        "enterkeyhint": frozenset(("search",)),
        "spellcheck": frozenset(("false",)),
    },
    "pre": {"tabindex": frozenset("0")},
    # A paint may name a file to fetch.
    "rect": {"fill": frozenset(f"url(#zy-{name})" for name in ("tl-hatch", "fill-1", "fill-2", "fill-4", "fill-5"))},
    "svg": {"role": frozenset(("group",)), "focusable": frozenset(("false",))},
}

# The script of the list of cases, and that of the self-check, load what data-src names: a file of data beside the page.
DATA = re.compile(r"[a-z0-9][a-z0-9-]*\.js", re.ASCII)

SCHEMES = frozenset(("http", "https", "mailto", "tel"))

# Ids with which the theme finds its settings and its switches.
RESERVED_ID = "__"
# Classes that lay a thing over the page, the theme's and our frame's, or have the theme fetch a script from elsewhere.
RESERVED_CLASSES = ("md-", "mermaid", "zy-search--", "zy-search__", "zy-skip", "zy-hits")
