"""Secrecy marks, words that keep a paper inside, and unmasked personal data: what must not be on the site at all.

They are looked for in every line of a file, front matter and code included: nothing excuses them but a
registered exemption. Only what is marked or written out can be found, which takes no reviewer's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...diagnostics import Fix, Mark
from ...findings import Findings, Report
from ...frontmatter import split
from ...records import Records
from ...scan import CODE_SPAN
from . import cards, citizens, homes, internal, mailboxes, plates, secrecy, telephones
from .hit import Hit
from .visible import DIGITS, Seen, is_odd, readings, seen

# In this order: what one has found, the next does not see.
_FINDERS: tuple[Callable[[str], Iterator[Hit]], ...] = (
    mailboxes.find,
    cards.find,
    telephones.find_mobile,
    telephones.find_labelled_mobile,
    telephones.find_landline,
    plates.find,
)
# A line without any of these holds nothing, unless it is odd.
_SIGNS = (DIGITS, mailboxes.MAY_HOLD, homes.MAY_HOLD, plates.MAY_HOLD, internal.MAY_HOLD)
_GONE = "\0"
# A full-width comma or semicolon is seen as a plain one, and ends an address in Chinese text.
_WEB = re.compile(r"https?://[^ <>\"'(),;。、|]+", re.IGNORECASE)
# Fields of the front matter whose values are figures or names of papers.
FIGURES = ("number", "before", "after", "id", "fingerprint")
_FIGURE = re.compile(rf" *(?:- )?(?:{'|'.join(FIGURES)}) *:")
_FENCE = re.compile(r"[ >]*(`{3,}(?=[^`]*$)|~{3,})")


def check(records: Records, findings: Findings) -> None:
    """Secrecy marks and personal data in the names of files beside the records; what is in them is another matter."""
    for path in records.files:
        report = findings.at(path)
        for mark in secrecy.marks_in_name(path):
            report("work-secret-mark" if mark.work else "secrecy-mark", Mark(), value=path)
        for hit in _personal(seen(path).text, figures=False):
            report(hit.code, Mark(), what=f"文件名里的{hit.what}", masked=hit.masked or "")


def check_text(text: str, report: Report) -> None:
    """Secrecy marks, words that keep a paper inside, and personal data in every line of a file."""
    odd = is_odd(text)
    for one in secrecy.marks(text) if odd or "密" in text else ():
        report("work-secret-mark" if one.work else "secrecy-mark", one.mark, value=one.text)
    signs = [sign for sign in _SIGNS if sign.search(text)]
    if not odd and not signs:
        return
    body_line = split(text).body_line
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        head = number < body_line
        fence = "" if head else _fence(fence, line)
        if any(sign.search(line) for sign in signs) or (odd and is_odd(line)):
            for told in readings(line):
                # As it is typed it shows in a front matter, in code, in a comment and in a tag.
                _check_line(number, line, told, report, head=head, plain=bool(fence) or told.inner)


def _fence(fence: str, line: str) -> str:
    """What must close the fenced code that a line stands in or opens; its last line is out of it again."""
    if not fence:
        opened = _FENCE.match(line)
        return opened[1] if opened else ""
    return "" if line.strip(" >\t") == fence else fence


def _check_line(number: int, line: str, told: Seen, report: Report, *, head: bool, plain: bool) -> None:
    for found in internal.find(told.text):
        start, end = told.written(*found.span())
        report("internal-mark", Mark(number, start + 1), value=line[start:end].strip())
    hits = _personal(told.text, figures=head and bool(_FIGURE.match(line)))
    plain = plain or head
    # Code is looked for where that decides something: a line may be long, and is gone through for each of its hits.
    code = _without(line, [found.span() for found in CODE_SPAN.finditer(line)] if hits and not plain else [])
    for hit in hits:
        start, end = told.written(hit.start, hit.end)
        fix = _fix(line[start:end], hit, plain=plain or code[start] == _GONE)
        report(hit.code, Mark(number, start + 1), fix=fix, what=hit.what, masked=hit.masked or "")


def _personal(line: str, figures: bool) -> list[Hit]:
    """What is found in a line as it is seen, in order of place."""
    hits = [*citizens.find(line)]
    if not figures:
        hits += homes.find(line)
        # In an address of the web only a check digit tells a number from any other.
        spans = [(hit.start, hit.end) for hit in hits if hit.what == citizens.WHAT]
        line = _without(_without(line, spans), [found.span() for found in _WEB.finditer(line)])
        for find in _FINDERS:
            found = [*find(line)]
            hits += found
            line = _without(line, [(hit.start, hit.end) for hit in found])
    return sorted(hits, key=lambda one: one.start)


def _without(line: str, spans: list[tuple[int, int]]) -> str:
    """The line, as long as it was, with nothing in these places."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [line[at:start], _GONE * (end - max(start, at))]
        at = max(end, at)
    return "".join([*parts, line[at:]])


def _fix(written: str, hit: Hit, plain: bool) -> Fix | None:
    """The masked form in the place of what is typed; nothing where markup would be torn."""
    if hit.masked is None or "<" in written:
        return None
    # Bare asterisks of two numbers in one paragraph would become emphasis.
    return Fix(len(written), hit.masked if plain else hit.masked.replace("*", "\\*"))


__all__ = ["FIGURES", "check", "check_text"]
