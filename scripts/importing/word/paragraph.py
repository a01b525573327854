"""A paragraph as it is read: its runs, links and pictures in the plainest kind of Word, and what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from importing.word import drawings, plain
from importing.word.fields import Fields, broken
from importing.word.lists import Block
from importing.word.markup import child, children
from importing.word.numbering import Label, Numbering
from importing.word.package import Relation
from importing.word.plain import Plain
from importing.word.styles import Look, Shape, Styles
from importing.word.tally import Event, Tally

# Elements that only wrap others, in paragraphs and around them.
WRAPPERS = ("w:customXml", "w:smartTag", "w:sdtContent", "w:dir", "w:bdo", "w:fldSimple", "w:rubyBase")
ACCEPTED = ("w:ins", "w:moveTo")
DROPPED = ("w:del", "w:moveFrom")
_WEB = ("http://", "https://", "mailto:")
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
class Paragraph:
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


class Runs:
    """Reads what stands in the paragraphs of one part. ``box`` gives the blocks of a text box."""

    def __init__(
        self,
        context: Context,
        relations: dict[str, Relation],
        fields: Fields,
        box: Callable[[Element], list[Block]],
    ) -> None:
        self._context = context
        self._tally = context.tally
        self._relations = relations
        self._fields = fields
        self._box = box
        self._broken: set[Element] = set()

    def paragraph(self, element: Element, paragraph: Paragraph) -> None:
        """Adds what stands in a whole paragraph."""
        self._broken |= {*broken(_marks(element))}
        self.read(element, paragraph, None)

    def read(self, parent: Element, paragraph: Paragraph, link: Element | None) -> None:
        """Adds what stands in a paragraph, or in a link of it."""
        for one in parent:
            match one.tag:
                case "w:r":
                    self._run(one, paragraph, link)
                case "w:hyperlink":
                    address = self._address(one)
                    inner = self._link(paragraph, address) if address and link is None else link
                    self.read(one, paragraph, inner)
                case "w:sdt":
                    if (content := content_of(one)) is not None:
                        self.read(content, paragraph, link)
                    else:
                        self._tally.account(drawings.written(one))
                case "mc:AlternateContent":
                    if (branch := drawings.chosen(one)) is not None:
                        self.read(branch, paragraph, link)
                case "m:oMathPara" | "m:oMath":
                    self.equation(paragraph, one)
                case tag if tag in ACCEPTED:
                    self._tally.count(Event.REVISION)
                    self.read(one, paragraph, link)
                case tag if tag in DROPPED:
                    self._tally.count(Event.REVISION)
                    self._tally.account(drawings.written(one))
                case "w:t":
                    run = Element("w:r")
                    run.append(one)
                    self._run(run, paragraph, link)
                case tag if tag in WRAPPERS or holds_text(one):
                    self.read(one, paragraph, link)

    def _run(self, element: Element, paragraph: Paragraph, link: Element | None) -> None:
        look = self._context.styles.run(paragraph.style, child(element, "w:rPr"))
        content: list[Element] = []
        for one in element:
            self._in_run(one, content, paragraph, link)
        if look.hidden:
            if text := "".join(one.text or "" for one in content):
                self._tally.leave_out(Event.HIDDEN, text)
            return
        if content:
            self._add(paragraph, look, content, link)

    def _in_run(self, one: Element, content: list[Element], paragraph: Paragraph, link: Element | None) -> None:
        match one.tag:
            case "w:fldChar":
                self._field(one, content)
            case "w:instrText":
                self._fields.instruct(one.text or "")
            case _ if self._fields.silent:
                if self._fields.known:
                    self._tally.account(drawings.written(one))
            case "w:t":
                self._tally.account(len(one.text or ""))
                content.append(plain.text(one.text or ""))
            case "w:tab" | "w:ptab":
                content.append(Element("w:tab"))
            case "w:cr":
                content.append(Element("w:br"))
            case "w:br" if one.get("w:type", "textWrapping") == "textWrapping":
                content.append(Element("w:br"))
            case "w:noBreakHyphen":
                content.append(plain.text("-"))
            case "w:sym":
                content.append(self._symbol(one))
            case "w:footnoteReference" | "w:endnoteReference":
                id = one.get("w:id", "")
                if (one.tag[2:-9], id) in self._context.notes:
                    content.append(Element(one.tag, {"w:id": id}))
            case "w:drawing" | "w:pict" | "w:object":
                self._drawing(one, content, paragraph)
            case "mc:AlternateContent":
                if (branch := drawings.chosen(one)) is not None:
                    for inner in branch:
                        self._in_run(inner, content, paragraph, link)
            case "w:ruby":
                for base in children(one, "w:rubyBase"):
                    self.read(base, paragraph, link)
                for reading in children(one, "w:rt"):
                    self._tally.account(drawings.written(reading))
            case tag if tag in DROPPED:
                self._tally.count(Event.REVISION)
                self._tally.account(drawings.written(one))
            case _ if holds_text(one):
                for inner in one:
                    self._in_run(inner, content, paragraph, link)

    def _field(self, element: Element, content: list[Element]) -> None:
        match element.get("w:fldCharType"):
            case "begin":
                box = child(element, "w:ffData/w:checkBox")
                state = child(box, "w:checked")
                state = child(box, "w:default") if state is None else state
                ticked = state is not None and state.get("w:val") not in ("0", "false", "off")
                unended = element in self._broken
                self._fields.begin(ticked, unended)
                if unended and not self._fields.silent:
                    self._tally.count(Event.BROKEN)
            case "separate":
                self._fields.separate()
                if self._fields.contents:
                    self._tally.count(Event.CONTENTS)
            case "end":
                name, text = self._fields.end()
                if name in ("EQ", "ADVANCE", "SYMBOL") and not self._fields.silent:
                    self._tally.count(Event.FIELD)
                if text and not self._fields.silent:
                    content.append(plain.text(text))

    def _symbol(self, element: Element) -> Element:
        """Kept for mammoth, which knows the symbol fonts; a broken one becomes nothing."""
        font, char = element.get("w:font", ""), element.get("w:char", "")
        try:
            int(char, 16)
        except ValueError:
            self._tally.count(Event.SYMBOL)
            return plain.text("")
        return Element("w:sym", {"w:font": font, "w:char": char})

    def _drawing(self, element: Element, content: list[Element], paragraph: Paragraph) -> None:
        for found in drawings.contents(element):
            match found:
                case drawings.Image(relation, alt):
                    if (picture := self._picture(relation, alt)) is not None:
                        content.append(picture)
                case drawings.Box(box):
                    self._tally.count(Event.BOX)
                    paragraph.after += self._box(box)
                case drawings.Art(text):
                    self._tally.count(Event.ART)
                    art = Paragraph()
                    self._add(art, Look(), [plain.text(text)], None)
                    paragraph.after += art.blocks(self._context)
                case Event():
                    self._tally.count(found)

    def _picture(self, id: str, alt: str) -> Element | None:
        relation = self._relations.get(id)
        if relation is None:
            self._tally.count(Event.LOST)
            return None
        if relation.external:
            self._tally.count(Event.LINKED)
            return None
        name = self._context.picture(relation.target)
        return None if name is None else self._context.plain.picture(name, alt)

    def equation(self, paragraph: Paragraph, element: Element) -> None:
        """Adds the text of an equation, without its structure."""
        self._tally.count(Event.EQUATION)
        if text := "".join(one.text or "" for one in element.iter("m:t")):
            self._add(paragraph, Look(), [plain.text(text)], None)

    def _address(self, element: Element) -> str | None:
        relation = self._relations.get(element.get("r:id", ""))
        return relation.target if relation is not None and relation.external else None

    def _link(self, paragraph: Paragraph, address: str) -> Element | None:
        """A link begun at the end of a paragraph; None where the address is not one of the web."""
        address = address.strip()
        if not address.casefold().startswith(_WEB):
            self._tally.count(Event.LINK)
            return None
        link = SubElement(Element("w:p"), "w:hyperlink", {"r:id": self._context.plain.link(address)})
        paragraph.pieces.append(link)
        return link

    def _add(self, paragraph: Paragraph, look: Look, content: list[Element], link: Element | None) -> None:
        if link is None and (address := self._fields.address):
            link = self._link(paragraph, address)
        paragraph.looks[look] += sum(len((one.text or "").strip()) for one in content)
        (paragraph.pieces if link is None else link).append(plain.run(look, content, bold=not paragraph.heading))


def holds_text(element: Element) -> bool:
    """Whether an element that nobody knows is to be looked into."""
    return any(one.tag in ("w:t", "w:r") for one in element.iter())


def _marks(element: Element) -> Iterator[Element]:
    """The beginnings, middles and ends of fields in a paragraph; its text boxes have paragraphs of their own."""
    for one in element:
        if one.tag == "w:fldChar":
            yield one
        elif one.tag == "mc:AlternateContent":
            if (branch := drawings.chosen(one)) is not None:
                yield from _marks(branch)
        elif one.tag not in (*DROPPED, "w:txbxContent"):
            yield from _marks(one)


def content_of(control: Element) -> Element | None:
    """What stands in a form's field; None for its grey prompt (单击此处输入文字), which is no text."""
    return None if child(control, "w:sdtPr/w:showingPlcHdr") is not None else child(control, "w:sdtContent")


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
