"""A case's fields within its Word file, so that the file can be read back into the same case.

Only what the case's page and the site's ``api/`` show of a published case goes in: no other record is looked at, and
neither the body's source, which may hold remarks that no page shows, nor who signed or agreed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from xml.etree import ElementTree
from zipfile import ZipFile

from campaign import Record
from campaign.attachments.archive import zipped
from campaign.kinds import KINDS
from campaign.markdown import Body, blank_comments
from campaign.rewrite import as_written, rewrite
from way_back import GIVEN_ID, NAMESPACE, STAYS

from .made import Made
from .printable import clean
from .word_styles import HEAD

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ITEM, _RELATIONS, _TYPES, _DOCUMENT = (
    "customXml/item1.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
    "word/document.xml",
)
# Word tells such parts apart by an id of their own; LibreOffice drops one that has none.
_PROPERTIES = (
    f'{HEAD}<ds:datastoreItem ds:itemID="{{5B0E5C52-3C0B-4E0C-9B6C-7A2D1F5C6E01}}" xmlns:ds="{_OFFICE}/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def with_case(made: Made, record: Record | None) -> Made:
    """A Word file with what a case is read back from; that of any other record, or of none, as it is."""
    if record is None or record.kind.name != "case" or record.status != "published":
        return made
    with ZipFile(io.BytesIO(made.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    parts[_TYPES] = _with(parts[_TYPES], f'<Override PartName="/customXml/itemProps1.xml" ContentType="{kind}"/>')
    parts[_RELATIONS] = _with(parts[_RELATIONS], _relation("case", "customXml", f"../{_ITEM}"))
    content = "".join(_content(record, parts[_DOCUMENT]))
    added = {
        _ITEM: f'{HEAD}<case xmlns="{NAMESPACE}" id="{escape(record.id)}">{content}</case>',
        "customXml/itemProps1.xml": _PROPERTIES,
        "customXml/_rels/item1.xml.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}">'
        f"{_relation('properties', 'customXmlProps', 'itemProps1.xml')}</Relationships>",
    }
    return replace(made, data=zipped([*parts.items(), *((name, text.encode()) for name, text in added.items())]))


def _content(record: Record, document: bytes) -> Iterator[str]:
    shown = {name: as_written(value) for name, value in record.data.items() if name not in STAYS}
    yield _element("fields", rewrite("---\n---\n", shown, kind=KINDS["case"]))
    yield from (_element("printed", line) for line in _printed(document))
    yield from (_element("heading", one.text) for one in record.body.headings)
    yield from _links(record.body)


def _links(body: Body) -> Iterator[str]:
    """The links within the site, which the text shows by their words alone: where each leads, and which of the places
    where the words stand is meant."""
    text = blank_comments(body.text)
    lines = text.split("\n")
    for link in body.links:
        row = link.mark.line - body.first_line
        before = "\n".join([*lines[:row], lines[row][: link.mark.column - 1]])
        if not link.image and ":" not in link.target:
            place = f' number="{before.count(link.label)}" of="{text.count(link.label)}"' if link.label else ""
            yield _element("link", link.label, f' to="{escape(clean(link.target))}"{place}')


def _printed(document: bytes) -> Iterator[str]:
    """The lines that are the page's and not the record's own text, as they stand in the file."""
    for paragraph in ElementTree.fromstring(document).iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val", "").startswith(GIVEN_ID):
            said = "".join("\n" if one.tag == f"{_W}br" else one.text or "" for one in paragraph.iter())
            yield from filter(str.strip, said.split("\n"))


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(clean(text))}</{name}>"


def _relation(id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'


def _with(part: bytes, more: str) -> bytes:
    """A part with one more element at the end of its root."""
    head, closing, tail = part.rpartition(b"</")
    return head + more.encode() + closing + tail
