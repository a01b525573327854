"""What a drawing holds, in its order: pictures, boxes of text, and things that cannot be taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from importing.word.markup import child
from importing.word.tally import Event

# WPS writes the picture's old file name as its description, which tells the reader nothing and may tell of a person.
_FILE_NAME = re.compile(
    r".*\.\w{2,5}|.*[\\/:].*|(图片|Picture|image|IMG|微信图片|qt_temp|截图)[\s_\d-]*", re.IGNORECASE
)
_UNDERSTOOD = ("w:t", "w:txbxContent", "a:blip", "v:imagedata", "m:oMath", "c:chart", "dgm:relIds", "w:sym")


@dataclass(frozen=True)
class Image:
    """A picture, by the id of its part in the relations. ``alt`` is what a person said is in it."""

    relation: str
    alt: str


@dataclass(frozen=True)
class Box:
    """A text box: ``content`` holds blocks."""

    content: Element


@dataclass(frozen=True)
class Art:
    """Words that are drawn."""

    text: str


def chosen(alternate: Element) -> Element | None:
    """The branch of an ``mc:AlternateContent`` to read; None where it has none.

    Both say the same, the first as newer programs draw it.
    """
    choice = child(alternate, "mc:Choice")
    if choice is not None and any(one.tag in _UNDERSTOOD for one in choice.iter()):
        return choice
    fallback = child(alternate, "mc:Fallback")
    return choice if fallback is None else fallback


def written(element: Element) -> int:
    """How many characters of text are in an element, of two ways to say it in the one to read."""
    count, left = 0, [element]
    while left:
        one = left.pop()
        if one.tag == "w:t":
            count += len(one.text or "")
        elif one.tag != "mc:AlternateContent":
            left.extend(one)
        elif (branch := chosen(one)) is not None:
            left.append(branch)
    return count


def contents(drawing: Element, alt: str = "") -> Iterator[Image | Box | Art | Event]:
    """What a drawing holds, in its order; an Event for what is left out.

    Does not look into the boxes: they have paragraphs, and drawings, of their own.
    """
    for one in drawing:
        match one.tag:
            case "w:txbxContent":
                yield Box(one)
            case "a:blip" | "v:imagedata":
                if relation := one.get("r:embed") or one.get("r:id"):
                    yield Image(relation, alt)
                elif one.get("r:link") or one.get("r:href"):
                    yield Event.LINKED
            case "c:chart":
                yield Event.CHART
            case "dgm:relIds":
                yield Event.DIAGRAM
            case "o:OLEObject" | "w:control":
                yield Event.OBJECT
            case "v:textpath" if one.get("string"):
                yield Art(one.get("string", ""))
            case "mc:AlternateContent":
                if (branch := chosen(one)) is not None:
                    yield from contents(branch, alt)
            case _:
                yield from contents(one, _alt(one) or alt)


def _alt(element: Element) -> str:
    """The description of what is drawn in this element, unless a program made it up."""
    described = child(element, "wp:docPr")
    text = (element.get("alt") or "") if described is None else (described.get("descr") or "")
    text = " ".join(text.split())
    return "" if _FILE_NAME.fullmatch(text) else text
