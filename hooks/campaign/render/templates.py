"""The templates of the pages, and how a text that somebody wrote may stand in them.

Nothing an editor writes in a field can become markup: in HTML all that has a meaning is an
entity, in Markdown all ASCII punctuation is. Braces, back-ticks and tildes are entities in
HTML too, for the engine looks for inclusions, attribute lists and fences before it knows
what is HTML. Only a record's body is put in as written, after the template has run.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..dates import Date
from ..grading import number
from ..records import Record

BODY = Markup("\x00body\x00")

_ENGINE = str.maketrans({"{": "&#123;", "}": "&#125;", "`": "&#96;", "~": "&#126;"})
_MEANT = re.compile("[&<>\"'{}`~]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def html(value: Any) -> Markup:
    """Text for HTML, in an element or a quoted attribute. Markup is taken as it is, None is empty."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    text = str(value)
    # Most texts hold no sign that means anything.
    return Markup(str(escape(text)).translate(_ENGINE) if _MEANT.search(text) else text)


def markdown(value: Any) -> Markup:
    """Text for a line of Markdown, such as a heading, all ASCII punctuation as entities; None is empty."""
    text = " ".join(str("" if value is None else value).split())
    return Markup(_PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", text))


def lines(value: Any) -> Markup:
    """A text of several lines for HTML, without the blank lines that would end an HTML block."""
    return Markup("<br>\n").join(html(line.strip()) for line in str(value or "").splitlines() if line.strip())


def is_sample(record: Record) -> bool:
    """Whether a record is made up to show something."""
    return bool(record.data.get("sample"))


def is_dated(value: Any) -> bool:
    """Whether a value is a date as records have them."""
    return isinstance(value, Date)


class _Context(Context):
    """Calls a function at once: the engine asks each whether it wants the context, and none here does."""

    def call(self, function, /, *args, _loop_vars=None, _block_vars=None, **values):  # type: ignore
        return function(*args, **values)


class _Generator(CodeGenerator):
    """Puts nothing but :func:`html` around what a template prints: escaping once more would change nothing."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(")")


class _Environment(Environment):
    # A third of the time that pages took went into what these two leave out.
    context_class = _Context
    code_generator_class = _Generator


def _environment() -> Environment:
    made = _Environment(
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


@cache
def _parts() -> Any:
    return ENVIRONMENT.get_template("parts.md.j2").module


def part(name: str, *values: Any) -> Markup:
    """What a macro of ``parts.md.j2`` makes of its arguments; AttributeError for one that is not there."""
    return Markup(getattr(_parts(), name)(*values))


def fill(name: str, body: str = "", **values: Any) -> str:
    """A template's text, with a record's Markdown put as it is where the template says ``{{ body }}``.

    TemplateNotFound for an unknown name, UndefinedError for a value that the template asks for and is not given.
    """
    text = ENVIRONMENT.get_template(name).render(body=BODY if body.strip() else "", **values)
    return text.replace(BODY, body.strip("\n"), 1)
