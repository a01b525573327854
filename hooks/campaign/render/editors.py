"""The editors' handbook: fields, file templates, and a help page for every code."""

from __future__ import annotations

import re

from ..catalogue import CATALOGUE, Entry
from ..diagnostics import Severity
from ..kinds import DATA, KINDS
from ..records import Records
from ..scaffold import template_text
from .fields import field_lines
from .page import Page
from .press import Leaf, Pages, Press

_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def pages(press: Press) -> Pages:
    """The handbook's index, the fields of each kind, the file templates, and the help page of each code."""
    yield press.write(
        Page("editors/index.md", "编辑手册", description="怎样新建、检查和发布内容。", kind="editors"),
        "editors.md.j2",
        kinds=KINDS.values(),
        data=DATA.values(),
        codes=CATALOGUE,
    )
    described = (*KINDS.values(), *DATA.values())
    for kind in described:
        page = Page(
            f"editors/fields/{kind.name}.md",
            f"字段说明：{kind.title}",
            description=kind.help,
            kind="editors",
            wide=True,
            toc=False,
        )
        fields, data = list(field_lines(kind)), kind.name in DATA
        yield press.write(page, "fields.md.j2", kind=kind, fields=fields, kinds=described, data=data)
    yield _templates(press)
    yield from _errors(press)


def _templates(press: Press) -> Leaf:
    page = Page(
        "editors/templates.md",
        "文件模板",
        description="每一种文件新建时的样子。",
        kind="editors",
        wide=True,
    )
    # Only what the campaign declares is offered to choose from: records may be drafts or taken down.
    declared = Records({name: {} for name in KINDS}, {}, ())
    declared.by_kind["campaign"]["campaign"] = press.site.campaign
    texts = [(kind, template_text(kind.name, records=declared)) for kind in KINDS.values()]
    return press.write(page, "file_templates.md.j2", texts=texts)


def _errors(press: Press) -> Pages:
    index = Page(
        "editors/errors/index.md", "报错一览", description="检查会报的每一种问题和改法。", kind="editors", wide=True
    )
    groups = [(severity, [one for one in _sorted() if one.severity is severity]) for severity in Severity]
    yield press.write(index, "errors.md.j2", groups=groups)
    for entry in _sorted():
        page = Page(f"editors/errors/{entry.code}.md", entry.title, description=entry.about, kind="editors", toc=False)
        exempt = [one for one in press.site.records.exemptions if one["code"] == entry.code]
        message, hint = _open(entry.message), _open(entry.hint)
        yield press.write(page, "error.md.j2", entry=entry, message=message, hint=hint, exempt=exempt)


def _sorted() -> list[Entry]:
    return sorted(CATALOGUE.values(), key=lambda one: one.code)


def _open(text: str) -> str:
    """A message's form with its blanks shown as dots."""
    return _PLACEHOLDER.sub("……", text).replace("{{", "{").replace("}}", "}")
