"""Word files converted, as tests look at them; fields and text boxes to put into them."""

from __future__ import annotations

import re

from importing.word.conversion import Converted, convert

from .making import docx


def html(*blocks: str, **settings: object) -> str:
    return read(*blocks, **settings).html


def read(*blocks: str, **settings: object) -> Converted:
    return convert(docx(*blocks, **settings))


def words(converted: str) -> str:
    return re.sub("<[^>]*>", "", re.sub("</p>|</h.>|</li>", "\n", converted)).strip()


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def box(content: str) -> str:
    """A text box as Word writes it: the same text twice, for new and old programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="文本框"/>'
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
