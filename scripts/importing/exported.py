"""The draft of a file that was exported from the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from campaign.records import Records
from campaign.templates import offered_templates

from .blocks import Document, paragraphs
from .draft import ID, ORDER, Draft, body, target
from .exported_fields import fields, letters
from .exported_markup import ExportedWriter, linked
from .exported_text import Exported, headed
from .headings import Heading, Part
from .outline import Outline
from .reading import Reading
from .sections import Arrangement, Section


def come_back(reading: Reading, document: Document, exported: Exported, records: Records) -> Draft:
    """The draft of a file that was exported from the site: its text as it stands, nothing arranged or left out."""
    embedded = reading.embedded
    proposals, told = fields(exported, embedded, records)
    parts = tuple(headed(exported.text, embedded.headings if embedded else ()))
    writer = ExportedWriter(set(reading.pictures), document.notes, lambda number, name: target(ID, number, name))
    arrangement = Arrangement(offered_templates(records.campaign)[0], tuple(_as_they_stand(parts)), ())
    text = linked(body(arrangement, writer), embedded.links if embedded else (), writer.said)
    title = next(one for one in proposals if one.field == "title")
    lines = {letters(one) for one in embedded.printed} if embedded else set()
    return Draft(
        reading.name,
        document,
        Outline(str(title.value), tuple(one.number for one in exported.title), title.sure, (), parts),
        arrangement,
        tuple(sorted(proposals, key=lambda one: ORDER[one.field])),
        (),
        tuple(writer.pictures),
        writer.tables,
        (*told, *dict.fromkeys(writer.said)),
        ("它写的是一名党员。",) if any((one.field, one.value) == ("kind", "member") for one in proposals) else (),
        reading.notes,
        text,
        records,
        True,
        frozenset(one.number for one in paragraphs(exported.page) if letters(one.text) in lines),
        embedded.case if embedded else "",
    )


def _as_they_stand(parts: Iterable[Part]) -> Iterator[Section]:
    """The sections of a text, the first of them without a heading where the text begins without one."""
    section = Section("", own=True)
    for part in parts:
        if isinstance(part, Heading) and part.level == 2:
            if section.title or section.parts:
                yield section
            section = Section(part.text, own=True)
        else:
            section.parts.append(part)
    yield section
