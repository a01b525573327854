"""A record's file with some of its front matter changed, and every other line as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import frontmatter
from .dates import Date
from .frontmatter import CONTROL, Node, Scalar, Sequence
from .schema import Kind

INDENT = "  "

# Written as they are only where no reader of YAML could take them for anything but this text.
_PLAIN = re.compile(
    r"(?![- ?:,\[\]{}#&*!|>'\"%@`~=<])(?!null$)(?:[^\s\\:#]|:(?=\S)|(?<=\S)#|\\| (?=\S))+", re.IGNORECASE
)
_PRINTABLE = re.compile(
    "[^\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]*"
)
_CLOSERS = {'"': '"', "'": "'", "[": "]", "{": "}"}
_COMMENT = re.compile(r"\s+#.*")


def rewrite(text: str, changes: Mapping[str, Any], body: str | None = None, kind: Kind | None = None) -> str:
    """The text with these top-level fields set; None takes one out.

    A value is text, a flag, a number, or a list or mapping of such. A field keeps its place
    and the comment on its first line; a new one goes where the kind's schema would have it,
    else to the end. ``body`` replaces the Markdown after the front matter. ValueError where
    there is no front matter that can be read.
    """
    cut = frontmatter.split(text)
    if cut.front is None or not cut.closed:
        raise ValueError("no front matter")
    root = frontmatter.read(cut.front, 0, lambda *where, **values: None)
    if root is None:
        raise ValueError("front matter cannot be read")
    lines = text.split("\n")
    front, rest = lines[1 : cut.body_line - 2], lines[cut.body_line - 2 :]
    if changes:
        front = _changed(front, root, changes, [one.name for one in kind.fields] if kind else [])
    if body is not None and body != cut.body:
        rest = [rest[0], *body.split("\n")]
    return "\n".join([lines[0], *front, *rest])


def as_written(value: Any) -> Any:
    """A value that was read, as :func:`rewrite` takes it: dates as EDTF text or mapping, tuples as lists."""
    if isinstance(value, Date):
        more = {name: getattr(value, name) for name in ("wording", "basis", "note") if getattr(value, name)}
        return {"edtf": value.edtf, **more} if more else value.edtf
    if isinstance(value, tuple):
        return [as_written(one) for one in value]
    return {name: as_written(one) for name, one in value.items()} if isinstance(value, Mapping) else value


@dataclass(frozen=True)
class _Entry:
    """A field as it is written: its lines, and the comment on the first of them."""

    name: str
    lines: tuple[str, ...]
    comment: str


def _changed(front: list[str], root: frontmatter.Mapping, changes: Mapping[str, Any], order: list[str]) -> list[str]:
    parts = list(_parts(front, root))
    written = {part.name for part in parts if isinstance(part, _Entry)}
    done: list[_Entry | str] = []
    for part in parts:
        if isinstance(part, str) or part.name not in changes:
            done.append(part)
        elif changes[part.name] is not None:
            done.append(_entry(part.name, changes[part.name], part.comment))
    for name, value in changes.items():
        if name not in written and value is not None:
            done.insert(_place(done, name, order), _entry(name, value, ""))
    return [line for part in done for line in ([part] if isinstance(part, str) else part.lines)]


def _place(parts: list[_Entry | str], name: str, order: list[str]) -> int:
    """Behind the last of the fields that the schema has before this one; to the end for a name it has not."""
    if name not in order:
        return len(parts)
    before = set(order[: order.index(name)])
    places = [index for index, part in enumerate(parts, start=1) if isinstance(part, _Entry) and part.name in before]
    if places:
        return places[-1]
    return next((index for index, part in enumerate(parts) if isinstance(part, _Entry)), len(parts))


def _parts(front: list[str], root: frontmatter.Mapping) -> Iterator[_Entry | str]:
    """The fields, and between them the comments and empty lines that belong to none."""
    marks = [key.mark for key, _ in root.entries]
    if any(front[mark.line][: mark.column - 1].strip() for mark in marks):
        # Keys in braces or after question marks have no lines of their own.
        yield from (_entry(key.text, _plain(value), "") for key, value in root.entries)
        return
    starts = [mark.line for mark in marks]
    yield from front[: starts[0]] if starts else front
    for (key, value), start, end in zip(root.entries, starts, [*starts, len(front)][1:], strict=True):
        last = end
        column = key.mark.column - 1
        while last > start + 1 and (not front[last - 1].strip() or front[last - 1][column : column + 1] == "#"):
            last -= 1
        yield _Entry(key.text, tuple(front[start:last]), _comment(front[start], value, start))
        yield from front[last:end]


def _comment(line: str, value: Node, number: int) -> str:
    """The comment at the end of a field's first line, with the space before it."""
    start = 0
    if value.mark.line == number and (not isinstance(value, Scalar) or value.quoted):
        end = _CLOSERS.get(line[value.mark.column - 1], "")
        start = line.rfind(end) if end else 0
        if start < value.mark.column and end:
            return ""
    found = _COMMENT.search(line, start)
    return found.group() if found else ""


def _entry(name: str, value: Any, comment: str) -> _Entry:
    head, *rest = _lines(value)
    return _Entry(name, (f"{name}:{' ' if head else ''}{head}{comment}", *(INDENT + line for line in rest)), comment)


def _lines(value: Any) -> list[str]:
    """A value: what stands on the line of its name, and the lines below."""
    if isinstance(value, Mapping):
        below = []
        for name, inner in value.items():
            if inner is not None:
                head, *rest = _lines(inner)
                below += [f"{_scalar(name)[0]}:{' ' if head else ''}{head}", *(INDENT + line for line in rest)]
        return ["", *below] if below else ["{}"]
    if isinstance(value, (list, tuple)):
        below = []
        for inner in value:
            if inner is not None:
                first, *rest = _lines(inner) if not isinstance(inner, (Mapping, list, tuple)) else _inside(inner)
                below += [f"- {first}", *(INDENT + line for line in rest)]
        return ["", *below] if below else ["[]"]
    return _scalar(value)


def _inside(value: Any) -> list[str]:
    """A collection within a list: its first line stands behind the dash."""
    head, *rest = _lines(value)
    return [head] if head else rest


def _scalar(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, (int, Decimal)):
        return [f"{value:f}" if isinstance(value, Decimal) else str(value)]
    text = str(value)
    lines = text.split("\n")
    if len(lines) > 1 and all(_PRINTABLE.fullmatch(line) for line in lines) and _fits_block(lines):
        return ["|-", *lines]
    if _PLAIN.fullmatch(text) and _PRINTABLE.fullmatch(text):
        return [text]
    return [_quoted(text)]


def _fits_block(lines: list[str]) -> bool:
    """Whether a block scalar gives these lines back: its first tells the indentation, its end is cut."""
    return bool(lines[0].strip() and lines[-1].strip()) and not lines[0].startswith(" ")


def _quoted(text: str) -> str:
    text = CONTROL.sub(" ", text)  # no file may hold them, nor an escape that means one
    named = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(named.get(one) or (one if _PRINTABLE.fullmatch(one) else _escape(one)) for one in text) + '"'


def _escape(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02X}" if point < 0x100 else f"\\u{point:04X}" if point < 0x10000 else f"\\U{point:08X}"


def _plain(node: Node) -> Any:
    """A node as the value it would be written from."""
    if isinstance(node, Scalar):
        return None if not node.quoted and node.text in ("", "~", "null") else node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.items]
    return {key.text: _plain(value) for key, value in node.entries}
