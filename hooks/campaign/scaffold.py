"""The text of a new record: every field of its kind with its explanation, and a case's sections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .choices import choices
from .describe import describe
from .kinds import KINDS
from .records import Record, Records
from .rewrite import rewrite
from .schema import Field, Group, Kind, ListOf, Ref, Text, Type, item_of
from .templates import offered_templates, template_of

SHOWN = 8
# What a comment in a file says of itself, and what stands over a control does not.
TAKE_OUT = "，写完删去这一行"

# What a new record of a kind says to begin with; everything else is left open.
BEGINNINGS: dict[str, dict[str, str]] = {"case": {"kind": "organisation", "status": "draft"}}


def template_text(
    kind_name: str,
    *,
    title: str | None = None,
    today: date | None = None,
    records: Records | None = None,
    given: Mapping[str, Any] | None = None,
) -> str:
    """Front matter with a comment for each field, then the body to fill in.

    ``today`` becomes the date of a case, and of nothing else; ``records`` supplies the ids that
    may be referred to; ``given`` are top-level fields that are known already, as :func:`rewrite`
    takes them. KeyError for an unknown kind.
    """
    kind = KINDS[kind_name]
    values = dict(BEGINNINGS.get(kind_name, {}))
    if title:
        values["title"] = _quoted(title)
    if today and kind.name == "case":
        values["date"] = today.isoformat()
    lines = ["---", "# ★ 必填。井号后面是说明，可以删去；不用的项目留空即可。"]
    for one in kind.fields:
        lines += _field(one, values.get(one.name, ""), records, "")
    lines += ["---", "", *_body(kind, {**values, **(given or {})}, records)]
    text = "\n".join(lines).rstrip() + "\n"
    return rewrite(text, given, kind=kind) if given else text


def _field(one: Field, value: str, records: Records | None, indent: str) -> list[str]:
    star = "★ " if one.required else ""
    comment = "　".join(filter(None, [star + one.title, one.help, _about(one.type), _offered(one.type, records)]))
    head = f"{indent}{one.name}:"
    if value:
        return [f"{head} {value}  # {comment}"]
    return [f"{head}  # {comment}", *_inside(one.type, records, indent)]


def _inside(type_: Type, records: Records | None, indent: str) -> list[str]:
    if isinstance(type_, Group):
        return [line for one in type_.fields for line in _field(one, "", records, indent + "  ")]
    if isinstance(type_, ListOf):
        inner = _inside(type_.item, records, indent + "  ")
        if not inner or isinstance(type_.item, ListOf):
            return [f"{indent}  -"]
        return [f"{indent}  - {inner[0].lstrip()}", *inner[1:]]
    return []


def prompt(section: str) -> str:
    """What a comment in the place of a section's text says, in Chinese."""
    return f"在这里写{section}{TAKE_OUT}。"


def _about(type_: Type) -> str:
    """What may be written; nothing for plain text and for what is explained field by field below."""
    return "" if isinstance(item_of(type_), Group | Text | Ref) else describe(type_)


def _offered(type_: Type, records: Records | None) -> str:
    """The ids that a reference may name, as far as they fit."""
    of = item_of(type_)
    if not isinstance(of, Ref) or records is None:
        return ""
    known = choices(of.target, records)
    if not known:
        return ""
    # A title of two lines is a mistake, but not the new record's.
    shown = "、".join(f"{id} {' '.join(title.split())}" for id, title in known[:SHOWN])
    return f"可用：{shown}{'……' if len(known) > SHOWN else ''}"


def _body(kind: Kind, values: Mapping[str, Any], records: Records | None) -> list[str]:
    if kind.name != "case":
        return ["<!-- 正文写在这里，从二级标题 ## 开始。 -->"]
    campaign = records.campaign if records else None
    template = template_of(campaign, Record(kind, "", "", values)) or offered_templates(campaign)[0]
    lines = []
    for section in template.sections:
        lines += [f"## {section}", "", f"<!-- {prompt(section)} -->", ""]
    return lines


def _quoted(text: str) -> str:
    """A title as a YAML scalar that cannot be misread."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
