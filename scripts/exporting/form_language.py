"""What a form's template may say: fields, 逐行 and 如果, and nothing that runs code.

A template may come from anywhere. It is read as text first, so that docxtpl's patterns only meet marks that are
whole and few; then as a syntax tree of which a short list of nodes is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from campaign.findings import did_you_mean
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from exporting.form_values import Refused, Rows, Words

# A long form has some sixty marks; its text, and what is put into it, stay far below these.
MAX_MARKS = 400
MAX_MARK = 200
MAX_XML = 2_000_000
MAX_FILLED = 20_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_OPENING = re.compile(r"\{[{%#]")
_OPENING_IN_XML = re.compile(r"\{(?:<[^>]*>)*[{%#]")
# docxtpl's own {{r …}} writes into the markup itself; a hyphen swallows what stands beside the mark.
_FIELD = re.compile(r"\{\{(?!-|(?:r|p|tr|tc)\s)[^{}]*(?<!-)\}\}")
_STATEMENT = re.compile(r"\{%(?:tr|tc|p|r)? *(?:for|endfor|if|elif|else|endif)\b[^{}%]*(?<!-)%\}")
# Word curls the quotation marks that somebody types; docxtpl straightens them.
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_LOOP = {"index": "", "first": "", "last": "", "length": ""}
Scope = Mapping[str, object]


class _Bounded(Template):
    """A template that stops where what it writes comes to more than any form holds."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        parts, size = [], 0
        for part in self.generate(*args, **kwargs):
            size += len(part)
            if size > MAX_FILLED:
                raise Refused("填出来太长了。")
            parts.append(part)
        return "".join(parts)


class Language(SandboxedEnvironment):
    """Reads templates. Refused for whatever goes beyond fields, rows and conditions, before it is compiled."""

    template_class = _Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals, self.tests = {}, {}
        self.filters: dict[str, Callable[..., Any]] = {"或": lambda value, other: value if str(value) else other}

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """A template, compiled. Refused for one that holds anything but fields, rows and conditions."""
        for node in self.parse(source).find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                raise Refused("只能写字段、for 和 if，不能计算，也不能调用别的东西。")
        return super().from_string(source, *args, **kwargs)


_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr),
    *(nodes.Const, nodes.Filter, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand),
)


def marks(part: Any, xml: str) -> list[str]:
    """The marks that a part of a document holds, in its order; ``part`` is its tree, ``xml`` its text.

    Refused where one is broken, foreign, or hidden in the markup, and where there are too many for a form.
    """
    # Counted first: looking for the end of each of a thousand open ones would take minutes.
    begun = len(_OPENING_IN_XML.findall(xml))
    if begun > MAX_MARKS or len(xml) > MAX_XML:
        raise Refused("标记太多，或者文字太长，不像一张表。")
    found: list[str] = []
    for text in _paragraphs(part):
        found += _MARK.findall(text)
        if left := _OPENING.search(_MARK.sub("", text)):
            raise Refused(f"标记没有写完整：「{text[text.index(left.group()) :][:20]}」。一个标记要写在同一段里。")
    opened = sum(len(_OPENING.findall(one)) for one in found)
    if begun != opened:
        raise Refused("有标记不在正文的文字里，不认。")
    for one in found:
        if len(one) > MAX_MARK or len(_OPENING.findall(one)) > 1:
            raise Refused(f"标记没有写完整：「{one[:20]}」。")
        if not one.startswith("{#") and not (_FIELD if one.startswith("{{") else _STATEMENT).fullmatch(one):
            raise Refused(f"认不出「{one}」：只能写 {{{{ 字段 }}}}，或者 for、endfor、if、elif、else、endif。")
    return found


def _paragraphs(part: Any) -> Iterator[str]:
    """The text of each paragraph; that of a box inside one stands by itself."""
    texts: dict[Any, list[str]] = {}
    for one in part.iter(f"{_W}t"):
        texts.setdefault(next(one.iterancestors(f"{_W}p"), part), []).append(one.text or "")
    return ("".join(text) for text in texts.values())


