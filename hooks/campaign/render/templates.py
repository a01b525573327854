"""The templates of the pages, and how a text that somebody wrote may stand in them.

Nothing an editor writes in a field can become markup: in HTML all that has a meaning is an
entity, in Markdown all ASCII punctuation is. Braces, back-ticks and tildes are entities in
HTML too, for the engine looks for inclusions, attribute lists and fences before it knows
what is HTML. Only a record's body is put in as written, after the template has run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..dates import Date
from ..grading import number
from ..records import Record

BODY = Markup("\x00body\x00")

_ENGINE = str.maketrans({"{": "&#123;", "}": "&#125;", "`": "&#96;", "~": "&#126;"})
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def html(value: Any) -> Markup:
    """Text for HTML, in an element or a quoted attribute. Markup is taken as it is, None is empty."""
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    return Markup(str(escape(str(value))).translate(_ENGINE))


def markdown(value: Any) -> Markup:
    """Text for a line of Markdown, such as a heading."""
    text = " ".join(str("" if value is None else value).split())
    return Markup(_PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", text))


def lines(value: Any) -> Markup:
    """A text of several lines for HTML, without the blank lines that would end an HTML block."""
    return Markup("<br>\n").join(html(line.strip()) for line in str(value or "").splitlines() if line.strip())


def is_sample(record: Record) -> bool:
    """Whether a record is made up to show something."""
    return bool(record.data.get("sample"))


def is_dated(value: Any) -> bool:
    return isinstance(value, Date)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # "{#" opens the id of a Markdown heading
        comment_end_string="##}",
        auto_reload=False,
        finalize=html,
    )
    made.filters.update(md=markdown, lines=lines, number=number)
    made.tests.update(sample=is_sample, dated=is_dated)
    return made


ENVIRONMENT = _environment()
_PARTS = ENVIRONMENT.get_template("parts.md.j2")


def part(name: str, *values: Any) -> Markup:
    """What one of the shared parts makes of its arguments."""
    return Markup(getattr(_PARTS.module, name)(*values))


def fill(name: str, body: str = "", **values: Any) -> str:
    """A template's text, with a record's Markdown put where the template says ``{{ body }}``."""
    text = ENVIRONMENT.get_template(name).render(body=BODY if body.strip() else "", **values)
    return text.replace(BODY, body.strip("\n"), 1)
