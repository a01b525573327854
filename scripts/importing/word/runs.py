"""What stands in a paragraph: its runs, links, fields and pictures, in the plainest kind of Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from importing.word import drawings, plain, revisions
from importing.word.fields import Fields, broken
from importing.word.lists import Block
from importing.word.markup import child, children
from importing.word.package import Relation
from importing.word.paragraph import Context, PlainParagraph
from importing.word.styles import Look
from importing.word.tally import Event

# Elements that only wrap others, in paragraphs and around them.
_WRAPPERS = ("w:customXml", "w:smartTag", "w:sdtContent", "w:dir", "w:bdo", "w:fldSimple", "w:rubyBase")
_WEB = ("http://", "https://", "mailto:")


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

    def paragraph(self, element: Element, paragraph: PlainParagraph) -> None:
        """Adds what stands in a whole paragraph."""
        self._broken |= {*broken(_marks(element))}
        self.read(element, paragraph, None)

    def read(self, parent: Element, paragraph: PlainParagraph, link: Element | None) -> None:
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
                case tag if tag in revisions.INSERTED:
                    self._tally.count(Event.REVISION)
                    self.read(one, paragraph, link)
                case tag if tag in revisions.DELETED:
                    revisions.drop(one, self._tally)
                case "w:t":
                    run = Element("w:r")
                    run.append(one)
                    self._run(run, paragraph, link)
                case tag if tag in _WRAPPERS or holds_text(one):
                    self.read(one, paragraph, link)

    def _run(self, element: Element, paragraph: PlainParagraph, link: Element | None) -> None:
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

    def _in_run(self, one: Element, content: list[Element], paragraph: PlainParagraph, link: Element | None) -> None:
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
            case tag if tag in revisions.DELETED:
                revisions.drop(one, self._tally)
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

    def _drawing(self, element: Element, content: list[Element], paragraph: PlainParagraph) -> None:
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
                    art = PlainParagraph()
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

    def equation(self, paragraph: PlainParagraph, element: Element) -> None:
        """Adds the text of an equation, without its structure."""
        self._tally.count(Event.EQUATION)
        if text := "".join(one.text or "" for one in element.iter("m:t")):
            self._add(paragraph, Look(), [plain.text(text)], None)

    def _address(self, element: Element) -> str | None:
        relation = self._relations.get(element.get("r:id", ""))
        return relation.target if relation is not None and relation.external else None

    def _link(self, paragraph: PlainParagraph, address: str) -> Element | None:
        """A link begun at the end of a paragraph; None where the address is not one of the web."""
        address = address.strip()
        if not address.casefold().startswith(_WEB):
            self._tally.count(Event.LINK)
            return None
        link = SubElement(Element("w:p"), "w:hyperlink", {"r:id": self._context.plain.link(address)})
        paragraph.pieces.append(link)
        return link

    def _add(self, paragraph: PlainParagraph, look: Look, content: list[Element], link: Element | None) -> None:
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
        elif one.tag not in (*revisions.DELETED, "w:txbxContent"):
            yield from _marks(one)


def content_of(control: Element) -> Element | None:
    """What stands in a form's field; None for its grey prompt (单击此处输入文字), which is no text."""
    return None if child(control, "w:sdtPr/w:showingPlcHdr") is not None else child(control, "w:sdtContent")
