"""Front matter: the block between two ``---`` lines, read as a strict subset of YAML.

Only mappings, lists and scalars; no anchors, aliases, tags or duplicate keys. Every scalar
stays the text it was written as: the schema, not YAML, says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from .diagnostics import Mark

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEPTH = 12
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]")

Report = Callable[..., None]


@dataclass(frozen=True)
class Scalar:
    """A value as written, from ``mark`` up to ``end`` (line, column). ``quoted`` ones are never taken for empty."""

    text: str
    quoted: bool
    mark: Mark
    end: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Sequence:
    """A list, in the order written; ``mark`` is where it begins."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True)
class Mapping:
    """Keys in the order written, each with its own mark."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark

    def get(self, name: str) -> Node | None:
        """The value of a key; None where it is not written."""
        return next((value for key, value in self.entries if key.text == name), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Split:
    """A file cut in two.

    ``front`` is None where there is no front matter. Line numbers are from 1, those of the first lines of both.
    ``closed`` is False where nothing ends the front matter, and so there is no body.
    """

    front: str | None
    front_line: int
    body: str
    body_line: int
    closed: bool = True


def split(text: str) -> Split:
    """The front matter, without the lines that mark it off, and the body of a text with ``\\n`` line ends."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Split(None, 1, text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return Split("\n".join(lines[1:number]), 2, "\n".join(lines[number + 1 :]), number + 2)
    return Split("\n".join(lines[1:]), 2, "", len(lines) + 1, closed=False)


def read(front: str, first_line: int, report: Report) -> Mapping | None:
    """The tree of a front matter, empty where nothing is written; None where it cannot be read, which is then reported.

    ``first_line`` is its first line's number in the file. ``report(code, mark, **values)`` is called for each finding.
    """
    try:
        events = list(yaml.parse(front, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        assert at is not None
        report("yaml-syntax", Mark(at.line + first_line, at.column + 1), problem=_explain(error, front[at.index :]))
        return None
    except yaml.YAMLError:
        report("yaml-syntax", Mark(first_line, 1), problem="含有不能使用的字符")
        return None
    return _Composer(events, first_line, report).document()


_PROBLEMS = (
    ("mapping values are not allowed", "这一行里多了一个「: 」，或上一行缩进不对；文字里有冒号时请给整段加英文双引号"),
    ("could not find expected ':'", "这里少了冒号加空格（如 title: 标题）"),
    ("did not find expected key", "缩进不齐，或引号没有成对"),
    ("did not find expected '-' indicator", "列表的「- 」没有对齐"),
    ("found unexpected end", "引号没有成对，一直到结尾都没有收住"),
    ("block sequence entries are not allowed", "列表的「- 」不能写在这里，请另起一行并缩进"),
    ("found character that cannot start", "值不能以这个符号（@、`、% 等）开头，请加英文双引号"),
    ("found unknown escape", "双引号里的反斜杠写法不对，可改用单引号"),
    ("hexdecimal", "双引号里的反斜杠写法不对，可改用单引号"),
    ("did not find expected ',' or", "方括号或花括号没有写完整"),
)


def _explain(error: yaml.MarkedYAMLError, unread: str) -> str:
    """What is wrong, in Chinese; ``unread`` begins where the reader gave up."""
    if unread.startswith("\t"):
        return "缩进里有制表符，请改用空格"
    return next(
        (chinese for english, chinese in _PROBLEMS if english in str(error.problem)),
        "写法不符合要求（缩进、冒号或引号）",
    )


class _Composer:
    """Builds the tree from parser events; the first forbidden construct ends it."""

    def __init__(self, events: list[yaml.Event], first_line: int, report: Report) -> None:
        self._events = [
            one
            for one in events
            if not isinstance(one, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent))
        ]
        self._at = 0
        self._offset = first_line
        self._report = report
        self._refused = False

    def document(self) -> Mapping | None:
        starts = [one for one in self._events if isinstance(one, yaml.DocumentStartEvent)]
        self._events = [one for one in self._events if not isinstance(one, yaml.DocumentStartEvent)]
        if not self._events:
            return Mapping((), Mark(self._offset, 1))
        if len(starts) > 1:
            self._report("yaml-syntax", self._mark(starts[1]), problem="头部只能有一段")
            return None
        root = self._node(0)
        if self._refused:
            return None
        if not isinstance(root, Mapping):
            if isinstance(root, Scalar) and not root.text and not root.quoted:
                return Mapping((), root.mark)
            self._report("yaml-syntax", root.mark, problem="头部应当是一行一个「名称: 值」")
            return None
        return root

    def _mark(self, event: yaml.Event) -> Mark:
        at = event.start_mark
        assert at is not None
        return Mark(at.line + self._offset, at.column + 1)

    def _refuse(self, event: yaml.Event, what: str) -> Scalar:
        if not self._refused:
            self._report("yaml-subset", self._mark(event), what=what)
        self._refused = True
        return Scalar("", False, self._mark(event))

    def _node(self, depth: int) -> Node:
        event = self._events[self._at]
        self._at += 1
        if depth > DEPTH:
            self._at = len(self._events)
            return self._refuse(event, "过深的嵌套")
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(event, "引用（*）")
        if getattr(event, "anchor", None):
            self._refuse(event, "锚点（&）")
        if getattr(event, "tag", None):
            self._refuse(event, "类型标记（!）")
        if isinstance(event, yaml.ScalarEvent):
            at = event.end_mark
            assert at is not None
            text = event.value
            if event.style == '"' and (found := CONTROL.search(text)):  # written as an escape
                self._report("control-character", self._mark(event), point=f"{ord(found.group()):04X}")
                text = CONTROL.sub(" ", text)
            return Scalar(text, bool(event.style), self._mark(event), (at.line + self._offset, at.column + 1))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _more(self, end: type) -> bool:
        if self._at >= len(self._events):
            return False
        if isinstance(self._events[self._at], end):
            self._at += 1
            return False
        return True

    def _sequence(self, event: yaml.Event, depth: int) -> Sequence:
        items = []
        while self._more(yaml.SequenceEndEvent):
            items.append(self._node(depth + 1))
        return Sequence(tuple(items), self._mark(event))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Mark] = {}
        while self._more(yaml.MappingEndEvent):
            key_event = self._events[self._at]
            key = self._node(depth + 1)
            if self._at >= len(self._events):
                break
            value = self._node(depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(key_event, "不是文字的名称")
                continue
            if key.text in seen:
                self._report("duplicate-key", key.mark, key=key.text, first=seen[key.text].line)
                continue
            seen[key.text] = key.mark
            entries.append((key, value))
        return Mapping(tuple(entries), self._mark(event))
