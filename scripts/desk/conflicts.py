"""Two versions of one record, ours and what is on disk: shown side by side, put together field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from campaign import digest, frontmatter
from campaign.kinds import KINDS
from campaign.rewrite import rewrite
from starlette.responses import Response

from . import answers, controls, sections
from .comparing import Row, side_by_side
from .office import Conflict, Held
from .sheet import packed, unpacked
from .store import Unavailable
from .web import Asked, Desk, address, kind_of, to

BODY = "body"
RECENT = 20


@dataclass(frozen=True)
class Difference:
    """A field, or a section of the body, that the two versions do not say alike.

    ``theirs``: only they have changed it since both began, so theirs is what is proposed.
    """

    name: str
    title: str
    rows: list[Row]
    theirs: bool = False


def show(desk: Desk, path: str, form: str, mine: str, theirs: Held | None, original: str | None = None) -> Response:
    """The page with both versions. Nothing is lost whatever is chosen: ours is a draft, theirs is in the history.

    ``theirs`` is None where the file is gone. ``original`` is the text that both began with, where it is known.
    """
    if theirs:
        mine = answers.unsigned(mine, theirs.text, KINDS[kind_of(path)])
    found = differences(path, mine, theirs.text) if theirs else []
    if found and original is not None:
        ours = {one.name for one in differences(path, mine, original) or []}
        found = [replace(one, theirs=one.name not in ours) for one in found]
    return desk.page(
        "conflict.html.j2",
        409,
        path=path,
        form=form,
        theirs=theirs,
        mine=packed(mine),
        differences=found or [],
        whole=found is None,
        rows=side_by_side(mine, theirs.text) if theirs and found is None else [],
    )


def original(desk: Desk, path: str, opened: str, seen: str | None) -> str | None:
    """The text that a form was opened on: as it came back with the form, else from the history. None if it is gone.

    Of the history only the latest versions are looked at. ``seen`` is the digest of the file that was opened.
    """
    if digest(opened.encode("utf-8", "surrogatepass")) == seen:
        return opened
    texts = (desk.history.text(path, one.id) for one in desk.history.versions(path)[:RECENT])
    return next((text for text in texts if digest(text.encode()) == seen), None)


def differences(path: str, mine: str, theirs: str) -> list[Difference] | None:
    """What differs; None where one of them cannot be taken apart."""
    ours, others = answers.front(mine), answers.front(theirs)
    if ours is None or others is None:
        return None
    kind = KINDS[kind_of(path)]
    titles = {one.name: one.title for one in kind.fields}
    found = [
        Difference(name, titles.get(name, name), side_by_side(_words(ours.get(name, "")), _words(others.get(name, ""))))
        for name in dict.fromkeys([*titles, *ours, *others])
        if not _alike(kind.group.field(name), ours.get(name, ""), others.get(name, ""))
    ]
    left, right = frontmatter.split(mine).body, frontmatter.split(theirs).body
    if left.strip() == right.strip():
        return found
    parts = _paired(left, right) if kind.name == "case" else None
    if parts is None:
        return [*found, Difference(BODY, "正文", side_by_side(left.strip(), right.strip()))]
    for number, (one, other) in enumerate(parts):
        if one.lines != other.lines:
            text, right_text = "\n".join(one.lines).strip(), "\n".join(other.lines).strip()
            found.append(Difference(f"{BODY}.{number}", one.heading or "正文开头", side_by_side(text, right_text)))
    return found


def _alike(declared: Any, one: Any, other: Any) -> bool:
    if declared is None or not (controls.fits(declared.type, one) and controls.fits(declared.type, other)):
        return bool(one == other)
    return controls.same(declared.type, one, other)


def _words(value: Any) -> str:
    """A value for people to compare: a line for each text in it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_words(one) for one in value)
    return "\n".join(f"{name}：{_words(one)}" for name, one in value.items() if not controls.blank(one))


def _paired(left: str, right: str) -> list[tuple[sections.Part, sections.Part]] | None:
    """The sections of both, where both have the same ones in one order."""
    ours, others = sections.cut(left, True), sections.cut(right, True)
    if [one.heading for one in ours] != [one.heading for one in others]:
        return None
    return list(zip(ours, others, strict=True))


def merged(path: str, mine: str, theirs: str, chosen: Mapping[str, str]) -> str:
    """Their text with every part of ours that was chosen: name → ``mine`` or ``theirs``.

    Names are those of :func:`differences`. Unavailable where our text cannot be taken apart.
    """
    ours = answers.front(mine)
    if ours is None:
        raise Unavailable("两个版本对不上，只能整份选一个。")
    kind = KINDS[kind_of(path)]
    changes: dict[str, Any] = {}
    for name in (name for name, choice in chosen.items() if choice == "mine" and name.partition(".")[0] != BODY):
        declared, value = kind.group.field(name), ours.get(name, "")
        fits = declared is not None and controls.fits(declared.type, value)
        changes[name] = None if controls.blank(value) else controls.typed(declared.type, value) if fits else value  # type: ignore[union-attr]
    left, right = frontmatter.split(mine).body, frontmatter.split(theirs).body
    body = left if chosen.get(BODY) == "mine" else _joined(left, right, chosen)
    return rewrite(theirs, changes, body if body != right else None, kind)


def _joined(left: str, right: str, chosen: Mapping[str, str]) -> str:
    picked = {name for name, choice in chosen.items() if choice == "mine" and name.startswith(f"{BODY}.")}
    parts = _paired(left, right) if picked else None
    if parts is None:
        return right
    lines = [
        line
        for number, (one, other) in enumerate(parts)
        for line in _spaced((one if f"{BODY}.{number}" in picked else other).lines, number == len(parts) - 1)
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _spaced(lines: tuple[str, ...], last: bool) -> tuple[str, ...]:
    return lines if last or not lines or not lines[-1].strip() else (*lines, "")


def merge(desk: Desk, asked: Asked) -> Response:
    """What was chosen, saved; shown again where the file has changed once more.

    Unavailable where the form came incomplete, or cannot be saved.
    """
    post, path = asked.post, asked.path
    kind_of(path)
    mine = unpacked(post.get("mine"))
    form, seen, how = post.get("form"), post.get("theirs") or None, post.get("do")
    if how == "theirs":
        return to(address(path, said="theirs") if seen else "/")
    text = mine
    if how == "merge":
        held = desk.office.read(path)
        if held.digest != seen:
            return show(desk, path, form, mine, held)
        chosen = {name.partition(":")[2]: value for name, value in post.pairs if name.startswith("choose:")}
        text = merged(path, mine, held.text, chosen)
    if seen:
        text = answers.unsigned(text, desk.office.read(path).text, KINDS[kind_of(path)])
    try:
        desk.office.save(path, text, seen, "合并两个版本" if how == "merge" else "保存")
    except Conflict as conflict:
        desk.drafts.keep(form, path, mine, seen)
        return show(desk, path, form, mine, conflict.theirs)
    desk.drafts.drop(form)
    return to(address(path, said="saved"))
