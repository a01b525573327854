"""A case's fields within its Word file, so that the file can be read back into the same case.

Only what the case's page and the site's ``api/`` show of a published case goes in: no other record is looked at, and
neither the body's source, which may hold remarks that no page shows, nor who signed or agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree

from campaign import Record
from campaign.kinds import KINDS
from campaign.markdown import Body, blank_comments
from campaign.rewrite import as_written, rewrite
from way_back import GIVEN_ID, NAMESPACE, STAYS

from .printable import clean
from .word_styles import HEAD

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def case_part(record: Record | None, document: str) -> str:
    """What a case is read back from, as XML beside the ``document``, which is word/document.xml.

    Empty for any other record, for a case that is not published, and for none.
    """
    if record is None or record.kind.name != "case" or record.status != "published":
        return ""
    content = "".join(_content(record, document))
    return f'{HEAD}<case xmlns="{NAMESPACE}" id="{escape(record.id)}">{content}</case>'


def _content(record: Record, document: str) -> Iterator[str]:
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


def _printed(document: str) -> Iterator[str]:
    """The lines that are the page's and not the record's own text, as they stand in the file."""
    for paragraph in ElementTree.fromstring(document.encode()).iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val", "").startswith(GIVEN_ID):
            said = "".join("\n" if one.tag == f"{_W}br" else one.text or "" for one in paragraph.iter())
            yield from filter(str.strip, said.split("\n"))


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(clean(text))}</{name}>"
