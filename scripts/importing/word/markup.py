"""The tree of an XML part, its names written short (``w:p``), or a Refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat.errors import XML_ERROR_NO_MEMORY, codes

from importing.reading import Refusal

# Word's own files go about 40 deep; each nested table adds four.
MAX_DEPTH = 200
# A book of 300 pages has about 150,000; a tree of so many takes some 300 MB.
MAX_ELEMENTS = 400_000
TOO_MUCH = "文件的内容太多，一份事迹材料不会有这么大。请只留下要入库的正文，另存后再试。"

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    "w": (_OPEN + "wordprocessingml/2006/main", _STRICT + "wordprocessingml/main"),
    "r": (_OPEN + "officeDocument/2006/relationships", _STRICT + "officeDocument/relationships"),
    "wp": (_OPEN + "drawingml/2006/wordprocessingDrawing", _STRICT + "drawingml/wordprocessingDrawing"),
    "a": (_OPEN + "drawingml/2006/main", _STRICT + "drawingml/main"),
    "pic": (_OPEN + "drawingml/2006/picture", _STRICT + "drawingml/picture"),
    "c": (_OPEN + "drawingml/2006/chart", _STRICT + "drawingml/chart"),
    "dgm": (_OPEN + "drawingml/2006/diagram", _STRICT + "drawingml/diagram"),
    "m": (_OPEN + "officeDocument/2006/math", _STRICT + "officeDocument/math"),
    "mc": (_OPEN + "markup-compatibility/2006",),
    "rel": (_OPEN + "package/2006/relationships",),
    "types": (_OPEN + "package/2006/content-types",),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
}
URIS = {prefix: uris[0] for prefix, uris in _PREFIXES.items()}
# A strict file spells the same names in another namespace; here both become one.
_SHORT = {uri: prefix for prefix, uris in _PREFIXES.items() for uri in uris}


def relation(type: str) -> str:
    """The last word of a relation's type, ``image`` or ``hyperlink``, which is the same in strict files."""
    return type.rpartition("/")[2]


class _Watch:
    """Told of each element while a part is read; gives up as soon as it is too much."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self.count = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        # It comes before any entity is declared, so none is ever expanded or fetched.
        raise Refusal(
            f"文件里有不该有的 DOCTYPE 声明（{self._name}），可能是有害文件，没有读取。"
            "如果来源可靠，请在 Word 或 WPS 里打开后另存为 .docx 再试。"
        )

    def start(self, tag: str, attributes: dict[str, str]) -> object:
        self.count += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refusal("文件的内容层层嵌套得太深，不像正常的文档，没有读取。请把正文复制到一个新建的文档里再试。")
        if self.count > MAX_ELEMENTS:
            raise Refusal(TOO_MUCH)
        return None

    def end(self, tag: str) -> object:
        self._depth -= 1
        return None


class _Builder(_Watch):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._tree = TreeBuilder()
        self._names: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> object:
        super().start(tag, attributes)
        return self._tree.start(self._short(tag), {self._short(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> object:
        super().end(tag)
        return self._tree.end(self._short(tag))

    def data(self, data: str) -> None:
        self._tree.data(data)

    def close(self) -> Element:
        return self._tree.close()

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            uri, brace, local = name.rpartition("}")
            prefix = _SHORT.get(uri[1:]) if brace else None
            short = self._names[name] = f"{prefix}:{local}" if prefix else name
        return short


def parse(name: str, data: bytes) -> Element:
    """The root of a part's tree. Refusal where it is no XML, holds a DOCTYPE, or is too deep or too large.

    MemoryError where the parser finds no memory.
    """
    tree: Element = _feed(name, data, _Builder(name))
    return tree


def inspect(name: str, data: bytes) -> int:
    """How many elements a part has that is not needed otherwise.

    Refusal for what must not be in any part, as in :func:`parse`.
    """
    watch = _Watch(name)
    _feed(name, data, watch)
    return watch.count


def _feed(name: str, data: bytes, target: _Watch) -> Any:
    parser = XMLParser(target=target)
    try:
        parser.feed(data)
        return parser.close()
    except (ParseError, ValueError, LookupError) as error:
        if getattr(error, "code", None) == codes[XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise Refusal(f"文件已损坏（{name} 读不出来）。请在 Word 或 WPS 里打开，另存为 .docx 后再试。") from error


def value(element: Element | None, path: str, attribute: str = "w:val") -> str | None:
    """The attribute of the child at a path, None where either is missing."""
    found = child(element, path)
    return None if found is None else found.get(attribute)


def child(element: Element | None, path: str) -> Element | None:
    """The first descendant along a path of names, ``w:pPr/w:rPr``; None where it ends before.

    ElementPath would take ``w:`` for a namespace.
    """
    for name in path.split("/"):
        if element is None:
            return None
        element = next((one for one in element if one.tag == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name; none where there is no element."""
    return (one for one in (() if element is None else element) if one.tag == name)


def number(text: str | None, default: int, low: int, high: int) -> int:
    """A whole number as attributes hold it, kept between bounds; ``default`` for anything else."""
    try:
        return min(max(int(text or ""), low), high)
    except ValueError:
        return default
