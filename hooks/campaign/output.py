"""All that a site is made of: what an engine turns into HTML, and what is served as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import search
from .memory import Memory
from .render import pages
from .render.page import Rendered, Texts, Written
from .render.press import Press
from .site import Site


def render(site: Site, *, site_url: str = "", revision: int = 0) -> Rendered:
    """Every page and file of a site, sorted by path.

    ``site_url`` is the site's public address with a slash at its end, empty where it is not
    known; ``revision`` is the time that the content dates from, in seconds since 1970, 0 for none.
    ValueError where two of them have one path.
    """
    rendered = render_pages(site, site_url=site_url, revision=revision)
    return Rendered(rendered.texts.with_more(search_files(rendered.press)), rendered.sources, rendered.press)


def render_pages(site: Site, *, site_url: str = "", revision: int = 0, exports: bool = False) -> Rendered:
    """The same without the search index, which covers all that is in here.

    With ``exports`` pages offer Word and PDF files of what they show, which somebody else makes.
    """
    press = Press(site, site_url=site_url, revision=revision, exports=exports)
    texts: dict[str, str | bytes | Written] = {}
    for path, text in pages(press):
        if path in texts:
            raise ValueError(f"two pages of one path: {path}")
        texts[path] = text
    return Rendered(Texts(texts), dict(sorted(press.sources.items())), press)


def search_files(
    press: Press, memory: Memory | None = None, last: Callable[[str], str | None] = lambda path: None
) -> Iterator[tuple[str, str | Written]]:
    """(path, text) of the files of the search index, the manifest last.

    ``memory`` is of the last index, whose files ``last`` gives by their paths, None for one
    that is not as it was; afterwards it is of this one.
    """
    return search.files(press, memory, last)
