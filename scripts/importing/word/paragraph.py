"""A paragraph in the plainest kind of Word: what was read of it, and what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from importing.word import plain
from importing.word.lists import Block
from importing.word.numbering import Label, Numbering
from importing.word.plain import Plain
from importing.word.styles import Look, Shape, Styles
from importing.word.tally import Tally

_ALIGNED = {"center": "centred", "right": "right", "end": "right"}


@dataclass(frozen=True)
class Context:
    """What all stories of a file share. ``picture`` gives a picture's new name, None if it cannot be shown."""

    styles: Styles
    numbering: Numbering
    tally: Tally
    plain: Plain
    picture: Callable[[str], str | None]
    notes: frozenset[tuple[str, str]] = frozenset()

    def without_notes(self) -> Context:
        """The same for a place from which no note may be cited."""
        return replace(self, notes=frozenset())


@dataclass
class PlainParagraph:
    """What was read of a paragraph: its ``style`` and the runs and links in it.

    ``after`` are the blocks of its text boxes, ``looks`` how many characters look how.
    """

    style: str = ""
    heading: bool = False
    pieces: list[Element] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    looks: Counter[Look] = field(default_factory=Counter)

    def blocks(self, context: Context, shape: Shape | None = None, label: Label | None = None) -> Iterator[Block]:
        """Itself, if anything is in it, and what comes after."""
        shape = shape or context.styles.paragraph(None)
        if self.pieces:
            element = Element("w:p")
            element.extend(self.pieces)
            given = "given" in shape.own
            heading = bool(shape.heading) and not given
            path = ".".join([f"h{shape.heading}" if heading else "p", *_classes(shape, self.looks)])
            more = bool(shape.more) and not given
            if more:
                path = "ul|ol > li > " * min(shape.more, plain.LEVELS) + path
            style = context.plain.style(path)
            # What is the page's has no structure of its own, and joins no list or outline of the text.
            yield Block(element, style, None if given else label, heading, "item" in shape.own, more)
        yield from self.after


def _classes(shape: Shape, looks: Counter[Look]) -> Iterator[str]:
    """What the text of a paragraph looks like: of sizes and types, the one that most of it has."""
    if shape.role:
        yield shape.role
    yield from sorted(shape.own)
    if shape.alignment in _ALIGNED:
        yield _ALIGNED[shape.alignment]
    seen = {look: count for look, count in looks.items() if count}
    if not seen:
        return
    sizes: Counter[float] = Counter()
    types: Counter[str] = Counter()
    for look, count in seen.items():
        sizes[look.size] += count
        types[look.type] += count
    yield f"size-{sizes.most_common(1)[0][0]:g}".replace(".", "_")
    if all(look.bold for look in seen):
        yield "bold"
    if all(look.red for look in seen):
        yield "red"
    if type := types.most_common(1)[0][0]:
        yield type
