"""Scripts without comments and without white space that says nothing: the same program in fewer bytes.

For our own scripts (ES2018), not for any: a test holds what comes out against what went in, as a parser reads it.
"""

from __future__ import annotations

import re

# Strings and templates as they are; what may go; a name or number; any other character.
_TOKEN = re.compile(
    r"""
      (?P<text> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` )
    | (?P<gap> (?: \s | //[^\n]* | /\*.*?\*/ )+ )
    | [\w$]+
    | .
    """,
    re.DOTALL | re.VERBOSE,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
# After these a slash begins a pattern; after anything else it divides.
_BEFORE_PATTERN = frozenset("(,=:[!&|?{};+-*%~^<>")
_WORDS_BEFORE_PATTERN = frozenset({"return", "typeof", "case", "in", "of", "delete", "void", "throw", "else"})
# A line cannot end a statement after or before these.
_GOES_ON_AFTER = frozenset("{([,;:?=&|>")
_GOES_ON_BEFORE = frozenset("})],;:?=&|.")


def shortened(script: str) -> str:
    """The same script without comments, and with no more white space than it needs.

    A line end that may end a statement stays.
    """
    made: list[str] = []
    last, gap, position = "", "", 0
    while position < len(script):
        found = _TOKEN.match(script, position)
        assert found is not None, "its last alternative takes any character"
        if found[0] == "/" and (not last or last[-1] in _BEFORE_PATTERN or last in _WORDS_BEFORE_PATTERN):
            found = _PATTERN.match(script, position) or found
        position = found.end()
        if found.lastgroup == "gap":
            gap = found[0]
            continue
        made += [_between(last, gap, found[0]), found[0]]
        last, gap = found[0], ""
    return "".join(made)


def _between(last: str, gap: str, following: str) -> str:
    """What of a gap must stay: the line end that may end a statement, the space that parts two tokens."""
    if not last or not gap:
        return ""
    if "\n" in gap:
        return "" if last[-1] in _GOES_ON_AFTER or following[0] in _GOES_ON_BEFORE else "\n"
    ends, begins = last[-1], following[0]
    return " " if (_in_word(ends) and _in_word(begins)) or (ends == begins and ends in "+-/") else ""


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "_$"
