"""The controls of a form: a front-matter value as pairs of name and text, and back.

A name is the field's path, its parts joined by dots: ``source.title``. A list of groups has a
row key for each item, posted under the list's own name, in the order of the rows: ``awards`` = 0,
``awards.0.winner`` = …. What is compared, shown and posted are these pairs, so that a value the
form does not change is never written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from campaign import dates
from campaign.frontmatter import Mapping, Node, Scalar
from campaign.schema import DATE_GROUP, Choice, Date, Flag, Group, ListOf, Number, Ref, Scores, Text, Type
from campaign.spoken_dates import suggest
from naming import identified

Pairs = list[tuple[str, str]]
# The parts of a date that is written with its source's wording: `edtf` is the control of the date itself.
DATE_PARTS = tuple(one.name for one in DATE_GROUP.fields[1:])
BETWEEN = "、"


@dataclass
class Post:
    """Pairs as a browser sends them, in the order of the page."""

    pairs: Pairs

    def get(self, name: str) -> str:
        """The first value under a name; empty where there is none."""
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value under a name, in the order of the page."""
        return [value for key, value in self.pairs if key == name]

    def below(self, name: str) -> list[str]:
        """What follows a name and a dot, up to the next dot, each once, in the order of the page."""
        start = name + "."
        return list(dict.fromkeys(key[len(start) :].split(".")[0] for key, _ in self.pairs if key.startswith(start)))

    def without(self, name: str, key: str) -> Post:
        """The same with a row, and all that is in it, taken out of a list."""
        gone = f"{name}.{key}"
        kept = [
            (one, value)
            for one, value in self.pairs
            if (one, value) != (name, key) and one != gone and not one.startswith(gone + ".")
        ]
        return Post(kept)

    def raised(self, name: str, key: str) -> Post:
        """The same with a row one place further up; the first, and one that is not there, stay where they are."""
        keys = self.all(name)
        at = keys.index(key) if key in keys else 0
        if at:
            keys[at - 1 : at + 1] = [keys[at], keys[at - 1]]
        order = iter(keys)
        return Post([(one, next(order)) if one == name else (one, value) for one, value in self.pairs])

    def with_row(self, name: str) -> tuple[Post, str]:
        """The same with an empty row at the end of a list, and the row's key."""
        taken = {*self.all(name), *self.below(name)}
        key = next(str(number) for number in range(len(taken) + 1) if str(number) not in taken)
        return Post([*self.pairs, (name, key)]), key


def plain(node: Node | None) -> Any:
    """A node as text, lists and mappings of text; what nothing is written in is an empty text."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return "" if not node.quoted and node.text in ("~", "null") else _tidy(node.text)
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def _tidy(text: str) -> str:
    """As a browser gives it back: line ends of one kind, no NUL, and what the checks pass over cut off."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip("\n ")


def blank(value: Any) -> bool:
    """Whether nothing is written."""
    if isinstance(value, str):
        return not value.strip()
    return all(map(blank, value.values() if isinstance(value, dict) else value))


def fits(type_: Type, value: Any) -> bool:
    """Whether controls can show the value: a text where a text is asked for, a list where a list is."""
    if blank(value):
        return True
    if isinstance(type_, ListOf):
        return isinstance(value, list) and all(fits(type_.item, one) for one in value)
    if isinstance(type_, Group):
        known = {one.name: one.type for one in type_.fields}
        return isinstance(value, dict) and all(name in known and fits(known[name], one) for name, one in value.items())
    if isinstance(type_, Scores):
        return isinstance(value, dict) and all(
            isinstance(one, str) and "." not in name and name for name, one in value.items()
        )
    if isinstance(type_, Date) and isinstance(value, dict):
        return all(name in ("edtf", *DATE_PARTS) and isinstance(one, str) for name, one in value.items())
    return isinstance(value, str)


def is_set(type_: ListOf) -> bool:
    """Whether the items are ticked among those that there are."""
    return isinstance(type_.item, Ref | Choice)


def is_lines(type_: ListOf) -> bool:
    """Whether the items are short texts, one a line."""
    inner = type_.item.item if isinstance(type_.item, ListOf) else type_.item
    return isinstance(inner, Text) and not inner.multiline


