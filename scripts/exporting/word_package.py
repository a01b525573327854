"""The package of a Word file: its parts, how they lead to each other, and the page that they are laid out on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from campaign.attachments.archive import zipped
from way_back import NAMESPACE

from .printable import clean
from .word_blocks import words
from .word_styles import HEAD, W, fonts, numbering, styles

_FORMATS = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE = f"{_FORMATS}/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_R = f'xmlns:r="{_OFFICE}"'
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "fontTable": "fontTable",
    "settings": "settings",
    "footnotes": "footnotes",
    "odd": "footer",
    "even": "footer",
}
_FOOTERS = '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'


# A part that is none of Word's, kept by Word as it is; LibreOffice keeps it if it has an id of its own.
_CUSTOM, _CUSTOM_ID = "customXml/item1.xml", "{5B0E5C52-3C0B-4E0C-9B6C-7A2D1F5C6E01}"


def section(kind: str = "nextPage", numbers: str = "", *, footers: bool = True) -> str:
    """A w:sectPr: A4 with the margins of GB/T 9704, 22 lines a page. ``numbers`` is how pages are counted from 1."""
    counted = f'<w:pgNumType w:fmt="{numbers}" w:start="1"/>' if numbers else ""
    return (
        f'<w:sectPr>{_FOOTERS if footers else ""}<w:type w:val="{kind}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" '
        f'w:gutter="0"/>{counted}<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )  # fmt: skip


def document(body: str) -> str:
    """word/document.xml of a ``body``, which is XML up to its last w:sectPr."""
    return f"{HEAD}<w:document {W} {_R}><w:body>{body}</w:body></w:document>"


def packed(
    document: str,
    *,
    title: str,
    author: str,
    notes: Iterable[str],
    lists: Sequence[tuple[int, int]],
    links: Mapping[str, str],
    media: Mapping[str, bytes],
    fields: bool,
    case: str,
) -> bytes:
    """The Word file of a ``document``.

    ``notes`` are the paragraphs of each footnote, ``lists`` as for ``numbering``, ``links`` address → id, ``media``
    name → picture. ``fields``: whether Word is to count page numbers when it opens the file. ``case`` is what it is
    read back from, empty for none.
    """
    own = "".join(_relation(name, kind, f"{name}.xml") for name, kind in _PARTS.items())
    shared = "".join(_relation(one, "image", f"media/{one}") for one in media)
    shared += "".join(_relation(id, "hyperlink", escape(to), ' TargetMode="External"') for to, id in links.items())
    beside = _relation("case", "customXml", f"../{_CUSTOM}") if case else ""
    parts = {
        "[Content_Types].xml": _types(custom=bool(case)),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="core" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": _core(title, author),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(own + shared + beside),
        # A link or picture in a footnote is looked for in the relations of its own part.
        "word/_rels/footnotes.xml.rels": _relations(shared),
        "word/styles.xml": styles(),
        "word/fontTable.xml": fonts(),
        "word/numbering.xml": numbering(lists),
        "word/footnotes.xml": _footnotes(notes),
        "word/settings.xml": _settings(fields),
        "word/odd.xml": _footer("PageRight"),
        "word/even.xml": _footer("PageLeft"),
    }
    written = [(name, text.encode()) for name, text in parts.items()]
    written += [(f"word/media/{name}", data) for name, data in media.items()]
    return zipped([*written, *(_custom(case) if case else ())])


def _custom(content: str) -> Iterable[tuple[str, bytes]]:
    properties = (
        f'{HEAD}<ds:datastoreItem ds:itemID="{_CUSTOM_ID}" xmlns:ds="{_FORMATS}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relation = _relation("properties", "customXmlProps", "itemProps1.xml")
    yield _CUSTOM, content.encode()
    yield "customXml/itemProps1.xml", properties.encode()
    yield "customXml/_rels/item1.xml.rels", _relations(relation).encode()


def _settings(fields: bool) -> str:
    update = '<w:updateFields w:val="true"/>' if fields else ""
    return (
        f"{HEAD}<w:settings {W}><w:evenAndOddHeaders/>{update}"
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footnotes(notes: Iterable[str]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = "".join(
        f'<w:footnote w:id="{id}">{text.replace("</w:pPr>", f"</w:pPr>{mark}", 1)}</w:footnote>'
        for id, text in enumerate(notes, start=1)
    )
    return f"{HEAD}<w:footnotes {W} {_R}>{lines}{own}</w:footnotes>"


def _relation(id: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"{more}/>'


def _relations(text: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{text}</Relationships>'


def _footer(style: str) -> str:
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    text = f"{words('— ')}{number}{words(' —')}"
    return f'{HEAD}<w:ftr {W} {_R}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p></w:ftr>'


def _core(title: str, author: str) -> str:
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    named = f"<dc:title>{escape(clean(title))}</dc:title><dc:creator>{escape(clean(author))}</dc:creator>"
    return f"{HEAD}<cp:coreProperties {spaces}>{named}<dc:language>zh-CN</dc:language></cp:coreProperties>"


def _types(*, custom: bool) -> str:
    kinds = {**_PARTS, "document": "document.main"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>' for name, kind in kinds.items()
    )
    defaults = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
                ("png", "image/png"), ("jpg", "image/jpeg"))  # fmt: skip
    known = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    parts += f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
    if custom:
        properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        parts += f'<Override PartName="/customXml/itemProps1.xml" ContentType="{properties}"/>'
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{known}{parts}</Types>'
