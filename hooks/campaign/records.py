"""Records as they were read: typed values, the marks of their fields, and their bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from .diagnostics import Mark
from .limits import NESTING, Extent, extent
from .markdown import Body
from .prose import Front
from .schema import Kind
from .values import Item, field_value
from .wording import Wording

FieldPath = tuple[str | int, ...]


class Marks(dict[FieldPath, Mark]):
    """The place of each value by its path, such as ``("steps", 0, "due")``; indexes count all items that are written.

    ``taken`` has, of an item that stands behind one that could not be taken, the path by which it was read →
    that by which it is written.
    """

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[FieldPath, FieldPath] = {}

    def of(self, *path: str | int) -> Mark:
        """The place of a value that was read, or of the nearest thing above it that is written; else the file's start.

        Indexes count what could be read, as they do in the values.
        """
        written: FieldPath = ()
        for step in path:
            here = (*written, step)
            written = self.taken.get(here, here)
        while written and written not in self:
            written = written[:-1]
        return self.get(written, Mark())


class File(Protocol):
    """The file of a record, to be read again."""

    def body(self) -> Body:
        """Its Markdown after the front matter."""

    def marks(self) -> Marks:
        """The place of each value."""

    def front(self) -> Front:
        """The texts and names in its front matter."""


@dataclass(eq=False)
class Record:
    """One file of the docs folder.

    Declared fields are read as attributes: ``case.summary``; a field that is not written is
    ``None``, or empty where the schema says list or scores (see :func:`~campaign.values.field_value`);
    an undeclared name raises AttributeError. ``data`` are the values that are written and could be
    read. ``path`` is relative to docs,
    ``id`` the file's stem. ``leads_to`` are the paths that its links and attachments name,
    ``mentions`` the fragments put into it. ``digest`` is that of the file and these fragments.
    """

    kind: Kind
    id: str
    path: str
    data: Mapping[str, Any]
    leads_to: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    digest: str = ""
    file: File | None = field(default=None, repr=False)

    @cached_property
    def body(self) -> Body:
        """The Markdown after the front matter."""
        assert self.file is not None
        return self.file.body()

    @cached_property
    def marks(self) -> Marks:
        """The place of each value."""
        assert self.file is not None
        return self.file.marks()

    @cached_property
    def said(self) -> str:
        """The texts and names in the front matter, a line each."""
        assert self.file is not None
        return self.file.front().text

    def light(self) -> Record:
        """The same record without what its file gives again."""
        return replace(self, file=None)

    def __getstate__(self) -> dict[str, Any]:
        """What another process is told. It has the files, too."""
        return {**self.__dict__, "file": None}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return field_value(self.kind.group, self.data, name)

    @property
    def page(self) -> str:
        """The address of the record's page from the site's root."""
        return self.path[: -len(".md")] + ".html"

    @property
    def end(self) -> Mark:
        """The last line of the body that holds something: where what is missing would be written."""
        return Mark(self.body.first_line + self.body.text.rstrip().count("\n"), 1)

    @property
    def applies_to(self) -> str | None:
        """A case's own ``kind`` field (``organisation`` or ``member``), which ``kind`` does not name."""
        value: str | None = self.data.get("kind")
        return value

    def mark(self, *path: str | int) -> Mark:
        """The place of a value, as :meth:`Marks.of` has it."""
        return self.marks.of(*path)


@dataclass
class Records:
    """All records of a docs folder, by kind and id, and the other files in it.

    ``by_kind`` has every kind's name, ``includes`` the fragments by path, ``files`` the paths of
    what is neither. ``unreadable`` are (kind, id) of files that are there but could not be read:
    a reference to one is not a second mistake. ``exemptions`` are the registered ones that hold,
    ``wording`` the list of words.
    """

    by_kind: dict[str, dict[str, Record]]
    includes: dict[str, Body]
    files: tuple[str, ...]
    unreadable: set[tuple[str, str]] = field(default_factory=set)
    exemptions: tuple[Item, ...] = ()
    wording: Wording = field(default_factory=Wording)

    @property
    def campaign(self) -> Record | None:
        """The one campaign record; None where it is missing or unreadable."""
        return self.by_kind["campaign"].get("campaign")

    def campaign_items(self, *path: str) -> tuple[Any, ...]:
        """A list the campaign declares, such as ``("grading", "levels")``; empty where it does not."""
        found: Any = self.campaign
        for name in path:
            found = getattr(found, name, None)
        return tuple(found or ())

    def of(self, kind: str) -> list[Record]:
        """The records of a kind, sorted by path."""
        return sorted(self.by_kind.get(kind, {}).values(), key=lambda one: one.path)

    def get(self, kind: str, id: str) -> Record | None:
        """The record of a kind and id; None where there is none that can be read."""
        return self.by_kind.get(kind, {}).get(id)

    def knows(self, kind: str, id: str) -> bool:
        """Whether a file of that kind and id is there, readable or not."""
        return id in self.by_kind.get(kind, {}) or (kind, id) in self.unreadable

    @cached_property
    def extents(self) -> dict[str, Extent]:
        """Path of a fragment → what it comes to with those in it; to be asked once all are there."""
        own = {path: extent(body.text) for path, body in self.includes.items()}
        inner = {path: [one.path for one in body.includes if one.path in own] for path, body in self.includes.items()}
        whole = own
        for _ in range(NESTING + 1):  # a circle would go on for ever
            whole = {path: own[path].plus(*(whole[one] for one in inner[path])) for path in own}
        return whole

    @cached_property
    def by_path(self) -> dict[str, Record]:
        """Every record by its path; to be asked once all are there."""
        return {record.path: record for record in self.all()}

    def all(self) -> list[Record]:
        """Every record, sorted by path."""
        return sorted((one for kind in self.by_kind.values() for one in kind.values()), key=lambda one: one.path)
