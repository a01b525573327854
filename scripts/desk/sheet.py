"""One opened form: what it was opened on, what was posted, and the text that makes."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from . import answers, sections
from .answers import Composed, Opened
from .controls import Post
from .store import Unavailable
from .web import Asked, Desk, kind_of

INCOMPLETE = "没有收全，请返回上一页再试一次。"


@dataclass(frozen=True)
class Sheet:
    """One opened form as it was sent back: the text it was opened on, what was posted, and the text that makes.

    ``since`` is what its changes count from: ``base``, or what it was saved as while it stayed open.
    ``opened`` is None where the front matter cannot be read: the file's text is then edited as it is.
    """

    path: str
    form: str
    seen: str | None
    base: str
    since: str
    opened: Opened | None
    post: Post
    composed: Composed

    @property
    def text(self) -> str:
        """The record's text with what was posted."""
        return self.composed.text

    def holding(self, post: Post) -> Sheet:
        """The same form with something else in its controls."""
        assert self.opened is not None
        return replace(self, post=post, composed=answers.compose(self.opened, post))


def fresh(desk: Desk, path: str, form: str, text: str, seen: str | None) -> Sheet:
    """A form opened on a text, nothing changed yet."""
    opened = answers.opened(kind_of(path), text, desk.office.records())
    post = Post(opened.pairs()) if opened else Post([])
    composed = answers.compose(opened, post) if opened else Composed(text, {}, ())
    return Sheet(path, form, seen, text, text, opened, post, composed)


def sent(desk: Desk, asked: Asked) -> Sheet:
    """The form as it was posted. Unavailable where some of it did not arrive, or for a path that is no record's."""
    post = asked.post
    if not post.get("end"):
        raise Unavailable(INCOMPLETE)
    base = unpacked(post.get("base"))
    since = unpacked(post.get("since") or post.get("base"))
    seen = post.get("seen") or None
    opened = answers.opened(kind_of(asked.path), base, desk.office.records())
    if post.get("whole"):
        text = base if _as_posted(post.get("text")) == _as_posted(base) else _as_posted(post.get("text")) + "\n"
        return Sheet(asked.path, post.get("form"), seen, base, since, None, post, Composed(text, {}, ()))
    if opened is None:
        raise Unavailable(INCOMPLETE)
    return Sheet(asked.path, post.get("form"), seen, base, since, opened, post, answers.compose(opened, post))


def packed(text: str) -> str:
    """A text as a hidden control sends it back unharmed."""
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()


def unpacked(text: str) -> str:
    """The text again. Unavailable for what :func:`packed` did not make: some of it did not arrive."""
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "surrogatepass")
    except ValueError as error:
        raise Unavailable(INCOMPLETE) from error


def _as_posted(text: str) -> str:
    return sections.as_posted(text).rstrip("\n")


def again(desk: Desk, sheet: Sheet, text: str) -> Sheet:
    """The same form on another text, kept as its draft."""
    desk.drafts.keep(sheet.form, sheet.path, text, sheet.seen)
    return replace(fresh(desk, sheet.path, sheet.form, text, sheet.seen), since=sheet.since)