def parse(language: Language, xml: str, found: Iterable[str]) -> nodes.Template:
    """The tree of a part. Refused, with the mark that is wrong, where it cannot be read."""
    try:
        return language.parse(xml)
    except TemplateSyntaxError as error:
        for one in found:
            try:
                language.parse(one.translate(_STRAIGHT) if one.startswith("{{") else "")
            except TemplateSyntaxError:
                raise Refused(f"「{one}」写得不对：双花括号里只写一个字段的名称。") from error
        raise Refused("for 和 endfor、if 和 endif 要成对，写在同一张表或同一层里。") from error


class Names:
    """The names in a tree, held against the facts: ``wrong`` are sentences, ``said`` the names that are printed."""

    def __init__(self, facts: Scope) -> None:
        self._facts = facts
        self.wrong: list[str] = []
        self.said: set[str] = set()

    def read(self, node: nodes.Node, scope: Scope | None = None) -> None:
        """Takes in a tree, or what of it stands within ``scope``. Refused for a loop that is none, or could grow."""
        scope = self._facts if scope is None else scope
        match node:
            case nodes.For():
                self._rows(node, scope)
            case nodes.Output():
                for child in node.nodes:
                    self._printed(child, scope)
            case nodes.Name() | nodes.Getattr():
                self._value(node, scope)
            case nodes.Filter() if node.name != "或":
                self.wrong.append(f'没有「{node.name}」这种写法，“|”后面只能写 或("……")。')
            case _:
                for inner in node.iter_child_nodes():
                    self.read(inner, scope)

    def _printed(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Filter) and node.node is not None:
            self.read(node, scope)
            self._printed(node.node, scope)
            return
        if not isinstance(node, nodes.Name | nodes.Getattr):
            self.read(node, scope)
            return
        value = self._value(node, scope)
        if isinstance(value, Rows):
            self.wrong.append(f"「{_path(node)}」有许多行，要用 for 一行一行写。")
        elif isinstance(value, Mapping):
            self.wrong.append(f"「{_path(node)}」有几项，写成「{_path(node)}.{next(iter(value))}」这样。")
        self.said.add(_path(node).rpartition(".")[2])

    def _rows(self, node: nodes.For, scope: Scope) -> None:
        value = self._value(node.iter, scope)
        if value is not None and not isinstance(value, Words | Rows):
            self.wrong.append(f"「{_path(node.iter)}」只有一项，不能用 for。")
        if not isinstance(node.target, nodes.Name) or node.recursive:
            raise Refused("for 写成「for 一行的名称 in 字段」这样。")
        # Rows within all rows, and within those, would grow beyond any bound.
        root = _path(node.iter).partition(".")[0]
        if scope is not self._facts and scope.get(root) is self._facts.get(root):
            raise Refused("一个 for 里面的 for 只能用外面那一行自己的字段。")
        self.said.add(_path(node.iter).rpartition(".")[2])
        inner = {**scope, "loop": _LOOP, node.target.name: value.blank if isinstance(value, Rows) else ""}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            self.read(child, inner)

    def _value(self, node: nodes.Node, scope: Scope) -> object:
        """The value of a name; None, reported, where there is none."""
        if isinstance(node, nodes.Name):
            within: object = scope
            name = node.name
        elif isinstance(node, nodes.Getattr):
            within, name = self._value(node.node, scope), node.attr
        else:
            raise Refused("for 写成「for 一行的名称 in 字段」这样。")
        if within is None:
            return None
        if not isinstance(within, Mapping):
            self.wrong.append(f"没有「{_path(node)}」，「{_path(node).rpartition('.')[0]}」下面不再分项。")
            return None
        if name not in within:
            self.wrong.append(f"没有「{_path(node)}」这个字段。{did_you_mean(name, list(within))}")
            return None
        return within[name]


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""
