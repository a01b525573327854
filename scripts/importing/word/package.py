"""A file's parts and how they refer to each other; a Refusal where they hold what may not be read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from importing import archive
from importing.reading import Refusal
from importing.word import markup

# Parts whose tree is read. Every other XML part is only looked through for what no part may hold.
_READ = (
    "document",
    "styles",
    "numbering",
    "footnotes",
    "endnotes",
    "comments",
    "settings",
    "header",
    "footer",
    "theme",
)


@dataclass(frozen=True)
class Relation:
    """``target`` is a part's name, or an address if ``external``."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file. ``document`` is the name of that which holds the text."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._trees: dict[str, Element] = {}
        count = 0
        for name, data in parts.items():
            if not archive.is_markup(name):
                continue
            if name.endswith(".rels") or name == archive.TYPES or posixpath.basename(name).startswith(_READ):
                self._trees[name] = markup.parse(name, data)
                count += sum(1 for _ in self._trees[name].iter())
            else:
                count += markup.inspect(name, data)
            if count > markup.MAX_ELEMENTS:
                raise Refusal(markup.TOO_MUCH)
        self._refuse_macros()
        self.document = self._document()

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None where there is none of that name."""
        return self._parts.get(name)

    def tree(self, name: str | None) -> Element | None:
        """A part's tree; None where there is none of that name, or it is not one of those that are read."""
        return self._trees.get(name) if name else None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by the id it uses."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in markup.children(tree, "rel:Relationship"):
            external = one.get("TargetMode", "").casefold() == "external"
            target = one.get("Target", "")
            found[one.get("Id", "")] = Relation(
                markup.relation(one.get("Type", "")), target if external else _inside(folder, target), external
            )
        return found

    def related(self, kind: str) -> Iterator[str]:
        """The parts of a kind that belong to the document."""
        for relation in self.relations(self.document).values():
            if relation.kind == kind and not relation.external and relation.target in self._parts:
                yield relation.target

    def one(self, kind: str) -> Element | None:
        """The tree of the document's only part of a kind, such as ``styles``; None where there is none."""
        return self.tree(next(self.related(kind), f"word/{kind}.xml"))

    def externals(self) -> list[Relation]:
        """All that lies outside the file, but ordinary links. None of it is ever fetched."""
        return [
            relation
            for name in self._trees
            if not name.endswith(".rels")
            for relation in self.relations(name).values()
            if relation.external and relation.kind != "hyperlink"
        ]

    def _document(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._trees:
                return relation.target
        if archive.DOCUMENT not in self._trees:
            raise Refusal(archive.BROKEN)
        return archive.DOCUMENT

    def _refuse_macros(self) -> None:
        for one in markup.children(self.tree(archive.TYPES), "types:Override"):
            if "macroenabled" in one.get("ContentType", "").casefold():
                raise Refusal(archive.MACROS)


def _inside(folder: str, target: str) -> str:
    """The part a target means; what leads out of the file is no part's name and so is not found."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
