"""How paragraphs and runs look in the end: styles upon styles, defaults and what stands in the paragraph itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from way_back import GIVEN_NAME

from importing.word.markup import child, children, number, value

_HEADING = re.compile(r"(?:heading|标题)([1-6])")
_OFF = ("0", "false", "off", "none")
# The first that fits, by a piece of the font's name in any of its spellings.
_TYPES = (
    ("biaosong", ("小标宋", "xiaobiaosong")),
    ("fangsong", ("仿宋", "fangsong")),
    ("kaiti", ("楷", "kaiti")),
    ("songti", ("宋", "simsun", "songti")),
    ("heiti", ("黑体", "simhei", "heiti", "大黑", "细黑", "中黑")),
)
# Styles that exports use and HTML has no tag for, by the names they have there.
_OWN = {
    "quote": "quote",
    "提示标题": "box-title",
    "提示文字": "box-text",
    "代码": "code",
    "摘要": "summary",
    "状态": "status",
    "列表文字": "item",
}
_MORE = re.compile(r"列表续段(\d)")
# What Word takes where nothing is said: half points.
_SIZE = 20


@dataclass(frozen=True)
class Look:
    """How a run looks. ``size`` is in points; ``type`` is one of the Chinese types that a Reading tells, or empty.

    ``raised``: ``superscript``, ``subscript`` or empty.
    """

    size: float = _SIZE / 2
    type: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""
    hidden: bool = False
    red: bool = False


@dataclass(frozen=True)
class Shape:
    """What a paragraph is. ``heading`` is its level, 0 for none.

    ``numbering``: the list, its level where that is said, and the style that said so. ``own`` is what it is by a style
    that exports use; ``more`` how deep the list is whose item it goes on with, else 0.
    """

    style: str
    heading: int
    role: str
    alignment: str
    numbering: tuple[str, str | None, str] | None
    own: frozenset[str] = frozenset()
    more: int = 0


class Styles:
    """The styles of one file, with the fonts of its theme."""

    def __init__(self, tree: Element | None, theme: Element | None) -> None:
        self._styles = {one.get("w:styleId", ""): one for one in children(tree, "w:style")}
        self._default = next(
            (
                id
                for id, one in self._styles.items()
                if one.get("w:type") == "paragraph" and one.get("w:default") in ("1", "true", "on")
            ),
            "",
        )
        self._theme = _theme_fonts(theme)
        self._defaults = self._properties(child(tree, "w:docDefaults/w:rPrDefault/w:rPr"))
        self._bases: dict[tuple[str, str], dict[str, Any]] = {}

    def paragraph(self, properties: Element | None) -> Shape:
        """What a paragraph with these properties (``w:pPr``) is."""
        id = value(properties, "w:pStyle") or self._default
        layers = [("", properties), *((name, child(style, "w:pPr")) for name, style in self._chain(id))]
        outline = next((found for _, one in layers if (found := value(one, "w:outlineLvl")) is not None), None)
        return Shape(
            id,
            self._heading(id) if outline is None else _outline(outline),
            self._role(id),
            next((found for _, one in layers if (found := value(one, "w:jc")) is not None), ""),
            _numbering(layers),
            *self._own(id),
        )

    def run(self, style: str, properties: Element | None) -> Look:
        """How a run with these properties (``w:rPr``) looks in a paragraph of that style."""
        own = value(properties, "w:rStyle") or ""
        if (style, own) not in self._bases:
            base = dict(self._defaults)
            for id in (style, own):
                for _, one in reversed(self._chain(id)):
                    base |= self._properties(child(one, "w:rPr"))
            self._bases[style, own] = base
        return Look(**self._bases[style, own] | self._properties(properties))

    def name(self, id: str) -> str:
        """A style's name in small letters, without white space; its id where it has no name."""
        return re.sub(r"\s", "", (value(self._styles.get(id), "w:name") or id).casefold())

    def _chain(self, id: str) -> list[tuple[str, Element]]:
        """A style and what it is based on, nearest first."""
        found: dict[str, Element] = {}
        while id in self._styles and id not in found:
            found[id] = self._styles[id]
            id = value(found[id], "w:basedOn") or ""
        return list(found.items())

    def _heading(self, id: str) -> int:
        for one, _ in self._chain(id):
            if match := _HEADING.fullmatch(self.name(one)):
                return int(match[1])
        return 0

    def _role(self, id: str) -> str:
        """``title``, ``caption``, ``toc`` by the built-in styles' names, which Word and WPS write in two languages."""
        for one, _ in self._chain(id):
            name = self.name(one)
            if name in ("title", "标题"):
                return "title"
            if name in ("caption", "题注"):
                return "caption"
            if re.fullmatch(r"(toc|目录)(\d|heading|标题)", name):
                return "toc"
        return ""

    def _own(self, id: str) -> tuple[frozenset[str], int]:
        """What a style is of those that exports use, and of which depth of list it is a further paragraph."""
        name = self.name(id)
        bare = name.removeprefix(GIVEN_NAME)
        more = _MORE.fullmatch(bare)
        found = {_OWN.get(bare, ""), "given" if bare != name else ""} - {""}
        return frozenset(found), int(more[1]) if more else 0

    def _properties(self, properties: Element | None) -> dict[str, Any]:
        """What is said here; nothing of what is not."""
        said: dict[str, Any] = {}
        for one in properties if properties is not None else ():
            given = one.get("w:val")
            match one.tag:
                case "w:sz":
                    said["size"] = number(given, _SIZE, 2, 400) / 2
                case "w:b" | "w:i" | "w:u" | "w:strike" | "w:dstrike" | "w:vanish":
                    said[_FLAGS[one.tag]] = given not in _OFF
                case "w:vertAlign":
                    said["raised"] = given if given in ("superscript", "subscript") else ""
                case "w:color":
                    said["red"] = _red(given or "")
                case "w:rFonts":
                    font = self._theme.get(one.get("w:eastAsiaTheme", "")[:5]) or one.get("w:eastAsia")
                    if font:
                        said["type"] = _type(font)
        return said


_FLAGS = {
    "w:b": "bold",
    "w:i": "italic",
    "w:u": "underline",
    "w:strike": "strike",
    "w:dstrike": "strike",
    "w:vanish": "hidden",
}


def _outline(level: str) -> int:
    """Levels count from 0; 9 is body text, and HTML has six headings."""
    counted = number(level, 9, 0, 9)
    return counted + 1 if counted < 6 else 0


def _numbering(layers: list[tuple[str, Element | None]]) -> tuple[str, str | None, str] | None:
    level = next((found for _, one in layers if (found := value(one, "w:numPr/w:ilvl")) is not None), None)
    for style, layer in layers:
        if (id := value(layer, "w:numPr/w:numId")) is not None:
            return None if id == "0" else (id, level, style)
    return None


def _red(color: str) -> bool:
    if not re.fullmatch("[0-9A-Fa-f]{6}", color):
        return False
    red, green, blue = (int(color[start : start + 2], 16) for start in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def _type(font: str) -> str:
    font = re.sub(r"[\s_-]", "", font.casefold())
    return next((name for name, pieces in _TYPES if any(piece in font for piece in pieces)), "")


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts a theme sets Chinese in, as ``major`` and ``minor``."""
    fonts = {}
    for name in ("major", "minor"):
        font = child(theme, f"a:themeElements/a:fontScheme/a:{name}Font")
        found = value(font, "a:ea", "typeface") or next(
            (one.get("typeface") for one in children(font, "a:font") if one.get("script") == "Hans"), None
        )
        if found:
            fonts[name] = found
    return fonts
