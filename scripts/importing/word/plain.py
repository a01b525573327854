"""A Word file of the plainest kind, written for mammoth: the elements it reads, and the bytes of the whole."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_STORED, ZipFile

from importing.word.markup import URIS
from importing.word.styles import Look

# Lists are all of two kinds: mammoth asks only whether a level is a bullet.
BULLETS, NUMBERS = "1", "2"
LEVELS = 5
_FLAGS = (("bold", "w:b"), ("italic", "w:i"), ("strike", "w:strike"))


def element(tag: str, value: str | None = None) -> Element:
    """An empty element, with a ``w:val`` if there is one."""
    return Element(tag, {} if value is None else {"w:val": value})


def run(look: Look, content: Iterable[Element], bold: bool = True) -> Element:
    """A ``w:r`` of this look. ``bold`` off leaves it to the paragraph to be bold, as headings are."""
    made = Element("w:r")
    properties = SubElement(made, "w:rPr")
    for name, tag in _FLAGS:
        if getattr(look, name) and (bold or name != "bold"):
            SubElement(properties, tag)
    if look.underline:
        SubElement(properties, "w:u", {"w:val": "single"})
    if look.raised:
        SubElement(properties, "w:vertAlign", {"w:val": look.raised})
    made.extend(content)
    return made


def text(content: str) -> Element:
    """A ``w:t`` whose white space stays."""
    made = Element("w:t", {"xml:space": "preserve"})
    made.text = content
    return made


class Plain:
    """Takes what the stories refer to, and writes them all as one file."""

    def __init__(self) -> None:
        self._styles: dict[str, str] = {}
        self._relations: dict[tuple[str, str], str] = {}

    def style(self, path: str) -> str:
        """The id of the style that becomes this HTML: ``h2.centred``."""
        return self._styles.setdefault(path, f"s{len(self._styles)}")

    def link(self, address: str) -> str:
        """The id of a relation to this address, for a ``w:hyperlink``."""
        return self._relation("hyperlink", address)

    def picture(self, name: str, alt: str) -> Element:
        """A picture in the line, as mammoth knows it. ``name`` is all that stands in its part, and comes back."""
        id = self._relation("image", name)
        drawing = Element("w:drawing")
        inline = SubElement(drawing, "wp:inline")
        SubElement(inline, "wp:docPr", {"descr": alt})
        data = SubElement(SubElement(inline, "a:graphic"), "a:graphicData")
        SubElement(SubElement(SubElement(data, "pic:pic"), "pic:blipFill"), "a:blip", {"r:embed": id})
        return drawing

    def style_map(self) -> str:
        """mammoth's style map: which HTML each style, each level of a list and an underline becomes."""
        return "\n".join(
            [
                *(f"p.{id} => {path}:fresh" for path, id in self._styles.items()),
                *_list_map(),
                "u => u",
            ]
        )

    def write(self, body: Iterable[Element], notes: Mapping[str, Iterable[Element]]) -> bytes:
        """The file's bytes. ``notes`` are the elements of ``footnotes`` and ``endnotes``."""
        relations = self._relations_part()
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_STORED) as archive:
            archive.writestr("[Content_Types].xml", _root("Types", "types", []))
            archive.writestr("word/document.xml", _root("w:document", "w", [_wrapped("w:body", body)]))
            archive.writestr("word/styles.xml", _root("w:styles", "w", [_style(id) for id in self._styles.values()]))
            archive.writestr("word/numbering.xml", _root("w:numbering", "w", _lists()))
            archive.writestr("word/_rels/document.xml.rels", relations)
            for kind, elements in notes.items():
                archive.writestr(f"word/{kind}.xml", _root(f"w:{kind}", "w", elements))
                archive.writestr(f"word/_rels/{kind}.xml.rels", relations)
            for kind, target in self._relations:
                if kind == "image":
                    archive.writestr(f"word/media/{target}", target)
        return file.getvalue()

    def _relation(self, kind: str, target: str) -> str:
        return self._relations.setdefault((kind, target), f"r{len(self._relations)}")

    def _relations_part(self) -> bytes:
        return _root(
            "Relationships",
            "rel",
            (
                Element(
                    "Relationship",
                    {
                        "Id": id,
                        "Type": f"{URIS['r']}/{kind}",
                        "Target": f"media/{target}" if kind == "image" else target,
                    },
                )
                for (kind, target), id in self._relations.items()
            ),
        )


def _list_map() -> list[str]:
    """HTML lists as mammoth's own table makes them, which is left out because its styles are not ours."""
    lines = []
    for depth in range(1, LEVELS + 1):
        outer = "ul|ol > li > " * (depth - 1)
        lines.append(f"p:unordered-list({depth}) => {outer}ul > li:fresh")
        lines.append(f"p:ordered-list({depth}) => {outer}ol > li:fresh")
    return lines


def _root(tag: str, default: str, content: Iterable[Element]) -> bytes:
    """A part's bytes. Its elements carry their prefixes in their names, so the prefixes are declared by hand."""
    attributes = {f"xmlns:{prefix}": URIS[prefix] for prefix in ("w", "r", "wp", "a", "pic")}
    if ":" not in tag:
        attributes = {"xmlns": URIS[default]}
    root = Element(tag, attributes)
    root.extend(content)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _wrapped(tag: str, content: Iterable[Element]) -> Element:
    made = Element(tag)
    made.extend(content)
    return made


def _style(id: str) -> Element:
    made = Element("w:style", {"w:type": "paragraph", "w:styleId": id})
    made.append(element("w:name", id))
    return made


def _lists() -> list[Element]:
    definitions, numbers = [], []
    for id, format in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
        definition = Element("w:abstractNum", {"w:abstractNumId": id})
        for level in range(LEVELS):
            SubElement(definition, "w:lvl", {"w:ilvl": str(level)}).append(element("w:numFmt", format))
        number = Element("w:num", {"w:numId": id})
        number.append(element("w:abstractNumId", id))
        definitions.append(definition)
        numbers.append(number)
    return definitions + numbers
