"""A docs folder made into all that a build needs of it: checked, linked, and ready to be written page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from campaign import Diagnostic, Memory, Rendered, Site, derive, has_errors, load, parse_each, render_pages
from campaign.memory import Parsed


@dataclass(frozen=True)
class Prepared:
    """What a build turns into a site. ``dated`` is the day the content dates from, as ISO 8601 writes it.

    To another process it is told as what it was made of, ``recipe``: arguments of :func:`prepare`.
    """

    site: Site
    rendered: Rendered
    diagnostics: tuple[Diagnostic, ...]
    dated: str
    recipe: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable[..., Prepared], tuple[Any, ...]]:
        return prepare, self.recipe


class Refused(Exception):
    """The content has errors."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics


def prepare(
    files: Mapping[str, bytes],
    drafts: bool = False,
    site_url: str = "",
    revision: int = 0,
    memory: Memory | None = None,
    parse_all: Callable[[Mapping[str, bytes]], Mapping[str, Parsed]] = parse_each,
) -> Prepared:
    """The pages of a docs folder, search not yet among them. Refused if the content has errors."""
    records, diagnostics = load(files, memory, parse_all)
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    site = derive(records, drafts=drafts)
    rendered = render_pages(site, site_url=site_url, revision=revision)
    dated = datetime.fromtimestamp(revision, tz=UTC).date().isoformat()
    return Prepared(site, rendered, tuple(diagnostics), dated, (files, drafts, site_url, revision, memory))