def write(type_: Type, value: Any, name: str) -> Iterator[tuple[str, str]]:
    """The filled controls of a value that fits its type, as (name, text) in the form's order."""
    if blank(value):
        return
    if isinstance(type_, ListOf):
        yield from _write_list(type_, value, name)
    elif isinstance(type_, Group):
        for one in type_.fields:
            yield from write(one.type, value.get(one.name, ""), f"{name}.{one.name}")
    elif isinstance(type_, Scores):
        yield from ((f"{name}.{key}", one) for key, one in value.items() if one.strip())
    elif isinstance(value, dict):
        yield from ((name if key == "edtf" else f"{name}.{key}", one) for key, one in value.items() if one.strip())
    else:
        yield name, value


def _write_list(type_: ListOf, value: list[Any], name: str) -> Iterator[tuple[str, str]]:
    if is_set(type_):
        yield from ((name, one) for one in value if one.strip())
    elif is_lines(type_):
        lines = [one if isinstance(one, str) else BETWEEN.join(one) for one in value]
        yield name, "\n".join(line for line in lines if line.strip())
    else:
        for index, one in enumerate(value):
            if not blank(one):
                yield name, str(index)
                yield from write(type_.item, one, f"{name}.{index}")


def read(type_: Type, post: Post, name: str) -> Any:
    """What was posted for a value, as text, lists and mappings; empty rows are left out."""
    if isinstance(type_, ListOf):
        return _read_list(type_, post, name)
    if isinstance(type_, Group):
        return _filled({one.name: read(one.type, post, f"{name}.{one.name}") for one in type_.fields})
    if isinstance(type_, Scores):
        return _filled({key: _tidy(post.get(f"{name}.{key}")) for key in post.below(name)})
    if isinstance(type_, Date):
        parts = _filled({key: _tidy(post.get(f"{name}.{key}")) for key in DATE_PARTS})
        return {"edtf": _tidy(post.get(name)), **parts} if parts else _tidy(post.get(name))
    return _tidy(post.get(name))


def _read_list(type_: ListOf, post: Post, name: str) -> list[Any]:
    if is_set(type_):
        return [one for one in map(_tidy, post.all(name)) if one]
    if is_lines(type_):
        lines: Iterable[str] = (line.strip() for line in _tidy(post.get(name)).split("\n"))
        if isinstance(type_.item, ListOf):
            return [[word.strip() for word in line.split(BETWEEN) if word.strip()] for line in lines if line]
        return [line for line in lines if line]
    return [one for _, one in rows(type_, post, name)]


def rows(type_: ListOf, post: Post, name: str) -> list[tuple[str, Any]]:
    """The rows of a list in which something is written, each with its key."""
    read_all = [(key, read(type_.item, post, f"{name}.{key}")) for key in post.all(name)]
    return [(key, one) for key, one in read_all if not blank(one)]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in values.items() if not blank(one)}


def same(type_: Type, first: Any, second: Any) -> bool:
    """Whether a form would show both alike, whatever their rows are called."""
    return _shown(type_, first) == _shown(type_, second)


def _shown(type_: Type, value: Any) -> Pairs:
    if isinstance(type_, ListOf) and isinstance(value, list):
        value = [one for one in value if not blank(one)]
    shown = list(write(type_, value, ""))
    return sorted(shown) if isinstance(type_, Scores) else shown


def typed(type_: Type, value: Any) -> Any:
    """A posted value as it is written to a file; what does not fit its type stays as it was typed."""
    if isinstance(type_, ListOf):
        items = [typed(type_.item, one) for one in value]
        return identified(type_.item, items) if isinstance(type_.item, Group) else items
    if isinstance(type_, Group):
        return {one.name: typed(one.type, value[one.name]) for one in type_.fields if one.name in value}
    if isinstance(type_, Scores):
        return {name: typed(Number(), one) for name, one in value.items()}
    if isinstance(type_, Date):
        if isinstance(value, dict):
            return {**value, "edtf": _dated(value["edtf"])}
        return _dated(value)
    if isinstance(type_, Number) and value.isascii() and value.replace(".", "", 1).isdigit() and value[0] != ".":
        # As typed, 3.50 included; a zero in front would be lost.
        number = Decimal(value)
        return number if str(number) == value else value
    if isinstance(type_, Flag) and value in ("true", "false"):
        return value == "true"
    return value


def _dated(text: str) -> str:
    """A date typed as people write it, such as 2011年6月, in the notation of the records."""
    return suggest(text) or text if reading(text) == "" else text


def reading(text: str) -> str:
    """What a date means, in Chinese; empty for what is no date."""
    try:
        return dates.parse(text.strip()).plain
    except dates.DateError:
        return ""
