"""XML parts as their elements go by, and the same parts with some elements cut out, all else byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from .inside import Unreadable

Attributes = Mapping[str, str]
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def go_through(
    data: bytes,
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda name: None,
    text: Callable[[str], None] = lambda text: None,
) -> None:
    """Tells of each element, by local name, as it begins and ends, and of the text in between.

    Unreadable for what is no XML, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, given: begin(local(name), {local(one): given[one] for one in given})
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = text
    _parse(parser, data)


def cut(
    data: bytes,
    unwanted: Callable[[str, Attributes], bool],
    attributes: re.Pattern[bytes] | None = None,
) -> bytes:
    """The part without the unwanted elements, and without what ``attributes`` matches in the tags of the others.

    Prefixes and whatever else a program may lean on stay as they are, which no library's way of
    writing XML anew would do. Unreadable for what is not UTF-8, no XML, or declares a document type.
    """
    if b"\0" in data[:4]:
        raise Unreadable("部件不是 UTF-8 编码")
    holes: list[tuple[int, int]] = []
    depth, within, first, last = 0, 0, 0, 0
    parser = expat.ParserCreate()

    def begin(name: str, given: Attributes) -> None:
        nonlocal depth, within, first, last
        depth += 1
        at = parser.CurrentByteIndex
        if not within and unwanted(local(name), {local(one): given[one] for one in given}):
            within, first, last = depth, at, _after(data, at)
        elif attributes and not within:
            holes.extend(found.span() for found in attributes.finditer(data, at, _after(data, at)))

    def end(name: str) -> None:
        nonlocal depth, within
        if depth == within:
            # Of an element that is one tag, the parser tells the end at another place.
            one_tag = data[last - 2 : last] == b"/>"
            holes.append((first, last if one_tag else _after(data, parser.CurrentByteIndex)))
            within = 0
        depth -= 1

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    _parse(parser, data)
    kept, done = [], 0
    for start, stop in holes:
        kept.append(data[done:start])
        done = stop
    return b"".join([*kept, data[done:]])


def _after(data: bytes, at: int) -> int:
    found = _TAG.match(data, at)
    assert found is not None, "the parser has seen a tag here"
    return found.end()


def _parse(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable("文件不完整") from error


def _refuse(*_: object) -> None:
    raise Unreadable("部件里有文档类型声明（DOCTYPE）")
