"""The generated pages that search leads to: lists by their name, the editors' handbook by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalogue import CATALOGUE
from ..kinds import KINDS
from ..render.fields import field_lines
from ..render.press import Press
from .passages import Section

# Lists of what is found by itself.
_LISTS = re.compile(
    r"cases/by/|site-index/(?!index)|editors/(register/|fields/|errors/(?!index\.))|search\.md|.*_\d+\.md"
)

Entry = tuple[str, str, str, tuple[Section, ...]]


def generated_pages(press: Press) -> Iterator[Entry]:
    """(address from the site's root, ``page`` or ``editors``, title, sections) of each."""
    records = {record.path for record in press.site.records.all()}
    for path, page in press.pages.items():
        if path in records or _LISTS.match(path):
            continue
        kind = "editors" if path.startswith("editors/") else "page"
        yield page.address, kind, page.title, (Section("", "", page.description),)
    for name, declared in KINDS.items():
        page = press.pages[f"editors/fields/{name}.md"]
        text = "\n".join(
            f"{line.declared.title}（{line.path}）：{line.declared.help}" for line in field_lines(declared)
        )
        yield page.address, "editors", page.title, (Section("", "", f"{page.description}\n{text}"),)
    for code, entry in CATALOGUE.items():
        page = press.pages[f"editors/errors/{code}.md"]
        said = "\n".join((code, entry.about, entry.message, entry.hint))
        right = (Section("right", "对的写法", entry.right),) if entry.right else ()
        yield page.address, "editors", page.title, (Section("", "", said), *right)
