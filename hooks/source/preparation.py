"""A docs folder made into all that a build needs of it: checked, linked, and ready to be written page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from campaign import Diagnostic, Memory, Rendered, Site, derive, digest, has_errors, load, render_pages
from campaign.attachments import Unread
from campaign.memory import Parsed
from markup.digests import named


@dataclass(frozen=True)
class Prepared:
    """What a build turns into a site. ``dated`` is the day the content dates from, as ISO 8601 writes it.

    ``pictures``: path of a picture that texts show or link to → address from the site's root.

    To another process it is told as what it was made of, ``recipe``: arguments of :func:`prepare`.
    """

    site: Site
    rendered: Rendered
    diagnostics: tuple[Diagnostic, ...]
    dated: str
    pictures: Mapping[str, str]
    recipe: tuple[Any, ...]

    def key(self, path: str) -> str:
        """What changes whenever the HTML of a page's text does."""
        record = self.site.records.by_path.get(path)
        shown = [self.pictures[one] for one in record.leads_to if one in self.pictures] if record else ()
        return digest(self.rendered.texts.key(path), *shown)

    def __reduce__(self) -> tuple[Callable[..., Prepared], tuple[Any, ...]]:
        return prepare, self.recipe


class Refused(Exception):
    """The content has errors. ``diagnostics``: all that was found, sorted, with the warnings and hints."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics


def prepare(
    files: Mapping[str, bytes],
    drafts: bool = False,
    site_url: str = "",
    revision: int = 0,
    exports: bool = False,
    memory: Memory | None = None,
    parse_all: Callable[[Mapping[str, bytes]], Mapping[str, Parsed]] | None = None,
    begin: Callable[[str], object] = lambda path: None,
) -> Prepared:
    """The pages of a docs folder, search not yet among them. Refused if the content has errors.

    ``exports``: whether pages offer files of what they show. ``begin`` is told of each file that is gone into.
    """
    records, diagnostics = load(files, memory, parse_all, begin)
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    site = derive(records, drafts=drafts)
    rendered = render_pages(site, site_url=site_url, revision=revision, exports=exports)
    dated = datetime.fromtimestamp(revision, tz=UTC).date().isoformat()
    pictures = {path: named(path, _contents(files[path])) for path in site.linked_pictures}
    return Prepared(
        site, rendered, tuple(diagnostics), dated, pictures, (files, drafts, site_url, revision, exports, memory)
    )


def _contents(data: bytes) -> bytes:
    return data.read() if isinstance(data, Unread) else data
