"""A whole Word file converted: its HTML, pictures and notes. Runs in the child process."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from importing import archive, pictures
from importing.word.drawings import written
from importing.word.embedded import embedded
from importing.word.markup import child, children, value
from importing.word.numbering import Numbering
from importing.word.package import Package
from importing.word.paragraph import Context
from importing.word.plain import Plain
from importing.word.story import Story
from importing.word.styles import Styles
from importing.word.tally import MAX_PICTURES, Event, Tally

_KINDS = ("footnote", "endnote")
# What a header or footer says beside a page number: 第 3 页 共 9 页, - 3 -.
_PAGE = re.compile(r"[\s\d第页共/／\-—–─·.]*")
_UNKNOWN_SYMBOL = "A w:sym element with an unsupported character"


@dataclass
class Converted:
    """A file as the child process tells of it: the HTML of a Reading, the pictures by name, what else it has."""

    html: str = ""
    pictures: dict[str, pictures.Remade] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    embedded: dict[str, object] | None = None


def convert(data: bytes) -> Converted:
    """A Word file's text and pictures. Refusal for a file that is not to be read."""
    return _Conversion(Package(archive.unpack(data))).run()


class _Conversion:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._tally = Tally()
        self._plain = Plain()
        self._made: dict[str, pictures.Remade] = {}
        self._names: dict[str, str | None] = {}

    def run(self) -> Converted:
        package = self._package
        theme = next(package.related("theme"), None)
        notes = {kind: self._notes(kind) for kind in _KINDS}
        context = Context(
            Styles(package.one("styles"), package.tree(theme)),
            Numbering(package.one("numbering")),
            self._tally,
            self._plain,
            self._picture,
            frozenset((kind, id) for kind in _KINDS for id in notes[kind]),
        )
        self._margins()
        body = child(package.tree(package.document), "w:body")
        story = Story(context, package.relations(package.document))
        blocks = []
        if body is not None:
            self._tally.written(written(body))
            blocks = story.read(body)
        story.end()
        rewritten = {f"{kind}s": self._rewrite(kind, notes[kind], context) for kind in _KINDS}
        html = self._html(self._plain.write(blocks, {kind: found for kind, found in rewritten.items() if found}))
        own, said = embedded(package)
        told = (*self._tally.notes(), *filter(None, [said]))
        return Converted(html, self._made, told, tuple(self._tally.left_out), own)

    def _notes(self, kind: str) -> dict[str, Element]:
        """The notes by id, without the lines that Word draws above them."""
        return {
            one.get("w:id", ""): one
            for one in children(self._package.one(f"{kind}s"), f"w:{kind}")
            if one.get("w:type", "normal") == "normal"
        }

    def _rewrite(self, kind: str, notes: dict[str, Element], context: Context) -> list[Element]:
        name = next(self._package.related(f"{kind}s"), f"word/{kind}s.xml")
        relations = self._package.relations(name)
        made = []
        for id, note in notes.items():
            one = Element(f"w:{kind}", {"w:id": id})
            self._tally.written(written(note))
            # References in a note would lead nowhere: mammoth lists the notes of the text alone.
            story = Story(context.without_notes(), relations)
            one.extend(story.read(note))
            story.end()
            made.append(one)
        self._tally.count(Event.NOTE, len(made))
        return made

    def _margins(self) -> None:
        """Counts what is in the file and stays out of the text."""
        for kind in ("header", "footer"):
            for name in self._package.related(kind):
                text = _text(self._package.tree(name))
                if not _PAGE.fullmatch(text):
                    self._tally.margin(text)
        for comment in children(self._package.one("comments"), "w:comment"):
            self._tally.leave_out(Event.COMMENT, _text(comment))
        externals = [one for one in self._package.externals() if one.kind != "image"]
        self._tally.count(Event.EXTERNAL, len(externals))
        if value(self._package.one("settings"), "w:documentProtection", "w:enforcement") in ("1", "true", "on"):
            self._tally.count(Event.PROTECTED)

    def _picture(self, part: str) -> str | None:
        if part not in self._names:
            self._names[part] = self._remade(part)
        return self._names[part]

    def _remade(self, part: str) -> str | None:
        data = self._package.part(part)
        if data is None:
            self._tally.count(Event.LOST)
        elif len(self._made) >= MAX_PICTURES:
            self._tally.count(Event.MANY)
        else:
            try:
                remade = pictures.remake(data)
            except pictures.Unreadable as reason:
                self._tally.picture(str(reason))
            else:
                name = f"picture-{len(self._made) + 1}{remade.suffix}"
                self._made[name] = remade
                return name
        return None

    def _html(self, plain: bytes) -> str:
        import mammoth  # only the child needs it

        def source(image: object) -> dict[str, str]:
            with image.open() as file:  # type: ignore[attr-defined]
                return {"src": "picture:" + file.read().decode()}

        result = mammoth.convert_to_html(
            io.BytesIO(plain),
            style_map=self._plain.style_map(),
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(source),
        )
        lost = sum(_UNKNOWN_SYMBOL in message.message for message in result.messages)
        self._tally.count(Event.SYMBOL, lost)
        return str(result.value)


def _text(element: Element | None) -> str:
    """The words of a part in one line."""
    return " ".join("".join(_words(element)).split()) if element is not None else ""


def _words(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == "w:t":
            yield one.text or ""
        elif one.tag == "v:textpath":
            yield " " + one.get("string", "")  # a watermark
        elif one.tag in ("w:p", "w:tab"):
            yield " "
