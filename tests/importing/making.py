"""Small Word files, written part by part so that a test shows what is in them.

``docx(p("正文"))`` is a whole file. Text given to these functions is escaped; what they return is XML and is not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": _OFFICE,
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OPEN}/drawingml/2006/main",
    "pic": f"{_OPEN}/drawingml/2006/picture",
    "c": f"{_OPEN}/drawingml/2006/chart",
    "dgm": f"{_OPEN}/drawingml/2006/diagram",
    "m": f"{_OPEN}/officeDocument/2006/math",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Heading 1 to 3 as Word writes them in a Chinese file, and the paragraph everything else is.
STYLES = "".join(
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
        *(
            f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="a"/>'
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
            for n in (1, 2, 3)
        ),
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="caption"/><w:basedOn w:val="a"/></w:style>',
    ]
)


def r(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    font: str | None = None,
    color: str | None = None,
    properties: str = "",
) -> str:
    """A run. ``size`` in points, ``font`` the East Asian one, ``color`` as ``FF0000``."""
    said = "".join(
        [
            f"<w:rFonts w:eastAsia={quoteattr(font)}/>" if font else "",
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{round(size * 2)}"/>' if size else "",
            properties,
        ]
    )
    return f'<w:r><w:rPr>{said}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(
    *content: str,
    style: str | None = None,
    align: str | None = None,
    outline: int | None = None,
    number: tuple[int, int] | None = None,
    properties: str = "",
    **look: Any,
) -> str:
    """A paragraph. Content that begins with ``<w:`` is XML, anything else a run of text with the ``look`` of ``r``.

    ``number`` is the list and the level in it; ``outline`` counts from 0, as Word does.
    """
    said = "".join(
        [
            f'<w:pStyle w:val="{style}"/>' if style else "",
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else "",
            f'<w:jc w:val="{align}"/>' if align else "",
            f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
            properties,
        ]
    )
    runs = "".join(one if one.startswith(("<w:", "<m:", "<mc:")) else r(one, **look) for one in content)
    return f"<w:p><w:pPr>{said}</w:pPr>{runs}</w:p>"


def tc(*blocks: str, span: int = 1, merge: str | None = None) -> str:
    """A cell. ``merge`` is ``restart`` or ``continue``; a block that is no XML becomes a paragraph."""
    said = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    content = "".join(one if one.startswith("<w:") else p(one) for one in blocks)
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, header: bool = False, properties: str = "") -> str:
    said = ("<w:tblHeader/>" if header else "") + properties
    return (
        f"<w:tr><w:trPr>{said}</w:trPr>{''.join(one if one.startswith('<w:tc>') else tc(one) for one in cells)}</w:tr>"
    )


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def level(index: int, format: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def numbering(*lists: Iterable[str]) -> str:
    """The lists of a file; the first has the number 1."""
    found = list(enumerate(lists, 1))
    return "".join(
        f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>' for id, levels in found
    ) + "".join(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>' for id, _ in found)


def note(id: int, *blocks: str, kind: str = "footnote") -> str:
    content = "".join(one if one.startswith("<w:") else p(one) for one in blocks)
    return f'<w:{kind} w:id="{id}">{content}</w:{kind}>'


def note_reference(id: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def picture(relation: str, alt: str = "") -> str:
    """A run that shows the picture a relation leads to, in the line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr={quoteattr(alt)}/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def link(relation: str, text: str) -> str:
    return f'<w:hyperlink r:id="{relation}">{r(text)}</w:hyperlink>'


def image(format: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **settings: Any) -> bytes:
    """A picture's bytes, one colour all over."""
    file = io.BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "I;16", "P") else None).save(file, format, **settings)
    return file.getvalue()


def relations(*given: tuple[str, str, str] | tuple[str, str, str, bool]) -> bytes:
    """A relations part from (id, kind, target) and, where the target is outside the file, True."""
    return (
        f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
            + (' TargetMode="External"/>' if more else "/>")
            for id, kind, target, *more in given
        )
        + "</Relationships>"
    ).encode()


def part(root: str, content: str) -> bytes:
    """A part of WordprocessingML, all namespaces declared: ``part("hdr", p("页眉"))``."""
    return f"{_HEAD}<w:{root} {_DECLARED}>{content}</w:{root}>".encode()


def parts(
    *blocks: str,
    styles: str = STYLES,
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    settings: str = "",
    media: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    related: Iterable[tuple[str, str, str] | tuple[str, str, str, bool]] = (),
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a file by name. A block that is no XML becomes a paragraph.

    ``media`` are pictures by the id that ``picture`` takes, ``links`` addresses by the id that ``link`` takes,
    ``related`` further relations of the document, ``more`` parts to add or replace.
    """
    body = "".join(one if one.startswith(("<w:", "<mc:", "<m:")) else p(one) for one in blocks)
    whole = {
        "styles": ("styles", styles),
        "numbering": ("numbering", numbering),
        "footnotes": ("footnotes", footnotes),
        "endnotes": ("endnotes", endnotes),
        "comments": ("comments", comments),
        "settings": ("settings", settings),
    }
    used = {name: content for name, content in whole.items() if content[1]}
    media = media or {}
    made = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations(
            *((name, name, f"{name}.xml") for name in used),
            *((id, "image", f"media/{id}.png") for id in media),
            *((id, "hyperlink", address, True) for id, address in (links or {}).items()),
            *related,
        ),
    }
    made |= {f"word/{name}.xml": part(root, content) for name, (root, content) in used.items()}
    made |= {f"word/media/{id}.png": data for id, data in media.items()}
    return made | dict(more or {})


def packed(parts: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx(*blocks: str, **settings: Any) -> bytes:
    """A Word file's bytes; settings as for ``parts``."""
    return packed(parts(*blocks, **settings))
