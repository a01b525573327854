"""A case's body as its sections, and back: what nobody touched keeps every character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.markdown import Body

from .controls import Pairs, Post

NAME = "body"
TOP = "top"
_HEADING = re.compile(r" {0,3}##(?!#)[ \t]+(.*?)[ \t]*")
_COMMENT = re.compile(r"<!--((?:(?!-->).)*)-->", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One section: its heading's words and its text as a form shows them, and the lines as they stand in the file.

    ``prompt`` is what a new record's template asks for in it. The part above the first heading has none.
    """

    heading: str
    text: str
    lines: tuple[str, ...]
    prompt: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the file has no such section yet."""
        return not self.lines


def cut(body: str, by_heading: bool) -> list[Part]:
    """The parts of a body, the one above all headings first; only that one unless ``by_heading``."""
    lines = body.split("\n")
    starts = []
    if by_heading:
        seen = [one.line - 1 for one in Body(body).headings if one.level == 2]
        starts = [at for at in dict.fromkeys(seen) if at < len(lines) and _HEADING.fullmatch(lines[at])]
    ends = [*starts, len(lines)]
    top = lines[: ends[0]]
    parts = [_part("", top, top)]
    for start, end in zip(starts, ends[1:], strict=True):
        match = _HEADING.fullmatch(lines[start])
        assert match is not None
        parts.append(_part(match.group(1), lines[start:end], lines[start + 1 : end]))
    return parts


def _part(heading: str, lines: Sequence[str], inner: Sequence[str]) -> Part:
    text = as_posted("\n".join(inner))
    only = _COMMENT.fullmatch(text.strip())
    return Part(heading, "" if only else text, tuple(lines), only.group(1).strip() if only else "")


def as_posted(text: str) -> str:
    """A text as a browser gives it back, without the empty lines around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip("\n")


def keyed(parts: Sequence[Part], wanted: Sequence[str]) -> dict[str, Part]:
    """Row key → part, in the order of the form: sections of the template that are missing stand where they belong."""
    found = {str(number) if number else TOP: part for number, part in enumerate(parts)}
    keys = list(found)
    titles = {_words(part.heading): key for key, part in reversed(found.items()) if key != TOP}
    after = TOP
    for number, title in enumerate(wanted):
        if title in titles:
            after = titles[title]
            continue
        key = f"t{number}"
        found[key] = Part(title, "", ())
        keys.insert(keys.index(after) + 1, key)
        after = key
    return {key: found[key] for key in keys}


def _words(heading: str) -> str:
    """A heading without the anchor written behind it."""
    return re.sub(r"\s*\{:?\s*#[^{}]*\}\s*$", "", heading)


def is_of_template(part: Part, wanted: Sequence[str]) -> bool:
    """Whether a part is one of the sections that the template wants, by its heading without an anchor."""
    return _words(part.heading) in wanted


def write(parts: dict[str, Part]) -> Pairs:
    """The controls of a body: of each part its key, its heading and its text, in the form's order."""
    pairs: Pairs = []
    for key, part in parts.items():
        pairs += [(NAME, key), (f"{NAME}.{key}.heading", part.heading), (f"{NAME}.{key}.text", part.text)]
    return pairs


def read(post: Post, parts: dict[str, Part]) -> tuple[str | None, list[tuple[str, int]]]:
    """The body that was posted, None where it is as it was; and of each of its parts the key and the line it begins on.

    Lines count from 0, the body's first. Sections of the template that are still empty are not written.
    """
    chosen: list[tuple[str, tuple[str, ...]]] = []
    for key in post.all(NAME):
        heading = " ".join(post.get(f"{NAME}.{key}.heading").split())
        text = as_posted(post.get(f"{NAME}.{key}.text"))
        known = parts.get(key)
        if known and not known.is_new and (heading, text) == (" ".join(known.heading.split()), known.text):
            chosen.append((key, known.lines))
        elif text.strip() or (known and not known.is_new) or (heading and not known):
            head = () if key == TOP else (f"## {heading or '（没有标题）'}",)
            chosen.append((key, (*head, "", *text.split("\n"), "") if text.strip() else (*head, "")))
    same = [key for key, _ in chosen] == [key for key, part in parts.items() if not part.is_new]
    untouched = same and all(parts[key].lines == lines for key, lines in chosen)
    written: list[str] = []
    starts = []
    for key, lines in chosen:
        if not untouched and written and written[-1].strip() and lines:
            written.append("")
        starts.append((key, len(written)))
        written += lines
    if untouched:
        return None, starts
    while written and not written[-1].strip():
        written.pop()
    if written and written[0].strip():
        written.insert(0, "")
        starts = [(key, at + 1 if at or key != TOP else at) for key, at in starts]
    return "\n".join([*written, ""]), starts
